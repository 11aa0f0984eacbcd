"""The quizzes that belong to no module: what one knows before the course, and the final test after it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.words import count, tag
from course.attempts import Attempt
from course.course import Course
from course.quizzes import Quiz, Role
from progress import attempts

WHEN: dict[Role, str] = {
    "diagnostic": "Before you begin: what you know already, and which modules will give you most. It counts nowhere.",
    "final": "When you have finished the modules.",
}


def course_tests(course: Course, person: Person | None) -> None:
    """Show them with what this person has made of them; nothing where there is none."""
    items = "".join(
        _item(quiz, _state(quiz, _tries(quiz, person))) for role in WHEN for quiz in course.quizzes_for(role)
    )
    if items:
        st.html(
            f'<h2 class="section-rule">The whole course</h2><ol class="index plain scenarios">{items}</ol>'
        )


def untaken(course: Course, role: Role, person: Person) -> Quiz | None:
    """The first quiz of a role that the person has not yet submitted; of final ones, not yet passed."""
    for quiz in course.quizzes_for(role):
        tries = _tries(quiz, person)
        if not any(one.passed if role == "final" else one.state == "submitted" for one in tries):
            return quiz
    return None


def suggested_modules(course: Course, person: Person) -> set[str]:
    """The ids of the modules in which the person's latest diagnostic found something not right."""
    for quiz in course.quizzes_for("diagnostic"):
        taken = [one for one in _tries(quiz, person) if one.state == "submitted"]
        if taken:
            database = services.database()
            questions = attempts.questions_of(database, taken[-1])
            graded = attempts.result(database, taken[-1])
            return {questions[one.question_id].module for one in graded if one.points and not one.right}
    return set()


def _tries(quiz: Quiz, person: Person | None) -> list[Attempt]:
    return attempts.attempts_of(services.database(), person.id, quiz.id) if person else []


def _state(quiz: Quiz, tries: Sequence[Attempt]) -> str:
    if any(one.state == "open" for one in tries):
        return tag("Under way", "pine")
    if quiz.role == "diagnostic" and tries:
        return tag("Done", "good")
    if any(one.passed for one in tries):
        return tag("Passed", "good")
    return tag("To pass", "pine") if tries else count(quiz.length, "question")


def _item(quiz: Quiz, state: str) -> str:
    return (
        f'<li><div><p class="t"><a href="quiz?q={escape(quiz.id)}">{escape(quiz.title)}</a></p>'
        f'<p class="meta">{WHEN[quiz.role]}</p></div><p class="meta nb">{state}</p></li>'
    )
