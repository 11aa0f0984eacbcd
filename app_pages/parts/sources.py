"""A source as HTML: publisher, title as a link, and the day it was last checked."""

from html import escape

from app_pages.parts.dates import day
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
