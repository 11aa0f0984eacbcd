"""Which sections people have read."""

from dataclasses import dataclass
from datetime import datetime

from progress.activity_tallies import READING, counting
from progress.database import Database, Transaction
from progress.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Read:
    """One section that somebody has read, and when last."""

    module_id: str
    section_id: str
    seen_at: datetime


def mark_read(
    transaction: Transaction, person_id: str, module_id: str, section_id: str, edition: int, now: datetime
) -> None:
    """Note that the person has read a section of this edition of its module. The first time is kept.

    Pages call `completion.read_section`, which also notes what this completes.
    """
    with counting(transaction, person_id, READING, module_id):
        transaction.run(
            """
            INSERT INTO section_reads (person_id, module_id, section_id, edition, read_at, seen_at)
            VALUES (:person_id, :module_id, :section_id, :edition, :now, :now)
            ON CONFLICT (person_id, module_id, section_id, edition) DO UPDATE SET seen_at = excluded.seen_at
            """,
            person_id=person_id,
            module_id=module_id,
            section_id=section_id,
            edition=edition,
            now=to_text(now),
        )


def sections_read(db: Database, person_id: str) -> dict[str, dict[str, str]]:
    """Module id -> section id -> the moment of the first reading in any edition, as ISO-8601 text in UTC."""
    rows = db.rows(
        """
        SELECT module_id, section_id, MIN(read_at) AS read_at FROM section_reads
        WHERE person_id = :person_id GROUP BY module_id, section_id ORDER BY MIN(read_at)
        """,
        person_id=person_id,
    )
    read: dict[str, dict[str, str]] = {}
    for row in rows:
        read.setdefault(row["module_id"], {})[row["section_id"]] = row["read_at"]
    return read


@dataclass(frozen=True, slots=True)
class Reading:
    """The latest edition in which somebody has read a section, and when last."""

    edition: int
    seen_at: datetime


def latest_reading(db: Database, person_id: str, module_id: str, section_id: str) -> Reading | None:
    """The reading of the latest edition of a section, or None where it was never read."""
    row = db.row(
        """
        SELECT edition, seen_at FROM section_reads
        WHERE person_id = :person_id AND module_id = :module_id AND section_id = :section_id
        ORDER BY edition DESC LIMIT 1
        """,
        person_id=person_id,
        module_id=module_id,
        section_id=section_id,
    )
    return Reading(row["edition"], from_text(row["seen_at"])) if row else None


def last_read(db: Database, person_id: str) -> Read | None:
    """The section that the person read last, or None."""
    row = db.row(
        """
        SELECT module_id, section_id, seen_at FROM section_reads
        WHERE person_id = :person_id ORDER BY seen_at DESC LIMIT 1
        """,
        person_id=person_id,
    )
    return Read(row["module_id"], row["section_id"], from_text(row["seen_at"])) if row else None
