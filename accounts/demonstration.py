"""What tells the records of a demonstration from real ones: the first entry of their audit log.

It is written before anybody is added, so that even a demonstration that was broken off is known for what it is.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from accounts import audit
from progress.database import Database

BEGUN, READY = "demonstration-begun", "demonstration-ready"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """How many learners were invented, and the seed that they follow from."""

    learners: int
    seed: int

    @property
    def told(self) -> str:
        """What every page says of it, after the word "Demonstration"."""
        if self.learners == 1:
            return "The one learner and all they did are invented."
        return f"All {self.learners} learners and what they did are invented."


def begin(db: Database, made: Demonstration, now: datetime) -> None:
    """Mark records as a demonstration's; `now` is before all that is recorded in it. Raises ValueError unless new."""
    if db.row("SELECT id FROM people LIMIT 1") or db.row("SELECT id FROM audit_log LIMIT 1"):
        raise ValueError("only new records can become a demonstration's")
    audit.record(db, None, BEGUN, None, json.dumps(asdict(made)), now)


def ready(db: Database, now: datetime) -> None:
    """Note that a demonstration is made."""
    audit.record(db, None, READY, None, "", now)


def of(db: Database) -> Demonstration | None:
    """What these records demonstrate; None where they are real."""
    first = db.row(
        """
        SELECT detail FROM audit_log
        WHERE at = (SELECT MIN(at) FROM audit_log) AND action = :begun
        """,
        begun=BEGUN,
    )
    return Demonstration(**json.loads(first["detail"])) if first else None


def is_ready(db: Database) -> bool:
    """Whether a demonstration was made to its end."""
    return db.row("SELECT id FROM audit_log WHERE action = :ready LIMIT 1", ready=READY) is not None
