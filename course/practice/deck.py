"""A deck of flash cards. Every event gives a new deck; nothing is changed or kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from course.practice.rounds import turn

SOON = 3  # cards until one that was not known comes again


@dataclass(frozen=True)
class Deck:
    """The cards that are left (ids), the top one first, and whether that is turned; how many were known.

    `number` says which deck of all the cards it is, from 0.
    """

    left: tuple[str, ...]
    number: int = 0
    known: int = 0
    is_turned: bool = False

    @classmethod
    def begin(cls, ids: Sequence[str], seed: str, number: int = 0) -> Self:
        """Deck `number` of all cards there are."""
        return cls(turn(ids, seed, number), number)

    @property
    def is_over(self) -> bool:
        """Whether every card was known."""
        return not self.left

    def turn(self) -> Self:
        """The deck with its top card turned."""
        return self if self.is_over else replace(self, is_turned=True)

    def knew(self) -> Self:
        """The deck without its top card; unchanged before that is turned."""
        if not self.is_turned:
            return self
        return replace(self, left=self.left[1:], known=self.known + 1, is_turned=False)

    def not_yet(self) -> Self:
        """The deck with its top card a few places further down; unchanged before that is turned."""
        if not self.is_turned:
            return self
        top, *rest = self.left
        return replace(self, left=(*rest[:SOON], top, *rest[SOON:]), is_turned=False)
