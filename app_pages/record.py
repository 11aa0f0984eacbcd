"""My record: everything that is kept about the learner's way through the course."""

from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import access, services
from app_pages.parts import own_account, sessions
from app_pages.parts.certificate_words import certificate_tag
from app_pages.parts.dates import day
from app_pages.parts.notice import notice
from app_pages.parts.read import sections_read
from app_pages.parts.words import count, heading, listed, percent, tag
from course.attempts import Attempt
from course.course import Course
from course.quizzes import Quiz
from progress import attempts, certificates, cohorts, completion, scenarios
from progress.reminders import declines, set_declined


def show() -> None:
    """Show the record of the person who is here."""
    course = services.course()
    st.set_page_config(page_title=f"My record · {course.title}")
    if services.person() is None:
        notice()  # of what ended the session, such as a new password
    person = access.signed_in("Your record is kept under your name.")
    heading("My record")
    notice()
    st.html(
        f'<p class="lead"><bdi>{escape(person.name)}</bdi>, {escape(person.email)}. '
        f"Account opened on {day(person.created_at)}.</p>"
    )
    _cohorts(person)
    _modules(course, person)
    _certificates(person)
    _attempts(course, person)
    _scenarios(course, person)
    _reminders(person)
    sessions.show(person)
    own_account.show(person)
    st.html(
        '<p class="meta">Trainers see your name and address, which modules you have begun or finished, when, on which '
        "edition and with which score, your attempts with their days and scores, and which scenarios you have walked; "
        "never a single answer or decision. "
        '<a href="privacy">What is kept about you</a></p>'
    )


def _cohorts(person: Person) -> None:
    """The cohorts that the person is in, and where to join one."""
    own = cohorts.of_member(services.database(), person.id)
    names = listed([f"<bdi>{escape(one.name)}</bdi>" for one in own])
    said = f"You are in {names}, whose trainers see how far you are." if own else "You are in no cohort."
    st.html(f'<p>{said} <a href="join">Join a cohort with a code</a></p>')


def _modules(course: Course, person: Person) -> None:
    read = sections_read(course, person)
    done = {entry.module_id: entry for entry in completion.of_person(services.database(), person.id)}
    rows = []
    for module in course.modules:
        entry = done.get(module.id)
        state = (
            tag("Finished", "good")
            if entry
            else tag("Under way", "pine")
            if read.get(module.id)
            else "Not started"
        )
        when = f"{day(entry.completed_at)}, edition {entry.edition}" if entry else ""
        rows.append(
            f'<tr><th scope="row"><a href="module?m={module.id}">{escape(module.title)}</a></th>'
            f'<td class="r">{len(read.get(module.id, {}))} of {len(module.sections)}</td>'
            f"<td>{state}</td><td>{when}</td></tr>"
        )
    st.html(_table("Modules", ("Module", "Sections read", "State", "Completed"), rows))


def _certificates(person: Person) -> None:
    held = certificates.of_person(services.database(), person.id)
    rows = [
        f'<tr><th scope="row"><a href="certificate?c={one.code}">{certificates.shown(one.code)}</a></th>'
        f"<td>{day(one.issued_on)}</td><td>{day(one.until) if one.until else 'no end'}</td>"
        f"<td>{certificate_tag(one, services.now().date())}</td></tr>"
        for one in held
    ]
    if rows:
        st.html(_table("Certificates", ("Code", "Issued", "Valid until", "State"), rows))
    else:
        st.html(
            '<h2 class="section-rule">Certificates</h2><p class="empty">None yet. '
            '<a href="certificate">What your certificate asks</a></p>'
        )


