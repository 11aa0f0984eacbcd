"""One learner, as their trainers may see them: completion, attempts and days, and never a single answer or decision."""

from html import escape

import streamlit as st

from accounts.person import Person
from app_pages import access, services
from app_pages.parts import learner_days
from app_pages.parts.dates import day
from app_pages.parts.notice import notice
from app_pages.parts.read import sections_read
from app_pages.parts.tables import table
from app_pages.parts.trainer import subpages
from app_pages.parts.words import heading, percent, tag
from course.attempts import Attempt
from course.course import Course
from progress import attempts, cohorts, completion, scenarios, standings
from progress.cohorts import Cohort
from progress.moments import maybe


def show() -> None:
    """Show the learner whom the address names to a trainer of theirs."""
    course = services.course()
    st.set_page_config(page_title=f"Learner · {course.title}")
    trainer = access.trainer()
    subpages()
    person = access.learner(trainer, st.query_params.get("p", ""))
    heading(person.name, eyebrow="Learner")
    st.html(f'<p class="lead">{escape(person.email)}</p>' + _account(person))
    notice()
    mine = {one.id for one in access.cohorts_of(trainer)}
    own = [one for one in cohorts.with_member(services.database(), person.id) if one.id in mine]
    tries = attempts.attempts_of(services.database(), person.id)
    st.html(_figures(course, person, tries))
    _cohorts(own)
    learner_days.show(course, person, own, trainer)
    st.html(_modules(course, person))
    st.html(_attempts(course, tries))
    if course.scenarios:
        st.html(_scenarios(person))
    st.html(
        '<p class="meta">Answers, decisions in scenarios and reflections are never shown by name. '
        '<a href="completion">Completion</a></p>'
    )


def _account(person: Person) -> str:
    closed = f" {tag('Closed account', 'warn')}" if not person.active else ""
    return f'<p class="meta">Account opened on {day(person.created_at)}.{closed}</p>'


def _figures(course: Course, person: Person, tries: list[Attempt]) -> str:
    database = services.database()
    known = {module.id for module in course.modules}
    done = len(known & {entry.module_id for entry in completion.of_person(database, person.id)})
    seen = maybe(standings.last_seen(database, person.id))
    finals = {quiz.id for quiz in course.quizzes_for("final")}
    passed = [one for one in tries if one.quiz_id in finals and one.passed]
    figures = [("Modules finished", f"{done} of {len(known)}")]
    if finals:
        figures.append(("Final test", "Passed" if passed else "Not passed"))
    figures.append(("Last seen", day(seen) if seen else "Never"))
    items = "".join(f'<div><dt>{name}</dt><dd class="v">{value}</dd></div>' for name, value in figures)
    return f'<dl class="kpis words">{items}</dl>'


def _cohorts(own: list[Cohort]) -> None:
    if own:
        names = ", ".join(
            f'<a href="cohorts?c={one.id}">{escape(one.name)}</a>{" (archived)" if one.archived_at else ""}'
            for one in own
        )
        st.html(f'<p class="meta">In {names}</p>')


def _modules(course: Course, person: Person) -> str:
    read = sections_read(course, person)
    done = {entry.module_id: entry for entry in completion.of_person(services.database(), person.id)}
    rows = []
    for module in course.modules:
        entry, seen = done.get(module.id), read.get(module.id, {})
        state = tag("Finished", "good") if entry else tag("Under way", "pine") if seen else "Not started"
        when, edition, score = "", "", ""
        if entry:
            when, edition = day(entry.completed_at), str(entry.edition)
            score = percent(entry.score) if entry.score is not None else ""
        rows.append(
            f'<tr><th scope="row">{escape(module.title)}</th>'
            f'<td class="r nb">{len(seen)} of {len(module.sections)}</td><td>{state}</td>'
            f'<td class="nb">{when}</td><td class="r">{edition}</td><td class="r">{score}</td></tr>'
        )
    heads = ("Module", ">Sections read", "State", "Finished on", ">Edition", ">Score")
    return table("Modules", heads, rows)


def _attempts(course: Course, tries: list[Attempt]) -> str:
    rows = []
    for one in tries:
        quiz = course.quizzes.get(one.quiz_id)
        title = escape(quiz.title if quiz else one.quiz_id)
        kind = tag("Final test", "note") if quiz and quiz.role == "final" else ""
        if one.submitted_at and one.score is not None:
            mark = tag("Passed", "good") if one.passed else tag("Not passed", "warn")
            cells = f'<td class="nb">{day(one.submitted_at)}</td><td class="r">{percent(one.score)}</td><td>{mark}</td>'
        else:
            cells = f'<td class="nb">begun {day(one.started_at)}</td><td></td><td>{tag("Open", "pine")}</td>'
        rows.append(f'<tr><th scope="row">{title}, attempt {one.number} {kind}</th>{cells}</tr>')
    return table("Quiz attempts", ("Attempt", "Date", ">Score", "Result"), rows, "No quiz has been begun.")


def _scenarios(person: Person) -> str:
    rows = [
        f'<tr><th scope="row">{escape(run.title)}, run {run.number}</th>'
        + (
            f'<td class="nb">{day(run.finished_at)}</td><td>{tag("Finished", "good")}</td></tr>'
            if run.finished_at
            else f'<td class="nb">begun {day(run.started_at)}</td><td>{tag("Open", "pine")}</td></tr>'
        )
        for run in scenarios.of_person(services.database(), person.id)
    ]
    return table("Scenarios", ("Run", "Date", "State"), rows, "No scenario has been begun.")


show()
