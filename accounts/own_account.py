"""What people change of their own account: their name and their password."""

from dataclasses import replace
from datetime import datetime

from accounts import audit, passwords, people
from accounts.names import clean_name
from accounts.person import Person
from accounts.problems import AccountProblem
from progress.database import Database
from progress.folding import fold


def rename(db: Database, person: Person, name: str, now: datetime) -> Person:
    """Let a person be called something else from now on. Their certificates stay as they were printed.

    The audit log says that it happened, and neither name. Raises AccountProblem.
    """
    name = clean_name(name)
    with db.write() as transaction:
        today = people.require(transaction, person.id)
        if today.name != name:
            transaction.run(
                "UPDATE people SET name = :name, search_text = :search_text WHERE id = :id",
                id=person.id,
                name=name,
                search_text=fold(f"{name} {today.email}"),
            )
            audit.write(transaction, person.id, "name-changed", person.id, "", now)
    return replace(today, name=name)


def has_password(db: Database, person: Person) -> bool:
    """Whether the person signs in with a password of their own here."""
    return _password_hash(db, person) is not None


def change_password(db: Database, person: Person, current: str, new: str, now: datetime) -> None:
    """Change a person's own password, which signs them out everywhere.

    Raises AccountProblem when `current` is not their password, or the new one cannot be used.
    """
    passwords.check_strength(new, person.email)
    if not passwords.verify(_password_hash(db, person), current):
        raise AccountProblem("This is not your current password. Nothing was changed.")
    passwords.set_password(db, person.id, new, now)


def _password_hash(db: Database, person: Person) -> str | None:
    row = db.row("SELECT password_hash FROM people WHERE id = :id", id=person.id)
    found: str | None = row["password_hash"] if row else None
    return found
