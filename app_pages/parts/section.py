"""The body of a section: prose with its terms in the margin, figures, checks, and the sources below."""

from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.answer import verdict
from app_pages.parts.dates import day
from app_pages.parts.figure import chart, diagram
from app_pages.parts.question import ask, given
from app_pages.parts.sources import link
from app_pages.parts.words import first_sentence, syllables, tag
from course.course import Course
from course.markdown import marked_hanzi
from course.questions import Question, Single, TrueFalse
from course.sections import Block, Chart, Check, Diagram, Passage, Section

COLUMNS = (2.15, 1)


def body(course: Course, section: Section) -> None:
    """One row per heading, so that on a phone the terms follow the passage that names them."""
    for part in section.parts:
        text, margin = st.columns(COLUMNS, gap="large")
        with text:
            for block in part.blocks:
                _block(course, block)
        with margin:
            for term in part.terms:
                _margin_term(course, term)


def _block(course: Course, block: Block) -> None:
    match block:
        case Passage():
            st.html(f'<div class="prose">{block.html}</div>')
        case Check():
            _check(block.quiz, block.question)
        case Diagram():
            diagram(block)
        case Chart():
            chart(block)


def _margin_term(course: Course, term_id: str) -> None:
    term = course.terms[term_id]
    st.html(
        f'<div class="margin-term">{syllables(term)}<p><strong>{escape(term.english)}</strong></p>'
        f'<p class="note">{marked_hanzi(first_sentence(term.note))} '
        f'<a href="glossary?t={term.id}">More<span class="vh"> on {escape(term.english)}</span></a></p></div>'
    )


@st.fragment
def _check(quiz_id: str, question_id: str) -> None:
    """An ungraded question in the text. What is right stays on the server until an answer is given."""
    try:
        question = services.course().quiz(quiz_id).check(question_id)
    except KeyError:  # the course was edited since the page was drawn
        st.rerun()
    key = f"check-{quiz_id}-{question_id}"
    st.html('<p class="eyebrow check">Check yourself · not recorded</p>')
    ask(question, question.option_ids(), key, lambda: None)
    try:
        answer = given(question, key)
    except ValueError as refusal:
        st.html(f'<div class="callout warn" role="alert"><p>{escape(str(refusal).capitalize())}.</p></div>')
        return
    if answer is not None and _asked_for(question, key):
        st.html(verdict(question, answer))


def _asked_for(question: Question, key: str) -> bool:
    """One choice is an answer at once; ticking several boxes or typing is not, until the learner says so."""
    return isinstance(question, Single | TrueFalse) or st.button("Check my answer", key=f"{key}-done")


def source_list(course: Course, section: Section) -> None:
    """The sources cited in the section, numbered as in the text."""
    if not section.sources:
        return
    items = "".join(_source(course, i, source_id) for i, source_id in enumerate(section.sources, start=1))
    st.html(f'<h2 class="section-rule">Sources</h2><ol class="sources">{items}</ol>')


def _source(course: Course, number: int, source_id: str) -> str:
    source = course.sources[source_id]
    original = f" {marked_hanzi(source.original_title)}" if source.original_title else ""
    overdue = " " + tag("Check overdue", "warn") if source.overdue(services.now().date()) else ""
    return (
        f'<li id="source-{number}">{link(source)}{original}. {escape(course.jurisdiction(source.jurisdiction))}, '
        f"{escape(source.date)}. Checked {day(source.checked)}.{overdue}</li>"
    )
