"""A round: some exercises one after the other. Every event gives a new round; nothing is changed or kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from course.draw import in_order
from course.questions import Response

SIZE = 10  # exercises


def turn(ids: Sequence[str], seed: str, number: int, size: int = SIZE) -> tuple[str, ...]:
    """The ids for round `number` (from 0): each round goes on where the one before ended, and begins again at the end.

    The order is that of rule 1 of `course/draw.py`, so that it is the same on every machine.
    """
    ordered = in_order(ids, seed)
    start = number * size
    return tuple(ordered[(start + i) % len(ordered)] for i in range(min(size, len(ordered))))


@dataclass(frozen=True)
class Round:
    """What is asked (ids), under which seed and as which round of it; what was answered so far; the place, from 0."""

    ids: tuple[str, ...]
    seed: str
    number: int = 0
    repeats: int = 0
    given: tuple[Response, ...] = ()
    at: int = 0

    @classmethod
    def begin(cls, ids: Sequence[str], seed: str, number: int = 0) -> Self:
        """Round `number` over all that can be asked."""
        return cls(turn(ids, seed, number), seed, number)

    @property
    def is_over(self) -> bool:
        """Whether the last answer has been looked at."""
        return self.at >= len(self.ids)

    @property
    def is_answered(self) -> bool:
        """Whether the exercise in hand has been answered."""
        return len(self.given) > self.at

    def answer(self, response: Response) -> Self:
        """The round with the exercise in hand answered; a second answer changes nothing."""
        if self.is_over or self.is_answered:
            return self
        return replace(self, given=(*self.given, response))

    def go_on(self) -> Self:
        """The round at its next exercise; unchanged before the one in hand is answered."""
        return replace(self, at=self.at + 1) if self.is_answered else self

    def repeat(self, ids: Sequence[str]) -> Self:
        """The same round from its beginning, with these exercises only."""
        return replace(self, ids=tuple(ids), repeats=self.repeats + 1, given=(), at=0)
