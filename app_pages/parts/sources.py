"""A source as HTML: publisher, title as a link, and the day it was last checked."""

from collections.abc import Iterable
from html import escape

from app_pages import services
from app_pages.parts.dates import day
from app_pages.parts.words import tag
from course.course import Course
from course.markdown import marked_hanzi
from course.sources import Source


def link(source: Source) -> str:
    """`Publisher, Title`, the title leading to the source."""
    return (
        f'{marked_hanzi(source.publisher)}, <a href="{escape(source.url)}">{marked_hanzi(source.title)}</a>'
    )


def origin(source: Source) -> str:
    """One line that says where something comes from and when that was last checked."""
    return f"Source: {link(source)}, checked {day(source.checked)}"


def numbered(course: Course, source_ids: Iterable[str]) -> str:
    """The sources that a page cites, under a heading, numbered from 1 as its citations are."""
    items = "".join(_item(course, i, source_id) for i, source_id in enumerate(source_ids, start=1))
    return f'<h2 class="section-rule">Sources</h2><ol class="sources">{items}</ol>'


def _item(course: Course, number: int, source_id: str) -> str:
    source = course.sources.get(source_id)
    if source is None:  # only in a text that was kept while the list of sources went on
        return f'<li id="source-{number}">{escape(source_id)}, which this course no longer lists.</li>'
    original = f" {marked_hanzi(source.original_title)}" if source.original_title else ""
    overdue = " " + tag("Check overdue", "warn") if source.overdue(services.now().date()) else ""
    return (
        f'<li id="source-{number}">{link(source)}{original}. {escape(course.jurisdiction(source.jurisdiction))}, '
        f"{escape(source.date)}. Checked {day(source.checked)}.{overdue}</li>"
    )
