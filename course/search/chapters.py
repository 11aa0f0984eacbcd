"""A section as it is searched: one chapter per heading, with its words as plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

from course.sections import Chart, Check, Diagram, Passage, Section

HEADINGS = ("h2", "h3")
INSIDE_A_LINE = {"a", "em", "strong", "code", "span"}
ENDS = {"p": ".", "li": ";", "th": " ·", "td": " ·"}  # what ends a line of a kind that has no stop of its own
STOPS = ".!?:;…·"
Span = tuple[int, int]


@dataclass
class Chapter:
    """What stands below one heading. `pinyin` are the places in `text` that are pinyin; `anchor` is the heading's id.

    The words above a section's first heading have neither heading nor anchor.
    """

    heading: str = ""
    anchor: str = ""
    text: str = ""
    pinyin: list[Span] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


def chapters(section: Section) -> list[Chapter]:
    """The chapters of a section, in order; none is without a word, a heading or a check."""
    reader = _Reader()
    for part in section.parts:
        for block in part.blocks:
            match block:
                case Passage(html=html):
                    reader.feed(html)
                    reader.close()
                case Check():
                    reader.chapter.checks.append(block)
                case (
                    Diagram(title=title, description=description)
                    | Chart(title=title, description=description)
                ):
                    reader.add(f" {title}. {description} ")
    return list(reader.full())


def read_line(html: str) -> tuple[str, tuple[Span, ...]]:
    """The words of a line of HTML, and the places in them that are pinyin."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.chapter.text.rstrip(), tuple(reader.chapter.pinyin)


class _Reader(HTMLParser):
    """Gathers the words of a section's HTML; the numbers of citations are none."""

    def __init__(self) -> None:
        super().__init__()
        self.found = [Chapter()]
        self.in_heading = self.in_citation = False
        self.pinyin_from: int | None = None

    @property
    def chapter(self) -> Chapter:
        return self.found[-1]

    def full(self) -> Iterator[Chapter]:
        for chapter in self.found:
            chapter.text, chapter.heading = chapter.text.rstrip(), chapter.heading.strip()
            if chapter.text or chapter.heading or chapter.checks:
                yield chapter

    def add(self, words: str) -> None:
        before = self.chapter.heading if self.in_heading else self.chapter.text
        words = re.sub(r"\s+", " ", words)
        after = before + (words.lstrip() if before.endswith(" ") or not before else words)
        if self.in_heading:
            self.chapter.heading = after
        else:
            self.chapter.text = after

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in HEADINGS:
            self.found.append(Chapter(anchor=given.get("id") or ""))
            self.in_heading = True
        elif tag == "a" and given.get("class") == "cite":
            self.in_citation = True
            self.chapter.text = self.chapter.text.rstrip()
        elif tag == "em" and given.get("class") == "pinyin" and not self.in_heading:
            self.pinyin_from = len(self.chapter.text)
        elif tag == "img":
            self.add(f" {given.get('alt') or ''} ")
        elif tag not in INSIDE_A_LINE:
            self.add(" ")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in HEADINGS:
            self.in_heading = False
        elif tag == "a":
            self.in_citation = False
        elif tag == "em" and self.pinyin_from is not None:
            self.chapter.pinyin.append((self.pinyin_from, len(self.chapter.text)))
            self.pinyin_from = None
        elif tag not in INSIDE_A_LINE:
            self._end(ENDS.get(tag, ""))

    def _end(self, sign: str) -> None:
        """End what stood in a line of its own, so that it does not run on into the next."""
        text = self.chapter.text.rstrip()
        if sign and text and not self.in_heading and text[-1] not in STOPS:
            self.chapter.text = text + sign
        self.add(" ")

    @override
    def handle_data(self, data: str) -> None:
        if not self.in_citation:
            self.add(data)
