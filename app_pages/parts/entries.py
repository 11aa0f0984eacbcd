"""One entry of the glossary, and one of the resources."""

from html import escape

from app_pages.parts.dates import day
from app_pages.parts.sources import origin
from app_pages.parts.words import syllables, tag
from course.course import Course
from course.glossary import Term
from course.markdown import marked_hanzi
from course.resources import Resource


def term_entry(course: Course, term: Term, more: str = "") -> str:
    """A term with its reading, its meaning, and translations that mislead; `more` is HTML beside its theme."""
    misleading = ""
    if term.misleading:
        words = ", ".join(f"“{word}”" for word in term.misleading)
        misleading = f'<p class="meta">Misleading: {marked_hanzi(words)}</p>'
    other = ""
    if term.traditional and term.traditional != term.hanzi:
        other = f'<p class="meta">Traditional: <span class="zh" lang="zh-Hant">{escape(term.traditional)}</span></p>'
    return (
        f'<div class="entry" id="term-{term.id}"><div>{syllables(term)}{other}</div>'
        f'<div><h2 class="gloss-title">{marked_hanzi(term.english)}</h2>'
        f'<p class="gloss">{marked_hanzi(term.note)}</p>'
        f"<p>{tag(course.categories[term.category])}{more}</p>{misleading}{_origin(course, term)}</div></div>"
    )


def _origin(course: Course, term: Term) -> str:
    if not term.source:
        return ""
    return f'<p class="meta">{origin(course.sources[term.source])}</p>'


def resource_entry(course: Course, resource: Resource) -> str:
    """A resource with when to use it, whose it is, and when it was last checked."""
    whose = tag(course.jurisdiction(resource.jurisdiction), "pine")
    return (
        f'<div class="res" id="resource-{resource.id}"><p class="t"><a href="{escape(resource.url)}">'
        f"{marked_hanzi(resource.title)}</a></p>"
        f'<p class="tags">{whose} {tag(resource.kind.capitalize())}</p>'
        f'<p class="d">{marked_hanzi(resource.use)}</p>'
        f'<p class="meta">{marked_hanzi(resource.publisher)}, {escape(resource.year)} · '
        f"checked {day(resource.checked)}</p></div>"
    )
