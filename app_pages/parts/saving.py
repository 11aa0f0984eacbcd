"""Stores what a learner does at the desk, and finds the words for what could not be stored.

Whatever goes wrong, the widgets are filled again from the database afterwards: a page never shows an answer that is
not stored.
"""

import logging
from collections.abc import Callable
from uuid import uuid4

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.dates import clock
from app_pages.parts.question import given
from course.markdown import plain
from course.questions import Question
from progress import answers, attempts
from progress.database import DatabaseProblem

LOG = logging.getLogger("china_literacy")
NO_DATABASE = "This could not be saved just now. What you saved before is safe; please try again in a moment."


def is_here(person: Person) -> bool:
    """Whether the person at the desk is still signed in: a fragment outlives the run that checked it first."""
    here = services.person()
    return here is not None and here.id == person.id


def certainty_key(key: str) -> str:
    """The name of the widget that asks how sure the learner is of the answer under `key`."""
    return f"{key}-sure"


def told_key(key: str) -> str:
    """The name of what readers of sound are told next of the question under `key`, instead of that it is saved."""
    return f"{key}-hint-told"


def save(attempt_id: str, person: Person, question: Question, key: str) -> None:
    """Store the answer that now stands in the widgets under `key`; a message says why if it could not be."""
    state = st.session_state
    if f"{key}-sequence" not in state:
        return  # the last save failed and the page has not been drawn since: what was clicked on is about to change

    def store() -> str | None:
        saved = answers.save(
            services.database(),
            attempt_id,
            person.id,
            question.id,
            given(question, key),
            expected_sequence=state[f"{key}-sequence"],
            event_id=uuid4().hex,
            now=services.now(),
            certainty=state.get(certainty_key(key)),
        )
        if saved.status == "saved":
            state[f"{key}-sequence"] = saved.sequence
            return None
        return _not_saved(saved)

    _try(person, key, store)


def flag(attempt_id: str, person: Person, question: Question, key: str) -> None:
    """Store whether the learner means to come back to the question."""
    flagged = bool(st.session_state[f"{key}-flag"])

    def store() -> None:
        answers.set_flag(services.database(), attempt_id, person.id, question.id, flagged, services.now())

    _try(person, key, store)


def show_hint(attempt_id: str, person: Person, question: Question, key: str, number: int) -> None:
    """Store that a hint is shown, counted from 1; it may cost points, so it is shown only once that is stored."""

    def store() -> None:
        answers.show_hint(services.database(), attempt_id, person.id, question.id, number, services.now())
        st.session_state[told_key(key)] = f"Hint {number}: {plain(question.hints[number - 1].text)}"

    _try(person, key, store)


def _try(person: Person, key: str, store: Callable[[], str | None]) -> None:
    """Store, and on anything that keeps it from being stored leave a message and have the widgets filled again."""
    if not is_here(person):
        return  # the desk itself says so
    try:
        message = store()
    except (answers.AnswerRefused, attempts.AttemptRefused, ValueError) as refusal:
        message = str(refusal)
    except DatabaseProblem as problem:
        LOG.error("An answer could not be saved: %s", problem)
        message = NO_DATABASE
    if message:
        st.session_state[f"{key}-message"] = message
        st.session_state.pop(f"{key}-sequence", None)


def _not_saved(saved: answers.Saved) -> str:
    if saved.status == "closed":
        return "This attempt takes no more answers, so nothing was changed."
    when = f" at {clock(saved.saved_at)}" if saved.saved_at else ""
    return (
        f"You answered this question in another window{when}. "
        "That answer is shown here now; choose again to change it."
    )
