"""The words that carry more than their translation."""

from collections.abc import Mapping
from functools import cached_property
from typing import Self

from pydantic import model_validator

from course.authored import Authored, Slug, Words
from course.pinyin import Syllable, paired


class Term(Authored):
    """One glossary entry. `hanzi` and its readings are optional, for terms of other languages."""

    id: Slug
    english: Words
    category: Slug
    note: Words
    hanzi: str | None = None
    traditional: str | None = None
    pinyin: str | None = None
    pinyin_numbers: str | None = None
    misleading: tuple[str, ...] = ()
    source: Slug | None = None

    @model_validator(mode="after")
    def _readings_agree(self) -> Self:
        if not self.hanzi:
            return self
        if not self.pinyin or not self.pinyin_numbers:
            raise ValueError(f'term "{self.id}" has hanzi; add `pinyin` and `pinyin_numbers`')
        spelled = "".join(syllable.marked for syllable in self.syllables)
        if _letters(spelled) != _letters(self.pinyin):
            raise ValueError(
                f'term "{self.id}": pinyin "{self.pinyin}" does not agree with "{self.pinyin_numbers}", '
                f'which reads "{spelled}"; mend one of them'
            )
        return self

    @cached_property
    def syllables(self) -> tuple[Syllable, ...]:
        """One entry per character; empty for a term without hanzi."""
        return paired(self.hanzi, self.pinyin_numbers or "") if self.hanzi else ()

    @property
    def label(self) -> str:
        """The term in one line of text: `面条, miàntiáo` or the English word."""
        return f"{self.hanzi}, {self.pinyin}" if self.hanzi else self.english


class GlossaryFile(Authored):
    """modules/glossary.yaml"""

    categories: Mapping[Slug, Words]
    terms: tuple[Term, ...]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())
