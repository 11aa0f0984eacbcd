"""The tallies of item analysis, counted again from the attempts themselves: what differs, and putting it right.

Which attempts are counted is a fact of its own, since people come in five at a time as they submit: those that do not
wait. What they add up to follows from them, and is compared here. That takes a while, about a second for two thousand
attempts.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from progress import item_tallies, tally_rows
from progress.database import Database, Transaction
from progress.item_tallies import Edition
from progress.tally_cells import Answered, Cell, Line, Mark, Score, Total
from progress.tally_rows import Count, Role

BATCH = 500  # attempts that are held in memory at a time


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that is not what the attempts say."""

    edition: Edition
    told: str
    stored: int
    counted: int

    def __str__(self) -> str:
        return (
            f"quiz {self.edition.quiz_id}, edition {self.edition.edition[:8]}: {self.told}: "
            f"{self.stored} stored, {self.counted} counted"
        )


def differences(db: Database) -> list[Difference]:
    """Every number that differs, by quiz and edition."""
    found: list[Difference] = []
    for edition in item_tallies.editions(db):
        with db.read() as transaction:
            wrong, _, _ = _compared(transaction, edition)
        found += wrong
    return found


def repair(db: Database) -> list[Difference]:
    """Put right every number that differs, one edition after the other, and return what they were.

    Learners' answers wait while an edition is counted. What waits though it cannot, such as a preview, waits no more.
    """
    found: list[Difference] = []
    with db.write() as transaction:
        transaction.run(f"DELETE FROM waiting_attempts WHERE attempt_id IN ({LOST})")  # noqa: S608 - ours
        transaction.run(MISSED)
    for edition in item_tallies.editions(db):
        with db.write() as transaction:
            wrong, count, lines = _compared(transaction, edition)
            if wrong:
                tally_rows.clear(transaction, edition.quiz_id, edition.edition)
                tally_rows.add(transaction, count, lines)
        found += wrong
    item_tallies.fold_waiting(db)
    return found


# What waits and cannot be counted.
LOST = """
SELECT waiting.attempt_id FROM waiting_attempts AS waiting
JOIN attempts ON attempts.id = waiting.attempt_id WHERE attempts.state <> 'submitted' OR attempts.preview = 1
"""

MISSED = """
INSERT INTO tallied_editions (quiz_id, edition, first_submitted_at)
SELECT quiz_id, edition, MIN(submitted_at) FROM attempts WHERE state = 'submitted' AND preview = 0
GROUP BY quiz_id, edition ON CONFLICT (quiz_id, edition) DO NOTHING
"""


def _compared(transaction: Transaction, edition: Edition) -> tuple[list[Difference], Count, set[Line]]:
    """What differs, and the tallies of an edition with their lines as they should be."""
    count, lines = _count(transaction, edition)
    names = {line.id: line for line in lines}
    stored = tally_rows.stored(transaction, edition.quiz_id, edition.edition)
    wrong = {key for key in count.keys() | stored.keys() if count[key] != stored[key]}
    told = sorted((_told(*key, names), stored[key], count[key]) for key in wrong)
    return [Difference(edition, *one) for one in told], count, lines


def _count(transaction: Transaction, edition: Edition) -> tuple[Count, set[Line]]:
    """The tallies of an edition, and the lines that they name, from the attempts that are counted."""
    count: Count = Counter()
    lines: set[Line] = set()
    for roles in _batches(transaction, edition):
        for attempt_id, one in tally_rows.contributions(transaction, roles).items():
            lines.update(one.lines)
            count.update((cell, roles[attempt_id]) for cell in one.cells)
    return count, lines


def _batches(transaction: Transaction, edition: Edition) -> Iterator[dict[str, Role]]:
    """The roles of all counted attempts, so many at a time."""
    batch: dict[str, Role] = {}
    for person_id, standings in item_tallies.attempts_counted(transaction, edition).items():
        batch |= tally_rows.roles({person_id: standings})
        if len(batch) >= BATCH:
            yield batch
            batch = {}
    yield batch


def _told(cell: Cell, role: Role, lines: dict[str, Line]) -> str:
    """A cell in words, without anybody's answer but a count of many."""
    attempts = "".join(f"{name}, " for name, yes in zip(("first", "last", "best"), role, strict=True) if yes)
    match cell:
        case Total():
            told = f"total {cell.total} of {cell.out_of}"
        case Score():
            told = f"score {cell.score:g}, {'passed' if cell.passed else 'not passed'}"
        case Mark():
            told = f"{_line(cell.line_id, lines)} share {cell.share} in total {cell.total} of {cell.out_of}"
        case Answered():
            part = f" {cell.part}" if cell.part else ""
            told = f"{_line(cell.line_id, lines)} {cell.kind}{part} {cell.choice}"
    return f"{attempts or 'later, '}{told}"


def _line(line_id: str, lines: dict[str, Line]) -> str:
    line = lines.get(line_id)
    return f"question {line.question_id}" if line else f"line {line_id}"
