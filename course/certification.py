"""When somebody has earned the course's certificate, and what a new one asks when the old one nears its end.

The first one asks for every module completed and every final test passed, whenever that was. A renewal is a short
refresher: what has a newer edition is read again, and the final test is passed again. So is the way back from a
certificate that was withdrawn.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from course.course import Course
from course.modules import Module
from course.quizzes import Quiz

RENEWAL = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Pass:
    """A final test passed."""

    quiz_id: str
    attempt_id: str
    edition: str
    score: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Way:
    """What somebody has done: module id -> edition completed; module id -> section id -> latest edition read.

    `at_stake` are the modules of which a regrade took the pass away and nobody has decided yet.
    """

    completed: Mapping[str, int]
    read: Mapping[str, Mapping[str, int]]
    passes: Sequence[Pass]
    at_stake: Collection[str] = ()

    def edition(self, module: Module) -> int | None:
        """The module's latest edition that the person has read whole; None while it is not completed."""
        completed = self.completed.get(module.id)
        if completed is None:
            return None
        read = self.read.get(module.id, {})
        whole = all(read.get(section.id, 0) >= module.edition for section in module.sections)
        return max(completed, module.edition) if whole else completed


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest certificate that somebody had; `until` is its last day, None where it counts for good."""

    issued_at: datetime
    until: date | None
    revoked_at: datetime | None

    @property
    def renewal_opens(self) -> date | None:
        """The first day on which it can be renewed: 60 days before its end, of short ones half-way."""
        if self.until is None:
            return None
        issued = self.issued_at.date()
        return max(self.until - RENEWAL, issued + (self.until - issued) // 2)


@dataclass(frozen=True, slots=True)
class Standing:
    """How near somebody is to a certificate: what is left to complete, to read again and to pass.

    `opens` is the day before which no new one is given, None for no such day; `settled` that the one they have counts
    for good; `stuck` that it was withdrawn and the course has no final test with which to earn a new one.
    """

    first: bool
    opens: date | None
    settled: bool
    stuck: bool
    to_complete: tuple[Module, ...]
    to_read: tuple[Module, ...]
    to_pass: tuple[Quiz, ...]
    under_review: tuple[Module, ...]

    def open(self, today: date) -> bool:
        """Whether a new certificate can be had at all today, in UTC, once nothing is left to do."""
        return not self.settled and not self.stuck and (self.opens is None or self.opens <= today)

    def ready(self, today: date) -> bool:
        """Whether it can be had now."""
        left = self.to_complete or self.to_read or self.to_pass or self.under_review
        return self.open(today) and not left


def standing(course: Course, way: Way, earlier: Earlier | None) -> Standing:
    """What this person's next certificate asks."""
    finals = course.quizzes_for("final")
    withdrawn = earlier is not None and earlier.revoked_at is not None
    opens = earlier.renewal_opens if earlier and not withdrawn else None
    return Standing(
        first=earlier is None,
        opens=opens,
        settled=earlier is not None and not withdrawn and opens is None,
        stuck=withdrawn and not finals,
        to_complete=tuple(m for m in course.modules if m.id not in way.completed),
        to_read=tuple(m for m in course.modules if earlier and _is_outdated(m, way)),
        to_pass=tuple(quiz for quiz in finals if counting(quiz, way, earlier) is None),
        under_review=tuple(m for m in course.modules if m.id in way.at_stake),
    )


def _is_outdated(module: Module, way: Way) -> bool:
    edition = way.edition(module)
    return edition is not None and edition < module.edition


def counting(quiz: Quiz, way: Way, earlier: Earlier | None) -> Pass | None:
    """The best pass that the next certificate can rest on, None where there is none yet."""
    passes = [one for one in way.passes if one.quiz_id == quiz.id and _counts(one, earlier)]
    return max(passes, key=lambda one: one.score, default=None)


def _counts(one: Pass, earlier: Earlier | None) -> bool:
    if earlier is None:
        return True
    if earlier.revoked_at:
        return one.at > earlier.revoked_at
    return earlier.renewal_opens is not None and one.at.date() >= earlier.renewal_opens
