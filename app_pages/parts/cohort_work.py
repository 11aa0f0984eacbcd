"""What a cohort is given to do: by when, how many have done it, and more of it."""

from datetime import date
from html import escape

import streamlit as st

from accounts import audit
from accounts.person import Person
from app_pages import services
from app_pages.parts.dates import day
from app_pages.parts.deadlines import KINDS, named
from app_pages.parts.notice import say, warn
from app_pages.parts.words import count, listed, tag
from course.course import Course
from progress import assignments, targets
from progress.assignments import Assignment, Extension
from progress.cohorts import Cohort
from progress.targets import Target


def show(course: Course, cohort: Cohort, trainer: Person) -> None:
    """Show the work, and the forms that change it while the cohort is in use."""
    st.html('<h2 class="section-rule">Work and its days</h2>')
    given = assignments.of_cohort(services.database(), course, cohort.id)
    if given:
        st.html(_table(cohort, given))
    else:
        st.html(
            '<p class="empty">Nothing is asked of this cohort yet. Its members can take the course all the same.</p>'
        )
    if extended := assignments.extensions_of(services.database(), cohort.id):
        st.html(_extensions(course, extended))
    if not cohort.archived_at:
        _assign(course, cohort, trainer)
        if given:
            _withdraw(cohort, given, trainer)


def _table(cohort: Cohort, given: list[Assignment]) -> str:
    today = services.now().date()
    rows = "".join(
        f'<tr><th scope="row">{escape(one.target.title)}<span class="meta">{KINDS[one.target.kind]}</span></th>'
        f"<td>{_due(one, cohort, today)}</td>"
        f'<td class="r nb">{one.done} of {cohort.members}</td></tr>'
        for one in given
    )
    return (
        '<div class="scroll" role="region" aria-label="Work and its days" tabindex="0"><table class="tbl">'
        '<caption class="vh">What this cohort is to do</caption><thead><tr><th scope="col">Work</th>'
        '<th scope="col">Due</th><th scope="col" class="r">Done by</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _due(one: Assignment, cohort: Cohort, today: date) -> str:
    if one.due_on is None:
        return "no fixed day"
    is_late = one.due_on < today and one.done < cohort.members and not cohort.archived_at
    return f"{day(one.due_on)} {tag('Past', 'warn') if is_late else ''}"


def _extensions(course: Course, extended: list[Extension]) -> str:
    titles = {(one.kind, one.id): one.title for one in targets.targets(course)}
    rows = "".join(
        f'<tr><th scope="row"><a href="learner?p={one.person_id}"><bdi>{escape(one.name)}</bdi></a></th>'
        f"<td>{escape(titles.get((one.kind, one.target_id), one.target_id))}</td>"
        f'<td class="nb">{day(one.due_on)}</td><td>{escape(one.reason)}</td></tr>'
        for one in extended
    )
    return (
        '<h3>More time</h3><div class="scroll" role="region" aria-label="More time" tabindex="0"><table class="tbl">'
        '<caption class="vh">Who has another day</caption><thead><tr><th scope="col">Learner</th>'
        '<th scope="col">Work</th><th scope="col">Their day</th><th scope="col">Reason</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _assign(course: Course, cohort: Cohort, trainer: Person) -> None:
    every = targets.targets(course)
    with st.form("assign", border=False, clear_on_submit=True):
        picked = st.multiselect(
            "Give work",
            range(len(every)),
            format_func=lambda i: named(every[i]),
            help="What the cohort has already gets the new day.",
        )
        due_on = st.date_input(
            "Due at the end of", value=None, min_value=services.now().date(), format="DD/MM/YYYY"
        )
        if st.form_submit_button("Give it to the cohort", type="primary"):
            if picked:
                _give(cohort, [every[i] for i in picked], due_on, trainer)
            else:
                warn("Choose what the cohort is to do first.")


def _give(cohort: Cohort, chosen: list[Target], due_on: date | None, trainer: Person) -> None:
    now = services.now()
    until = f"due {day(due_on)}" if due_on else "without a fixed day"
    with services.database().write() as transaction:
        for target in chosen:
            assignments.assign(transaction, cohort, target.kind, target.id, due_on, now)
            audit.write(
                transaction, trainer.id, "work-given", None, f"{cohort.name}: {named(target)}, {until}", now
            )
    say(f"{listed([target.title for target in chosen])}: given to the cohort, {until}.")
    st.rerun()


def _withdraw(cohort: Cohort, given: list[Assignment], trainer: Person) -> None:
    with st.expander("Take work back"), st.form("withdraw", border=False, clear_on_submit=True):
        picked = st.multiselect(
            "Ask no longer for", range(len(given)), format_func=lambda i: named(given[i].target)
        )
        st.html('<p class="meta">What people have done stays; the extra time that was given for it goes.</p>')
        if st.form_submit_button("Take it back") and picked:
            now = services.now()
            with services.database().write() as transaction:
                for target in (given[i].target for i in picked):
                    assignments.withdraw(transaction, cohort.id, target.kind, target.id)
                    detail = f"{cohort.name}: {named(target)}"
                    audit.write(transaction, trainer.id, "work-withdrawn", None, detail, now)
            say(f"{count(len(picked), 'piece')} of work taken back.")
            st.rerun()
