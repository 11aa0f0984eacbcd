"""What in the course wants an author: what is overdue, what rests on it, and what the checker warns of."""

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from app_pages import access, services
from app_pages.parts import items
from app_pages.parts.dates import day
from app_pages.parts.measures import framed
from app_pages.parts.trainer import subpages
from app_pages.parts.words import count, heading, tag
from course import health
from course.course import Course
from course.health import SOON, Concern
from course.markdown import inline
from progress import statistics

NAMES = {"broken": "Broken", "source": "Source", "module": "Module", "warning": "Warning"}
MOST = 200  # entries on the page; who has more mends those first


def show() -> None:
    """Show the list to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Content · {course.title}")
    access.trainer()
    subpages()
    heading("Content")
    today = services.now().date()
    found = _survey(services.settings().course, services.shelf().stamp, today)
    late = [concern for concern in found if concern.overdue(today)]
    soon = [concern for concern in found if concern.due and not concern.overdue(today)]
    st.html(
        '<p class="lead">What wants an author, the most urgent first: '
        f"{len(late)} overdue, {len(soon)} due within {SOON.days} days, "
        f"{count(sum(concern.kind == 'warning' for concern in found), 'warning')} of the checker.</p>"
    )
    if not found:
        st.html(
            '<p class="empty">Nothing wants an author: all is checked, and the checker has no complaint.</p>'
        )
    else:
        st.html(_table(found[:MOST], today))
    if len(found) > MOST:
        st.html(f'<p class="meta">{len(found) - MOST} more are left out. Mend these first.</p>')
    _flagged(course)


def _flagged(course: Course) -> None:
    """The questions that look broken by how they were answered."""
    hour = services.now().strftime("%Y-%m-%dT%H")
    database = str(services.settings().database)
    rows = "".join(_broken(database, quiz.id, quiz.edition(), hour) for quiz in course.quizzes.values())
    st.html('<h2 class="section-rule">Questions that look broken</h2>')
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("Question", "What was seen, and where to look")
    )
    none = '<p class="empty">None, by the answers of those who took the quizzes.</p>'
    st.html(framed("Questions that look broken", heads, rows) if rows else none)


@st.cache_data(show_spinner="Reading the statistics …", max_entries=200)
def _broken(database: str, quiz_id: str, edition: str, hour: str) -> str:
    """The broken questions of a quiz as rows; read anew each hour, and for another database or edition."""
    course = services.course()
    quiz = course.quiz(quiz_id)
    return "".join(
        f'<tr><th scope="row"><a href="{items.address({"q": quiz_id}, entry.id)}">{escape(entry.question_id)}</a>'
        f'<span class="meta">{escape(quiz.title)}</span></th><td>{items.told(course, quiz, entry, one)}</td></tr>'
        for entry in statistics.of_quiz(services.database(), quiz_id).questions
        for one in entry.suspicions
    )


@st.cache_resource(show_spinner="Reading the course …", max_entries=4)
def _survey(root: Path, stamp: int, today: date) -> tuple[Concern, ...]:
    """What wants an author. Read again when a file changes, which changes `stamp`, and on another day."""
    return health.survey(root, today)


def _table(found: Sequence[Concern], today: date) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("What", "By", "Where"))
    rows = "".join(_row(concern, today) for concern in found)
    return framed("What wants an author", heads, rows)


def _row(concern: Concern, today: date) -> str:
    colour = {"broken": "bad", "warning": "note"}.get(concern.kind, "warn" if concern.overdue(today) else "")
    late = " overdue" if concern.overdue(today) else ""
    kind = tag(f"{NAMES[concern.kind]}{late}", colour)
    return (
        f'<tr><th scope="row">{kind} {escape(concern.title)}<span class="meta">{inline(concern.told)}</span>'
        f'{_rests(concern)}</th><td class="nb">{day(concern.due) if concern.due else ""}</td>'
        f"<td><code>{escape(concern.file)}:{concern.line}</code></td></tr>"
    )


def _rests(concern: Concern) -> str:
    """What rests on it, behind a click."""
    if not concern.rests:
        return ""
    items = "".join(
        f"<li>{escape(rest.what)} <code>{escape(rest.file)}:{rest.line}</code></li>" for rest in concern.rests
    )
    said = f"{count(len(concern.rests), 'place')} {'rests' if len(concern.rests) == 1 else 'rest'} on it"
    return f'<details class="meta"><summary>{said}</summary><ul>{items}</ul></details>'


show()
