"""A submitted attempt: the score, where it was won and lost, and every question with its explanation."""

from html import escape

import streamlit as st

from app_pages import access, services
from app_pages.parts.dates import day
from app_pages.parts.regraded import judged
from app_pages.parts.why import why
from app_pages.parts.words import bar, count, heading, percent
from course.attempts import Answer, Attempt, Graded, may_start
from course.certainty import WORDS
from course.course import Course
from course.markdown import inline
from course.questions import Question
from course.quizzes import Quiz
from course.review_day import reviewed
from progress import answers, attempts, regraded
from progress.regraded import Note


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
    notes = regraded.of_attempt(database, attempt)
    questions = attempts.questions_of(database, attempt) | {name: one.question for name, one in notes.items()}
    _head(course, attempt, graded, questions)
    _review(course, attempt, graded, questions, answers.of_attempt(database, attempt), notes)


def _head(course: Course, attempt: Attempt, graded: list[Graded], questions: dict[str, Question]) -> None:
    quiz = course.quizzes.get(attempt.quiz_id)
    title = quiz.title if quiz else attempt.quiz_id
    when = f" · {day(attempt.submitted_at)}" if attempt.submitted_at else ""
    heading(_verdict(quiz, attempt), f"{title} · attempt {attempt.number}{when}")
    left, right = st.columns(2, gap="large")
    with left:
        earned, possible = f"{round(attempt.points or 0, 2):g}", sum(entry.points for entry in graded)
        st.html(
            f'<p class="score"><span class="n">{earned} <small>of {possible}</small></span></p>'
            f'<p class="meta">{percent(attempt.score or 0)}{_mark(quiz, attempt)}.{_closed(attempt)}</p>'
        )
        if quiz and quiz.role == "diagnostic":
            st.html(_suggestion(course, graded, questions))
        _actions(course, attempt)
    with right:
        st.html(_tally(course, quiz, graded, questions))


def _suggestion(course: Course, graded: list[Graded], questions: dict[str, Question]) -> str:
    """Which modules will give most: those in which something was not right, in the order of the course."""
    missed = {questions[entry.question_id].module for entry in graded if entry.points and not entry.right}
    found = [name for module_id, name in _module_names(course).items() if module_id in missed]
    if not found:
        return '<p class="lead">Everything was right. Take the final test whenever you like.</p>'
    items = "".join(f"<li>{name}</li>" for name in found)
    return f'<p class="lead">These modules will give you most:</p><ol class="prose">{items}</ol>'


def _verdict(quiz: Quiz | None, attempt: Attempt) -> str:
    if quiz and quiz.role == "diagnostic":
        return "What you know already"
    return "You passed" if attempt.passed else "Not passed yet"


def _mark(quiz: Quiz | None, attempt: Attempt) -> str:
    """The pass mark; a diagnostic has none, since nothing hangs on it."""
    return "" if quiz and quiz.role == "diagnostic" else f", and the pass mark is {attempt.pass_mark} %"


def _closed(attempt: Attempt) -> str:
    """What else decided the result: the clock, and how sure the learner was."""
    said = " The time was up, so what you had saved was submitted." if attempt.closed_by == "deadline" else ""
    return said + (" How sure you were of each answer counts." if attempt.certainty == "scored" else "")


def _actions(course: Course, attempt: Attempt) -> None:
    quiz = course.quizzes.get(attempt.quiz_id)
    with st.container(horizontal=True):
        onward = attempt.passed or (quiz is not None and quiz.role == "diagnostic")
        if onward and st.button("What comes next", type="primary"):
            st.switch_page("home.py")
        if quiz:
            past = attempts.attempts_of(services.database(), attempt.person_id, quiz.id)
            again = not may_start(quiz, past, services.now())
            if again and st.button("Try again", type="secondary" if onward else "primary"):
                st.switch_page("quiz.py", query_params={"q": quiz.id})
        if quiz and quiz.module and st.button("Read the module again"):
            st.switch_page("module.py", query_params={"m": quiz.module})


