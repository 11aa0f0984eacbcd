"""What needs a trainer: each with how much there is of it and the way to where it can be seen to."""

from collections.abc import Iterator
from datetime import date
from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.dates import day
from app_pages.parts.measures import framed
from app_pages.parts.words import count, tag
from course.course import Course
from course.sources import Source
from progress import at_stake

MOST = 5  # sources in the list; the others stand on their own page


def attention(course: Course, late: str, group: str) -> None:
    """Show the list; a line that says so where nothing is. `late` is how many people of the group are overdue."""
    overdue = (
        _row("Overdue", "warn", f"{late} people", group, "today", "completion", "Open the list")
        if late
        else ""
    )
    rows = overdue + "".join(_rows(course, services.now().date()))
    st.html('<h2 class="section-rule">Needs your attention</h2>' + (_table(rows) if rows else NOTHING))


NOTHING = (
    '<p class="meta">Nothing: no person, source or module is overdue, and no completion is at stake.</p>'
)


def _table(rows: str) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("What", "Where", "Since", "Act"))
    return framed("Needs your attention", heads, rows)


def _rows(course: Course, today: date) -> Iterator[str]:
    if stakes := at_stake.unresolved(services.database()):
        first = min(stake.flagged_at for stake in stakes)
        what = count(len(stakes), "completion")
        yield _row("At stake", "bad", what, "A regrade took the pass", day(first), "regrade", "Decide")
    for module in course.modules:
        if module.overdue(today):
            where = f"Module {course.number(module)}"
            yield _row(
                "Review overdue",
                "warn",
                module.title,
                where,
                day(module.review_by),
                "content-health",
                "See the list",
            )
    late = sorted(
        (source for source in course.sources.values() if source.overdue(today)),
        key=lambda s: s.review_by or today,
    )
    for source in late[:MOST]:
        yield _row(
            "Source overdue",
            "warn",
            source.title,
            _resting(course, source),
            day(source.review_by or today),
            "content-health",
            "See what rests on it",
        )
    if (more := len(late) - MOST) > 0:
        yield _row("Sources overdue", "warn", f"{more} more", "", "", "content-health", "See them all")


def _row(kind: str, colour: str, what: str, where: str, since: str, page: str, act: str) -> str:
    return (
        f'<tr><th scope="row">{tag(kind, colour)} {escape(what)}</th><td>{escape(where)}</td>'
        f'<td class="nb">{escape(since)}</td><td class="nb"><a href="{page}">{act}</a></td></tr>'
    )


def _resting(course: Course, source: Source) -> str:
    """How many sections and questions rest on a source."""
    sections = sum(source.id in section.sources for module in course.modules for section in module.sections)
    questions = sum(
        source.id in question.source
        for quiz in course.quizzes.values()
        for question in (*quiz.questions, *quiz.checks)
    )
    return f"{count(sections, 'section')}, {count(questions, 'question')}"
