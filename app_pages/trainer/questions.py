"""How a quiz and its questions are doing, without names: figures of the whole, of each question, and of one."""

from html import escape

import streamlit as st

from app_pages import access, services
from app_pages.parts import figures_of_items as figures
from app_pages.parts import item, items
from app_pages.parts.dates import day
from app_pages.parts.trainer import choose_quiz, subpages
from app_pages.parts.words import count, heading
from course.course import Course
from course.quizzes import Quiz
from progress import beliefs_met, statistics
from progress.changed_keys import changed_keys
from progress.statistics import MINIMUM, Counting, QuestionFigures, QuizFigures

COUNTINGS: dict[Counting, str] = {"first": "First", "last": "Last", "best": "Best", "all": "All"}
ALL_EDITIONS = ""


def show() -> None:
    """Show one quiz's figures, or one question's, to a trainer."""
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
    quiz, edition, counting = _filters(course)
    view = {"q": quiz.id, "c": counting, "e": edition}
    found = statistics.of_quiz(services.database(), quiz.id, counting, edition or None)
    chosen = next((one for one in found.questions if one.id == st.query_params.get("i")), None)
    if chosen:
        _question(course, quiz, chosen, view)
        return
    _quiz(course, quiz, found, view)
    st.html(items.beliefs(course, beliefs_met.beliefs_met(services.database())) or "<span></span>")


def _filters(course: Course) -> tuple[Quiz, str, Counting]:
    """The quiz, the edition ('' for all) and the attempts that count; at first those that the address names."""
    left, middle, right = st.columns((1.4, 1.4, 1.2), gap="medium", vertical_alignment="bottom")
    with left:
        quiz = choose_quiz(course)
    with middle:
        edition = _edition(quiz)
    with right:
        asked = st.query_params.get("c")
        counting = st.segmented_control(
            "Which attempts count",
            list(COUNTINGS),
            format_func=COUNTINGS.__getitem__,
            default=asked if asked in COUNTINGS else "first",
            required=True,
            key="questions-counting",
        )
    return quiz, edition, counting


def _edition(quiz: Quiz) -> str:
    known = {one.edition: one for one in statistics.editions(services.database(), quiz.id)}
    choices = [ALL_EDITIONS, *known]
    asked = st.query_params.get("e")

    def name(edition: str) -> str:
        if edition == ALL_EDITIONS:
            return "All editions"
        now = " (as it is now)" if edition == quiz.edition() else ""
        return f"First taken on {day(known[edition].since)}{now}"

    index = choices.index(asked) if asked in choices else 0
    chosen = st.selectbox(
        "Edition", choices, index=index, format_func=name, key=f"questions-edition-{quiz.id}"
    )
    return chosen or ALL_EDITIONS


def _quiz(course: Course, quiz: Quiz, found: QuizFigures, view: dict[str, str]) -> None:
    _wrong_keys(quiz)
    _summary(found)
    if found.too_alike:
        st.html(
            f'<p class="empty">So far these attempts are other ones than the first, or the last, for fewer than '
            f"{MINIMUM} people. Comparing the two would tell how those did, so that only the others are shown.</p>"
        )
        return
    if found.suppressed:
        st.html(
            f'<p class="empty">Fewer than {MINIMUM} people have submitted {_of_edition(view)} of this quiz. '
            "Its figures appear once they have, so that nobody can be picked out.</p>"
        )
        return
    if doubts := items.broken(course, quiz, found.questions, view):
        st.html(doubts)
    st.html('<h2 class="section-rule">Questions</h2>' + items.table(quiz, found.questions, view))
    with st.expander("What these numbers mean"):
        st.html(figures.meanings())
    _whole(found, quiz)


def _of_edition(view: dict[str, str]) -> str:
    return "this edition" if view["e"] else "any one edition"


def _wrong_keys(quiz: Quiz) -> None:
    """Where a key has changed since people answered, the way to the regrade."""
    if changed := changed_keys(services.database(), quiz):
        st.html(
            f'<div class="callout"><p>{count(len(changed), "question")} of this quiz had another key when people '
            f'answered. <a href="regrade?q={escape(quiz.id)}">Regrade</a></p></div>'
        )


def _summary(found: QuizFigures) -> None:
    def fact(name: str, value: str) -> str:
        return f'<div><dt>{name}</dt><dd class="v">{value}</dd></div>'

    hidden = figures.NONE
    st.html(
        '<dl class="kpis">'
        + fact("People", hidden if found.suppressed else str(found.people))
        + fact("Attempts that count", hidden if found.suppressed else str(found.attempts))
        + fact("Passed", hidden if found.suppressed else f"{100 * (found.pass_rate or 0):.0f} %")
        + fact("Mean score", hidden if found.mean_score is None else f"{found.mean_score:.0f} %")
        + "</dl>"
    )


def _whole(found: QuizFigures, quiz: Quiz) -> None:
    """The figures of the quiz, and the distribution of scores as bars, each with its number."""
    if found.whole is None:
        st.html(
            '<p class="empty">The mean and the spread of the scores are withheld: '
            "with the figures above they would tell how single people did.</p>"
        )
        return
    st.html('<h2 class="section-rule">The quiz as a whole</h2>' + figures.whole_table(found.whole))
    most = max(found.bands, default=0) or 1
    rows = "".join(
        f'<tr><th scope="row" class="nb">{_band(i)}</th><td class="wide"><span class="track" aria-hidden="true">'
        f'<span style="width:{100 * number / most:.0f}%"></span></span></td><td class="r">{number}</td></tr>'
        for i, number in enumerate(found.bands)
    )
    st.html(
        '<h2 class="section-rule">Scores</h2><table class="tbl bands"><caption class="vh">Attempts by score</caption>'
        '<thead><tr><th scope="col">Score, per cent</th><th scope="col"><span class="vh">Bar</span></th>'
        f'<th scope="col" class="r">Attempts</th></tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="meta">The pass mark is {quiz.pass_mark} %.</p>'
    )


def _band(i: int) -> str:
    return "90 to 100" if i == 9 else f"{10 * i} to {10 * i + 9}"


def _question(course: Course, quiz: Quiz, entry: QuestionFigures, view: dict[str, str]) -> None:
    """One question: its words and what was chosen, beside its figures."""
    st.html(
        f'<p><a href="{items.address(view)}">All questions of this quiz</a></p>'
        + item.head(course, quiz, entry)
    )
    if entry.item is None or entry.answers is None:
        st.html(f'<p class="empty">Fewer than {MINIMUM} people were asked this question.</p>')
        return
    words, numbers = st.columns((1.9, 1), gap="large")
    with words:
        st.html(
            item.choices(entry, entry.item, entry.answers)
            + item.beliefs(course, entry.answers, entry.item.n)
            + item.hints(entry, entry.answers, entry.item.n)
            + item.explanation(entry)
            + item.links(quiz, entry)
        )
    with numbers:
        st.html(item.facts(entry.item, entry.answers))
        with st.expander("What these numbers mean"):
            st.html(figures.meanings())


show()
