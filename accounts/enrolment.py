"""Putting people into a cohort: looked at first, then written all at once or not at all.

Somebody new gets an account and a one-time link; somebody who has an account joins with it and keeps name and password.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import audit, invitations, people
from accounts.person import COLUMNS, Person, from_row
from accounts.problems import AccountProblem
from accounts.roster import Entry, Fault, Roster
from progress import cohorts
from progress.cohorts import Cohort, JoinedBy
from progress.database import Database, Transaction
from progress.spreadsheet import csv_bytes

LINK_HOURS = 14 * 24  # a class needs longer than one colleague


@dataclass(frozen=True, slots=True)
class Plan:
    """What enrolling would do: accounts to make, people to join, and those who are in the cohort already."""

    new: tuple[Entry, ...]
    joining: tuple[Person, ...]
    inside: tuple[Person, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A person's one-time link, as its token. It is shown once: only a hash of it is stored."""

    person: Person
    token: str


def plan(db: Database, cohort: Cohort, roster: Roster) -> Plan:
    """What enrolling these people would do; changes nothing."""
    new, joining, inside, faults = [], [], [], list(roster.faults)
    with db.read() as transaction:
        for entry in roster.entries:
            person = _known(transaction, entry.email)
            try:
                _check(entry, person)
            except AccountProblem as problem:
                faults.append(Fault(entry.line, str(problem)))
                continue
            if person is None:
                new.append(entry)
            elif _is_inside(transaction, cohort, person):
                inside.append(person)
            else:
                joining.append(person)
    faults.sort(key=lambda fault: fault.line)
    return Plan(tuple(new), tuple(joining), tuple(inside), tuple(faults))


def enrol(
    db: Database,
    cohort: Cohort,
    entries: Sequence[Entry],
    joined_by: JoinedBy,
    actor_id: str | None,
    now: datetime,
) -> list[Link]:
    """Put everybody into the cohort; returns the links of those who got an account.

    `actor_id` is who does it, None for the operator. Raises AccountProblem or CohortProblem, and then nobody is in.
    """
    links = []
    with db.write() as transaction:
        for entry in entries:
            person = _known(transaction, entry.email)
            _check(entry, person)
            if person is None:
                person = people.insert(
                    transaction,
                    email=entry.email,
                    name=entry.name,
                    role="learner",
                    now=now,
                    password_hash=None,
                    proof="staff",
                )
                audit.write(transaction, actor_id, "person-added", person.id, "learner", now)
                links.append(_link(transaction, person, actor_id, now))
            if cohorts.add_member(transaction, cohort, person.id, joined_by, now):
                audit.write(transaction, actor_id, "cohort-joined", person.id, cohort.name, now)
    return links


def without_password(db: Database, cohort_id: str) -> int:
    """How many of the cohort's members have yet to choose a password."""
    row = db.row(f"SELECT COUNT(*) AS people FROM people WHERE {WAITING}", cohort_id=cohort_id)  # noqa: S608 - ours
    return row["people"] if row else 0


def new_links(db: Database, cohort: Cohort, actor_id: str | None, now: datetime) -> list[Link]:
    """Make a new link for every member who has yet to choose a password; their earlier ones work no more."""
    with db.write() as transaction:
        rows = transaction.rows(
            f"SELECT {COLUMNS} FROM people WHERE {WAITING} ORDER BY search_text, id",  # noqa: S608 - our own SQL
            cohort_id=cohort.id,
        )
        return [_link(transaction, from_row(row), actor_id, now) for row in rows]


WAITING = """
people.active = 1 AND people.role = 'learner' AND people.password_hash IS NULL
AND people.id NOT IN (SELECT person_id FROM identities)
AND people.id IN (SELECT person_id FROM cohort_members WHERE cohort_id = :cohort_id)
"""


def links_file(links: Sequence[Link], address: str) -> bytes:
    """The links as a CSV file for a mail merge. `address` is that of the course."""
    rows = [[link.person.email, link.person.name, invitations.address(address, link.token)] for link in links]
    return csv_bytes([["email", "name", "link"], *rows])


def _link(transaction: Transaction, person: Person, actor_id: str | None, now: datetime) -> Link:
    token = invitations.insert(transaction, person_id=person.id, now=now, hours=LINK_HOURS, actor_id=actor_id)
    return Link(person, token)


def _known(transaction: Transaction, email: str) -> Person | None:
    row = transaction.row(f"SELECT {COLUMNS} FROM people WHERE email = :email", email=email)  # noqa: S608 - columns
    return from_row(row) if row else None


def _check(entry: Entry, person: Person | None) -> None:
    """Raise AccountProblem for somebody who cannot be enrolled."""
    if person is None and not entry.name:
        raise AccountProblem(f"{entry.email} has no account yet. Give a name, so that one can be made.")
    if person is not None and not person.active:
        raise AccountProblem(f"The account of {entry.email} is closed. Ask an administrator to reopen it.")


def _is_inside(transaction: Transaction, cohort: Cohort, person: Person) -> bool:
    query = "SELECT person_id FROM cohort_members WHERE cohort_id = :cohort_id AND person_id = :person_id"
    return transaction.row(query, cohort_id=cohort.id, person_id=person.id) is not None
