"""Which questions look broken, and why.

A suspicion is no verdict: it names a question that somebody should read, with its key and its options. Hardly any of
them is a fault of the learners.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from course.item_analysis.figures import FEW, ItemFigures, standing

Reason = Literal["everybody-wrong", "everybody-right", "negative-discrimination", "distractor-beats-key"]


@dataclass(frozen=True, slots=True)
class Choices:
    """How often the options of a question were chosen: `shares` has per option id its share of learners, 0 to 1.

    `keys` are the ids of the right ones.
    """

    shares: Mapping[str, float]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One question, the reason, and a sentence that says what was seen and what to look at."""

    id: str
    reason: Reason
    told: str


NOBODY_CHOSE: Mapping[str, Choices] = {}


def suspicions(
    items: Iterable[ItemFigures], choices: Mapping[str, Choices] = NOBODY_CHOSE
) -> tuple[Suspicion, ...]:
    """What looks broken, in the order of the questions. Questions with too few learners are not judged.

    `choices` has what is known of the options, by the question's id.
    """
    return tuple(
        Suspicion(item.id, reason, told)
        for item in items
        if standing(item.n) != "too-few"
        for reason, told in _reasons(item, choices.get(item.id)).items()
    )


def _reasons(item: ItemFigures, choices: Choices | None) -> dict[Reason, str]:
    found: dict[Reason, str] = {}
    if item.facility == 0:
        found["everybody-wrong"] = f"none of {item.n} learners earned anything; look whether the key is right"
    if item.facility == 100:
        found["everybody-right"] = (
            f"all {item.n} learners have it right, so it tells nobody apart; keep it only if it must be known"
        )
    discrimination = item.discrimination_index
    if discrimination is not None and discrimination < 0:
        found["negative-discrimination"] = _against(item, discrimination)
    if choices and (winner := _winner(choices)):
        found["distractor-beats-key"] = (
            f'the wrong option "{winner}" was chosen more often than any right one; '
            "look whether the key is right, then whether that option is right too"
        )
    return found


def _against(item: ItemFigures, discrimination: float) -> str:
    told = "learners who did well elsewhere did worse here; look whether the key is right and the words are clear"
    return (
        f"{told}. With {item.n} learners this may be chance"
        if _may_be_chance(item.n, discrimination)
        else told
    )


def _may_be_chance(learners: int, correlation: float) -> bool:
    """Whether 0 lies in the 95 % interval of a correlation in per cent (Fisher's z); with few learners, always."""
    if learners < FEW or abs(correlation) == 100:
        return learners < FEW
    return abs(math.atanh(correlation / 100)) * math.sqrt(learners - 3) < 1.96


def _winner(choices: Choices) -> str | None:
    """The wrong option that was chosen most, if more often than every right one."""
    wrong = {option: share for option, share in choices.shares.items() if option not in choices.keys}
    most = max(wrong, key=lambda option: wrong[option], default=None)
    best_key = max((choices.shares.get(key, 0.0) for key in choices.keys), default=None)
    return most if most is not None and best_key is not None and wrong[most] > best_key else None
