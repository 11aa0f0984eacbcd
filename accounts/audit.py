"""Who did what to whom: every act of a trainer or administrator on a person. Entries are only ever added."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from progress.database import Database, Transaction
from progress.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `actor_id` is None for the operator at the command line."""

    at: datetime
    actor_id: str | None
    action: str
    subject_id: str | None
    detail: str


def record(
    db: Database, actor_id: str | None, action: str, subject_id: str | None, detail: str, now: datetime
) -> None:
    """Add an entry."""
    with db.write() as transaction:
        write(transaction, actor_id, action, subject_id, detail, now)


def write(
    transaction: Transaction,
    actor_id: str | None,
    action: str,
    subject_id: str | None,
    detail: str,
    now: datetime,
) -> None:
    """Add an entry in the same transaction as the act."""
    transaction.run(
        """
        INSERT INTO audit_log (id, at, actor_id, action, subject_id, detail)
        VALUES (:id, :at, :actor_id, :action, :subject_id, :detail)
        """,
        id=uuid4().hex,
        at=to_text(now),
        actor_id=actor_id,
        action=action,
        subject_id=subject_id,
        detail=detail,
    )


def recent(db: Database, limit: int) -> list[Entry]:
    """The latest entries, newest first."""
    rows = db.rows(
        "SELECT at, actor_id, action, subject_id, detail FROM audit_log ORDER BY at DESC, id LIMIT :limit",
        limit=limit,
    )
    return [Entry(**{**row, "at": from_text(row["at"])}) for row in rows]
