"""One-time links: for somebody new who gets a role, or for a person who is to choose a password."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from accounts import audit, passwords, people, tokens
from accounts.person import Person, Role
from accounts.problems import AccountProblem
from progress import activity_tallies
from progress.database import Database, Transaction
from progress.moments import from_text, to_text

USED_UP = "This link does not work any more. Ask the people who run the course for a new one."


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that still works. Either `role`, for a new account, or `person_id` is set.

    `email` is the address that the link was sent to, if it was sent by this server.
    """

    role: Role | None
    person_id: str | None
    expires_at: datetime
    email: str | None = None


def create(
    db: Database,
    *,
    role: Role | None = None,
    person_id: str | None = None,
    now: datetime,
    hours: int = 48,
    actor_id: str | None = None,
) -> str:
    """Make a link for a role or for a person; returns its token, of which only a hash is stored.

    It replaces the unused links made for the same person, or for the first trainer, before. `actor_id` is who
    makes it, None for the operator. Raises AccountProblem when there is no such role or person, ValueError
    unless exactly one of them is given.
    """
    if (role is None) == (person_id is None):
        raise ValueError("an invitation is for a role or for a person")
    with db.write() as transaction:
        return insert(transaction, role=role, person_id=person_id, now=now, hours=hours, actor_id=actor_id)


def insert(
    transaction: Transaction,
    *,
    role: Role | None = None,
    person_id: str | None = None,
    email: str | None = None,
    now: datetime,
    hours: int,
    actor_id: str | None,
    replace_earlier: bool = True,
) -> str:
    """Make a link, as `create` does, as a part of something larger.

    `email` is where this server sends it, so that whoever opens it is known to have that address.
    """
    token = tokens.make()
    if replace_earlier:
        _replace_earlier(transaction, role, person_id)
    transaction.run(
        """
        INSERT INTO invitations (token_hash, role, person_id, email, created_at, expires_at)
        VALUES (:token_hash, :role, :person_id, :email, :created_at, :expires_at)
        """,
        token_hash=tokens.digest(token),
        role=role,
        person_id=person_id,
        email=email,
        created_at=to_text(now),
        expires_at=to_text(now + timedelta(hours=hours)),
    )
    audit.write(transaction, actor_id, "invited", person_id, role or "", now)
    return token


def address(course: str, token: str) -> str:
    """The address that a link leads to. `course` is that of the course."""
    return f"{course}/account/welcome/{token}"


def peek(db: Database, token: object, now: datetime) -> Invitation | None:
    """What the link offers, without using it up; None when it does not work or no longer does."""
    return _find(db, token, now)


def accept(db: Database, token: object, *, email: str, name: str, password: str, now: datetime) -> Person:
    """Use the link up. A person who is there gets the password, may sign in, and keeps name and address.

    The address that the link was sent to counts, whatever `email` says.
    Raises AccountProblem, and leaves the link as it was, when it does not work or something is badly written.
    """
    if _find(db, token, now) is None:
        raise AccountProblem(USED_UP)  # before the password is hashed, which is what costs
    password_hash = passwords.hash_password(password)
    with db.write() as transaction:
        invitation = _use(transaction, token, now)
        if invitation.person_id is None:
            person = _new(transaction, invitation, email, name, now, password_hash)
        else:
            person = _known(transaction, invitation, now, password_hash)
        passwords.check_strength(password, person.email, person.name)
        audit.write(transaction, person.id, "invitation-accepted", person.id, person.role, now)
    return person


def forget_run_out(transaction: Transaction, now: datetime) -> None:
    """Forget addresses that asked for an account and made none in time."""
    transaction.run(
        "DELETE FROM invitations WHERE email IS NOT NULL AND accepted_at IS NULL AND expires_at <= :now",
        now=to_text(now),
    )


def first_trainer_needed(db: Database) -> bool:
    """Whether nobody who can sign in looks after the course."""
    return _nobody_in_charge(db)


def _nobody_in_charge(records: Database | Transaction) -> bool:
    in_charge = records.row(
        """
        SELECT id FROM people
        WHERE role IN ('trainer', 'admin') AND active = 1
            AND (password_hash IS NOT NULL OR id IN (SELECT person_id FROM identities))
        LIMIT 1
        """
    )
    return in_charge is None


def _replace_earlier(transaction: Transaction, role: Role | None, person_id: str | None) -> None:
    """Remove the unused links that a new one takes the place of.

    Links for a role can each be for somebody else; but while nobody is in charge, there is only the one that
    the server prints, at each start anew.
    """
    if person_id is not None:
        people.require(transaction, person_id)
        transaction.run(
            "DELETE FROM invitations WHERE accepted_at IS NULL AND person_id = :person_id",
            person_id=person_id,
        )
    elif role is not None:
        people.check_role(role)
        if _nobody_in_charge(transaction):
            transaction.run("DELETE FROM invitations WHERE accepted_at IS NULL AND role = :role", role=role)


def _use(transaction: Transaction, token: object, now: datetime) -> Invitation:
    """Mark the link as used. Of two who try at once, only the first comes through."""
    invitation = _find(transaction, token, now)
    if invitation is None:
        raise AccountProblem(USED_UP)
    transaction.run(
        "UPDATE invitations SET accepted_at = :now WHERE token_hash = :hash",
        now=to_text(now),
        hash=tokens.digest(token),
    )
    return invitation


def _find(records: Database | Transaction, token: object, now: datetime) -> Invitation | None:
    row = records.row(
        """
        SELECT role, person_id, expires_at, email FROM invitations
        WHERE token_hash = :hash AND accepted_at IS NULL AND expires_at > :now
        """,
        hash=tokens.digest(token),
        now=to_text(now),
    )
    if row is None:
        return None
    return Invitation(row["role"], row["person_id"], from_text(row["expires_at"]), row["email"])


def _new(
    transaction: Transaction, found: Invitation, email: str, name: str, now: datetime, password_hash: str
) -> Person:
    person = people.insert(
        transaction,
        email=found.email or email,
        name=name,
        role=found.role or "learner",
        now=now,
        password_hash=password_hash,
        proof="letter" if found.email else None,
    )
    audit.write(transaction, person.id, "person-added", person.id, person.role, now)
    if found.email:  # the address stands with the person now; other links to it have nothing left to do
        transaction.run(
            "DELETE FROM invitations WHERE person_id IS NULL AND email = :email", email=found.email
        )
    return person


def _known(transaction: Transaction, found: Invitation, now: datetime, password_hash: str) -> Person:
    person = people.require(transaction, found.person_id or "")
    with activity_tallies.moving(transaction, person.id):
        transaction.run("UPDATE people SET active = 1 WHERE id = :id", id=person.id)
    transaction.run(
        "DELETE FROM invitations WHERE accepted_at IS NULL AND person_id = :person_id", person_id=person.id
    )
    passwords.replace_hash(transaction, person.id, password_hash, person.id, now)
    if found.email == person.email:
        person = people.prove_address(transaction, person, "letter")
    return replace(person, active=True)
