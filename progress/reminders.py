"""Who is to be told what: work that is due soon or overdue, and certificates and completions that soon count no more.

Each is told once for each day that it is about, so somebody who gets more time hears again before the new day. Who has
declined hears of what is overdue only: that is a duty, the rest are nudges.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from course.course import Course
from progress import cohorts, targets
from progress.certified import Certified, certified
from progress.database import Database, Row, Transaction
from progress.folding import fold
from progress.moments import to_text

Reason = Literal["overdue", "due", "expiring"]
Channel = Literal["mail", "file"]
ThingKind = Literal["module", "quiz", "scenario", "final", "certificate"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to remind of: what is due within `due_in` days, what is overdue, what expires within `expiring` days.

    None leaves that out. Days are in UTC; 0 is today.
    """

    due_in: int | None = 7
    overdue: bool = True
    expiring: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to remind somebody of. `day` is when it is due, or the last day on which it counts."""

    reason: Reason
    kind: ThingKind
    target_id: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Reminder:
    """All that one person is to be told now, what is most urgent first."""

    person_id: str
    name: str
    email: str
    things: tuple[Thing, ...]


# Each thing once, by the first of the days that hold for the person. {known}, {done}: conditions of
# progress.targets, {cohorts}: a condition on cohorts.
OWED = """
WITH asked AS (
    SELECT cohort_members.person_id, assignments.kind, assignments.target_id,
        MIN(COALESCE(extensions.due_on, assignments.due_on)) AS day
    FROM cohort_members
    JOIN cohorts ON cohorts.id = cohort_members.cohort_id AND cohorts.archived_at IS NULL
    JOIN assignments ON assignments.cohort_id = cohort_members.cohort_id
    LEFT JOIN extensions ON extensions.cohort_id = assignments.cohort_id AND extensions.kind = assignments.kind
        AND extensions.target_id = assignments.target_id AND extensions.person_id = cohort_members.person_id
    WHERE {known} AND COALESCE(extensions.due_on, assignments.due_on) IS NOT NULL{cohorts}
    GROUP BY cohort_members.person_id, assignments.kind, assignments.target_id
),
judged AS (
    SELECT asked.*, CASE WHEN day < :today THEN 'overdue' ELSE 'due' END AS reason
    FROM asked WHERE day <= :horizon
)
SELECT people.id, people.name, people.email, assignments.reason, assignments.kind, assignments.target_id,
    assignments.day
FROM judged AS assignments JOIN people ON people.id = assignments.person_id
WHERE people.active = 1 AND people.email IS NOT NULL AND NOT {done}
    AND ((assignments.reason = 'overdue' AND :overdue = 1) OR (assignments.reason = 'due' AND :due = 1
        AND NOT EXISTS (SELECT 1 FROM reminders_declined WHERE reminders_declined.person_id = people.id)))
    AND NOT EXISTS (
        SELECT 1 FROM reminders_sent AS sent
        WHERE sent.person_id = people.id AND sent.reason = assignments.reason AND sent.kind = assignments.kind
            AND sent.target_id = assignments.target_id AND sent.day = assignments.day)
ORDER BY people.search_text, people.id, assignments.day, assignments.kind, assignments.target_id
"""


def reminders(
    db: Database, course: Course, wanted: Wanted, now: datetime, cohort_ids: Sequence[str] | None = None
) -> list[Reminder]:
    """Who is to be told what now, by name, about the work of some cohorts or of all. Nothing that was told already."""
    found = [*_owed(db, course, wanted, now.date(), cohort_ids)]
    if wanted.expiring is not None and course.file.valid_months:
        found += _expiring(db, course, now.date(), wanted.expiring, cohort_ids)
    people: dict[str, Reminder] = {}
    for one in found:
        earlier = people.get(one.person_id)
        people[one.person_id] = replace(earlier, things=(*earlier.things, *one.things)) if earlier else one
    return sorted(people.values(), key=lambda one: (fold(one.name), one.email))


def _owed(
    db: Database, course: Course, wanted: Wanted, today: date, cohort_ids: Sequence[str] | None
) -> Iterator[Reminder]:
    every = targets.targets(course)
    conditions = targets.conditions(every, "people.id")
    named, more = cohorts.parameters(cohort_ids or ())
    asking = "" if cohort_ids is None else f" AND cohort_members.cohort_id IN ({named})"
    rows = db.rows(
        OWED.format(known=conditions.known, done=conditions.done, cohorts=asking),
        today=today.isoformat(),
        horizon=(today + timedelta(days=-1 if wanted.due_in is None else wanted.due_in)).isoformat(),
        overdue=int(wanted.overdue),
        due=int(wanted.due_in is not None),
        **conditions.values,
        **more,
    )
    titles: dict[tuple[str, str], str] = {(target.kind, target.id): target.title for target in every}
    for row in rows:
        yield _reminder(row, titles[row["kind"], row["target_id"]])


def _reminder(row: Row, title: str) -> Reminder:
    thing = Thing(row["reason"], row["kind"], row["target_id"], title, date.fromisoformat(row["day"]))
    return Reminder(row["id"], row["name"], row["email"], (thing,))


# Everybody's certificate that counts longest. One without an end counts for good. {members}: a condition on cohorts
CERTIFICATES = """
SELECT people.id, people.name, people.email,
    MAX(COALESCE(certificates.valid_until, '9999-12-31')) AS day
