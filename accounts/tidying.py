"""Retention: what is not needed any more is erased, removed or closed once its time is over.

The audit log is kept: it holds who did what to whom, under ids that lead to nobody once a person is erased.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import leaving, sessions
from accounts.person import COLUMNS, Person, from_row
from course.modules import Module
from progress import attempts
from progress.database import Database, Transaction
from progress.holdings import ACCOUNT, HOLDINGS
from progress.moments import to_text


@dataclass(frozen=True, slots=True)
class Limits:
    """How many days things are kept: accounts that nobody uses, and attempts that nobody goes on with. 0: for ever."""

    unused: int
    open: int


@dataclass(frozen=True, slots=True)
class Due:
    """What is over: learners to erase, and how many attempts to close, sign-ins to end and one-time links to remove."""

    people: tuple[Person, ...]
    attempts: int
    sign_ins: int
    links: int


def due(db: Database, limits: Limits, now: datetime) -> Due:
    """What `tidy` would do now."""
    left = attempts.left_open(db, now - timedelta(days=limits.open)) if limits.open else []
    with db.read() as transaction:
        return Due(
            people=_unused(transaction, limits.unused, now),
            attempts=len(left),
            sign_ins=_count(transaction, f"sign_in_sessions WHERE {OVER}", now),
            links=_count(transaction, f"invitations WHERE {RUN_OUT}", now),
        )


def tidy(db: Database, limits: Limits, module_of: Callable[[str], Module | None], now: datetime) -> Due:
    """Erase, close and remove what is over, each on its own, so that it can be stopped and begun again."""
    found = due(db, limits, now)
    if limits.open:
        attempts.close_left(db, module_of, now - timedelta(days=limits.open), now)
    with db.write() as transaction:
        transaction.run(f"DELETE FROM sign_in_sessions WHERE {OVER}", **_moments(now))  # noqa: S608 - ours
        transaction.run(f"DELETE FROM invitations WHERE {RUN_OUT}", now=to_text(now))  # noqa: S608 - ours
    for person in found.people:
        with db.read() as transaction:
            if not _unused(transaction, limits.unused, now, person.id):
                continue  # they came back meanwhile
        leaving.erase(db, person, None, now, "not used")
    return found


OVER = "(started_at < :oldest OR seen_at < :idle)"
RUN_OUT = "expires_at < :now"


def _moments(now: datetime) -> dict[str, str]:
    return {"oldest": to_text(now - sessions.LONGEST), "idle": to_text(now - sessions.IDLE)}


def _count(transaction: Transaction, what: str, now: datetime) -> int:
    values = {"now": to_text(now), **_moments(now)}
    wanted = {name: value for name, value in values.items() if f":{name}" in what}
    return int(transaction.rows(f"SELECT COUNT(*) AS number FROM {what}", **wanted)[0]["number"])  # noqa: S608


def _unused(
    transaction: Transaction, days: int, now: datetime, person_id: str | None = None
) -> tuple[Person, ...]:
    """Learners, or one of them, who left no trace for so many days and hold no certificate that still counts."""
    if not days:
        return ()
    traces = [
        f"EXISTS (SELECT 1 FROM {one.table} WHERE {one.whose('people.id')} AND {column} >= :before)"  # noqa: S608
        for one in HOLDINGS
        if one is not ACCOUNT
        for column in one.traces
    ]
    traces.append(
        "people.id IN (SELECT actor_id FROM audit_log WHERE at >= :before AND actor_id IS NOT NULL)"
    )
    rows = transaction.rows(
        f"""
        SELECT {COLUMNS} FROM people
        WHERE (:person_id IS NULL OR people.id = :person_id) AND role = 'learner' AND email IS NOT NULL
            AND created_at < :before AND NOT ({" OR ".join(traces)})
            AND NOT EXISTS (SELECT 1 FROM certificates WHERE certificates.person_id = people.id
                AND revoked_at IS NULL AND (valid_until IS NULL OR valid_until >= :today))
        ORDER BY people.search_text, people.id
        """,  # noqa: S608 - our own names
        person_id=person_id,
        before=to_text(now - timedelta(days=days)),
        today=now.date().isoformat(),
    )
    return tuple(map(from_row, rows))
