"""One section of a module: its front matter and its parts, ready to show.

A part is one heading with what stands below it, as a list of blocks: passages of HTML, and the figures and
checks that a page draws itself.
"""

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from course.authored import Authored, Day, Slug, Words
from course.markdown import TASK_ID

WORDS_PER_MINUTE = 200


class FrontMatter(Authored):
    """What stands between the `---` lines at the top of a section's file."""

    title: Words
    outcomes: tuple[Slug, ...] = ()
    speaks_for: Day


@dataclass(frozen=True)
class Passage:
    """A run of prose as HTML."""

    html: str


@dataclass(frozen=True)
class Check:
    """An ungraded question inside the text."""

    quiz: str
    question: str


@dataclass(frozen=True)
class Diagram:
    """A Mermaid diagram: its source, its title and its description in words."""

    source: str
    title: str
    description: str


@dataclass(frozen=True)
class Chart:
    """A Vega-Lite chart: its specification as JSON, its title and its description in words."""

    spec: str
    title: str
    description: str


Block = Passage | Check | Diagram | Chart


@dataclass(frozen=True)
class Part:
    """A heading's blocks, and the ids of the terms that the section first names in them, in order."""

    blocks: tuple[Block, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One file of a module. `sources` are cited by their position, from 1."""

    id: str
    module_id: str
    title: str
    outcomes: tuple[str, ...]
    speaks_for: date
    parts: tuple[Part, ...]
    sources: tuple[str, ...]
    words: int

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at 200 words a minute."""
        return max(1, math.ceil(self.words / WORDS_PER_MINUTE))

    @property
    def terms(self) -> tuple[str, ...]:
        """The ids of all terms that it names, in order."""
        return tuple(term for part in self.parts for term in part.terms)

    @cached_property
    def tasks(self) -> frozenset[str]:
        """What the lines of its checklists are known by."""
        passages = (block for part in self.parts for block in part.blocks if isinstance(block, Passage))
        return frozenset(task for passage in passages for task in TASK_ID.findall(passage.html))

    @property
    def key(self) -> str:
        """`module/section`, as questions name it."""
        return f"{self.module_id}/{self.id}"
