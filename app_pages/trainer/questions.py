"""How a quiz and its questions are doing, without names."""

from html import escape

import streamlit as st

from app_pages import access, services
from app_pages.parts.trainer import choose_quiz, subpages
from app_pages.parts.words import bar, count, heading, tag
from course.markdown import inline
from course.quizzes import Quiz
from course.regrade import Mode
from progress import regrade, statistics
from progress.statistics import MINIMUM, QuestionFigures, QuizFigures

REGRADED: dict[Mode, str] = {
    "apply": "Regraded",
    "only-if-better": "Regraded, where better",
    "drop": "Dropped",
    "all-correct": "Points for everybody",
}


def show() -> None:
    """Show one quiz's figures to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Questions · {course.title}")
    access.trainer()
    subpages()
    heading("Questions")
    st.html(
        '<p class="lead">How each quiz and its questions behave, without names. '
        f"People are counted in steps of {MINIMUM}, so that nobody can be picked out.</p>"
    )
    if not course.quizzes:
        st.html('<p class="empty">This course has no quiz yet.</p>')
        return
    quiz = choose_quiz(course)
    _wrong_keys(quiz)
    figures = statistics.of_quiz(services.database(), quiz.id)
    _summary(figures)
    if figures.suppressed:
        st.html(
            f'<p class="empty">Fewer than {MINIMUM} people have submitted this quiz. '
            "Its figures appear once they have, so that nobody can be picked out.</p>"
        )
        return
    _scores(figures, quiz)
    st.html(_questions(quiz, figures))


def _wrong_keys(quiz: Quiz) -> None:
    """Where a key has changed since people answered, the way to the regrade."""
    if changed := regrade.changed(services.database(), quiz):
        st.html(
            f'<div class="callout"><p>{count(len(changed), "question")} of this quiz had another key when people '
            f'answered. <a href="regrade?q={escape(quiz.id)}">Regrade</a></p></div>'
        )


def _summary(figures: QuizFigures) -> None:
    def fact(name: str, value: str) -> str:
        return f'<div><dt>{name}</dt><dd class="v">{value}</dd></div>'

    hidden = "–"
    st.html(
        '<dl class="kpis">'
        + fact("People", hidden if figures.suppressed else str(figures.learners))
        + fact("Submitted attempts", hidden if figures.suppressed else str(figures.attempts))
        + fact("Passed", hidden if figures.suppressed else f"{100 * (figures.pass_rate or 0):.0f} %")
        + fact("Mean score", hidden if figures.mean_score is None else f"{figures.mean_score:.0f} %")
        + "</dl>"
    )


def _scores(figures: QuizFigures, quiz: Quiz) -> None:
    """The distribution of scores as bars, each with its number."""
    if not figures.bands:
        st.html(
            '<p class="empty">The mean and the spread of the scores are withheld: '
            "with the lines below they would tell how single people did.</p>"
        )
        return
    most = max((number for number in figures.bands), default=0) or 1
    rows = "".join(
        f'<tr><th scope="row" class="nb">{_band(i)}</th><td class="wide"><span class="track" aria-hidden="true">'
        f'<span style="width:{100 * number / most:.0f}%"></span></span></td><td class="r">{number}</td></tr>'
        for i, number in enumerate(figures.bands)
    )
    st.html(
        '<h2 class="section-rule">Scores</h2><table class="tbl bands"><caption class="vh">Attempts by score</caption>'
        '<thead><tr><th scope="col">Score, per cent</th><th scope="col"><span class="vh">Bar</span></th>'
        f'<th scope="col" class="r">Attempts</th></tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="meta">The first attempt of each person counts. The pass mark is {quiz.pass_mark} %.</p>'
    )


def _band(i: int) -> str:
    return "90 to 100" if i == 9 else f"{10 * i} to {10 * i + 9}"


def _questions(quiz: Quiz, figures: QuizFigures) -> str:
    rows = "".join(_row(quiz, entry) for entry in figures.questions)
    return (
        '<h2 class="section-rule">Questions</h2><div class="scroll" role="region" aria-label="Questions" tabindex="0">'
        '<table class="tbl"><caption class="vh">Questions by share of right answers</caption><thead><tr>'
        '<th scope="col">Question</th><th scope="col" class="r">Answers</th><th scope="col">Facility</th>'
        '<th scope="col" class="r">95 % interval</th><th scope="col" class="r">Left out</th></tr></thead>'
        f'<tbody>{rows}</tbody></table></div><p class="meta">“Facility” is the mean share of the points that answers '
        "earned; a question left out earns none. The interval (Wilson) says how far it could lie off with so few "
        "answers.</p>"
    )


def _row(quiz: Quiz, entry: QuestionFigures) -> str:
    words = inline(entry.question.stem) + "".join(f" {tag(name)}" for name in _tags(quiz, entry))
    name = f'<th scope="row">{escape(entry.question_id)}<span class="meta">{words}</span></th>'
    if entry.facility is None or entry.interval is None:
        return f'<tr>{name}<td class="r">fewer than {MINIMUM}</td><td></td><td></td><td></td></tr>'
    low, high = entry.interval
    return (
        f'<tr>{name}<td class="r">{entry.answers}</td>'
        f'<td class="nb">{bar(entry.facility)} {100 * entry.facility:.0f} %</td>'
        f'<td class="r nb">{100 * low:.0f} to {100 * high:.0f} %</td><td class="r">{entry.omitted}</td></tr>'
    )


def _tags(quiz: Quiz, entry: QuestionFigures) -> list[str]:
    """What tells this line from others of the same question."""
    earlier = [] if _is_current(quiz, entry) else ["Earlier wording"]
    return [*earlier, REGRADED[entry.regraded]] if entry.regraded else earlier


def _is_current(quiz: Quiz, entry: QuestionFigures) -> bool:
    question_id = entry.question_id
    return quiz.has(question_id) and quiz.question(question_id).version() == entry.question.version()


show()
