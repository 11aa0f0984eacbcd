"""The desk at which a quiz is taken: the open question, or the review before submitting.

The desk is one fragment: an answer reruns it and nothing else of the page.
"""

from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.asking.certainty import certainty
from app_pages.parts.asking.hints import hint_steps
from app_pages.parts.countdown import countdown
from app_pages.parts.dates import moment
from app_pages.parts.frame import sign_in_address
from app_pages.parts.overview import overview, review
from app_pages.parts.question import ask, fill, is_filled
from app_pages.parts.saving import certainty_key, flag, is_here, save, show_hint, told_key
from app_pages.parts.sitting import REVIEW, Sitting, go, leave
from app_pages.parts.words import heading
from course.attempts import Attempt
from progress import attempts

SIGNED_OUT = "You are signed out, so nothing more is saved. What you saved before is safe."
CARRY_ON = " You can close this page and carry on later."


@st.fragment
def desk(attempt: Attempt, person: Person, eyebrow: str) -> None:
    """Show the open attempt at the place where the learner is; once its time is over, submit it."""
    if not is_here(person):
        st.html(f'<p class="lead">{SIGNED_OUT} <a href="{escape(sign_in_address())}">Sign in</a></p>')
        return
    if not attempt.takes_answers(services.now()):
        _submit(attempt)
    sitting = Sitting(attempt, person)
    if sitting.here == REVIEW:
        review(sitting, eyebrow, lambda: _submit(attempt))
    else:
        _question(sitting, sitting.here, eyebrow)
    if attempt.deadline_at:
        countdown(attempt.deadline_at, services.now())


def _submit(attempt: Attempt) -> None:
    module = services.course().module_of(attempt.quiz_id)
    attempts.submit(services.database(), attempt.id, attempt.person_id, module, services.now())
    leave(attempt)
    st.switch_page("results.py", query_params={"a": attempt.id})


def _question(sitting: Sitting, place: int, eyebrow: str) -> None:
    saved = _saved(sitting, place)
    say = st.session_state.pop(told_key(sitting.key(place)), saved)
    heading(f"Question {place + 1} of {len(sitting.places)}", eyebrow=eyebrow, say=say)
    left, right = st.columns((1.9, 1), gap="large")
    with left:
        _ask(sitting, place)
        _move(sitting, place)
        st.html(f'<p class="saved">{saved or "Your answer is saved as soon as you give it"}.{CARRY_ON}</p>')
    with right:
        overview(sitting, place)


def _ask(sitting: Sitting, place: int) -> None:
    attempt, person = sitting.attempt, sitting.person
    question, answer, key = sitting.question(place), sitting.answer(place), sitting.key(place)
    _show_stored(sitting, place)

    def keep() -> None:
        save(attempt.id, person, question, key)

    ask(question, attempt.questions[place].option_order or question.option_ids(), key, keep)
    hint_steps(
        question, answer.hints, key, lambda: show_hint(attempt.id, person, question, key, answer.hints + 1)
    )
    if attempt.certainty != "off" and question.graded:
        certainty(certainty_key(key), answer.certainty, keep)
    if message := st.session_state.pop(f"{key}-message", None):
        st.html(f'<div class="callout warn" role="alert"><p>{escape(message)}</p></div>')


def _show_stored(sitting: Sitting, place: int) -> None:
    """Fill the widgets from the database when they hold another answer or none: on coming back, after another tab."""
    question, answer, key = sitting.question(place), sitting.answer(place), sitting.key(place)
    if st.session_state.get(f"{key}-sequence") != answer.sequence or not is_filled(question, key):
        fill(question, key, answer.response)
        st.session_state[f"{key}-sequence"] = answer.sequence


def _move(sitting: Sitting, place: int) -> None:
    attempt, key = sitting.attempt, sitting.key(place)
    last = place == len(sitting.places) - 1
    with st.container(horizontal=True, vertical_alignment="center", key="move"):
        st.button(
            "Save and review" if last else "Save and continue",
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=go,
            args=(attempt, REVIEW if last else place + 1),
        )
        if place:
            st.button("Back", on_click=go, args=(attempt, place - 1))
        st.session_state[f"{key}-flag"] = sitting.answer(place).flagged
        st.toggle(
            "Flag to come back to",
            key=f"{key}-flag",
            on_change=flag,
            args=(attempt.id, sitting.person, sitting.question(place), key),
        )


def _saved(sitting: Sitting, place: int) -> str:
    """Whether the answer that is shown is stored, and since when."""
    answer = sitting.answer(place)
    return f"✓ Saved {moment(answer.saved_at)}" if answer.saved_at and answer.response is not None else ""
