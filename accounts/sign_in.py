"""Making an account of one's own, and signing in to it."""

from datetime import datetime

from accounts import audit, passwords, people
from accounts.names import clean_email
from accounts.person import COLUMNS, Person, from_row
from accounts.problems import AccountProblem
from progress.database import Database, Row


def sign_up(db: Database, email: str, name: str, password: str, now: datetime) -> Person:
    """Make oneself a learner's account. Raises AccountProblem."""
    passwords.check_strength(password, clean_email(email), name)
    password_hash = passwords.hash_password(password)
    with db.write() as transaction:
        person = people.insert(
            transaction, email=email, name=name, role="learner", now=now, password_hash=password_hash
        )
        audit.write(transaction, person.id, "person-added", person.id, person.role, now)
    return person


def sign_in(db: Database, email: str, password: str, now: datetime) -> Person | None:
    """The person with this address and password, or None.

    A wrong address costs the same work as a wrong password, so that the time taken tells nobody who is here.
    """
    row = _account(db, email)
    password_hash = row["password_hash"] if row else None
    if not passwords.verify(password_hash, password) or row is None or not row["active"]:
        return None
    if passwords.is_outdated(row["password_hash"]):
        _renew(db, row, password)
    return from_row(row)


def _account(db: Database, email: str) -> Row | None:
    try:
        address = clean_email(email)
    except AccountProblem:
        return None
    return db.row(
        f"SELECT {COLUMNS}, people.password_hash FROM people WHERE email = :email",  # noqa: S608 - columns
        email=address,
    )


def _renew(db: Database, row: Row, password: str) -> None:
    """Hash the same password with today's parameters, unless it was changed in the meantime."""
    password_hash = passwords.hash_password(password)
    with db.write() as transaction:
        transaction.run(
            f"{passwords.SET_HASH} AND password_hash = :old",
            id=row["id"],
            hash=password_hash,
            old=row["password_hash"],
        )
