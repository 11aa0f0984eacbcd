"""What cohorts are given to do, by when, and how much of it is done.

Something is due at the end of its day in UTC. A second assignment of the same thing replaces its day; extra time that
somebody was given stays.
"""

from dataclasses import dataclass
from datetime import date, datetime

from course.course import Course
from progress import targets
from progress.cohorts import Cohort, CohortProblem
from progress.database import Database, Row, Transaction
from progress.moments import to_text
from progress.targets import Kind, Target

LONGEST_REASON = 300  # characters


@dataclass(frozen=True, slots=True)
class Assignment:
    """One thing that a cohort has to do, and how many of its members have done it. `due_on` is None without a day."""

    target: Target
    due_on: date | None
    done: int


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that one person has to do for a cohort. `extended` says whether the day is their own."""

    person_id: str
    cohort_id: str
    target: Target
    due_on: date | None
    extended: bool
    done: bool

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return not self.done and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Summary:
    """How a cohort stands: of `asked` pieces of work, one per person and thing, `done` are done; `late` people are
    behind, and the next day is `next_on`, None where no day is to come.
    """

    asked: int
    done: int
    late: int
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Extension:
    """Another day for one person, and why."""

    person_id: str
    name: str
    kind: Kind
    target_id: str
    due_on: date
    reason: str


def assign(
    transaction: Transaction, cohort: Cohort, kind: Kind, target_id: str, due_on: date | None, now: datetime
) -> None:
    """Give a cohort something to do, or another day for it. Raises CohortProblem for an archived one."""
    if cohort.archived_at:
        raise CohortProblem(f"“{cohort.name}” is archived. Put it back into use first.")
    transaction.run(
        """
        INSERT INTO assignments (cohort_id, kind, target_id, due_on, assigned_at)
        VALUES (:cohort_id, :kind, :target_id, :due_on, :now)
        ON CONFLICT (cohort_id, kind, target_id) DO UPDATE SET due_on = excluded.due_on
        """,
        cohort_id=cohort.id,
        kind=kind,
        target_id=target_id,
        due_on=due_on.isoformat() if due_on else None,
        now=to_text(now),
    )


def withdraw(transaction: Transaction, cohort_id: str, kind: Kind, target_id: str) -> None:
    """Ask something of a cohort no longer; the extra time given for it goes too."""
    transaction.run(
        "DELETE FROM assignments WHERE cohort_id = :cohort_id AND kind = :kind AND target_id = :target_id",
        cohort_id=cohort_id,
        kind=kind,
        target_id=target_id,
    )


def extend(
    transaction: Transaction,
    due: Due,
    until: date,
    reason: str,
    granted_by: str | None,
    now: datetime,
) -> None:
    """Give one person another day for one thing. Raises CohortProblem without a reason, or for one that is too long."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise CohortProblem(f"Give a reason of 1 to {LONGEST_REASON} characters.")
    transaction.run(
        """
        INSERT INTO extensions
            (cohort_id, person_id, kind, target_id, due_on, granted_by, granted_at, reason)
        VALUES (:cohort_id, :person_id, :kind, :target_id, :due_on, :granted_by, :now, :reason)
        ON CONFLICT (cohort_id, person_id, kind, target_id) DO UPDATE SET due_on = excluded.due_on,
            granted_by = excluded.granted_by, granted_at = excluded.granted_at, reason = excluded.reason
        """,
        cohort_id=due.cohort_id,
        person_id=due.person_id,
        kind=due.target.kind,
        target_id=due.target.id,
        due_on=until.isoformat(),
        granted_by=granted_by,
        reason=reason,
        now=to_text(now),
    )


def take_back(transaction: Transaction, due: Due) -> None:
    """Let the cohort's day hold for this person again."""
    transaction.run(
        """
        DELETE FROM extensions WHERE cohort_id = :cohort_id AND person_id = :person_id
            AND kind = :kind AND target_id = :target_id
        """,
        cohort_id=due.cohort_id,
        person_id=due.person_id,
        kind=due.target.kind,
        target_id=due.target.id,
    )


# {known} and {done}: the conditions of progress.targets.
OF_COHORT = """
SELECT assignments.kind, assignments.target_id, assignments.due_on,
    (SELECT COUNT(*) FROM cohort_members JOIN people ON people.id = cohort_members.person_id
        WHERE cohort_members.cohort_id = assignments.cohort_id AND people.active = 1 AND {done}) AS done
FROM assignments WHERE assignments.cohort_id = :cohort_id AND {known}
"""

# What is asked of each member of a cohort in use, with the day that holds for them. {where}: a condition of ours.
ASKED = """
SELECT cohort_members.person_id, cohort_members.cohort_id, assignments.kind, assignments.target_id, {done} AS done,
    COALESCE(extensions.due_on, assignments.due_on) AS due_on, extensions.due_on AS extended_to
FROM cohort_members
JOIN cohorts ON cohorts.id = cohort_members.cohort_id AND cohorts.archived_at IS NULL
JOIN assignments ON assignments.cohort_id = cohort_members.cohort_id
LEFT JOIN extensions ON extensions.cohort_id = assignments.cohort_id AND extensions.kind = assignments.kind
    AND extensions.target_id = assignments.target_id AND extensions.person_id = cohort_members.person_id
WHERE {where}
"""

# The day is looked at first: most of what is asked is not due yet, and to look whether it is done costs more.
OVERDUE = "CASE WHEN COALESCE(extensions.due_on, assignments.due_on) < :today THEN NOT {done} ELSE FALSE END"


