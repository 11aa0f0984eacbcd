"""What item analysis needs to know of a quiz, added up: no learner's row is kept.

There are two forms of it, both of which can be merged and can come out of a database that adds up by itself:

- `Tallies` count how many learners had which mark in which total. They give every figure.
- `QuizSums` hold sums, squares and products only, so their size depends on no marks. They give every figure
  except two: the median and the discriminative efficiency are about who stands where, which sums do not tell.

A learner's total is out of the marks of those questions that they were asked. Both forms are therefore kept apart by
`out_of`, the marks that could be earned: where all learners were asked the same, there is only one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from course.item_analysis.marks import Mark, exact
from course.item_analysis.sums import Powers, Sums

Key = TypeVar("Key")
Amount = TypeVar("Amount", int, Sums, Powers)


class Result(NamedTuple):
    """What one learner had in one question: its mark, the total of all they were asked, and what that is out of."""

    mark: Mark
    total: Mark
    out_of: Mark


class Total(NamedTuple):
    """One learner's total, and the marks of all that they were asked."""

    total: Mark
    out_of: Mark


@dataclass(frozen=True, slots=True)
class QuizSums:
    """Sums of a quiz. `max_marks` has every question's id in order with its marks.

    `items` has per question and `out_of` the sums of its marks (x) and of the totals (y) of those who were asked it;
    `totals` has per `out_of` the sums of powers of the totals.
    """

    max_marks: Mapping[str, Mark]
    items: Mapping[str, Mapping[Mark, Sums]]
    totals: Mapping[Mark, Powers]

    def __add__(self, other: "QuizSums") -> "QuizSums":
        """Both groups of learners together. Raises ValueError where they disagree on what a question is worth."""
        max_marks = _agreed(self.max_marks, other.max_marks)
        items = {
            question: _added(self.items.get(question, {}), other.items.get(question, {}), Sums())
            for question in max_marks
        }
        return QuizSums(max_marks, items, _added(self.totals, other.totals, Powers()))

    @property
    def n(self) -> int:
        """How many learners there are."""
        return sum(powers.n for powers in self.totals.values())

    def asked(self) -> dict[str, Sums]:
        """Per question somebody was asked, the sums over all who were, whatever their totals were out of."""
        added = {question: sum(parts.values(), Sums()) for question, parts in self.items.items()}
        return {question: sums for question, sums in added.items() if sums.n}

    def same_questions(self) -> bool:
        """Whether all learners were asked the same. Questions that nobody was asked are no part of the quiz."""
        return all(sums.n == self.n for sums in self.asked().values())


@dataclass(frozen=True, slots=True)
class Tallies:
    """How many learners had which result. `max_marks` has every question's id in order with its marks."""

    max_marks: Mapping[str, Mark]
    items: Mapping[str, Mapping[Result, int]]
    totals: Mapping[Total, int]

    def __add__(self, other: "Tallies") -> "Tallies":
        """Both groups of learners together. Raises ValueError where they disagree on what a question is worth."""
        max_marks = _agreed(self.max_marks, other.max_marks)
        items = {
            question: _added(self.items.get(question, {}), other.items.get(question, {}), 0)
            for question in max_marks
        }
        return Tallies(max_marks, items, _added(self.totals, other.totals, 0))

    def sums(self) -> QuizSums:
        """The sums that follow from the tallies."""
        items = {
            question: {out_of: Sums.of(pairs) for out_of, pairs in _pairs(results).items()}
            for question, results in self.items.items()
        }
        totals: dict[Mark, Counter[Mark]] = {}
        for (total, out_of), number in self.totals.items():
            totals.setdefault(out_of, Counter())[total] += number
        return QuizSums(self.max_marks, items, {out_of: Powers.of(one) for out_of, one in totals.items()})


def tallied(rows: Iterable[Sequence[float | Mark | None]], max_marks: Mapping[str, float | Mark]) -> Tallies:
    """The tallies of a matrix: one row per learner, one mark per question in the order of `max_marks`.

    None is a question that the learner was not asked; a question that they left out has the mark 0. A learner who
    was asked nothing, or nothing that is worth a mark, counts nowhere.

    Raises ValueError for a row of another length, and for a mark below 0 or above what its question is worth.
    """
    worth = {question: exact(mark) for question, mark in max_marks.items()}
    items: dict[str, Counter[Result]] = {question: Counter() for question in worth}
    totals: Counter[Total] = Counter()
    for row in rows:
        asked = _asked(row, worth)
        total, out_of = sum(asked.values()), sum(worth[question] for question in asked)
        if not out_of:
            continue
        totals[Total(total, out_of)] += 1
        for question, mark in asked.items():
            items[question][Result(mark, total, out_of)] += 1
    return Tallies(worth, items, totals)


def _asked(row: Sequence[float | Mark | None], worth: Mapping[str, Mark]) -> dict[str, Mark]:
    """The marks of the questions that a learner was asked."""
    asked = {question: exact(mark) for question, mark in zip(worth, row, strict=True) if mark is not None}
    for question, mark in asked.items():
        if not 0 <= mark <= worth[question]:
            raise ValueError(f'{mark} is no mark of "{question}", which is worth {worth[question]}')
    return asked


def _pairs(results: Mapping[Result, int]) -> dict[Mark, dict[tuple[Mark, Mark], int]]:
    pairs: dict[Mark, dict[tuple[Mark, Mark], int]] = {}
    for (mark, total, out_of), number in results.items():
        pairs.setdefault(out_of, {})[mark, total] = number
    return pairs


def _agreed(some: Mapping[str, Mark], others: Mapping[str, Mark]) -> dict[str, Mark]:
    for question in some.keys() & others.keys():
        if some[question] != others[question]:
            raise ValueError(
                f'"{question}" is worth {some[question]} in one part and {others[question]} in another'
            )
    return {**some, **others}


def _added(some: Mapping[Key, Amount], others: Mapping[Key, Amount], nothing: Amount) -> dict[Key, Amount]:
    """What each key has in both together."""
    return {key: some.get(key, nothing) + others.get(key, nothing) for key in {**some, **others}}
