"""Completions whose pass a regrade took away.

They stay completed: what somebody was told is not unsaid by a machine. They are listed for trainers until the person
passes again or a trainer says that the completion stands.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from progress.database import Database, Transaction
from progress.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class AtStake:
    """One person's completion of a module; `score` is the per cent that the attempt has now, `reason` the regrade's."""

    person_id: str
    name: str
    email: str
    module_id: str
    edition: int
    score: float
    reason: str
    flagged_at: datetime


# Whoever has passed in another attempt has nothing at stake.
WITHOUT_ANOTHER = """
NOT EXISTS (SELECT 1 FROM attempts AS others
    WHERE others.person_id = attempts.person_id AND others.quiz_id = attempts.quiz_id AND others.passed = 1
        AND others.preview = 0)
"""


def flag(
    transaction: Transaction, module_id: str, attempt_ids: Iterable[str], regrade_id: str, now: datetime
) -> int:
    """Flag the module's completions of those whose attempts these are, where no pass is left. Returns how many."""
    return sum(
        transaction.run(
            f"""
            INSERT INTO completions_at_stake (person_id, module_id, edition, attempt_id, regrade_id, flagged_at)
            SELECT completions.person_id, completions.module_id, completions.edition, attempts.id, :regrade_id, :now
            FROM attempts JOIN completions ON completions.person_id = attempts.person_id
            WHERE attempts.id = :attempt_id AND completions.module_id = :module_id AND {WITHOUT_ANOTHER}
                AND NOT EXISTS (SELECT 1 FROM completions_at_stake AS known
                    WHERE known.person_id = completions.person_id AND known.module_id = completions.module_id
                        AND known.edition = completions.edition AND known.resolved_at IS NULL)
            """,  # noqa: S608 - the condition is ours
            attempt_id=attempt_id,
            module_id=module_id,
            regrade_id=regrade_id,
            now=to_text(now),
        )
        for attempt_id in attempt_ids
    )


def foreseen(
    transaction: Transaction, quiz_id: str, module_id: str, losing: Collection[str], gaining: Collection[str]
) -> int:
    """How many completions would be flagged if these attempts, by id, lost and gained their pass."""
    passing = transaction.rows(
        "SELECT id, person_id FROM attempts WHERE quiz_id = :quiz_id AND state = 'submitted' AND preview = 0"
        " AND passed = 1",
        quiz_id=quiz_id,
    )
    gained = transaction.rows(
        "SELECT id, person_id FROM attempts WHERE quiz_id = :quiz_id AND state = 'submitted' AND preview = 0"
        " AND passed = 0",
        quiz_id=quiz_id,
    )
    safe = {row["person_id"] for row in passing if row["id"] not in losing}
    safe |= {row["person_id"] for row in gained if row["id"] in gaining}
    lost = {row["person_id"] for row in passing if row["id"] in losing} - safe
    completed = transaction.rows(
        """
        SELECT completions.person_id FROM completions
        LEFT JOIN completions_at_stake AS known ON known.person_id = completions.person_id
            AND known.module_id = completions.module_id AND known.edition = completions.edition
            AND known.resolved_at IS NULL
        WHERE completions.module_id = :module_id AND known.person_id IS NULL
        """,
        module_id=module_id,
    )
    return sum(row["person_id"] in lost for row in completed)


def resolve(transaction: Transaction, person_id: str, module_id: str, now: datetime) -> int:
    """Note that the person's completion of the module is not at stake any more. Returns how many were."""
    return transaction.run(
        """
        UPDATE completions_at_stake SET resolved_at = :now
        WHERE person_id = :person_id AND module_id = :module_id AND resolved_at IS NULL
        """,
        person_id=person_id,
        module_id=module_id,
        now=to_text(now),
    )


def unresolved(db: Database) -> list[AtStake]:
    """The completions that are at stake, by name. Whoever has passed again since is not among them."""
    rows = db.rows(
        f"""
        SELECT stake.person_id, people.name, people.email, stake.module_id, stake.edition, attempts.score,
            regrades.reason, stake.flagged_at
        FROM completions_at_stake AS stake
        JOIN people ON people.id = stake.person_id
        JOIN attempts ON attempts.id = stake.attempt_id
        JOIN regrades ON regrades.id = stake.regrade_id
        WHERE stake.resolved_at IS NULL AND {WITHOUT_ANOTHER}
        ORDER BY people.search_text, stake.person_id, stake.module_id, stake.edition
        """  # noqa: S608 - the condition is ours
    )
    changed = [
        {**row, "email": row["email"] or "", "flagged_at": from_text(row["flagged_at"])} for row in rows
    ]
    return [AtStake(**row) for row in changed]
