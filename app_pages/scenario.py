"""A scenario: what it is about, then one decision at a time to its ending, then the debrief along the path taken.

Everything the learner does is in the database before the page says so. `s` in the address names the scenario, `r` a
finished run to look back on.
"""

from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import access, services
from app_pages.parts.case import case
from app_pages.parts.dates import day
from app_pages.parts.debrief import look_back
from app_pages.parts.scenarios import soundness, where
from app_pages.parts.words import count, heading
from course.course import Course
from course.markdown import Context
from course.scenarios import Run, Scenario
from course.scenarios.prose import as_html
from progress import scenarios
from progress.scenarios import Record

RULES = (
    "You decide, and see at once what follows from it. Whether it was sound is told at the end.",
    "There may be more than one sound choice, and asking somebody can be one.",
    "Open what lies on the table before you decide. You can go back to an earlier decision at any time.",
    "Every decision is saved as you make it, so you can stop and carry on, also on another device.",
    "Take it as often as you like. Trainers do not see what you decide.",
)


def show() -> None:
    """Show the scenario, or the finished run, that the address names."""
    course = services.course()
    scenario_id, run_id = st.query_params.get("s", ""), st.query_params.get("r")
    scenario = course.scenarios.get(scenario_id)
    if scenario is None and run_id is None and services.person() is None:
        _nothing()
        return
    st.set_page_config(page_title=f"{scenario.title if scenario else 'Scenario'} · {course.title}")
    person = access.signed_in(
        "What you decide is kept under your name, so that you can carry on where you stopped."
    )
    if run_id is not None:
        _run(course, person, run_id)
    elif run := scenarios.open_run(
        services.database(), person.id, scenario_id, preview=bool(services.preview)
    ):
        case(run.id, person)
    elif scenario:
        _door(course, scenario, person)
    else:
        _nothing()


def _nothing() -> None:
    heading("No such scenario")
    st.html(
        '<p class="lead">This address names no scenario of this course. <a href="module">See the modules</a></p>'
    )


def _run(course: Course, person: Person, run_id: str) -> None:
    run = scenarios.find(services.database(), run_id, person.id)
    if run is None or run.finished_at is None:
        heading("No run here")
        st.html(
            '<p class="lead">This address names no finished run of yours. <a href="record">My record</a></p>'
        )
        return
    look_back(course, run)
    _onward(course, run)


def _onward(course: Course, run: Run) -> None:
    with st.container(horizontal=True):
        if run.scenario.id in course.scenarios and st.button("Take it again", type="primary"):
            _begin(course.scenarios[run.scenario.id], run.person_id)
        module = run.scenario.module
        if module in {module.id for module in course.modules} and st.button("Back to the module"):
            st.switch_page("module.py", query_params={"m": str(module)})


def _begin(scenario: Scenario, person_id: str) -> None:
    preview = bool(services.preview)
    scenarios.start_or_resume(services.database(), scenario, person_id, services.now(), preview=preview)
    st.query_params.from_dict({"s": scenario.id})
    st.rerun()


def _door(course: Course, scenario: Scenario, person: Person) -> None:
    """What waits behind the door: who one is there, how it goes, what was done before, and the start."""
    past = scenarios.of_person(services.database(), person.id, scenario.id)
    heading(scenario.title, eyebrow=f"{where(course, scenario)} · about {count(scenario.minutes, 'minute')}")
    st.html(f'<p class="lead">{escape(scenario.summary)}</p>')
    st.html(f'<div class="prose">{as_html(scenario.role, Context(course.terms))}</div>')
    st.html(f'<ul class="prose rules">{"".join(f"<li>{rule}</li>" for rule in RULES)}</ul>')
    if st.button("Take it again" if past else "Start the scenario", type="primary"):
        _begin(scenario, person.id)
    if past:
        st.html(f'<h2 class="section-rule">Earlier runs</h2><ul class="sources">{_earlier(past)}</ul>')


def _earlier(past: list[Record]) -> str:
    return "".join(
        f'<li><a href="scenario?s={run.scenario_id}&amp;r={run.run_id}">Run {run.number}</a>, '
        f"{day(run.finished_at)}: {soundness(run.numbers)}</li>"
        for run in past
        if run.finished_at and run.numbers
    )


show()
