"""Where each person stands: when they began, when they were last seen, and how many modules they have finished.

It stands with the person, made anew from what they did in the transaction in which they do more. So a list of a hundred
thousand people is sorted and sifted without reading what they did.
"""

from collections.abc import Sequence

from progress.database import Database, Row, Transaction
from progress.standings_step import FILLED, STANDINGS_OF


def settle(transaction: Transaction, person_id: str) -> None:
    """Store where a person stands after what they just did."""
    transaction.run(SETTLED, person_id=person_id)


SETTLED = f"""
UPDATE people SET begun_at = found.begun_at, seen_at = found.seen_at, finished = found.finished
FROM ({STANDINGS_OF.format(who="person_id = :person_id")}) AS found WHERE people.id = :person_id
"""  # noqa: S608 - our own SQL


def last_seen(db: Database, person_id: str) -> str | None:
    """When a person last read a section, took a quiz or walked a scenario, as text; None for never."""
    row = db.row("SELECT seen_at FROM people WHERE id = :person_id", person_id=person_id)
    return row["seen_at"] if row else None


def withdrawn(transaction: Transaction, module_ids: Sequence[str]) -> list[str]:
    """The modules that somebody has finished and that are not among these. They count in `people.finished`."""
    rows = transaction.rows(
        "SELECT DISTINCT target FROM activity_tallies WHERE cohort_id = '' AND kind = 'module-finished'"
    )
    return sorted({row["target"] for row in rows} - {*module_ids})


def differences(db: Database, *, repair: bool = False) -> list[str]:
    """Everybody who stands elsewhere than what they did says, each in a sentence; with `repair` they are put right."""
    with db.write(keep=repair) as transaction:
        stored = _rows(transaction)
        transaction.run("UPDATE people SET begun_at = NULL, seen_at = NULL, finished = 0")
        transaction.run(FILLED)
        counted = _rows(transaction)
    wrong = sorted(person for person in stored if stored[person] != counted[person])
    return [f"where person {person} stands is not what they did" for person in wrong]


def _rows(transaction: Transaction) -> dict[str, Row]:
    """Person id -> where they stand."""
    rows = transaction.rows("SELECT id, begun_at, seen_at, finished FROM people")
    return {row["id"]: row for row in rows}
