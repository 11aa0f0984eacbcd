"""A hit in context: a piece of a text about as long as two lines, with what was looked for marked in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from course.search.chapters import Span
from course.search.script import simplified
from course.search.wanted import Wanted
from course.search.words import WORD, keys

LENGTH = 220  # characters of an excerpt
LEAD = 70  # characters before its first hit
SENTENCE = re.compile(r"[.!?。！？][\"”’)]?\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an excerpt: whether it was looked for, and whether it is pinyin."""

    text: str
    hit: bool = False
    pinyin: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place that was looked for; `which` tells the things wanted apart."""

    start: int
    end: int
    which: int


def marked(text: str, wanted: Sequence[Wanted], pinyin: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """The whole of a text."""
    return tuple(_pieces(text, 0, len(text), _marks(text, wanted), pinyin))


def excerpt(text: str, wanted: Sequence[Wanted], pinyin: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """The piece of a text that has most of what was looked for, with `…` where it was cut."""
    marks = _marks(text, wanted)
    start, end = _window(text, marks)
    before = (Piece("… "),) if start else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *_pieces(text, start, end, marks, pinyin), *after)


def _marks(text: str, wanted: Sequence[Wanted]) -> list[_Mark]:
    marks = [
        _Mark(*word.span(), which)
        for word in WORD.finditer(text)
        for which, one in enumerate(wanted)
        if any(key in one.keys for key in keys(word[0]))
    ]
    plain = simplified(text)
    for which, one in enumerate(wanted):
        for run in one.hanzi:
            marks += [_Mark(*found.span(), which) for found in re.finditer(re.escape(run), plain)]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _window(text: str, marks: Sequence[_Mark]) -> Span:
    """Where an excerpt starts and ends: at the start of a sentence or at least of a word."""
    if len(text) <= LENGTH * 1.15:
        return 0, len(text)
    first = max(marks, key=lambda mark: _worth(marks, mark.start), default=None)
    start = _start(text, first.start) if first else 0
    end = start + LENGTH
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", start + LENGTH // 2, end)
    return start, space if space > 0 else end


def _worth(marks: Sequence[_Mark], start: int) -> tuple[int, int, int]:
    """How many of the things wanted an excerpt has whose first hit is here, how often, and that it is early."""
    inside = [mark.which for mark in marks if start <= mark.start and mark.end <= start + LENGTH - LEAD]
    return len(set(inside)), len(inside), -start


def _start(text: str, hit: int) -> int:
    if hit <= LEAD:
        return 0
    sentences = [match.end() for match in SENTENCE.finditer(text, hit - LEAD, hit)]
    if sentences:
        return sentences[0]
    space = text.find(" ", hit - LEAD, hit)
    return space + 1 if space > 0 else hit - LEAD // 4


def _pieces(
    text: str, start: int, end: int, marks: Iterable[_Mark], pinyin: Iterable[Span]
) -> Iterator[Piece]:
    """The text from `start` to `end`, cut wherever something in it begins or ends."""
    hits = [(mark.start, mark.end) for mark in marks]
    spans = [span for span in pinyin if span[0] < end and start < span[1]]
    cuts = {start, end, *(place for span in (*hits, *spans) for place in span if start < place < end)}
    for one, other in pairwise(sorted(cuts)):
        yield Piece(text[one:other], _covers(hits, one), _covers(spans, one))


def _covers(spans: Iterable[Span], place: int) -> bool:
    return any(start <= place < end for start, end in spans)