def _attempts(course: Course, person: Person) -> None:
    past = attempts.attempts_of(services.database(), person.id)
    if not past:
        st.html(
            '<h2 class="section-rule">Quiz attempts</h2>'
            '<p class="empty">None yet. A quiz waits at the end of each module.</p>'
        )
        return
    rows = []
    for attempt in past:
        quiz = course.quizzes.get(attempt.quiz_id)
        title = escape(quiz.title if quiz else attempt.quiz_id)
        if attempt.submitted_at and attempt.score is not None:
            mark = _verdict(quiz, attempt)
            cells = f'<td>{day(attempt.submitted_at)}</td><td class="r">{percent(attempt.score)}</td><td>{mark}</td>'
            link = f"results?a={attempt.id}"
        else:
            cells = (
                f'<td>begun {day(attempt.started_at)}</td><td class="r"></td><td>{tag("Open", "pine")}</td>'
            )
            link = f"quiz?q={attempt.quiz_id}"
        rows.append(
            f'<tr><th scope="row"><a href="{link}">{title}, attempt {attempt.number}</a></th>{cells}</tr>'
        )
    st.html(_table("Quiz attempts", ("Attempt", "Date", "Score", "Result"), rows))
    st.html(f'<p class="meta">{count(len(past), "attempt")} in all.</p>')


def _verdict(quiz: Quiz | None, attempt: Attempt) -> str:
    """Whether an attempt passed; a diagnostic has nothing to pass."""
    if quiz and quiz.role == "diagnostic":
        return tag("Counts nowhere", "note")
    return tag("Passed", "good") if attempt.passed else tag("Not passed", "warn")


def _scenarios(course: Course, person: Person) -> None:
    """Every run of a scenario; nothing where there is none in the course and none was taken."""
    runs = scenarios.of_person(services.database(), person.id)
    if not runs and course.scenarios:
        st.html(
            '<h2 class="section-rule">Scenarios</h2>'
            '<p class="empty">None yet. They stand at the end of their modules and on the front page.</p>'
        )
    if not runs:
        return
    rows = []
    for run in runs:
        if run.finished_at and run.numbers:
            numbers = run.numbers
            cells = (
                f'<td>{day(run.finished_at)}</td><td class="r">{numbers.sound} of {numbers.decisions}</td>'
                f'<td class="r">{numbers.naive}</td><td class="r">{numbers.false_alarms}</td>'
            )
            link = f"scenario?s={run.scenario_id}&amp;r={run.run_id}"
        else:
            cells = f"<td>begun {day(run.started_at)} {tag('Open', 'pine')}</td><td></td><td></td><td></td>"
            link = f"scenario?s={run.scenario_id}"
        name = f"{escape(run.title)}, run {run.number}"
        rows.append(f'<tr><th scope="row"><a href="{link}">{name}</a></th>{cells}</tr>')
    st.html(_table("Scenarios", ("Run", "Date", "Sound", "Naive", "False alarms"), rows))


def _reminders(person: Person) -> None:
    """Whether the learner wants to hear of what is due soon; what is overdue they hear of in any case."""
    st.html('<h2 class="section-rule">Reminders</h2>')
    database = services.database()
    st.checkbox(
        "Write to me when something is due soon, or is to be renewed",
        value=not declines(database, person.id),
        key="reminders-wanted",
        on_change=_choose_reminders,
        args=(person.id,),
    )
    st.html('<p class="meta">If your trainers send reminders, what is overdue reaches you in any case.</p>')


def _choose_reminders(person_id: str) -> None:
    wanted = bool(st.session_state["reminders-wanted"])
    set_declined(services.database(), person_id, not wanted, services.now())


def _table(title: str, heads: tuple[str, ...], rows: list[str]) -> str:
    head = "".join(f'<th scope="col"{_right(name)}>{name}</th>' for name in heads)
    return (
        f'<h2 class="section-rule">{title}</h2><div class="scroll" role="region" aria-label="{title}" tabindex="0">'
        f'<table class="tbl"><caption class="vh">{title}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _right(name: str) -> str:
    return ' class="r"' if name in ("Sections read", "Score", "Sound", "Naive", "False alarms") else ""


show()
