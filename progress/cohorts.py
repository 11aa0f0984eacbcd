"""Cohorts: groups of learners whom trainers look after together.

A learner may be in several. A trainer sees the cohorts that are theirs, an administrator all of them. An archived
cohort keeps its members and its records, and takes no new ones.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from progress import activity_tallies
from progress.database import Database, Row, Transaction, Value
from progress.moments import from_text, maybe, to_text

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I, L, O, 0 and 1, which are mistaken for one another
CODE = 8  # characters: about 40 bits, too many to guess at the pace of a web page
LONGEST_NAME = 100  # characters

JoinedBy = Literal["code", "file", "trainer"]


class CohortProblem(ValueError):
    """What was asked of a cohort cannot be done; the text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody of a cohort, as its page lists them. `since` is when they came in, None for its trainers."""

    id: str
    name: str
    email: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """One cohort. `members` counts the people in it whose account is active."""

    id: str
    name: str
    code: str
    created_at: datetime
    archived_at: datetime | None
    members: int


# {where}: a condition of ours on cohorts. Members less those whose account is closed: these are few, and found at once.
COHORTS = """
SELECT cohorts.id, cohorts.name, cohorts.code, cohorts.created_at, cohorts.archived_at,
    (SELECT COUNT(*) FROM cohort_members WHERE cohort_members.cohort_id = cohorts.id)
    - (SELECT COUNT(*) FROM cohort_members WHERE cohort_members.cohort_id = cohorts.id
        AND cohort_members.person_id IN (SELECT people.id FROM people WHERE people.active = 0)) AS members
FROM cohorts WHERE {where} ORDER BY cohorts.archived_at IS NOT NULL, cohorts.name, cohorts.id
"""


def create(db: Database, name: str, trainer_id: str | None, now: datetime) -> Cohort:
    """Make a cohort that this trainer looks after; None for the operator. Raises CohortProblem."""
    cohort_id = uuid4().hex
    with db.write() as transaction:
        transaction.run(
            """
            INSERT INTO cohorts (id, name, code, created_by, created_at)
            VALUES (:id, :name, :code, :created_by, :now)
            """,
            id=cohort_id,
            name=_name(name),
            code=_code(),
            created_by=trainer_id,
            now=to_text(now),
        )
        if trainer_id:
            add_trainer(transaction, cohort_id, trainer_id)
    return find(db, cohort_id)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or not name.isprintable():
        raise CohortProblem("Give the cohort a name of one line.")
    if len(name) > LONGEST_NAME:
        raise CohortProblem(f"The name is longer than {LONGEST_NAME} characters. Shorten it.")
    return name


def _code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE))


def find(db: Database, cohort_id: str) -> Cohort:
    """The cohort with this id. Raises CohortProblem when there is none."""
    return _one(db.rows(COHORTS.format(where="cohorts.id = :id"), id=cohort_id))


def by_code(db: Database, code: str) -> Cohort:
    """The cohort that people join by this code, however it is typed. Raises CohortProblem when there is none."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return _one(db.rows(COHORTS.format(where="cohorts.code = :code"), code=plain))


def _one(rows: list[Row]) -> Cohort:
    if not rows:
        raise CohortProblem("There is no such cohort. Check the code, or ask whoever gave it to you.")
    return _cohort(rows[0])


def _cohort(row: Row) -> Cohort:
    return Cohort(
        **{**row, "created_at": from_text(row["created_at"]), "archived_at": maybe(row["archived_at"])}
    )


def all_cohorts(db: Database) -> list[Cohort]:
    """Every cohort, those in use first, by name."""
    return [_cohort(row) for row in db.rows(COHORTS.format(where="1 = 1"))]


def of_trainer(db: Database, person_id: str) -> list[Cohort]:
    """The cohorts that a trainer looks after, those in use first, by name."""
    mine = "cohorts.id IN (SELECT cohort_id FROM cohort_trainers WHERE person_id = :person_id)"
    return [_cohort(row) for row in db.rows(COHORTS.format(where=mine), person_id=person_id)]


def of_member(db: Database, person_id: str) -> list[Cohort]:
    """The cohorts in use that somebody is in, by name."""
    mine = (
        "cohorts.archived_at IS NULL"
        " AND cohorts.id IN (SELECT cohort_id FROM cohort_members WHERE person_id = :person_id)"
    )
    return [_cohort(row) for row in db.rows(COHORTS.format(where=mine), person_id=person_id)]


def add_trainer(transaction: Transaction, cohort_id: str, person_id: str) -> None:
    """Let a trainer look after the cohort; a second time changes nothing."""
    transaction.run(
        """
        INSERT INTO cohort_trainers (cohort_id, person_id) VALUES (:cohort_id, :person_id)
        ON CONFLICT (cohort_id, person_id) DO NOTHING
        """,
        cohort_id=cohort_id,
        person_id=person_id,
    )


def add_member(
    transaction: Transaction, cohort: Cohort, person_id: str, joined_by: JoinedBy, now: datetime
) -> bool:
    """Put somebody into a cohort; returns whether they are new in it. Raises CohortProblem for an archived one."""
    if cohort.archived_at:
        raise CohortProblem(f"“{cohort.name}” is archived and takes no new members.")
    with activity_tallies.moving(transaction, person_id):
        added = transaction.run(
            """
            INSERT INTO cohort_members (cohort_id, person_id, joined_at, joined_by)
            VALUES (:cohort_id, :person_id, :now, :joined_by) ON CONFLICT (cohort_id, person_id) DO NOTHING
            """,
            cohort_id=cohort.id,
            person_id=person_id,
            joined_by=joined_by,
            now=to_text(now),
        )
    return added > 0


