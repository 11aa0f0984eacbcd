"""What is due from one learner, more time for them, and taking them out of a cohort."""

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st

from accounts import audit
from accounts.person import Person
from app_pages import services
from app_pages.parts import cohort_members
from app_pages.parts.dates import day
from app_pages.parts.deadlines import named, state
from app_pages.parts.notice import say, warn
from app_pages.parts.tables import table
from app_pages.parts.words import tag
from course.course import Course
from progress import assignments
from progress.assignments import LONGEST_REASON, Due
from progress.cohorts import Cohort, CohortProblem


def show(course: Course, person: Person, own: list[Cohort], trainer: Person) -> None:
    """Show what the trainer's cohorts ask of the person, and the forms that change it."""
    if not own:
        return
    names = {one.id: one for one in own}
    dues = [
        due for due in assignments.of_person(services.database(), course, person.id) if due.cohort_id in names
    ]
    reasons = {
        (one.kind, one.target_id, cohort.id): one.reason
        for cohort in own
        for one in assignments.extensions_of(services.database(), cohort.id, person.id)
    }
    today = services.now().date()
    rows = [
        f'<tr><th scope="row">{escape(named(due.target))}</th><td>{escape(names[due.cohort_id].name)}</td>'
        f"<td>{state(due, today)} {_own_day(due, reasons.get((due.target.kind, due.target.id, due.cohort_id), ''))}"
        "</td></tr>"
        for due in dues
    ]
    st.html(table("What is due", ("Work", "Cohort", "Due"), rows, "No cohort in use asks anything of them."))
    left = [due for due in dues if not due.done]
    if left:
        _extend(left, person, names, trainer)
    _take_back([due for due in dues if due.extended], person, names, trainer)
    _remove(person, own, trainer)


def _own_day(due: Due, reason: str) -> str:
    return f'{tag("More time", "note")} <span class="meta">{escape(reason)}</span>' if due.extended else ""


def _extend(left: list[Due], person: Person, names: Mapping[str, Cohort], trainer: Person) -> None:
    with st.expander("Give more time"), st.form("extend", border=False, clear_on_submit=False):
        chosen = st.selectbox(
            "For", range(len(left)), format_func=lambda i: _label(left[i], names), key="extend-for"
        )
        until = st.date_input("New day", value=None, min_value=services.now().date(), format="DD/MM/YYYY")
        reason = st.text_input(
            "Reason", max_chars=LONGEST_REASON, help="For the cohort's trainers; leave medical details out."
        )
        if not st.form_submit_button("Give more time"):
            return
        if not isinstance(until, date) or not reason.strip():
            warn("Choose the new day and write the reason.")
            return
        due = left[chosen or 0]
        now = services.now()
        detail = f"{names[due.cohort_id].name}: {named(due.target)} until {day(until)}"  # the reason may be private
        try:
            with services.database().write() as transaction:
                assignments.extend(transaction, due, until, reason, trainer.id, now)
                audit.write(transaction, trainer.id, "more-time-given", person.id, detail, now)
        except CohortProblem as problem:
            warn(str(problem))
            return
    say(f"{person.name} has until the end of {day(until)} for “{due.target.title}”.")
    st.rerun()


def _label(due: Due, names: Mapping[str, Cohort]) -> str:
    return f"{named(due.target)} ({names[due.cohort_id].name})"


def _take_back(extended: list[Due], person: Person, names: Mapping[str, Cohort], trainer: Person) -> None:
    if not extended:
        return
    with st.expander("Take more time back"):
        chosen = st.selectbox(
            "Of", range(len(extended)), format_func=lambda i: _label(extended[i], names), key="take-back-of"
        )
        if st.button("Let the cohort's day hold again"):
            due = extended[chosen or 0]
            now = services.now()
            with services.database().write() as transaction:
                assignments.take_back(transaction, due)
                detail = f"{names[due.cohort_id].name}: {named(due.target)}"
                audit.write(transaction, trainer.id, "more-time-taken-back", person.id, detail, now)
            say(f"For “{due.target.title}” the cohort's day holds again.")
            st.rerun()


def _remove(person: Person, own: list[Cohort], trainer: Person) -> None:
    with st.expander("Take out of a cohort"):
        chosen = st.selectbox(
            "Cohort", range(len(own)), format_func=lambda i: own[i].name, key="leave-cohort"
        )
        st.html('<p class="meta">The account and the record stay.</p>')
        if st.button("Take out of this cohort"):
            cohort = own[chosen or 0]
            cohort_members.remove(cohort, person.id, trainer)
            say(f"{person.name} is no longer in “{cohort.name}”.")
            if len(own) == 1:  # the trainer may see them no more
                st.switch_page("trainer/cohorts.py", query_params={"c": cohort.id})
            st.rerun()