def of_cohort(db: Database, course: Course, cohort_id: str) -> list[Assignment]:
    """What a cohort is given to do, soonest first; what has no day comes last."""
    every = targets.targets(course)
    about = targets.conditions(every, "cohort_members.person_id")
    sql = OF_COHORT.format(known=about.known, done=about.done)
    rows = {(row["kind"], row["target_id"]): row for row in db.rows(sql, cohort_id=cohort_id, **about.values)}
    found = [
        Assignment(target, day(row["due_on"]), row["done"])
        for target in every
        if (row := rows.get((target.kind, target.id)))
    ]
    return sorted(found, key=lambda one: one.due_on or date.max)


ACTIVE = "EXISTS (SELECT 1 FROM people WHERE people.id = cohort_members.person_id AND people.active = 1)"
SUMMARIES = """
SELECT cohort_id, COUNT(*) AS asked, SUM(CASE WHEN done THEN 1 ELSE 0 END) AS done,
    COUNT(DISTINCT CASE WHEN due_on < :today AND NOT done THEN person_id END) AS late,
    MIN(CASE WHEN due_on >= :today THEN due_on END) AS next_on
FROM ({asked}) AS asked GROUP BY cohort_id
"""


def summaries(db: Database, course: Course, cohort_ids: list[str], today: date) -> dict[str, Summary]:
    """Cohort id -> how its members stand, for cohorts in use that are asked something of and have members."""
    if not cohort_ids:
        return {}
    about = targets.conditions(targets.targets(course), "cohort_members.person_id")
    where = f"cohort_members.cohort_id IN ({_names('cohort', cohort_ids)}) AND {about.known} AND {ACTIVE}"
    values = about.values | {f"cohort_{i}": cohort_id for i, cohort_id in enumerate(cohort_ids)}
    sql = SUMMARIES.format(asked=ASKED.format(done=about.done, where=where))
    return {
        row["cohort_id"]: Summary(row["asked"], row["done"], row["late"], day(row["next_on"]))
        for row in db.rows(sql, today=today.isoformat(), **values)
    }


def of_person(db: Database, course: Course, person_id: str) -> list[Due]:
    """What a person's cohorts ask of them, soonest first, done or not; what has no day comes last."""
    with db.read() as transaction:
        found = of_people(transaction, targets.targets(course), [person_id])
    return sorted(found, key=lambda one: one.due_on or date.max)


def open_for(db: Database, course: Course, person_id: str) -> list[Due]:
    """What a person has still to do, soonest first: each thing once, by the first of its days."""
    left: dict[tuple[str, str], Due] = {}
    for due in of_person(db, course, person_id):
        if not due.done:
            left.setdefault((due.target.kind, due.target.id), due)
    return list(left.values())


def of_people(
    transaction: Transaction,
    every: tuple[Target, ...],
    people: list[str],
    cohort_ids: list[str] | None = None,
    overdue_on: date | None = None,
) -> list[Due]:
    """What cohorts, the named ones or all, ask of some people, in the course's order.

    With a day, only what should have been done before it and is not.
    """
    if not people or cohort_ids == []:
        return []
    about = targets.conditions(every, "cohort_members.person_id")
    values = about.values | {f"person_{i}": person_id for i, person_id in enumerate(people)}
    where = f"cohort_members.person_id IN ({_names('person', people)}) AND {about.known}"
    if overdue_on is not None:
        values["today"] = overdue_on.isoformat()
        where += f" AND {OVERDUE.format(done=about.done)}"
    if cohort_ids is not None:
        values |= {f"cohort_{i}": cohort_id for i, cohort_id in enumerate(cohort_ids)}
        where += f" AND cohort_members.cohort_id IN ({_names('cohort', cohort_ids)})"
    asked = ASKED.format(done="0" if overdue_on else about.done, where=where)
    places = {(target.kind, target.id): i for i, target in enumerate(every)}
    rows = transaction.rows(asked, **values)
    rows.sort(key=lambda row: places[row["kind"], row["target_id"]])
    return [_due(row, every[places[row["kind"], row["target_id"]]]) for row in rows]


def _names(name: str, found: list[str]) -> str:
    return ", ".join(f":{name}_{i}" for i in range(len(found)))


def _due(row: Row, target: Target) -> Due:
    return Due(
        person_id=row["person_id"],
        cohort_id=row["cohort_id"],
        target=target,
        due_on=day(row["due_on"]),
        extended=row["extended_to"] is not None,
        done=bool(row["done"]),
    )


def day(text: str | None) -> date | None:
    """The day in a text such as `2026-12-04`, or None where there is none."""
    return date.fromisoformat(text) if text else None


def extensions_of(db: Database, cohort_id: str, person_id: str | None = None) -> list[Extension]:
    """Who has another day in a cohort, by name and day; of one person when one is named."""
    rows = db.rows(
        """
        SELECT people.id, people.name, extensions.kind, extensions.target_id, extensions.due_on, extensions.reason
        FROM extensions JOIN people ON people.id = extensions.person_id
        WHERE extensions.cohort_id = :cohort_id AND (:person_id = '' OR extensions.person_id = :person_id)
        ORDER BY people.search_text, people.id, extensions.due_on
        """,
        cohort_id=cohort_id,
        person_id=person_id or "",
    )
    return [
        Extension(
            row["id"],
            row["name"],
            row["kind"],
            row["target_id"],
            date.fromisoformat(row["due_on"]),
            row["reason"],
        )
        for row in rows
    ]
