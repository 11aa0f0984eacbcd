"""The front page: for a visitor what this is and where to start, for a learner what comes next."""

from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.cards import about, card, contents
from app_pages.parts.course_tests import course_tests, suggested_modules, untaken
from app_pages.parts.dates import day
from app_pages.parts.deadlines import due_list
from app_pages.parts.frame import sign_in_address
from app_pages.parts.read import Read, sections_read
from app_pages.parts.scenarios import scenario_list
from app_pages.parts.words import count, heading, steps, syllables, tile
from course.course import Course
from course.modules import Module
from progress import assignments, attempts, certificates, completion, reviews


def show() -> None:
    """Show the front page of whoever is here."""
    course = services.course()
    person = services.person()
    if person is None:
        _visitor(course)
    else:
        _learner(course, person)


def _visitor(course: Course) -> None:
    text, specimen = st.columns((1.35, 1), gap="large", vertical_alignment="center")
    with text:
        _welcome(course)
    with specimen:
        _specimen(course)
    st.html('<h2 class="section-rule">Contents</h2>')
    contents(course)
    course_tests(course, None)
    scenario_list(course.scenarios.values(), None)
    _practice(course)
    if course.file.principles:
        _principles(course)


def _welcome(course: Course) -> None:
    st.html(f'<p class="eyebrow">{escape(course.file.audience)}</p>')
    heading(course.file.tagline)
    st.html(f'<p class="lead">{escape(course.file.summary)}</p>')
    if st.button("Start with module 1", type="primary"):
        st.switch_page("module.py", query_params={"m": course.modules[0].id})
    st.html(
        '<p class="meta">No account is needed to read, and nothing is recorded. '
        f'<a href="{escape(sign_in_address())}">Sign in</a> to keep your progress and take the quizzes.</p>'
    )


def _specimen(course: Course) -> None:
    term = course.terms.get(course.file.specimen or "")
    if term:
        st.html(
            f'<div class="specimen">{syllables(term)}<p><strong>{escape(term.english)}</strong></p>'
            f'<p>{escape(term.note)}</p><p class="meta"><a href="glossary">From the glossary</a></p></div>'
        )


def _principles(course: Course) -> None:
    st.html('<h2 class="section-rule">How it treats its subject</h2>')
    columns = st.columns(len(course.file.principles), gap="large")
    for column, principle in zip(columns, course.file.principles, strict=True):
        column.html(f'<h3 class="principle">{escape(principle.title)}</h3><p>{escape(principle.text)}</p>')


def _learner(course: Course, person: Person) -> None:
    database = services.database()
    read = sections_read(course, person)
    done = {entry.module_id for entry in completion.of_person(database, person.id)}
    finished = [module for module in course.modules if module.id in done]
    heading(f"Welcome, {person.name}" if not read else f"Welcome back, {person.name}")
    st.html(
        f'<p class="lead">{_progress(course, finished)}</p>'
        f'<div class="narrow">{steps(len(finished), len(course.modules))}</div>'
    )
    _next_step(course, person, read, done)
    _review(course, person)
    _due(course, person)
    st.html('<h2 class="section-rule">Modules</h2>')
    suggested = suggested_modules(course, person) - done
    with st.container(key="cards"):
        for module in course.modules:
            card(course, module, read.get(module.id, {}), module.id in done, module.id in suggested)
    course_tests(course, person)
    scenario_list(course.scenarios.values(), person)
    _practice(course)


def _practice(course: Course) -> None:
    if course.material.kinds:
        told = "Words, tones, names and titles, a few minutes at a time. Nothing of it is recorded."
        st.html(f'<h2 class="section-rule">Language practice</h2><p class="meta">{told}</p>')
        st.page_link("practice.py", label="Practise", icon=":material/arrow_forward:")


def _review(course: Course, person: Person) -> None:
    """How many cards wait in the person's review; nothing where that is none."""
    if number := len(reviews.pile(services.database(), course, person.id, services.now()).due):
        with st.container(key="panel-review", horizontal=True, vertical_alignment="center"):
            st.html(
                f'<p class="card-title">{count(number, "card")} to review today</p>'
                '<p class="meta">What you missed, and words you chose. A few minutes.</p>'
            )
            st.page_link(
                "review.py", label="Review now", icon=":material/arrow_forward:", icon_position="right"
            )


