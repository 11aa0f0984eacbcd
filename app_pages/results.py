"""A submitted attempt: the score, where it was won and lost, and every question with its explanation."""

from html import escape

import streamlit as st

from app_pages import access, services
from app_pages.parts.answer import answered
from app_pages.parts.dates import day
from app_pages.parts.sources import origin
from app_pages.parts.words import bar, count, heading, percent
from course.attempts import Answer, Attempt, may_start
from course.course import Course
from course.markdown import inline
from course.questions import Question, Response
from progress import attempts
from progress.attempts import Graded


def show() -> None:
    """Show the attempt that the address names, to the learner whose it is."""
    course = services.course()
    st.set_page_config(page_title=f"Results · {course.title}")
    person = access.signed_in("Results are shown to the learner whose they are.")
    database = services.database()
    attempt = attempts.find(database, st.query_params.get("a", ""), person.id)
    if attempt is None or attempt.state != "submitted":
        heading("No result here")
        st.html(
            '<p class="lead">This address names no submitted attempt of yours. <a href="record">My record</a></p>'
        )
        return
    graded = attempts.result(database, attempt)
    questions = attempts.questions_of(database, attempt)
    _head(course, attempt, graded, questions)
    _review(course, attempt, graded, questions, attempts.answers(database, attempt))


def _head(course: Course, attempt: Attempt, graded: list[Graded], questions: dict[str, Question]) -> None:
    quiz = course.quizzes.get(attempt.quiz_id)
    title = quiz.title if quiz else attempt.quiz_id
    when = f" · {day(attempt.submitted_at)}" if attempt.submitted_at else ""
    heading("You passed" if attempt.passed else "Not passed yet", f"{title} · attempt {attempt.number}{when}")
    left, right = st.columns(2, gap="large")
    with left:
        earned = sum(entry.score * entry.points for entry in graded)
        possible = sum(entry.points for entry in graded)
        st.html(
            f'<p class="score"><span class="n">{round(earned, 2):g} <small>of {possible}</small></span></p>'
            f'<p class="meta">{percent(attempt.score or 0)}, and the pass mark is {attempt.pass_mark} %.</p>'
        )
        _actions(course, attempt)
    with right:
        st.html(_outcomes(course, graded, questions))


def _actions(course: Course, attempt: Attempt) -> None:
    quiz = course.quizzes.get(attempt.quiz_id)
    with st.container(horizontal=True):
        if attempt.passed and st.button("What comes next", type="primary"):
            st.switch_page("home.py")
        if quiz:
            past = attempts.attempts_of(services.database(), attempt.person_id, quiz.id)
            again = not may_start(quiz, past, services.now())
            if again and st.button("Try again", type="secondary" if attempt.passed else "primary"):
                st.switch_page("quiz.py", query_params={"q": quiz.id})
        if quiz and quiz.module and st.button("Read the module again"):
            st.switch_page("module.py", query_params={"m": quiz.module})


def _outcomes(course: Course, graded: list[Graded], questions: dict[str, Question]) -> str:
    """How many questions of each outcome were right."""
    names = {outcome.id: outcome.short for module in course.modules for outcome in module.outcomes}
    tally: dict[str, list[bool]] = {}
    for entry in graded:
        tally.setdefault(questions[entry.question_id].outcome, []).append(entry.right)
    rows = "".join(
        f'<tr><th scope="row">{escape(names.get(outcome, outcome))}</th>'
        f'<td class="nb">{bar(sum(marks) / len(marks))} {sum(marks)} of {len(marks)}</td></tr>'
        for outcome, marks in tally.items()
    )
    return (
        '<table class="tbl"><caption class="vh">Right answers by outcome</caption><thead><tr>'
        f'<th scope="col">Outcome</th><th scope="col">Right</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _review(
    course: Course,
    attempt: Attempt,
    graded: list[Graded],
    questions: dict[str, Question],
    answers: dict[str, Answer],
) -> None:
    """Questions to look at first, then the right ones folded away."""
    numbered = list(enumerate(graded, start=1))
    missed = [(number, entry) for number, entry in numbered if not entry.right]
    right = [(number, entry) for number, entry in numbered if entry.right]
    if missed:
        st.html('<h2 class="section-rule">Review these first</h2>')
        for number, entry in missed:
            _explained(course, attempt, number, questions[entry.question_id], answers.get(entry.question_id))
    if right:
        with st.expander(f"{count(len(right), 'question')} you answered right", expanded=not missed):
            for number, entry in right:
                _explained(
                    course, attempt, number, questions[entry.question_id], answers.get(entry.question_id)
                )


def _explained(
    course: Course, attempt: Attempt, number: int, question: Question, answer: Answer | None
) -> None:
    drawn = attempt.questions[number - 1]
    response = answer.response if answer else None
    left, right = st.columns((1.9, 1), gap="large")
    with left:
        st.html(
            f'<h3 class="stem"><span class="meta">{number}</span> {inline(question.stem)}</h3>'
            + answered(question, response, drawn.option_order or question.option_ids())
        )
    with right:
        st.html(
            f'<div class="margin-term"><p><strong>Why</strong></p>{_why(course, question, response)}</div>'
        )


def _why(course: Course, question: Question, response: Response) -> str:
    parts = [f"<p>{inline(question.explanation)}</p>"] if question.explanation else []
    met = [course.misconceptions.get(belief) for belief in question.beliefs_met(response)]
    parts += [
        f"<p>“{inline(one.belief)}” is a common belief. {inline(one.correction)}</p>" for one in met if one
    ]
    if question.section and (link := _section_link(course, question.section)):
        parts.append(f"<p>{link}</p>")
    known = [course.sources[source_id] for source_id in question.source if source_id in course.sources]
    parts += [f'<p class="note">{origin(source)}</p>' for source in known]
    return "".join(parts)


def _section_link(course: Course, key: str) -> str:
    try:
        section = course.section(key)
    except KeyError:
        return ""  # the section was renamed after this attempt began
    address = f"module?m={section.module_id}&amp;s={section.id}"
    return f'<a href="{address}">Read “{escape(section.title)}” again</a>'


show()
