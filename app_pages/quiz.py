"""The quiz: its rules, then one question at a time with a map of all, a review, and submitting.

Everything the learner does is in the database before the page says so; `st.session_state` only remembers which
question is open and which stored answer the widgets show.
"""

from fractions import Fraction
from html import escape
from math import ceil

import streamlit as st

from accounts.people import Person
from app_pages import access, services
from app_pages.parts.dates import clock, day
from app_pages.parts.desk import desk
from app_pages.parts.sitting import leave, was_here
from app_pages.parts.words import count, heading, percent
from course import certainty
from course.attempts import Attempt, Refusal, may_start
from course.course import Course
from course.quizzes import Quiz
from progress import attempts


def show() -> None:
    """Show the quiz that the address names."""
    course = services.course()
    quiz = course.quizzes.get(st.query_params.get("q", ""))
    if quiz is None:
        heading("No such quiz")
        st.html(
            '<p class="lead">This address names no quiz of this course. <a href="module">See the modules</a></p>'
        )
        return
    st.set_page_config(page_title=f"{quiz.title} · {course.title}")
    person = access.signed_in("Quizzes are kept under your name, so that you can carry on where you stopped.")
    past = attempts.attempts_of(services.database(), person.id, quiz.id, preview=bool(services.preview))
    open_attempt = next((attempt for attempt in past if attempt.state == "open"), None)
    if open_attempt:
        desk(open_attempt, person, _eyebrow(course, quiz, open_attempt.number))
    elif past and past[-1].closed_by == "deadline" and was_here(past[-1]):
        leave(past[-1])
        st.switch_page("results.py", query_params={"a": past[-1].id})
    else:
        _door(course, quiz, person, past)


def _eyebrow(course: Course, quiz: Quiz, number: int) -> str:
    where = f"Module {course.number(course.module(quiz.module))} · " if quiz.module else ""
    return f"{where}quiz, attempt {number}" if where else f"Attempt {number}"


def _door(course: Course, quiz: Quiz, person: Person, past: list[Attempt]) -> None:
    """What waits behind the door: the rules, what was done before, and the start."""
    heading(f"Quiz: {quiz.title}", eyebrow=_eyebrow(course, quiz, len(past) + 1))
    drawn = ", drawn for you" if quiz.draw is not None else ""
    st.html(f'<p class="lead">{count(quiz.length, "question")}{drawn}. {_aim(quiz)}</p>')
    st.html(f'<ul class="prose rules">{"".join(f"<li>{rule}</li>" for rule in _rules(quiz, person))}</ul>')
    if quiz.certainty == "scored":
        st.html(_marks())
    refusal = may_start(quiz, past, services.now())
    if refusal:
        st.html(f'<p class="lead">{escape(_not_now(refusal))}</p>')
    elif st.button("Try again" if past else "Start the quiz", type="primary"):
        attempts.start_or_resume(
            services.database(),
            quiz,
            person.id,
            services.now(),
            preview=bool(services.preview),
            time_factor=person.time_factor,
        )
        st.rerun()
    if past:
        _earlier(past)


def _aim(quiz: Quiz) -> str:
    if quiz.role == "diagnostic":
        return "It counts nowhere. The result says which modules will give you most."
    return f"You need {quiz.pass_mark} % to pass."


def _not_now(refusal: Refusal) -> str:
    """Why not, and when again, in the learner's own time zone."""
    if refusal.opens_at is None:
        return refusal.reason
    return f"You can try again from {clock(refusal.opens_at)} on {day(refusal.opens_at)}."


def _rules(quiz: Quiz, person: Person) -> list[str]:
    tries = (
        "You may try as often as you like."
        if quiz.attempts is None
        else f"You have {count(quiz.attempts, 'attempt')}."
    )
    wait = f" After each one, wait {count(quiz.cool_off_minutes, 'minute')}." if quiz.cool_off_minutes else ""
    rules = [_time(quiz, person), tries + wait, "You see what is right, and why, when you have submitted."]
    if any(hint.cost for question in quiz.questions for hint in question.hints):
        rules.append("Some questions have hints; each says what it costs before you open it.")
    if quiz.certainty != "off":
        counts = (
            " How sure you say you are counts."
            if quiz.certainty == "scored"
            else " It does not change your score."
        )
        rules.append(f"With each answer you can say how sure you are.{counts}")
    if quiz.reflections:
        rules.append("The last part asks what you think. It is private: nobody marks it or reads it but you.")
    return rules


def _time(quiz: Quiz, person: Person) -> str:
    saved = "Each answer is saved as you give it, so you can stop and carry on, also on another device."
    if quiz.time_limit_minutes is None:
        return f"No time limit. {saved}"
    limit = count(ceil(quiz.time_limit_minutes * person.time_factor), "minute")
    return (
        f"You have {limit} from when you start, and the clock does not stop. {saved} "
        "When the time is up, what is saved is submitted."
    )


def _marks() -> str:
    """What certainty does to a score, as a table."""
    head = "".join(f'<th scope="col">{word}</th>' for word in certainty.WORDS.values())
    rows = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(f"<td>{round(100 * certainty.scored(share, level))}</td>" for level in certainty.WORDS)
        + "</tr>"
        for name, share in (("Right", Fraction(1)), ("Not right", Fraction(0)))
    )
    return (
        '<table class="tbl narrow"><caption>What an answer counts, in per cent of its points</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _earlier(past: list[Attempt]) -> None:
    items = "".join(
        f'<li><a href="results?a={attempt.id}">Attempt {attempt.number}</a>, {day(attempt.submitted_at)}: '
        f"{percent(attempt.score)}, {'passed' if attempt.passed else 'not passed'}</li>"
        for attempt in past
        if attempt.submitted_at and attempt.score is not None
    )
    st.html(f'<h2 class="section-rule">Earlier attempts</h2><ul class="sources">{items}</ul>')


show()