def _tally(course: Course, quiz: Quiz | None, graded: list[Graded], questions: dict[str, Question]) -> str:
    """How many questions of each outcome were right; of each module where the quiz is about several."""
    by_module = quiz is not None and quiz.module is None
    tally: dict[str, list[bool]] = {}
    for entry in graded:
        if not entry.points:
            continue  # a reflection, or a question that a regrade dropped
        question = questions[entry.question_id]
        tally.setdefault(question.module if by_module else question.outcome, []).append(entry.right)
    names = _module_names(course) if by_module else _outcome_names(course)
    order = [*(name for name in names if name in tally), *(tally.keys() - names.keys())]
    rows = "".join(
        f'<tr><th scope="row">{names.get(name) or escape(name)}</th>'
        f'<td class="nb">{bar(sum(tally[name]) / len(tally[name]))} {sum(tally[name])} of {len(tally[name])}</td></tr>'
        for name in order
    )
    of = "module" if by_module else "outcome"
    return (
        f'<table class="tbl"><caption class="vh">Right answers by {of}</caption><thead><tr>'
        f'<th scope="col">{of.capitalize()}</th><th scope="col">Right</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _outcome_names(course: Course) -> dict[str, str]:
    """Outcome id -> its short name as HTML, in the order of the course."""
    return {outcome.id: escape(outcome.short) for module in course.modules for outcome in module.outcomes}


def _module_names(course: Course) -> dict[str, str]:
    """Module id -> a link to it, in the order of the course."""
    return {
        module.id: f'<a href="module?m={escape(module.id)}">{escape(module.title)}</a>'
        for module in course.modules
    }


def _review(
    course: Course,
    attempt: Attempt,
    graded: list[Graded],
    questions: dict[str, Question],
    given: dict[str, Answer],
    notes: dict[str, Note],
) -> None:
    """Questions to look at first, those answered surely and wrongly before all; the right ones folded away."""

    def explain(numbered: list[tuple[int, Graded]]) -> None:
        for number, entry in numbered:
            name = entry.question_id
            _explained(course, attempt, number, entry, questions[name], given[name], notes.get(name))

    numbered = list(enumerate(graded, start=1))
    asked = [(number, entry) for number, entry in numbered if questions[entry.question_id].graded]
    marked = [(number, entry) for number, entry in asked if entry.points]
    sure = [(number, entry) for number, entry in marked if entry.sure_and_wrong]
    missed = [(number, entry) for number, entry in marked if not entry.right and not entry.sure_and_wrong]
    right = [(number, entry) for number, entry in marked if entry.right]
    if sure:
        st.html(
            '<h2 class="section-rule">Sure, and not right</h2>'
            '<p class="meta">These are worth most: here something you rely on is not so.</p>'
        )
        explain(sure)
    if missed:
        st.html(f'<h2 class="section-rule">Review these {"next" if sure else "first"}</h2>')
        explain(missed)
    if (sure or missed) and attempt.quiz_id in {one.id for one in reviewed(course)} and not attempt.preview:
        st.html(
            '<p class="meta">What you missed comes back in your <a href="review">review</a> from tomorrow, '
            "a few minutes a day.</p>"
        )
    if right:
        with st.expander(
            f"{count(len(right), 'question')} you answered right", expanded=len(right) == len(marked)
        ):
            explain(right)
    if len(marked) < len(asked):
        st.html('<h2 class="section-rule">Not counted any more</h2>')
        explain([pair for pair in asked if pair not in marked])
    if len(asked) < len(numbered):
        st.html('<h2 class="section-rule">What you wrote for yourself</h2>')
        explain([pair for pair in numbered if pair not in asked])


def _explained(
    course: Course,
    attempt: Attempt,
    number: int,
    entry: Graded,
    question: Question,
    answer: Answer,
    note: Note | None,
) -> None:
    order = attempt.questions[number - 1].option_order or question.option_ids()
    left, right = st.columns((1.9, 1), gap="large")
    with left:
        st.html(
            f'<h3 class="stem"><span class="meta">{number}</span> {inline(question.stem)}</h3>'
            + _how(attempt, entry, question)
            + judged(question, answer.response, order, entry, note)
        )
    if (note is None or note.keyed) and (said := why(course, question, answer.response)):
        right.html(said)


def _how(attempt: Attempt, entry: Graded, question: Question) -> str:
    """The points where they are not plain, how sure the learner was, and which hints were opened, as HTML, or nothing.

    Where certainty counts, it decides about the points of the whole attempt, so none are told of a question.
    """
    said = []
    partly = 0 < entry.score < 1
    if attempt.certainty != "scored" and entry.points and (entry.points > 1 or partly):
        said.append(f"{round(entry.score * entry.points, 2):g} of {count(entry.points, 'point')}.")
    if entry.certainty and not entry.omitted:
        said.append(f"You were {WORDS[entry.certainty].lower()}.")
    if entry.hints:
        cost = sum(hint.cost for hint in question.hints[: entry.hints])
        said.append(
            f"You opened {count(entry.hints, 'hint')}"
            + (f", which cost {cost} % of this question." if cost else ".")
        )
    return f'<p class="meta">{" ".join(said)}</p>' if said else ""


show()
