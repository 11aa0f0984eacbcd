"""Which questions an attempt asks, and in which order.

The policy is our own and written down here, because an attempt can outlast an upgrade and Python may change
what `random.shuffle` does with a seed. It rests on SHA-256 only, so every Python version and every machine
draws alike:

1. To put ids in order under a seed, sort them by the SHA-256 (hex) of the UTF-8 text `<seed>/<id>`.
2. To draw a number of questions, put the outcomes in order, and each outcome's questions; then deal one
   question from each outcome in turn, skipping those that have none left, until there are enough.
3. To draw a number per outcome, take that many from the front of each outcome's questions.
4. Drawn questions are asked in the order of rule 1, so that outcomes are mixed.
5. Options are put in order under the seed `<seed>/<question id>`.

A bank that is too small gives what it has; the check of the course reports it to its author.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest
from typing import Protocol

Rule = int | Mapping[str, int] | None


class Drawable(Protocol):
    """What drawing needs to know of a question."""

    @property
    def id(self) -> str:
        """The question's id."""

    @property
    def outcome(self) -> str:
        """The id of the outcome that it asks about."""


def in_order(ids: Iterable[str], seed: str) -> tuple[str, ...]:
    """The ids in the order that the seed gives them, whatever order they came in."""
    return tuple(sorted(ids, key=lambda one: sha256(f"{seed}/{one}".encode()).hexdigest()))


def draw(questions: Sequence[Drawable], rule: Rule, seed: str) -> tuple[str, ...]:
    """The ids of the questions to ask, in order.

    `rule` is a number of questions shared evenly over the outcomes, a number per outcome, or None for all.
    """
    if rule is None:
        return in_order((question.id for question in questions), seed)
    if isinstance(rule, int):
        return in_order(_dealt(questions, rule, seed), seed)
    decks = _decks(questions, seed)
    drawn = (one for outcome, number in rule.items() for one in decks.get(outcome, ())[:number])
    return in_order(drawn, seed)


def option_order(option_ids: Sequence[str], seed: str, question_id: str, *, shuffle: bool) -> tuple[str, ...]:
    """The option ids as one learner sees them: shuffled under the seed, or as the author wrote them."""
    return in_order(option_ids, f"{seed}/{question_id}") if shuffle else tuple(option_ids)


def _dealt(questions: Sequence[Drawable], number: int, seed: str) -> list[str]:
    decks = _decks(questions, seed)
    rounds = zip_longest(*(decks[outcome] for outcome in in_order(decks, seed)))
    return [one for dealt in rounds for one in dealt if one is not None][:number]


def _decks(questions: Sequence[Drawable], seed: str) -> dict[str, tuple[str, ...]]:
    """Outcome -> the ids of its questions in order."""
    ids: dict[str, list[str]] = {}
    for question in questions:
        ids.setdefault(question.outcome, []).append(question.id)
    return {outcome: in_order(members, seed) for outcome, members in ids.items()}
