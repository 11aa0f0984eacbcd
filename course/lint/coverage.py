"""Are there enough questions for each outcome, so that a second attempt asks something new?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from course.documents import Place
from course.lint.bank import Bank, Finding
from course.questions.base import Difficulty

SPARE = Fraction(3, 2)  # half as many again as an attempt draws, as docs/write-a-quiz.md advises


@dataclass(frozen=True)
class Demand:
    """How many questions of a kind an attempt draws: a mean where they are dealt out over the outcomes."""

    kind: str
    number: Fraction
    have: int
    place: Place


def outcome_without_enough_questions(bank: Bank) -> Iterator[Finding]:
    """An outcome of the module has no question, or hardly more than one attempt draws.

    Haladyna, Downing & Rodriguez 2002: each item reflects specific content, as called for in the specification of
    the test. That half as many again are needed is this project's rule: an attempt that asks the same questions
    again tests who remembers them.
    """
    asked = Counter(item.question.outcome for item in bank.drawn)
    for outcome in bank.outcomes:
        if not asked[outcome]:
            told = f'no question asks about outcome "{outcome}"; write one, or take it from the module'
            yield Finding(("questions",), told)
    for demand in _demands(bank, asked):
        if demand.have < SPARE * demand.number:
            draws = (
                f"{demand.number}"
                if demand.number.denominator == 1
                else f"{float(demand.number):.1f} on average"
            )
            told = f"{demand.kind} has {_count(demand.have)} and an attempt draws {draws}"
            yield Finding(
                demand.place, f"{told}; write {_more(demand)} more, so that the next attempt asks others"
            )


def _demands(bank: Bank, asked: Counter[str]) -> Iterator[Demand]:
    rule = bank.quiz.draw
    if isinstance(rule, int):
        for outcome, have in asked.items():
            yield Demand(f'outcome "{outcome}"', Fraction(rule, len(asked)), have, ("draw",))
    elif rule is not None:
        for group, wanted in rule.items():
            yield from _of_group(bank, group, wanted)


def _of_group(bank: Bank, group: str, wanted: int | Mapping[Difficulty, int]) -> Iterator[Demand]:
    """What is drawn of one outcome, or of one module."""
    about = [item.question for item in bank.drawn if group in (item.question.outcome, item.question.module)]
    noun = "module" if any(question.module == group for question in about) else "outcome"
    if not isinstance(wanted, Mapping):
        yield Demand(f'{noun} "{group}"', Fraction(wanted), len(about), ("draw", group))
        return
    levels = Counter(question.difficulty for question in about)
    for level, number in wanted.items():
        yield Demand(f'{noun} "{group}", {level},', Fraction(number), levels[level], ("draw", group, level))


def _more(demand: Demand) -> int:
    return ceil(SPARE * demand.number) - demand.have


def _count(number: int) -> str:
    return f"{number} question{'' if number == 1 else 's'}"
