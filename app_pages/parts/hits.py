"""What a search found, as HTML: groups of hits, each with what was looked for marked in its context."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from app_pages.parts.words import count
from course import search
from course.course import Course
from course.markdown import PINYIN, marked_hanzi
from course.search import Hit, Kind, Piece

FIRST = 6  # hits of a group that are shown at once
MOST = 40  # hits of a group that are shown at all


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one sort under one heading."""

    name: str
    title: str
    note: str
    kinds: tuple[Kind, ...]


GROUPS = (
    Group("modules", "Modules", "", ("section",)),
    Group("glossary", "Glossary", "", ("term",)),
    Group("resources", "Resources", "", ("resource", "situation")),
    Group(
        "questions",
        "Questions explained",
        "Checks in the text, and questions of quizzes that you have submitted.",
        ("question",),
    ),
)


def groups(course: Course, found: search.Found) -> str:
    """All groups that have a hit, first one whose best hit is called what was typed; a line above leads to each."""
    filled = [(group, [hit for hit in found.hits if hit.entry.kind in group.kinds]) for group in GROUPS]
    filled = sorted((one for one in filled if one[1]), key=lambda one: not one[1][0].named)
    ways = "".join(
        f'<li><a href="#found-{group.name}">{group.title}</a> {len(hits)}</li>' for group, hits in filled
    )
    body = "".join(_group(course, group, hits, found) for group, hits in filled)
    return f'<nav aria-label="Groups of what was found"><ul class="plain ways">{ways}</ul></nav>{body}'


def _group(course: Course, group: Group, hits: Sequence[Hit], found: search.Found) -> str:
    more = _more(course, hits[FIRST:], found) if len(hits) > FIRST else ""
    note = f'<p class="meta">{group.note}</p>' if group.note else ""
    return (
        f'<h2 class="section-rule" id="found-{group.name}">{group.title}</h2>{note}'
        f"{_list(course, hits[:FIRST], found)}{more}"
    )


def _more(course: Course, hits: Sequence[Hit], found: search.Found) -> str:
    shown = hits[: MOST - FIRST]
    left = len(hits) - len(shown)
    rest = f'<p class="meta">{count(left, "more place")}: add a word to find fewer.</p>' if left else ""
    return (
        f'<details class="more"><summary>Show {len(shown)} more</summary>'
        f"{_list(course, shown, found)}{rest}</details>"
    )


def _list(course: Course, hits: Iterable[Hit], found: search.Found) -> str:
    return f'<ul class="plain hits">{"".join(_hit(course, hit, found) for hit in hits)}</ul>'


def _hit(course: Course, hit: Hit, found: search.Found) -> str:
    entry = hit.entry
    title = _shown(search.marked(entry.title, found.wanted, entry.title_pinyin))
    where = f'<p class="meta">{marked_hanzi(entry.where)}</p>' if entry.where else ""
    text = _shown(search.excerpt(entry.text, found.wanted, entry.pinyin))
    return (
        f'<li class="hit"><p class="t"><a href="{escape(entry.address)}">{title}</a>'
        f"{_reading(course, hit, found)}</p>{where}" + (f'<p class="x">{text}</p>' if text else "") + "</li>"
    )


def _reading(course: Course, hit: Hit, found: search.Found) -> str:
    """A term's hanzi and pinyin, beside its English."""
    term = course.terms.get(hit.entry.id) if hit.entry.kind == "term" else None
    if not term or not term.hanzi:
        return ""
    pinyin = "".join(
        _mark(escape(one.text), one.hit) for one in search.marked(term.pinyin or "", found.wanted)
    )
    return f' <span class="reading">{_shown(search.marked(term.hanzi, found.wanted))}, {PINYIN}{pinyin}</em></span>'


def _shown(pieces: Iterable[Piece]) -> str:
    return "".join(_mark(_in_language(piece), piece.hit) for piece in pieces)


def _in_language(piece: Piece) -> str:
    return f"{PINYIN}{escape(piece.text)}</em>" if piece.pinyin else marked_hanzi(piece.text)


def _mark(html: str, hit: bool) -> str:
    return f"<mark>{html}</mark>" if hit else html
