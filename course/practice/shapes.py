"""modules/practice.yaml: names to tell apart, and names with titles to put in order. A course may do without."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from course.authored import Authored, Slug, Words
from course.pinyin import Syllable, paired
from course.spelling import read

LONGEST_PART = 2  # characters of a part that is offered as a surname, unless the surname is longer


def joined(numbered: Sequence[str]) -> str:
    """Numbered syllables as one word with tone marks: `Ping2`, `an1` give `Píng'ān`."""
    return read("".join(numbered)).text


class Spelled(Authored):
    """Characters only, with one numbered syllable for each."""

    hanzi: Words
    pinyin_numbers: Words

    @model_validator(mode="after")
    def _readings_agree(self) -> Self:
        if len(self.syllables) != len(self.hanzi):
            raise ValueError(f'"{self.hanzi}" holds more than characters; write it in characters only')
        if not read(self.pinyin_numbers).is_pinyin:
            raise ValueError(f'"{self.pinyin_numbers}" cannot be read as pinyin; write it as Li3 Na4')
        return self

    @cached_property
    def syllables(self) -> tuple[Syllable, ...]:
        """One entry per character."""
        return paired(self.hanzi, self.pinyin_numbers)


class Piece(Spelled):
    """One piece of a name with a title: a surname, a given name, a title, or a word before them."""

    english: Words

    @property
    def pinyin(self) -> str:
        """Its spelling as one word."""
        return joined(self.pinyin_numbers.split())


class Name(Spelled):
    """A person's name. `surname` is its first or its last characters, and `written` how it may stand in an email."""

    id: Slug
    surname: Words
    note: Words
    source: Slug
    written: Words | None = None

    @model_validator(mode="after")
    def _surname_is_a_part(self) -> Self:
        is_end = self.hanzi.startswith(self.surname) or self.hanzi.endswith(self.surname)
        if self.hanzi == self.surname or not is_end:
            raise ValueError(
                f'"surname" must be the first or the last characters of "{self.hanzi}"; "{self.surname}" is not'
            )
        if len(self.parts) < 2:
            raise ValueError(f'the two parts of "{self.hanzi}" are spelled alike; take another name')
        return self

    @property
    def pinyin(self) -> str:
        """Both parts, each as one word."""
        start, stop = self._surname
        numbered = self.pinyin_numbers.split()
        parts = (numbered[:start], numbered[start:stop], numbered[stop:])
        return " ".join(joined(part).capitalize() for part in parts if part)

    @cached_property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The spellings that could be the surname, and whether each is it."""
        n, numbered = len(self.syllables), self.pinyin_numbers.split()
        ends = range(1, min(LONGEST_PART, n - 1) + 1)
        spans = dict.fromkeys([self._surname, *((0, i) for i in ends), *((n - i, n) for i in ends)])
        spelled: dict[str, bool] = {}
        for start, stop in spans:
            spelled.setdefault(joined(numbered[start:stop]).capitalize(), (start, stop) == self._surname)
        return tuple(spelled.items())

    @property
    def _surname(self) -> tuple[int, int]:
        """Where the surname begins and ends."""
        n, length = len(self.hanzi), len(self.surname)
        return (0, length) if self.hanzi.startswith(self.surname) else (n - length, n)


class TitledName(Authored):
    """A name with a title in its pieces, which stand in the right order.

    Two pieces would be shown the wrong way round, and so give the answer away.
    """

    id: Slug
    english: Words
    pieces: Annotated[tuple[Piece, ...], Field(min_length=3)]
    note: Words
    source: Slug

    @model_validator(mode="after")
    def _pieces_differ(self) -> Self:
        if len({piece.hanzi for piece in self.pieces}) < len(self.pieces):
            raise ValueError(f'two pieces of "{self.id}" are written alike; make them differ')
        return self


class PracticeFile(Authored):
    """modules/practice.yaml"""

    names: tuple[Name, ...] = ()
    titles: tuple[TitledName, ...] = ()
