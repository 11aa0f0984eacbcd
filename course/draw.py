"""Which questions an attempt asks, and in which order.

The policy is our own and written down here, because an attempt can outlast an upgrade and Python may change
what `random.shuffle` does with a seed. It rests on SHA-256 only, so every Python version and every machine
draws alike:

1. To put ids in order under a seed, sort them by the SHA-256 (hex) of the UTF-8 text `<seed>/<id>`.
2. To put questions in a deck, put those first that this learner was asked least often in earlier attempts, and
   those of equal count in the order of rule 1.
3. To draw a number of questions, put the outcomes in order (rule 1), and each outcome's questions in a deck; then
   deal one question from each outcome in turn, skipping those that have none left, until there are enough.
4. To draw a number per outcome or per module, deal that many (rule 3) from the questions of that outcome or module; to
   draw a number per difficulty within it, from those of that difficulty.
5. Drawn questions are asked in the order of rule 1, so that outcomes are mixed.
6. Options are put in order under the seed `<seed>/<question id>`.

A bank that is too small gives what it has; the check of the course reports it to its author.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest
from typing import Protocol

from course.questions.base import Difficulty

Rule = int | Mapping[str, int | Mapping[Difficulty, int]] | None
Seen = Mapping[str, int]
"""Question id -> in how many earlier attempts the learner was asked it."""

NOT_SEEN: Seen = {}


class Drawable(Protocol):
    """What drawing needs to know of a question."""

    @property
    def id(self) -> str:
        """The question's id."""

    @property
    def outcome(self) -> str:
        """The id of the outcome that it asks about."""

    @property
    def module(self) -> str:
        """The id of the module that taught it; empty if none is named."""

    @property
    def difficulty(self) -> Difficulty:
        """How hard its author thinks it is."""


def asked(rule: Rule) -> int:
    """How many questions a rule asks for. Raises ValueError for None, which asks for all there are."""
    if rule is None:
        raise ValueError("this rule asks for every question of its bank")
    if isinstance(rule, int):
        return rule
    return sum(wanted if isinstance(wanted, int) else sum(wanted.values()) for wanted in rule.values())


def in_order(ids: Iterable[str], seed: str) -> tuple[str, ...]:
    """The ids in the order that the seed gives them, whatever order they came in."""
    return tuple(sorted(ids, key=lambda one: _rank(one, seed)))


def _rank(one: str, seed: str) -> str:
    return sha256(f"{seed}/{one}".encode()).hexdigest()


def draw(questions: Sequence[Drawable], rule: Rule, seed: str, seen: Seen = NOT_SEEN) -> tuple[str, ...]:
    """The ids of the questions to ask, in order.

    `rule` is a number of questions shared evenly over the outcomes; a number per outcome or module, or per difficulty
    within one; or None for all.
    """
    if rule is None:
        return in_order((question.id for question in questions), seed)
    if isinstance(rule, int):
        return in_order(_dealt(questions, rule, seed, seen), seed)
    drawn: list[str] = []
    for group, wanted in rule.items():
        about = [question for question in questions if group in (question.outcome, question.module)]
        if isinstance(wanted, int):
            drawn += _dealt(about, wanted, seed, seen)
            continue
        for level, number in wanted.items():
            drawn += _dealt([one for one in about if one.difficulty == level], number, seed, seen)
    return in_order(drawn, seed)


def option_order(option_ids: Sequence[str], seed: str, question_id: str, *, shuffle: bool) -> tuple[str, ...]:
    """The option ids as one learner sees them: shuffled under the seed, or as the author wrote them."""
    return in_order(option_ids, f"{seed}/{question_id}") if shuffle else tuple(option_ids)


def _dealt(questions: Sequence[Drawable], number: int, seed: str, seen: Seen) -> list[str]:
    about: dict[str, list[Drawable]] = {}
    for question in questions:
        about.setdefault(question.outcome, []).append(question)
    decks = {outcome: _deck(members, seed, seen) for outcome, members in about.items()}
    rounds = zip_longest(*(decks[outcome] for outcome in in_order(decks, seed)))
    return [one for dealt in rounds for one in dealt if one is not None][:number]


def _deck(questions: Iterable[Drawable], seed: str, seen: Seen) -> list[str]:
    """The questions' ids, those first that the learner has met least often."""
    ids = (question.id for question in questions)
    return sorted(ids, key=lambda one: (seen.get(one, 0), _rank(one, seed)))
