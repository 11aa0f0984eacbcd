"""Stores what a learner does in a scenario, and finds the words for what could not be stored.

Whatever goes wrong, the page is drawn again from the database afterwards: it never shows a decision that is not stored.
"""

import logging
from collections.abc import Callable
from uuid import uuid4

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.saving import NO_DATABASE, is_here
from course.scenarios import Run, StepRefused
from progress import scenarios
from progress.database import DatabaseProblem
from progress.scenarios import Saved

LOG = logging.getLogger("china_literacy")
ELSEWHERE = "You went on in another window. What is shown here now is where you are."
NOT_CHOSEN = "Choose what you do first, then decide."


def message(run: Run) -> str:
    """What the learner must be told about the last click, once; empty when nothing.

    A window that is shown another place than it was left at has been overtaken by another one.
    """
    left_at = st.session_state.get(_place_key(run.id), run.sequence)
    st.session_state[_place_key(run.id)] = run.sequence
    told = str(st.session_state.pop(_message_key(run), ""))
    return told or (ELSEWHERE if left_at != run.sequence else "")


def _place_key(run_id: str) -> str:
    return f"{run_id}-place"


def _message_key(run: Run) -> str:
    return f"{run.id}-message"


def decide(run: Run, person: Person, widget: str) -> None:
    """Store the option that now stands in a widget as the choice at this node."""
    option_id = st.session_state.get(widget)
    if option_id is None:
        st.session_state[_message_key(run)] = NOT_CHOSEN
        return
    event = _event(run, option_id)
    _try(
        run,
        person,
        lambda: scenarios.choose(
            services.database(),
            run.id,
            person.id,
            run.here.id,
            option_id,
            run.sequence,
            event,
            services.now(),
        ),
    )


def go_back(run: Run, person: Person, node_id: str) -> None:
    """Store that the learner returns to an earlier decision."""
    event = _event(run, f"back to {node_id}")
    _try(
        run,
        person,
        lambda: scenarios.go_back(
            services.database(), run.id, person.id, node_id, run.sequence, event, services.now()
        ),
    )


def look(run: Run, person: Person, card_id: str, widget: str) -> None:
    """Store that an evidence card was opened; closing it again is not noted."""
    if not st.session_state.get(widget):
        return

    def store() -> None:
        scenarios.open_card(services.database(), run.id, person.id, run.here.id, card_id, services.now())

    _try(run, person, store)


def finish(run: Run, person: Person) -> bool:
    """End the run; whether it is finished now."""
    saved: list[Saved] = []
    _try(
        run,
        person,
        lambda: saved.append(
            scenarios.finish(services.database(), run.id, person.id, run.sequence, services.now())
        ),
    )
    return bool(saved) and saved[0].run.finished_at is not None


def _event(run: Run, what: str) -> str:
    """One number for one move at one place, so that a second click on the same button is known as the same."""
    return str(st.session_state.setdefault(f"{run.id}-{run.sequence}-{what}", uuid4().hex))


def _try(run: Run, person: Person, store: Callable[[], Saved | None]) -> None:
    if not is_here(person):
        return  # the page itself says so
    try:
        saved = store()
    except StepRefused as refusal:
        st.session_state[_message_key(run)] = str(refusal)
    except DatabaseProblem as problem:
        LOG.error("A step in a scenario could not be saved: %s", problem)
        st.session_state[_message_key(run)] = NO_DATABASE
    else:
        if saved:
            st.session_state[_place_key(run.id)] = saved.run.sequence
        if saved and saved.status == "stale":
            st.session_state[_message_key(run)] = ELSEWHERE
