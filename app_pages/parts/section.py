"""The body of a section: prose with its terms in the margin, figures, checks, and the sources below."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from app_pages import services
from app_pages.parts.answer import verdict
from app_pages.parts.asking.hints import hint_steps
from app_pages.parts.figure import chart, diagram
from app_pages.parts.question import ask, given
from app_pages.parts.sources import numbered
from app_pages.parts.words import first_sentence, syllables
from course.course import Course
from course.draw import option_order
from course.glossary import Term
from course.markdown import marked_hanzi
from course.questions import Question, Single, TrueFalse
from course.sections import Block, Chart, Check, Diagram, Passage, Section

AT_ONCE = (Single, TrueFalse)  # one choice is the whole answer
# The place of what is said of an answer, so that the page below does not jump when it is.
WAITING = (
    '<div class="verdict"><p class="answer waiting">'
    "Choose one: whether it is right, and why, is said here.</p></div>"
)


def body(course: Course, section: Section) -> None:
    """The parts of a section, each with the terms that it is the first to name."""
    draw(_pieces(course, section))


def draw(pieces: Iterable[str | Block]) -> None:
    """Draw HTML, and what stands between it.

    What has no widget in it is one element, however many parts it is of: each element takes a browser milliseconds.
    """
    with st.container(key="body"):
        for i, (is_html, run) in enumerate(groupby(pieces, lambda piece: isinstance(piece, str))):
            if is_html:
                st.html("".join(str(piece) for piece in run))
                continue
            with st.container(key=f"text-{i}"):
                for piece in run:
                    _draw(piece)


def _pieces(course: Course, section: Section) -> Iterator[str | Block]:
    """What a section is made of, in order: HTML, or something to draw."""
    for part in section.parts:
        if part.terms:
            yield margin(course, part.terms)
        for block in part.blocks:
            yield text(block.html) if isinstance(block, Passage) else block


def text(html: str) -> str:
    """Prose, in its column."""
    return f'<div class="text"><div class="prose">{html}</div></div>'


def margin(course: Course, terms: Iterable[str]) -> str:
    """The terms with these ids, which stand beside the text that follows: what floats beside a text comes before it."""
    return f'<div class="margin">{"".join(_margin_term(course.terms[term]) for term in terms)}</div>'


def _draw(piece: str | Block) -> None:
    match piece:
        case Check():
            _check(piece.quiz, piece.question)
        case Diagram():
            diagram(piece)
        case Chart():
            chart(piece)


def _margin_term(term: Term) -> str:
    return (
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
    st.html('<p class="eyebrow check">Check yourself · nothing is kept</p>')
    ask(question, _order(question), key, lambda: None)
    _hints(question, key)
    try:
        answer = given(question, key)
    except ValueError as refusal:
        st.html(f'<div class="callout warn" role="alert"><p>{escape(str(refusal))}</p></div>')
        return
    if answer is not None and _asked_for(question, key):
        st.html(f'<div class="verdict">{verdict(question, answer)}</div>')
    elif answer is None and isinstance(question, AT_ONCE):
        st.html(WAITING)


def _order(question: Question) -> Sequence[str]:
    """Options as their author wrote them; what the author's order would give away is shuffled, alike for everybody."""
    ids = question.option_ids()
    if question.choices:
        return ids
    return question.shown_first(option_order(ids, "check", question.id, shuffle=question.shuffle))


def _hints(question: Question, key: str) -> None:
    """The hints, which cost nothing in a check."""
    shown = f"{key}-hints"

    def show() -> None:
        st.session_state[shown] = st.session_state.get(shown, 0) + 1

    hint_steps(question, st.session_state.get(shown, 0), key, show, free=True)


def _asked_for(question: Question, key: str) -> bool:
    """One choice is an answer at once; anything that is given step by step is not, until the learner says so."""
    if isinstance(question, AT_ONCE):
        return True
    if not question.graded and not question.explanation:
        return False  # there is nothing to check and nothing to say
    return st.button("Check my answer" if question.graded else "Show the explanation", key=f"{key}-done")


def source_list(course: Course, section: Section) -> None:
    """The sources cited in the section, numbered as in the text."""
    if section.sources:
        st.html(numbered(course, section.sources))
