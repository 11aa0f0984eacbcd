"""Scenarios in lists: where learners find them, and how far they are."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.words import count, tag
from course.course import Course
from course.scenarios import Numbers, Scenario
from progress import scenarios


def where(course: Course, scenario: Scenario) -> str:
    """`Module 2 · scenario`, or `Scenario` where it belongs to none."""
    module = next((module for module in course.modules if module.id == scenario.module), None)
    return f"Module {course.number(module)} · scenario" if module else "Scenario"


def soundness(numbers: Numbers) -> str:
    """`2 of 3 decisions sound`."""
    return f"{numbers.sound} of {count(numbers.decisions, 'decision')} sound"


def scenario_list(shown: Iterable[Scenario], person: Person | None) -> None:
    """Show scenarios with their summary, their time and how far this person is; nothing where there is none."""
    states = _states(person) if person else {}
    items = "".join(_item(scenario, states.get(scenario.id, "")) for scenario in shown)
    if items:
        st.html(f'<h2 class="section-rule">Scenarios</h2><ol class="index plain scenarios">{items}</ol>')


def _states(person: Person) -> dict[str, str]:
    """Scenario id -> a word on the latest run."""
    records = scenarios.of_person(services.database(), person.id)
    return {
        record.scenario_id: tag("Done", "good") if record.finished_at else tag("Under way", "pine")
        for record in records
    }


def _item(scenario: Scenario, state: str) -> str:
    return (
        f'<li><div><p class="t"><a href="scenario?s={scenario.id}">{escape(scenario.title)}</a></p>'
        f'<p class="meta">{escape(scenario.summary)}</p></div>'
        f'<p class="meta nb">{state or f"{scenario.minutes} min"}</p></li>'
    )
