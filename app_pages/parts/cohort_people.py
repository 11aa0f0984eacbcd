"""Adding people to a cohort: one by address, or a list from a file that is looked at before anything is written."""

from html import escape

import streamlit as st

from accounts import enrolment, roster
from accounts.enrolment import Link, Plan
from accounts.invitations import address
from accounts.person import Person
from accounts.problems import AccountProblem
from accounts.roster import Roster
from app_pages import services
from app_pages.parts.naming import name
from app_pages.parts.notice import say, warn
from app_pages.parts.words import count
from progress.cohorts import Cohort, CohortProblem, JoinedBy

MOST_SHOWN = 10  # links on the page; more are in the file only
MOST_FAULTS = 50


def show(cohort: Cohort, trainer: Person) -> None:
    """Show the ways of adding people, and the links that were made just now."""
    st.html('<h2 class="section-rule">Add people</h2>')
    _links(cohort)
    one, many = st.columns(2, gap="large")
    with one:
        _one(cohort, trainer)
    with many:
        _many(cohort, trainer)
    _waiting(cohort, trainer)


def _one(cohort: Cohort, trainer: Person) -> None:
    with st.form("add-one", border=False, clear_on_submit=False):
        email = st.text_input("Email address")
        called = st.text_input("Name", help="Needed for somebody who has no account yet.")
        if st.form_submit_button("Add this person"):
            found = roster.of_rows([["email", "name"], [email, called]])
            _enrol(cohort, found, "trainer", trainer)


def _many(cohort: Cohort, trainer: Person) -> None:
    file = st.file_uploader(
        "A list as CSV, first line: email,name",
        type="csv",
        key=f"enrol-{cohort.id}-{st.session_state.get('enrolled', 0)}",
        max_upload_size=1,
    )
    # Streamlit gives the field both a name and the role of something that has none.
    name({'[data-testid="stFileUploaderDropzone"]': {"role": "group"}}, "enrol")
    if file is None:
        return
    found = roster.read(file.getvalue())
    plan = enrolment.plan(services.database(), cohort, found)
    _tell(plan)
    coming = len(plan.new) + len(plan.joining)
    if not plan.faults and coming and st.button(f"Enrol {count(coming, 'person', 'people')}", type="primary"):
        _enrol(cohort, found, "file", trainer)


def _tell(plan: Plan) -> None:
    """What enrolling would do, or every line that is wrong."""
    if plan.faults:
        lines = "".join(f"<li>{escape(str(fault))}</li>" for fault in plan.faults[:MOST_FAULTS])
        more = len(plan.faults) - MOST_FAULTS
        rest = f"<li>and {more} more</li>" if more > 0 else ""
        st.html(
            '<div class="callout warn" role="alert"><p class="callout-title">Nothing was written. Mend the file and '
            f"choose it again:</p><ul>{lines}{rest}</ul></div>"
        )
        return
    st.html(
        '<div class="callout" role="status"><p class="callout-title">Nothing is written yet. This would:</p><ul>'
        f"<li>make {count(len(plan.new), 'account')}, each with a one-time link</li>"
        f"<li>add {count(len(plan.joining), 'person', 'people')} with the account they have</li>"
        f"<li>leave {count(len(plan.inside), 'person', 'people')} as they are, in the cohort already</li></ul></div>"
    )


def _enrol(cohort: Cohort, found: Roster, joined_by: JoinedBy, trainer: Person) -> None:
    if found.faults:
        warn(found.faults[0].text)
        return
    try:
        links = enrolment.enrol(
            services.database(), cohort, found.entries, joined_by, trainer.id, services.now()
        )
    except (AccountProblem, CohortProblem) as problem:
        warn(str(problem))
        return
    st.session_state["enrolled"] = st.session_state.get("enrolled", 0) + 1  # empties the field for the file
    _keep(cohort, links)
    say(f"{count(len(found.entries), 'person', 'people')} enrolled; {count(len(links), 'account')} made.")
    st.rerun()


def _keep(cohort: Cohort, links: list[Link]) -> None:
    """Keep links until the trainer has passed them on: they are stored nowhere else."""
    st.session_state[f"links-{cohort.id}"] = links


def _links(cohort: Cohort) -> None:
    links: list[Link] = st.session_state.get(f"links-{cohort.id}", [])
    if not links:
        return
    base = services.settings().address
    shown = "".join(
        f"<li><bdi>{escape(link.person.name)}</bdi> ({escape(link.person.email)}): "
        f'<span class="num">{escape(address(base, link.token))}</span></li>'
        for link in links[:MOST_SHOWN]
    )
    days = enrolment.LINK_HOURS // 24
    st.html(
        '<div class="callout" role="status"><p class="callout-title">Pass these links on now</p>'
        f"<p>Each lets one person choose a password, once, within {days} days. Nobody can look "
        f'them up later: once this window is closed, new ones have to be made.</p><ul class="links">{shown}</ul></div>'
    )
    with st.container(horizontal=True):
        st.download_button(
            "Download the links (CSV)",
            data=enrolment.links_file(links, base),
            file_name=f"links-{services.now().date()}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.button("I have passed them on", on_click=_keep, args=(cohort, []))


def _waiting(cohort: Cohort, trainer: Person) -> None:
    waiting = enrolment.without_password(services.database(), cohort.id)
    if not waiting:
        return
    st.html(f'<p class="meta">Members who have yet to choose a password: {waiting}.</p>')
    if st.button("Make new links for them"):
        _keep(cohort, enrolment.new_links(services.database(), cohort, trainer.id, services.now()))
        st.rerun()
