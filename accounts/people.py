"""The people who have an account, and what they may do."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from accounts import audit, passwords, sessions
from accounts.names import clean_email, clean_name
from accounts.person import COLUMNS, ROLES, Person, Proof, Role, from_row
from accounts.problems import AccountProblem
from progress import activity_tallies
from progress.database import Database, Transaction
from progress.folding import fold
from progress.moments import to_text

__all__ = [
    "AccountProblem",
    "Person",
    "Role",
    "add",
    "by_email",
    "check_role",
    "find",
    "insert",
    "list_all",
    "prove_address",
    "require",
    "set_active",
    "set_role",
    "set_time_factor",
]

LONGEST_TIME = 10  # times the usual time


def add(
    db: Database,
    *,
    email: str,
    name: str,
    role: Role,
    now: datetime,
    password: str | None = None,
    actor_id: str | None = None,
) -> Person:
    """Give somebody an account; without a password they cannot sign in until they choose one.

    `actor_id` is who adds them, None for the operator. Raises AccountProblem.
    """
    check_role(role)
    if password is not None:
        passwords.check_strength(password, clean_email(email), name)
    password_hash = passwords.hash_password(password) if password is not None else None
    with db.write() as transaction:
        person = insert(
            transaction,
            email=email,
            name=name,
            role=role,
            now=now,
            password_hash=password_hash,
            proof="staff",
        )
        audit.write(transaction, actor_id, "person-added", person.id, role, now)
    return person


def insert(
    transaction: Transaction,
    *,
    email: str,
    name: str,
    role: Role,
    now: datetime,
    password_hash: str | None,
    proof: Proof | None = None,
) -> Person:
    """Write a new person. `proof` is how it is known that the address is theirs, None where only they say so.

    Raises AccountProblem when the address is taken or something is badly written.
    """
    person = Person(uuid4().hex, clean_email(email), clean_name(name), role, now, address_proof=proof)
    added = transaction.run(
        """
        INSERT INTO people (id, email, name, search_text, role, password_hash, created_at, address_proof)
        VALUES (:id, :email, :name, :search_text, :role, :password_hash, :created_at, :proof)
        ON CONFLICT (email) DO NOTHING
        """,
        id=person.id,
        email=person.email,
        name=person.name,
        search_text=fold(f"{person.name} {person.email}"),
        role=role,
        password_hash=password_hash,
        created_at=to_text(now),
        proof=proof,
    )
    if not added:
        raise AccountProblem("There is already an account with this email address. Sign in instead.")
    return person


def find(db: Database, person_id: str) -> Person | None:
    """The person with this id, or None."""
    row = db.row(f"SELECT {COLUMNS} FROM people WHERE id = :id", id=person_id)  # noqa: S608 - columns
    return from_row(row) if row else None


def by_email(db: Database, email: str) -> Person | None:
    """The person with this address, however it is capitalised, or None."""
    try:
        address = clean_email(email)
    except AccountProblem:
        return None
    row = db.row(f"SELECT {COLUMNS} FROM people WHERE email = :email", email=address)  # noqa: S608 - columns
    return from_row(row) if row else None


def list_all(db: Database) -> list[Person]:
    """Everybody who has an account, in the order of their names: not those who were erased."""
    rows = db.rows(f"SELECT {COLUMNS} FROM people WHERE email IS NOT NULL ORDER BY search_text, id")  # noqa: S608 - columns
    return [from_row(row) for row in rows]


def set_role(db: Database, person: Person, role: Role, actor: Person | None, now: datetime) -> Person:
    """Change what a person may do, and sign them out. `actor` is an administrator, or None for the operator.

    The role they have already changes nothing. Raises AccountProblem.
    """
    check_role(role)
    _check_administrator(actor)
    with db.write() as transaction:
        today = require(transaction, person.id)
        if today.role != role:
            transaction.run("UPDATE people SET role = :role WHERE id = :id", role=role, id=person.id)
            sessions.end_all(transaction, person.id)
            audit.write(transaction, _id(actor), "role-changed", person.id, f"{today.role} to {role}", now)
    return replace(today, role=role)


def set_time_factor(
    db: Database, person: Person, factor: float, actor: Person | None, now: datetime
) -> Person:
    """Multiply the time limits of a person's next attempts by a factor, 1 to 10, as an adjustment for them.

    Attempts that have begun keep their deadline. Raises AccountProblem, also unless `actor` is an administrator, or
    None for the operator.
    """
    _check_administrator(actor)
    if not 1 <= factor <= LONGEST_TIME:
        raise AccountProblem(
            f"A time factor is from 1 (the usual time) to {LONGEST_TIME}; 1.25 gives a quarter more."
        )
    with db.write() as transaction:
        today = require(transaction, person.id)
        transaction.run("UPDATE people SET time_factor = :factor WHERE id = :id", factor=factor, id=person.id)
        audit.write(transaction, _id(actor), "time-factor-changed", person.id, f"{factor:g}", now)
    return replace(today, time_factor=factor)


def set_active(db: Database, person: Person, active: bool, actor: Person | None, now: datetime) -> Person:
    """Close or reopen an account; a closed one is signed out and cannot sign in, and its records stay.

    Closing takes back the links that were made for the person; one made afterwards reopens the account.

    Raises AccountProblem unless `actor` is an administrator, or None for the operator.
    """
    _check_administrator(actor)
    with db.write() as transaction:
        today = require(transaction, person.id)
        with activity_tallies.moving(transaction, person.id):
            transaction.run(
                "UPDATE people SET active = :active WHERE id = :id", active=int(active), id=person.id
            )
        sessions.end_all(transaction, person.id)
        if not active:
            transaction.run(
                "DELETE FROM invitations WHERE person_id = :id AND accepted_at IS NULL", id=person.id
            )
        audit.write(transaction, _id(actor), "reopened" if active else "closed", person.id, "", now)
    return replace(today, active=active)


def require(transaction: Transaction, person_id: str) -> Person:
    """The person as they are now. Raises AccountProblem when they are gone."""
    row = transaction.row(f"SELECT {COLUMNS} FROM people WHERE id = :id", id=person_id)  # noqa: S608 - columns
    if row is None:
        raise AccountProblem("This account does not exist any more.")
    return from_row(row)


def prove_address(transaction: Transaction, person: Person, proof: Proof) -> Person:
    """Note how it is known that the address is the person's, unless it is known already."""
    if person.address_proof:
        return person
    transaction.run("UPDATE people SET address_proof = :proof WHERE id = :id", proof=proof, id=person.id)
    return replace(person, address_proof=proof)


def check_role(role: str) -> None:
    """Raise AccountProblem unless there is such a role."""
    if role not in ROLES:
        raise AccountProblem(f'There is no role "{role}"; choose one of {", ".join(ROLES)}.')


def _check_administrator(actor: Person | None) -> None:
    if actor is not None and actor.role != "admin":
        raise AccountProblem("Only an administrator can change other people's accounts.")


def _id(actor: Person | None) -> str | None:
    return actor.id if actor else None
