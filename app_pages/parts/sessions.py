"""Where a person is signed in, and signing out elsewhere."""

from datetime import datetime

import streamlit as st

from accounts import sessions
from accounts.people import Person
from accounts.sessions import Session
from app_pages import services
from app_pages.parts.dates import clock, day
from app_pages.parts.words import count

SAID = "sessions-said"


def show(person: Person) -> None:
    """The browsers in which this person is signed in; nothing in a preview and a demonstration, which have one."""
    if services.preview or services.demo:
        return
    held = sessions.of_person(services.database(), person.id, services.token(), services.now())
    others = [session for session in held if not session.here]
    st.html('<h2 class="section-rule">Where you are signed in</h2>')
    if said := st.session_state.pop(SAID, ""):
        st.html(f'<p role="status">{said}</p>')
    if not others:
        st.html('<p class="empty">In this browser only.</p>')
        return
    st.html(
        f"<p>In this browser and in {count(len(others), 'other')}. Do you not know one of them? Sign it out, "
        "and choose a new password.</p>"
    )
    for number, session in enumerate(others, 1):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(f'<p class="meta">{_told(session)}</p>')
            st.button(
                f"Sign out browser {number}",
                key=f"sign-out-{session.id}",
                on_click=_end,
                args=(person.id, session.id),
            )
    if len(others) > 1:
        st.button("Sign out everywhere else", key="sign-out-others", on_click=_end_others, args=(person.id,))


def _told(session: Session) -> str:
    return (
        f"Signed in on {_moment(session.started_at)}, last seen within an hour of {_moment(session.seen_at)}"
    )


def _moment(when: datetime) -> str:
    return f"{day(when)}, {clock(when)}"


def _end(person_id: str, session_id: str) -> None:
    if _is_here(person_id):
        ended = sessions.end_one(services.database(), person_id, session_id, person_id, services.now())
        st.session_state[SAID] = "Signed out there." if ended else "You were signed out there already."


def _end_others(person_id: str) -> None:
    if _is_here(person_id):
        ended = sessions.end_others(
            services.database(), person_id, services.token(), person_id, services.now()
        )
        st.session_state[SAID] = f"Signed out in {count(ended, 'browser')}."


def _is_here(person_id: str) -> bool:
    """Whether the person is still signed in here: a button outlives the run that drew it."""
    person = services.person()
    return person is not None and person.id == person_id
