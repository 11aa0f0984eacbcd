"""Cohorts: the list of those that a trainer sees, and one of them with its people and its work."""

from html import escape

import streamlit as st

from accounts import audit
from accounts.person import Person
from app_pages import access, services
from app_pages.parts import cohort_members, cohort_people, cohort_trainers, cohort_work
from app_pages.parts.deadlines import by
from app_pages.parts.notice import notice, say, warn
from app_pages.parts.trainer import subpages
from app_pages.parts.words import count, heading, percent, tag
from course.course import Course
from progress import assignments, cohorts
from progress.assignments import Summary
from progress.cohorts import LONGEST_NAME, Cohort, CohortProblem


def show() -> None:
    """Show the cohorts, or the one that the address names, to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Cohorts · {course.title}")
    trainer = access.trainer()
    subpages()
    if cohort_id := st.query_params.get("c"):
        _one(course, trainer, access.cohort(trainer, cohort_id))
    else:
        _all(course, trainer)


def _all(course: Course, trainer: Person) -> None:
    heading("Cohorts")
    st.html(
        '<p class="lead">A cohort is a group that you look after together: its members join by a link, and you give '
        "them work by a day.</p>"
    )
    notice()
    every = access.cohorts_of(trainer)
    if every:
        ids = [one.id for one in every]
        sums = assignments.summaries(services.database(), course, ids, services.now().date())
        st.html(_table(every, sums))
    else:
        st.html('<p class="empty">You look after no cohort yet. Give one a name below.</p>')
    st.html('<h2 class="section-rule">A new cohort</h2>')
    with st.form("new-cohort", border=False, clear_on_submit=False):
        name = st.text_input(
            "Name", max_chars=LONGEST_NAME, help="Its members see it, such as “Engineering, spring 2027”."
        )
        if st.form_submit_button("Make the cohort", type="primary"):
            _make(trainer, name)


def _make(trainer: Person, name: str) -> None:
    now = services.now()
    try:
        made = cohorts.create(services.database(), name, trainer.id, now)
    except CohortProblem as problem:
        warn(str(problem))
        return
    audit.record(services.database(), trainer.id, "cohort-made", None, made.name, now)
    say(f"“{made.name}” is made. Send its link to those who are to join, or add them below.")
    st.query_params["c"] = made.id
    st.rerun()


def _table(every: list[Cohort], sums: dict[str, Summary]) -> str:
    today = services.now().date()
    rows = []
    for one in every:
        found = sums.get(one.id)
        state = tag("Archived") if one.archived_at else ""
        done = f"{percent(100 * found.done / found.asked)}" if found and found.asked else "–"
        due = by(found.next_on, today) if found and found.next_on else "–"
        late = tag(count(found.late, "person", "people"), "warn") if found and found.late else "–"
        rows.append(
            f'<tr><th scope="row"><a href="cohorts?c={one.id}">{escape(one.name)}</a> {state}</th>'
            f'<td class="r">{one.members}</td><td class="r">{done}</td><td>{due}</td><td>{late}</td></tr>'
        )
    return (
        '<div class="scroll" role="region" aria-label="Cohorts" tabindex="0"><table class="tbl">'
        '<caption class="vh">Cohorts</caption><thead><tr><th scope="col">Cohort</th>'
        '<th scope="col" class="r">Members</th><th scope="col" class="r">Work done</th><th scope="col">Next due</th>'
        f'<th scope="col">Overdue</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _one(course: Course, trainer: Person, cohort: Cohort) -> None:
    heading(cohort.name, eyebrow="Archived cohort" if cohort.archived_at else "Cohort")
    notice()
    found = assignments.summaries(services.database(), course, [cohort.id], services.now().date())
    st.html(_figures(cohort, found.get(cohort.id)))
    st.html(
        f'<p class="meta"><a href="completion?c={cohort.id}">Completion of this cohort</a> · '
        '<a href="cohorts">All cohorts</a></p>'
    )
    if not cohort.archived_at:
        _joining(cohort)
    cohort_work.show(course, cohort, trainer)
    cohort_members.show(course, cohort, trainer)
    if not cohort.archived_at:
        cohort_people.show(cohort, trainer)
    cohort_trainers.show(cohort, trainer)
    _archive(cohort, trainer)


def _figures(cohort: Cohort, found: Summary | None) -> str:
    today = services.now().date()
    done = percent(100 * found.done / found.asked) if found and found.asked else "–"
    due = by(found.next_on, today).removeprefix("by ") if found and found.next_on else "–"
    figures = (
        ("Members", str(cohort.members)),
        ("Work done", done),
        ("Next due", due),
        ("People overdue", str(found.late) if found else "–"),
    )
    items = "".join(f'<div><dt>{name}</dt><dd class="v">{value}</dd></div>' for name, value in figures)
    return f'<dl class="kpis words">{items}</dl>'


def _joining(cohort: Cohort) -> None:
    st.html('<h2 class="section-rule">How people join</h2>')
    code = f"{cohort.code[:4]}-{cohort.code[4:]}"
    st.html(
        "<p>Send this link to those who are to join. They sign in, or make an account, and confirm. "
        f'In a room, the code is enough: <strong class="num">{code}</strong></p>'
    )
    st.code(f"{services.settings().address}/join?c={cohort.code}", language=None, wrap_lines=True)


def _archive(cohort: Cohort, trainer: Person) -> None:
    st.html('<h2 class="section-rule">Archive</h2>')
    now = services.now()
    if cohort.archived_at:
        st.html("<p>Nobody can join, and nothing is due. Members and records are kept.</p>")
        if st.button("Put back into use"):
            with services.database().write() as transaction:
                cohorts.restore(transaction, cohort.id)
                audit.write(transaction, trainer.id, "cohort-restored", None, cohort.name, now)
            say("The cohort is in use again.")
            st.rerun()
        return
    st.html(
        "<p>An archived cohort takes no new members and reminds nobody of anything. Its records are kept, and you can "
        "put it back into use.</p>"
    )
    if st.button("Archive this cohort"):
        with services.database().write() as transaction:
            cohorts.archive(transaction, cohort.id, now)
            audit.write(transaction, trainer.id, "cohort-archived", None, cohort.name, now)
        say("The cohort is archived.")
        st.rerun()


show()
