"""All questions of an attempt at once: the map beside the open one, and the review before submitting."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from app_pages.parts.sitting import REVIEW, Sitting, go
from app_pages.parts.words import count, heading, tag
from course.markdown import inline

MAP = "map"


def overview(sitting: Sitting, here: int) -> None:
    """All questions as a map to choose from, and the same in words.

    The map is one widget: a button for each question would cost a tenth more CPU with every answer. Its key names
    the open question, so that each question has a new one: a group of buttons gives the focus back to whichever had
    it last, and when that one is out of sight the page would jump under the finger and the press be lost.
    """
    st.html('<h2 class="section-rule">Your questions</h2>')
    answered, flagged = set(sitting.answered), set(sitting.flagged)
    key = f"{MAP}-{here}"
    st.session_state[key] = here
    st.pills(
        "Go to a question",
        sitting.places,
        required=True,
        key=key,
        format_func=lambda place: f"{place + 1}{_sign(place, answered, flagged)}",
        on_change=lambda: go(sitting.attempt, st.session_state[key]),
        label_visibility="collapsed",
        width="stretch",
    )
    st.html(_state(sitting))
    st.button("Review and submit", width="stretch", on_click=go, args=(sitting.attempt, REVIEW))


def _state(sitting: Sitting) -> str:
    """Which questions are answered, flagged and open, and the rules in a sentence, as HTML."""
    limit = "" if sitting.attempt.deadline_at else " No time limit."
    return (
        f'<ul class="plain state"><li>✓ answered: {_numbers(sitting.answered)}</li>'
        f"<li>⚑ flagged: {_numbers(sitting.flagged)}</li>"
        f"<li>Still open: {_numbers(sitting.left_open)}</li></ul>"
        f'<p class="meta">Pass mark {sitting.attempt.pass_mark} %.{limit} '
        "You may submit with questions left open.</p>"
    )


def _sign(place: int, answered: set[int], flagged: set[int]) -> str:
    if place in flagged:
        return " ⚑"
    return " ✓" if place in answered else ""


def _numbers(places: Sequence[int]) -> str:
    return ", ".join(str(place + 1) for place in places) or "none"


def review(sitting: Sitting, eyebrow: str, submit: Callable[[], None]) -> None:
    """Every question with its answer, the way back to each, and the button that ends the attempt."""
    heading("Review and submit", eyebrow=eyebrow)
    left_open = sitting.left_open
    st.html(f'<p class="lead">{_readiness(left_open)}</p>')
    with st.container(key="review"):
        for place in sitting.places:
            _row(sitting, place)
    with st.container(horizontal=True):
        if st.button("Submit my answers", type="primary", key="submit"):
            submit()
        back = left_open[0] if left_open else 0
        st.button("Back to the questions", on_click=go, args=(sitting.attempt, back))


def _readiness(left_open: list[int]) -> str:
    if not left_open:
        return "Every question is answered. After submitting, nothing can be changed."
    return (
        f"{count(len(left_open), 'question')} still open: {_numbers(left_open)}. "
        "What is left open counts as not right. After submitting, nothing can be changed."
    )


def _row(sitting: Sitting, place: int) -> None:
    question, answer = sitting.question(place), sitting.answer(place)
    said = question.as_text(answer.response) if answer.response is not None else ""
    marks = tag("Flagged", "warn") if answer.flagged else ""
    if not sitting.is_answered(place):
        marks += tag("Partly answered" if said else "Still open", "note")
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"review-{place}"):
        st.html(
            f'<div class="row"><p><strong>{place + 1}.</strong> {inline(question.stem)}</p>'
            f'<p class="meta"><bdi>{escape(said)}</bdi> {marks}</p></div>'
        )
        label = f"Change {place + 1}" if said else f"Answer {place + 1}"
        st.button(label, key=f"open-{place}", on_click=go, args=(sitting.attempt, place))
