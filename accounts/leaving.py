"""Taking away what is held on a person, and erasing them: for themselves, or for who looks after the course."""

import logging
from collections.abc import Iterable
from datetime import datetime

from accounts import audit
from accounts.person import Person
from accounts.problems import AccountProblem
from progress import erased, erasure, own_data
from progress.database import Database, Transaction

LOG = logging.getLogger("china_literacy")
IN_CHARGE = ("trainer", "admin")


def packed(db: Database, person: Person, course: str, actor: Person | None, now: datetime) -> bytes:
    """The ZIP file with everything held on a person. `actor` is who asks for it, None for the operator.

    An administrator's has no single answers and decisions in it, for they read nobody's. That somebody took it who is
    not the person themselves is in the audit log. Raises AccountProblem.
    """
    _check(person, actor)
    if actor is None or actor.id != person.id:
        audit.record(db, actor.id if actor else None, "person-exported", person.id, "", now)
    return own_data.packed(db, person.id, course, now, private=actor is None or actor.id == person.id)


def erase(db: Database, person: Person, actor: Person | None, now: datetime, why: str = "") -> None:
    """Erase a person, as `progress.erasure` does, with an entry in the audit log that names nobody.

    `actor` is the person themselves, an administrator, or None for the operator; `why` holds nothing personal. Raises
    AccountProblem when the account is gone, and for the last one who looks after the course.
    """
    _check(person, actor)
    with db.write(forgetting=True) as transaction:
        row = transaction.row(
            "SELECT role, active FROM people WHERE id = :id AND email IS NOT NULL", id=person.id
        )
        if row is None:
            raise AccountProblem("This account does not exist any more.")
        if row["active"] and row["role"] in IN_CHARGE and not _others_in_charge(transaction, person.id):
            raise AccountProblem(
                "Nobody else looks after the course. Make somebody else a trainer or administrator first."
            )
        audit.write(transaction, actor.id if actor else None, "person-erased", person.id, why, now)
        erasure.erase(transaction, person.id)
    _list(db, [person.id])


def list_all(db: Database) -> None:
    """Bring the list of erased people beside the records up to date, should a power cut have kept one off it."""
    with db.read() as transaction:
        ids = erased.in_records(transaction)
    _list(db, ids)


def _list(db: Database, ids: Iterable[str]) -> None:
    """Add ids to the list from which `restore` knows whom not to bring back; the erasing has been done by then."""
    try:
        erased.remember(db.path, ids)
    except OSError as problem:
        LOG.warning(
            "The list %s of erased people cannot be written (%s); without it, and without the records, a backup that is"
            " put back brings them back.",
            erased.list_of(db.path),
            problem.strerror,
        )


def _check(person: Person, actor: Person | None) -> None:
    if actor is not None and actor.role != "admin" and actor.id != person.id:
        raise AccountProblem("Only an administrator can do this for somebody else.")


def _others_in_charge(transaction: Transaction, person_id: str) -> bool:
    found = transaction.row(
        """
        SELECT id FROM people
        WHERE role IN ('trainer', 'admin') AND active = 1 AND id <> :id
            AND (password_hash IS NOT NULL OR id IN (SELECT person_id FROM identities))
        LIMIT 1
        """,
        id=person_id,
    )
    return found is not None
