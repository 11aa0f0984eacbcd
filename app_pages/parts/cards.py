"""Modules as a list of contents, and as cards that show how far a learner is."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from app_pages.parts.words import count, plain_label, steps, tag, tile
from course.course import Course
from course.modules import Module


def contents(course: Course) -> None:
    """Every module with its summary and its time, as a list to start from."""
    items = "".join(_item(course, module) for module in course.modules)
    minutes = sum(module.minutes for module in course.modules)
    st.html(
        f'<p class="meta">{count(len(course.modules), "module")}, {about(minutes)} in all. Each stands by itself: '
        f'begin with the one that answers your question.</p><ol class="index plain">{items}</ol>'
    )


def about(minutes: int) -> str:
    """A time in words: 45 minutes, or 3 hours."""
    return f"{minutes} minutes" if minutes < 90 else f"about {count(round(minutes / 60), 'hour')}"


def _item(course: Course, module: Module) -> str:
    word = course.terms.get(module.word or "")
    return (
        f'<li>{tile(word)}<div><p class="meta">Module {course.number(module)}</p>'
        f'<p class="t"><a href="module?m={module.id}">{escape(module.title)}</a></p>'
        f'<p class="meta">{escape(module.summary)}</p></div><p class="meta nb">{module.minutes} min</p></li>'
    )


def card(
    course: Course, module: Module, read: Mapping[str, str], completed: bool, suggested: bool = False
) -> None:
    """One module with its state in words, its bar, and one link that covers the card.

    It is suggested where the diagnostic found something to learn.
    """
    word = course.terms.get(module.word or "")
    number, total, done = course.number(module), len(module.sections), len(read)
    reading = (
        f' · <em class="pinyin" lang="zh-Latn-pinyin">{escape(word.pinyin)}</em>'
        if word and word.pinyin
        else ""
    )
    with st.container(key=f"card-{module.id}"):
        st.html(
            f'<div class="card-top">{tile(word)}<div class="grow"><p class="meta">Module {number}{reading}'
            f'<span class="state">{_state(module, done, completed, suggested)}</span></p>'
            f'<p class="card-title">{escape(module.title)}</p><p class="meta">{escape(module.summary)}</p></div></div>'
            f"{steps(done, total, done if 0 < done < total else None)}"
        )
        verb = "Read again" if completed else "Continue" if done else "Start"
        st.page_link("module.py", label=f"{verb}: {plain_label(module.title)}", query_params={"m": module.id})


def _state(module: Module, done: int, completed: bool, suggested: bool) -> str:
    if completed:
        return tag("Finished", "good")
    if not done:
        return f"{tag('Suggested', 'note') if suggested else ''} {module.minutes} min"
    if done == len(module.sections):
        return tag("Quiz to pass", "pine")
    return tag(f"{done} of {count(len(module.sections), 'section')}", "pine")