FROM certificates JOIN people ON people.id = certificates.person_id
WHERE certificates.revoked_at IS NULL AND people.active = 1 AND people.email IS NOT NULL{members}
GROUP BY people.id, people.name, people.email
"""


def _expiring(
    db: Database, course: Course, today: date, days: int, cohort_ids: Sequence[str] | None
) -> Iterator[Reminder]:
    """Of who holds a certificate that counts, the certificate; of the others what they completed and passed."""
    declined = {row["person_id"] for row in db.rows("SELECT person_id FROM reminders_declined")}
    told = {
        (row["person_id"], row["kind"], row["target_id"], row["day"])
        for row in db.rows(
            "SELECT person_id, kind, target_id, day FROM reminders_sent WHERE reason = 'expiring'"
        )
    }
    members, values = cohorts.condition("people.id", cohort_ids)
    holders = db.rows(CERTIFICATES.format(members=f" {members}"), **values)
    counting = {row["id"]: row for row in holders if row["day"] >= today.isoformat()}
    found = [_certificate(row, course.title) for row in counting.values()]
    found += [
        Reminder(one.person_id, one.name, one.email, (_completion(one, one.until),))
        for one in certified(db, course, cohort_ids)
        if one.until and not one.at_stake and one.person_id not in counting
    ]
    last = today + timedelta(days=days)
    for one in found:
        (thing,) = one.things
        key = (one.person_id, thing.kind, thing.target_id, thing.day.isoformat())
        if today <= thing.day <= last and one.person_id not in declined and key not in told:
            yield one


def _certificate(row: Row, title: str) -> Reminder:
    thing = Thing("expiring", "certificate", "course", title, date.fromisoformat(row["day"]))
    return Reminder(row["id"], row["name"], row["email"], (thing,))


def _completion(one: Certified, until: date) -> Thing:
    return Thing("expiring", one.kind, one.target_id, one.title, until)


def claim(
    transaction: Transaction, reminder: Reminder, channel: Channel, by_id: str | None, now: datetime
) -> Reminder | None:
    """Note as told what is about to be told; returns what of it nobody else has told meanwhile, None for nothing.

    It is noted before it is sent, so that two who send at once do not tell anybody twice.
    """
    mine = tuple(
        thing
        for thing in reminder.things
        if transaction.run(
            """
            INSERT INTO reminders_sent (person_id, reason, kind, target_id, day, channel, by_id, sent_at)
            VALUES (:person_id, :reason, :kind, :target_id, :day, :channel, :by_id, :now)
            ON CONFLICT (person_id, reason, kind, target_id, day) DO NOTHING
            """,
            **_key(reminder, thing),
            channel=channel,
            by_id=by_id,
            now=to_text(now),
        )
    )
    return replace(reminder, things=mine) if mine else None


def release(transaction: Transaction, reminder: Reminder) -> None:
    """Take back that somebody was told, because it did not reach them."""
    for thing in reminder.things:
        transaction.run(
            """
            DELETE FROM reminders_sent WHERE person_id = :person_id AND reason = :reason AND kind = :kind
                AND target_id = :target_id AND day = :day
            """,
            **_key(reminder, thing),
        )


def _key(reminder: Reminder, thing: Thing) -> dict[str, str]:
    return {
        "person_id": reminder.person_id,
        "reason": thing.reason,
        "kind": thing.kind,
        "target_id": thing.target_id,
        "day": thing.day.isoformat(),
    }


def declines(db: Database, person_id: str) -> bool:
    """Whether somebody wants no nudges, and hears of what is overdue only."""
    query = "SELECT person_id FROM reminders_declined WHERE person_id = :person_id"
    return db.row(query, person_id=person_id) is not None


def set_declined(db: Database, person_id: str, declined: bool, now: datetime) -> None:
    """Let somebody decline nudges, or have them again."""
    with db.write() as transaction:
        transaction.run("DELETE FROM reminders_declined WHERE person_id = :person_id", person_id=person_id)
        if declined:
            transaction.run(
                "INSERT INTO reminders_declined (person_id, declined_at) VALUES (:person_id, :now)",
                person_id=person_id,
                now=to_text(now),
            )
