"""Signing in through a provider of OpenID Connect: whose account it is, whether there may be one, and with which role.

Somebody is found by issuer and subject, never by address: addresses change, and are given to other people.
"""

from dataclasses import replace
from datetime import datetime

from accounts import audit, claims, people, sessions
from accounts.claims import Claims, Policy, Told
from accounts.person import COLUMNS, Person, from_row
from accounts.problems import AccountProblem
from progress.database import Database, Transaction
from progress.moments import to_text

ASK = "Ask the people who run the course."


def sign_in(db: Database, said: Claims, policy: Policy, now: datetime) -> Person:
    """The person whose identity this is, with the role that the claims give.

    At the first time it is linked to the account with the same address, if the provider has verified that, or gets a
    new one. Raises AccountProblem, with a sentence for whoever signs in, and then nothing has changed.
    """
    told = claims.read(said, policy)
    _check_domain(told, policy)
    with db.write() as transaction:
        person = _linked(transaction, told) or _first_time(transaction, told, policy, now)
        if not person.active:
            raise AccountProblem(f"Your account in this course is closed. {ASK}")
        if told.verified and told.email == person.email:
            person = people.prove_address(transaction, person, "provider")
        return _with_role(transaction, person, told, policy, now)


def unlink(db: Database, person: Person, now: datetime) -> bool:
    """Take a person's identity away, for the operator, and sign them out; whether there was one."""
    with db.write() as transaction:
        found = transaction.run("DELETE FROM identities WHERE person_id = :id", id=person.id)
        if found:
            sessions.end_all(transaction, person.id)
            audit.write(transaction, None, "identity-unlinked", person.id, "", now)
    return bool(found)


def is_linked(db: Database, person_id: str) -> bool:
    """Whether a person has an identity at a provider."""
    return db.row("SELECT person_id FROM identities WHERE person_id = :id", id=person_id) is not None


def _check_domain(told: Told, policy: Policy) -> None:
    """Raise AccountProblem unless the address is of an allowed domain; one that nobody has verified is of none."""
    if not policy.domains:
        return
    if not told.verified:
        raise AccountProblem(
            f"The sign-in service did not confirm your email address, which this course needs. {ASK}"
        )
    if told.email.rpartition("@")[2] not in policy.domains:
        raise AccountProblem(f"This course is not open to addresses like {told.email}. {ASK}")


def _linked(transaction: Transaction, told: Told) -> Person | None:
    row = transaction.row(
        f"""
        SELECT {COLUMNS} FROM identities JOIN people ON people.id = identities.person_id
        WHERE identities.issuer = :issuer AND identities.subject = :subject
        """,  # noqa: S608 - the names of columns
        issuer=told.issuer,
        subject=told.subject,
    )
    return from_row(row) if row else None


def _first_time(transaction: Transaction, told: Told, policy: Policy, now: datetime) -> Person:
    if not told.email:
        raise AccountProblem(f"The sign-in service did not tell your email address. {ASK}")
    row = transaction.row(f"SELECT {COLUMNS} FROM people WHERE email = :email", email=told.email)  # noqa: S608 - columns
    person = _taken_over(transaction, from_row(row), told) if row else _new(transaction, told, policy, now)
    transaction.run(
        """
        INSERT INTO identities (issuer, subject, person_id, linked_at)
        VALUES (:issuer, :subject, :person_id, :now)
        """,
        issuer=told.issuer,
        subject=told.subject,
        person_id=person.id,
        now=to_text(now),
    )
    audit.write(transaction, person.id, "identity-linked", person.id, told.issuer, now)
    return person


def _taken_over(transaction: Transaction, person: Person, told: Told) -> Person:
    """The account that has the address already, out of reach of whoever else may have made it.

    Anybody can make an account with somebody else's address and wait for them: so its password, its links and its
    sessions end when the one whom the address belongs to comes.
    """
    if not told.verified:
        raise AccountProblem(
            f"There is an account with the address {told.email} already, and the sign-in service did not confirm that"
            f" it is yours. {ASK}"
        )
    if transaction.row("SELECT person_id FROM identities WHERE person_id = :id", id=person.id):
        raise AccountProblem(f"The account with the address {told.email} belongs to another identity. {ASK}")
    transaction.run("UPDATE people SET password_hash = NULL WHERE id = :id", id=person.id)
    transaction.run("DELETE FROM invitations WHERE person_id = :id AND accepted_at IS NULL", id=person.id)
    sessions.end_all(transaction, person.id)
    return person


def _new(transaction: Transaction, told: Told, policy: Policy, now: datetime) -> Person:
    if not policy.new_accounts:
        raise AccountProblem(f"You have no account in this course yet. {ASK}")
    person = people.insert(
        transaction, email=told.email, name=told.name, role="learner", now=now, password_hash=None
    )
    audit.write(transaction, person.id, "person-added", person.id, person.role, now)
    return person


def _with_role(transaction: Transaction, person: Person, told: Told, policy: Policy, now: datetime) -> Person:
    role = claims.role_of(told, person.role, policy)
    if role == person.role:
        return person
    transaction.run("UPDATE people SET role = :role WHERE id = :id", role=role, id=person.id)
    sessions.end_all(transaction, person.id)
    detail = f"{person.role} to {role}, by {told.issuer}"
    audit.write(transaction, None, "role-changed", person.id, detail, now)
    return replace(person, role=role)
