"""The members of a cohort by name, in pages, each with how far they are with its work; and taking one out."""

from html import escape

import streamlit as st

from accounts import audit
from accounts.person import Person
from app_pages import services
from app_pages.parts.dates import day
from app_pages.parts.notice import say
from app_pages.parts.turning import PAGE, turn
from app_pages.parts.words import count, tag
from course.course import Course
from progress import assignments, cohorts, targets
from progress.assignments import Due
from progress.cohorts import Cohort, Somebody


def show(course: Course, cohort: Cohort, trainer: Person) -> None:
    """Show one page of members, and the form that takes one of them out."""
    st.html('<h2 class="section-rule">Members</h2>')
    key = f"cohort-members-{cohort.id}"
    offset = min(st.session_state.get(key, 0), max(0, cohort.members - 1) // PAGE * PAGE)
    database = services.database()
    members = cohorts.members_of(database, cohort.id, limit=PAGE, offset=offset)
    if not members:
        st.html('<p class="empty">Nobody yet. Send the link above, or add people below.</p>')
        return
    with database.read() as transaction:
        dues = assignments.of_people(
            transaction, targets.targets(course), [one.id for one in members], [cohort.id]
        )
    st.html(_table(members, dues))
    last = offset + len(members)
    st.html(f'<p class="meta">{offset + 1} to {last} of {count(cohort.members, "member")}.</p>')
    turn(key, offset, cohort.members)
    _remove(cohort, members, trainer)


def _table(members: list[Somebody], dues: list[Due]) -> str:
    today = services.now().date()
    rows = []
    for one in members:
        own = [due for due in dues if due.person_id == one.id]
        done = f"{sum(due.done for due in own)} of {len(own)}" if own else "–"
        late = sum(due.is_overdue(today) for due in own)
        rows.append(
            f'<tr><th scope="row"><a href="learner?p={one.id}"><bdi>{escape(one.name)}</bdi></a>'
            f'<span class="meta">{escape(one.email)}</span></th>'
            f'<td class="nb">{day(one.since) if one.since else ""}</td><td class="r nb">{done}</td>'
            f"<td>{tag(f'{late} overdue', 'warn') if late else ''}</td></tr>"
        )
    return (
        '<div class="scroll" role="region" aria-label="Members" tabindex="0"><table class="tbl">'
        '<caption class="vh">Members of this cohort</caption><thead><tr><th scope="col">Learner</th>'
        '<th scope="col">Joined</th><th scope="col" class="r">Work done</th><th scope="col">State</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _remove(cohort: Cohort, members: list[Somebody], trainer: Person) -> None:
    names = {one.id: f"{one.name} ({one.email})" for one in members}
    with st.expander("Take somebody out"):
        chosen = st.selectbox(
            "Who",
            list(names),
            index=None,
            format_func=lambda person_id: names.get(person_id, ""),
            placeholder="One of the names above",
            key=f"cohort-remove-{cohort.id}",
        )
        if chosen not in names:
            return
        st.html(
            '<p class="meta">They leave the cohort, and nothing is due for it any more. Their account and their '
            "record stay; you will not see them here.</p>"
        )
        if st.button("Take out of the cohort"):
            remove(cohort, chosen, trainer)
            say(f"{names[chosen]} is no longer in the cohort.")
            st.rerun()


def remove(cohort: Cohort, person_id: str, trainer: Person) -> None:
    """Take somebody out of the cohort, on record."""
    now = services.now()
    with services.database().write() as transaction:
        if cohorts.remove_member(transaction, cohort.id, person_id):
            audit.write(transaction, trainer.id, "cohort-left", person_id, cohort.name, now)
