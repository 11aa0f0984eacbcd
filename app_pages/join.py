"""Joining a cohort by its code: the address that trainers send, or the code typed in."""

from html import escape

import streamlit as st

from accounts import audit
from accounts.people import Person
from app_pages import access, services
from app_pages.parts.notice import warn
from app_pages.parts.words import heading
from progress import cohorts
from progress.cohorts import Cohort, CohortProblem


def show() -> None:
    """Let the person who is here join a cohort, once they have said so."""
    course = services.course()
    st.set_page_config(page_title=f"Join a cohort · {course.title}")
    person = access.signed_in("You join a cohort under your name.")
    code = st.query_params.get("c", "")
    try:
        cohort = cohorts.by_code(services.database(), code) if code else None
    except CohortProblem as problem:
        _ask(str(problem))
        return
    if cohort is None:
        _ask()
    else:
        _confirm(cohort, person)


def _ask(problem: str = "") -> None:
    """A field for the code, with what was wrong with the last one."""
    heading("Join a cohort")
    if problem:
        warn(problem)
    st.html('<p class="lead">Your trainer gave you a link or a code of eight letters and digits.</p>')
    with st.form("join", border=False):
        code = st.text_input("Code", max_chars=20)
        if st.form_submit_button("Go on", type="primary") and code.strip():
            st.query_params["c"] = code.strip()
            st.rerun()


def _confirm(cohort: Cohort, person: Person) -> None:
    heading(cohort.name, eyebrow="Join a cohort")
    database = services.database()
    if cohort.id in {one.id for one in cohorts.with_member(database, person.id)}:
        st.html(
            '<div class="callout" role="status"><p>You are in this cohort. '
            '<a href="./">What is due stands on the front page.</a></p></div>'
        )
        return
    if cohort.archived_at:
        st.html(
            f'<div class="callout warn"><p>“{escape(cohort.name)}” is archived and takes no new members. '
            "Ask your trainer for the code of the cohort that is in use.</p></div>"
        )
        return
    looked_after = ", ".join(one.name for one in cohorts.trainers_of(database, cohort.id))
    by = f" It is looked after by <bdi>{escape(looked_after)}</bdi>." if looked_after else ""
    st.html(
        f'<p class="lead">Its trainers will see your name and address, and how far you are with the course.{by}</p>'
        '<p class="meta">They never see your single answers, decisions or reflections. '
        '<a href="privacy">What is kept about you</a></p>'
    )
    if st.button("Join", type="primary"):
        _join(cohort, person)


def _join(cohort: Cohort, person: Person) -> None:
    now = services.now()
    with services.database().write() as transaction:
        if cohorts.add_member(transaction, cohort, person.id, "code", now):
            audit.write(transaction, person.id, "cohort-joined", person.id, cohort.name, now)
    st.rerun()


show()
