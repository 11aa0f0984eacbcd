"""Search over the whole course: modules, glossary, resources, and the explanations that one has been shown."""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

import streamlit as st

from app_pages import services
from app_pages.parts.hits import groups
from app_pages.parts.shortcut import slash_switch
from app_pages.parts.words import count, heading, listed
from course import search
from course.course import Course
from course.markdown import PINYIN, marked_hanzi
from progress import explained

LONGEST = 200  # characters


def show() -> None:
    """Show what was found of the words in the address, which are those in the box."""
    course = services.course()
    st.set_page_config(page_title=f"Search · {course.title}")
    head = st.container()
    words = st.text_input("Search the course", key="q", type="search", bind="query-params", max_chars=LONGEST)
    found = _find(words or "")
    with head:
        heading("Search", say=_count(found) if found else "")
        st.html(
            '<p class="lead">Search the whole course in English, in characters, or in pinyin with or without '
            "tones.</p>"
        )
    if found:
        st.html(_told(words or "", found))
        st.html(groups(course, found) if found.hits else _nothing(course))
    else:
        st.html(_examples(course))
    slash_switch()


def _find(words: str) -> search.Found | None:
    """What is found, or None where nothing was asked. Quiz questions are found by whoever has seen them explained."""
    if not words.strip():
        return None
    person = services.person()
    versions = explained.versions(services.database(), person.id) if person else frozenset[str]()
    return search.find(services.search_index(), words, versions)


def _count(found: search.Found) -> str:
    return f"{count(len(found.hits), 'place')} found"


def _told(words: str, found: search.Found) -> str:
    """How much was found, and what was taken for something else, in sentences."""
    said = [f"{_count(found)} for “{marked_hanzi(words.strip())}”."]
    said += [
        f"“{escape(typed)}” is nowhere, so “{escape(word)}” was looked for." for typed, word in found.read_as
    ]
    if found.hits and not found.whole:
        said.append("No place has all of this; these have most of it.")
    return f'<p class="meta">{" ".join(said)}</p>'


def _nothing(course: Course) -> str:
    return (
        '<p class="empty">Try fewer words, or another spelling. The whole of it: <a href="module">modules</a>, '
        f'<a href="glossary">glossary</a>, <a href="resources">resources</a>.</p>{_examples(course)}'
    )


def _examples(course: Course) -> str:
    """Ways to write one thing, shown with a term of the course's own."""
    links = [f'<a href="search?q={quote(word)}">{html}</a>' for word, html in _ways(course)]
    return f'<p class="meta">For example {listed(links)}.</p>' if links else ""


def _ways(course: Course) -> Iterator[tuple[str, str]]:
    """Each way to write a term, and the same as HTML with its language."""
    spelled = (term for term in course.terms.values() if term.hanzi)
    specimen = course.terms.get(course.file.specimen or "")
    term = specimen if specimen and specimen.hanzi else next(spelled, None)
    if term:
        pinyin, numbers = term.pinyin or "", (term.pinyin_numbers or "").replace(" ", "")
        yield term.hanzi or "", marked_hanzi(term.hanzi or "")
        yield pinyin, f"{PINYIN}{escape(pinyin)}</em>"
        yield numbers, escape(numbers)
        yield term.english, marked_hanzi(term.english)


show()