def _due(course: Course, person: Person) -> None:
    """What the person's cohorts ask of them and they have not done, soonest first; nothing where that is nothing."""
    if left := assignments.open_for(services.database(), course, person.id):
        st.html(f'<h2 class="section-rule">What is due</h2>{due_list(left, services.now().date())}')


def _progress(course: Course, finished: list[Module]) -> str:
    left = sum(module.minutes for module in course.modules if module not in finished)
    if not left:
        return "Every module is finished."
    return f"{len(finished)} of {count(len(course.modules), 'module')} finished. {about(left).capitalize()} to go."


def _next_step(course: Course, person: Person, read: Read, done: set[str]) -> None:
    """One panel with the one thing to do next."""
    module = _current(course, read, done)
    if module is None:
        _final(course, person)
        return
    seen = read.get(module.id, {})
    left = [section for section in module.sections if section.id not in seen]
    word = course.terms.get(module.word or "")
    with st.container(key="panel-next"):
        if left:
            at = module.position(left[0].id) + 1
            where = f"Module {course.number(module)}, section {at} of {len(module.sections)}"
            verb = "Continue" if seen else "Start here"
            _panel(
                f"{verb} · {where}",
                left[0].title,
                f"About {count(left[0].minutes, 'minute')}.",
                tile(word, big=True),
            )
            if st.button(f"{verb.split(maxsplit=1)[0]} reading", type="primary"):
                st.switch_page("module.py", query_params={"m": module.id, "s": left[0].id})
            if not read and (first := untaken(course, "diagnostic", person)):
                st.page_link("quiz.py", label="See first what you know already", query_params={"q": first.id})
        elif module.quiz:
            _quiz_panel(course, person, module, module.quiz, tile(word, big=True))


def _final(course: Course, person: Person) -> None:
    """Every module is finished: what is left is the final test."""
    if quiz := untaken(course, "final", person):
        with st.container(key="panel-next"):
            _panel("Every module finished", quiz.title, f"{count(quiz.length, 'question')}.", "")
            if st.button("Take the final test", type="primary"):
                st.switch_page("quiz.py", query_params={"q": quiz.id})
        return
    standing = certificates.next_of(services.database(), course, person.id)
    today = services.now().date()
    if not standing.open(today):
        st.page_link("certificate.py", label="Your certificate")
        return
    with st.container(key="panel-next"):
        title = "Your certificate" if standing.first else "Renew your certificate"
        note = "It is earned." if standing.ready(today) else "See what is left to do."
        _panel("Every module finished", title, note, "")
        if st.button("Get my certificate" if standing.ready(today) else "See what is left", type="primary"):
            st.switch_page("certificate.py")


def _quiz_panel(course: Course, person: Person, module: Module, quiz_id: str, ornament: str) -> None:
    quiz = course.quiz(quiz_id)
    open_attempt = next(
        (a for a in attempts.attempts_of(services.database(), person.id, quiz_id) if a.state == "open"), None
    )
    note = (
        f"You began on {day(open_attempt.started_at)}."
        if open_attempt
        else f"{count(quiz.length, 'question')}."
    )
    _panel(f"Module {course.number(module)} · all sections read", quiz.title, note, ornament)
    if st.button("Carry on with the quiz" if open_attempt else "Take the quiz", type="primary"):
        st.switch_page("quiz.py", query_params={"q": quiz_id})


def _panel(eyebrow: str, title: str, note: str, ornament: str) -> None:
    st.html(
        f'<div class="card-top">{ornament}<div><p class="eyebrow">{escape(eyebrow)}</p>'
        f'<h2 class="panel-title">{escape(title)}</h2><p class="meta">{escape(note)}</p></div></div>'
    )


def _current(course: Course, read: Read, done: set[str]) -> Module | None:
    """The module in hand: one begun and not finished, else the first not finished."""
    waiting = [module for module in course.modules if module.id not in done]
    return next((module for module in waiting if read.get(module.id)), waiting[0] if waiting else None)


show()
