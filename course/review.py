"""How well somebody remembers one thing, and when to ask it again: FSRS, as the package `fsrs` works it out.

(memory, event, now) gives (memory, log), and nothing else decides: an old history gives the same days on every machine.
Days are calendar days in UTC, since FSRS counts whole days and people review once a day. There are no steps of minutes,
and no chance: what comes due together is spread by the daily number (see `course.review_day`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Literal, get_args

import fsrs

from course.questions import Question, Response

Rating = Literal["again", "hard", "good", "easy"]
Kind = Literal["chosen", "missed", "reviewed", "left-out", "taken-up"]

RATINGS: tuple[Rating, ...] = get_args(Rating)
RETENTION = 0.9  # the chance to remember it on the day on which it is asked again
LONGEST = 365  # days between two reviews

_FSRS: Mapping[Rating, fsrs.Rating] = dict(zip(RATINGS, fsrs.Rating, strict=True))


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of somebody's memory of one thing, and the day from which it is asked.

    `stability` is in days, `difficulty` from 1 to 10; both are None, as is `reviewed_on`, until the first rating. What
    is `left_out` is not asked.
    """

    due_on: date
    reviewed_on: date | None = None
    stability: float | None = None
    difficulty: float | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: chosen, missed in a quiz, reviewed with a rating, left out by the learner, or taken up again.

    `latest` is the day by which it is to be asked again, however well it is remembered; one that has come counts not.
    """

    kind: Kind
    rating: Rating | None = None
    latest: date | None = None


CHOSEN = Event("chosen")
MISSED = Event("missed", "again")
LEFT_OUT = Event("left-out")
TAKEN_UP = Event("taken-up")


@dataclass(frozen=True, slots=True)
class Log:
    """An event with its moment, in UTC, and the memory after it."""

    event: Event
    at: datetime
    after: Memory


def apply(memory: Memory | None, event: Event, now: datetime) -> tuple[Memory, Log]:
    """The memory after an event, and what to note of it. `memory` is None before the first event.

    Raises ValueError for a `now` without time zone.
    """
    if now.tzinfo is None:
        raise ValueError("a moment needs its time zone; pass datetime.now(UTC)")
    today = now.astimezone(UTC).date()
    after = replace(memory or Memory(due_on=today), left_out=event.kind == "left-out")
    if event.rating:
        after = _rated(after, event.rating, today, event.latest)
    return after, Log(event, now, after)


def _rated(memory: Memory, rating: Rating, today: date, latest: date | None) -> Memory:
    longest = (latest - today).days if latest and latest > today else LONGEST
    card, _ = _scheduler(min(longest, LONGEST)).review_card(_card(memory), _FSRS[rating], _midnight(today))
    return replace(
        memory,
        due_on=card.due.date(),
        reviewed_on=today,
        stability=card.stability,
        difficulty=card.difficulty,
    )


@cache
def _scheduler(longest: int) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=longest,
        enable_fuzzing=False,
    )


def _card(memory: Memory) -> fsrs.Card:
    """The memory as FSRS has it: with an id, since it would otherwise wait for one of its own."""
    return fsrs.Card(
        card_id=0,
        state=fsrs.State.Review if memory.reviewed_on else fsrs.State.Learning,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_midnight(memory.due_on),
        last_review=_midnight(memory.reviewed_on) if memory.reviewed_on else None,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def ratings(question: Question, response: Response) -> tuple[Rating, ...]:
    """How an answer may be rated, what it means by itself first.

    What is not wholly right was not remembered; of a right one the learner may say that it was a guess, hard or easy.
    """
    return ("good", "again", "hard", "easy") if question.grade(response).right else ("again",)


def days_until(memory: Memory, rating: Rating, now: datetime, latest: date | None = None) -> int:
    """In how many days it would be asked again after this rating."""
    after, _ = apply(memory, Event("reviewed", rating, latest), now)
    return (after.due_on - now.astimezone(UTC).date()).days
