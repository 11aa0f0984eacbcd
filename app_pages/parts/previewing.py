"""A preview in the making: what follows the author's file, and the line that says what this is.

The file is read again at every click, and so are the author's own tries at it; what breaks is said above the page.
"""

from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.services import Preview
from course.problems import Problem
from progress import previews


def preview_line(preview: Preview, person: Person) -> None:
    """Say what is previewed and what is wrong with the course, and let the author's tries follow the file."""
    st.html(
        f'<div class="account">Preview of <bdi>{escape(preview.file)}</bdi>, recorded nowhere. '
        f'<a href="{escape(preview.page.removeprefix("/"))}">To its start</a></div>'
    )
    course = services.course()
    if problems := services.shelf().problems:
        _broken(problems)
        return
    for quiz in course.quizzes.values():
        previews.follow_quiz(services.database(), person.id, quiz, services.now())
    for scenario in course.scenarios.values():
        previews.follow_scenario(services.database(), person.id, scenario, services.now())


def _broken(problems: tuple[Problem, ...]) -> None:
    told = "".join(f"<li>{escape(str(problem))}</li>" for problem in problems)
    st.html(
        '<div class="callout warn" role="alert"><p class="callout-title">The course has errors; this page shows '
        f"what it said before.</p><ul>{told}</ul></div>"
    )