def remove_member(transaction: Transaction, cohort_id: str, person_id: str) -> bool:
    """Take somebody out of a cohort, with the extra time they had in it; returns whether they were in it.

    What they have done in the course stays.
    """
    ids = {"cohort_id": cohort_id, "person_id": person_id}
    transaction.run("DELETE FROM extensions WHERE cohort_id = :cohort_id AND person_id = :person_id", **ids)
    with activity_tallies.moving(transaction, person_id):
        removed = transaction.run(
            "DELETE FROM cohort_members WHERE cohort_id = :cohort_id AND person_id = :person_id", **ids
        )
    return removed > 0


def remove_trainer(transaction: Transaction, cohort_id: str, person_id: str) -> None:
    """Let a trainer no longer look after the cohort. Raises CohortProblem for the last one."""
    others = transaction.row(
        "SELECT person_id FROM cohort_trainers WHERE cohort_id = :cohort_id AND person_id <> :person_id LIMIT 1",
        cohort_id=cohort_id,
        person_id=person_id,
    )
    if others is None:
        raise CohortProblem("A cohort needs a trainer. Add another one first.")
    transaction.run(
        "DELETE FROM cohort_trainers WHERE cohort_id = :cohort_id AND person_id = :person_id",
        cohort_id=cohort_id,
        person_id=person_id,
    )


def archive(transaction: Transaction, cohort_id: str, now: datetime) -> None:
    """Take a cohort out of use; one that is archived already keeps its day."""
    transaction.run(
        "UPDATE cohorts SET archived_at = :now WHERE id = :id AND archived_at IS NULL",
        id=cohort_id,
        now=to_text(now),
    )


def restore(transaction: Transaction, cohort_id: str) -> None:
    """Put an archived cohort back into use."""
    transaction.run("UPDATE cohorts SET archived_at = NULL WHERE id = :id", id=cohort_id)


def trainers_of(db: Database, cohort_id: str) -> list[Somebody]:
    """Who looks after the cohort, by name."""
    rows = db.rows(
        """
        SELECT people.id, people.name, people.email FROM cohort_trainers
        JOIN people ON people.id = cohort_trainers.person_id
        WHERE cohort_trainers.cohort_id = :cohort_id ORDER BY people.search_text, people.id
        """,
        cohort_id=cohort_id,
    )
    return [Somebody(row["id"], row["name"], row["email"] or "") for row in rows]


def members_of(db: Database, cohort_id: str, *, limit: int, offset: int) -> list[Somebody]:
    """One page of the cohort's members whose account is active, by name."""
    rows = db.rows(
        """
        SELECT people.id, people.name, people.email, cohort_members.joined_at FROM cohort_members
        JOIN people ON people.id = cohort_members.person_id
        WHERE cohort_members.cohort_id = :cohort_id AND people.active = 1
        ORDER BY people.search_text, people.id LIMIT :limit OFFSET :offset
        """,
        cohort_id=cohort_id,
        limit=limit,
        offset=offset,
    )
    return [Somebody(row["id"], row["name"], row["email"] or "", from_text(row["joined_at"])) for row in rows]


def member_ids(db: Database, cohort_ids: Sequence[str]) -> frozenset[str]:
    """The ids of everybody in one of these cohorts."""
    named, values = parameters(cohort_ids)
    rows = db.rows(
        f"SELECT DISTINCT person_id FROM cohort_members WHERE cohort_id IN ({named})",  # noqa: S608 - our own SQL
        **values,
    )
    return frozenset(row["person_id"] for row in rows)


def with_member(db: Database, person_id: str) -> list[Cohort]:
    """Every cohort that somebody is in, those in use first, by name."""
    inside = "cohorts.id IN (SELECT cohort_id FROM cohort_members WHERE person_id = :person_id)"
    return [_cohort(row) for row in db.rows(COHORTS.format(where=inside), person_id=person_id)]


def any_exists(db: Database) -> bool:
    """Whether there is a cohort at all, archived ones too."""
    return db.row("SELECT id FROM cohorts LIMIT 1") is not None


def condition(person: str, cohort_ids: Sequence[str] | None) -> tuple[str, dict[str, Value]]:
    """SQL that leaves the members of some cohorts, and its values; `person` is SQL of ours for a person's id.

    None leaves everybody, no cohort at all leaves nobody.
    """
    if cohort_ids is None:
        return "", {}
    named, values = parameters(cohort_ids)
    members = f"SELECT person_id FROM cohort_members WHERE cohort_id IN ({named})"  # noqa: S608 - our own SQL
    return f" AND {person} IN ({members})", values


def parameters(cohort_ids: Sequence[str]) -> tuple[str, dict[str, Value]]:
    """The parameters for some cohorts, and their values. No cohort at all is a list that nothing is in."""
    values: dict[str, Value] = {f"cohort_{i}": cohort_id for i, cohort_id in enumerate(cohort_ids)}
    return ", ".join(f":{name}" for name in values) or "NULL", values
