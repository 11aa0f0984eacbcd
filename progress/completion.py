"""Who has completed which module.

A completion is recorded in the same transaction as the reading or the result that completes the module, with
the edition of that day. It is recorded once: a later edition neither takes it back nor is completed by it.
"""

from dataclasses import dataclass
from datetime import datetime

from course.completion import is_complete
from course.modules import Module
from progress import reading, time_spent
from progress.activity_tallies import FINISHING, counting
from progress.database import Database, Row, Transaction
from progress.matrix import Cell, Deadlines, Matrix, MatrixRow, csv_file, matrix
from progress.moments import from_text, to_text

__all__ = [
    "Cell",
    "Completion",
    "Deadlines",
    "Matrix",
    "MatrixRow",
    "csv_file",
    "matrix",
    "of_person",
    "read_section",
    "settle",
]


@dataclass(frozen=True, slots=True)
class Completion:
    """One module that somebody has completed. `score` is in per cent, None for a module without a quiz."""

    module_id: str
    edition: int
    completed_at: datetime
    score: float | None


def read_section(db: Database, person_id: str, module: Module, section_id: str, now: datetime) -> None:
    """Note that the person has read a section, and what this completes.

    Raises KeyError when the module has no such section.
    """
    section = module.section(section_id)
    with db.write() as transaction:
        reading.mark_read(transaction, person_id, module.id, section.id, module.edition, now)
        settle(transaction, person_id, module, now)


def settle(transaction: Transaction, person_id: str, module: Module, now: datetime) -> None:
    """Record that the person has completed the module, if that is so and not yet recorded."""
    if _is_recorded(transaction, person_id, module.id):
        return
    passed = _best_pass(transaction, person_id, module.quiz) if module.quiz else None
    read = _sections(transaction, person_id, module.id)
    if not is_complete(module, read, passed=passed is not None):
        return
    with counting(transaction, person_id, FINISHING, module.id):
        transaction.run(
            """
            INSERT INTO completions (person_id, module_id, edition, completed_at, attempt_id, score)
            VALUES (:person_id, :module_id, :edition, :now, :attempt_id, :score)
            """,
            person_id=person_id,
            module_id=module.id,
            edition=module.edition,
            now=to_text(now),
            attempt_id=passed["id"] if passed else None,
            score=passed["score"] if passed else None,
        )
    time_spent.note(transaction, person_id, module, now)


def _is_recorded(transaction: Transaction, person_id: str, module_id: str) -> bool:
    query = "SELECT edition FROM completions WHERE person_id = :person_id AND module_id = :module_id"
    return transaction.row(query, person_id=person_id, module_id=module_id) is not None


def _sections(transaction: Transaction, person_id: str, module_id: str) -> set[str]:
    rows = transaction.rows(
        "SELECT section_id FROM section_reads WHERE person_id = :person_id AND module_id = :module_id",
        person_id=person_id,
        module_id=module_id,
    )
    return {row["section_id"] for row in rows}


def _best_pass(transaction: Transaction, person_id: str, quiz_id: str) -> Row | None:
    return transaction.row(
        """
        SELECT id, score FROM attempts
        WHERE person_id = :person_id AND quiz_id = :quiz_id AND passed = 1 AND preview = 0
        ORDER BY score DESC, submitted_at LIMIT 1
        """,
        person_id=person_id,
        quiz_id=quiz_id,
    )


def of_person(db: Database, person_id: str) -> list[Completion]:
    """What the person has completed, in the order of time: each module once, in its latest edition."""
    rows = db.rows(
        """
        SELECT module_id, edition, completed_at, score FROM completions AS latest
        WHERE person_id = :person_id AND edition = (
            SELECT MAX(edition) FROM completions
            WHERE person_id = latest.person_id AND module_id = latest.module_id)
        ORDER BY completed_at, module_id
        """,
        person_id=person_id,
    )
    return [
        Completion(row["module_id"], row["edition"], from_text(row["completed_at"]), row["score"])
        for row in rows
    ]
