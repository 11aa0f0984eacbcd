"""Statements in the Experience API (xAPI 1.0.3) about modules completed and quizzes passed, failed or taken.

Single answers are never told. People are told under a pseudonym of this installation, unless it is asked otherwise. The
id of a statement is worked out from what it says, so it can be sent twice and is stored once; a regrade, which changes
a result, makes another one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from course.course import Course
from progress import cohorts
from progress.database import Database, Row, Value
from progress.exports.problems import ExportProblem

VERBS = "http://adlnet.gov/expapi/verbs/"
ACTIVITIES = "http://adlnet.gov/expapi/activities/"
LANGUAGE = "en"
BATCH = 500  # people read at once

Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who tells: the address that people type, which names activities and accounts, and whether people are named."""

    address: str
    identified: bool = False


# Whoever is not erased, closed accounts too: what they did, they did. {members}: a condition on cohorts
PEOPLE = """
SELECT id, name, email FROM people WHERE email IS NOT NULL AND id > :after{members} ORDER BY id LIMIT :limit
"""
# {people}: their ids
COMPLETED = """
SELECT person_id, module_id, edition, completed_at, score FROM completions
WHERE person_id IN ({people}) AND completed_at >= :since ORDER BY completed_at, person_id, module_id
"""
ATTEMPTS = """
SELECT person_id, id, quiz_id, edition, number, grading, submitted_at, score, passed FROM attempts
WHERE person_id IN ({people}) AND state = 'submitted' AND preview = 0 AND COALESCE((
    SELECT MAX(graded_at) FROM grades WHERE grades.attempt_id = attempts.id AND grades.grading = attempts.grading
), submitted_at) >= :since
ORDER BY submitted_at, id
"""


def statements(
    db: Database,
    course: Course,
    sender: Sender,
    since: date | None = None,
    cohort_ids: Sequence[str] | None = None,
) -> Iterator[Statement]:
    """Every statement, about everybody or the members of some cohorts; with a day, what was recorded from then on.

    Raises ExportProblem when the sender has no address.
    """
    if not sender.address:
        raise ExportProblem("Set LITERACY_BASE_URL first: statements name the course by it, for good.")
    members, values = cohorts.condition("people.id", cohort_ids)
    after = ""
    while people := db.rows(PEOPLE.format(members=members), after=after, limit=BATCH, **values):
        yield from _of_people(db, course, sender, people, since.isoformat() if since else "")
        after = people[-1]["id"]


def _of_people(
    db: Database, course: Course, sender: Sender, people: Sequence[Row], since: str
) -> Iterator[Statement]:
    known = {person["id"]: person for person in people}
    ids: dict[str, Value] = {f"person_{i}": person_id for i, person_id in enumerate(known)}
    named = ", ".join(f":{name}" for name in ids)
    for row in db.rows(COMPLETED.format(people=named), since=since, **ids):
        yield _completed(course, sender, known[row["person_id"]], row)
    for row in db.rows(ATTEMPTS.format(people=named), since=since, **ids):
        yield _attempted(course, sender, known[row["person_id"]], row)


def _completed(course: Course, sender: Sender, person: Row, row: Row) -> Statement:
    titles = {module.id: module.title for module in course.modules}
    result: Statement = {"completion": True}
    if row["score"] is not None:
        result["score"] = {"scaled": round(row["score"] / 100, 4)}
    return _statement(
        course,
        sender,
        person,
        record=f"completion|{row['module_id']}|{row['edition']}",
        verb="completed",
        activity=_activity(sender, f"module?m={row['module_id']}", "module", titles.get(row["module_id"])),
        result=result,
        at=row["completed_at"],
        facts={"edition": row["edition"]},
    )


def _attempted(course: Course, sender: Sender, person: Row, row: Row) -> Statement:
    quiz = course.quizzes.get(row["quiz_id"])
    result: Statement = {"completion": True, "score": {"scaled": round(row["score"] / 100, 4)}}
    verb = "completed"
    if quiz is None or quiz.role != "diagnostic":  # which nobody fails
        verb = "passed" if row["passed"] else "failed"
        result["success"] = bool(row["passed"])
    return _statement(
        course,
        sender,
        person,
        record=f"attempt|{row['id']}|{row['grading']}",
        verb=verb,
        activity=_activity(sender, f"quiz?q={row['quiz_id']}", "assessment", quiz.title if quiz else None),
        result=result,
        at=row["submitted_at"],
        facts={"edition": row["edition"], "attempt": row["number"]},
    )


def _statement(
    course: Course,
    sender: Sender,
    person: Row,
    *,
    record: str,
    verb: str,
    activity: Statement,
    result: Statement,
    at: str,
    facts: Statement,
) -> Statement:
    whole = _activity(sender, "", "course", course.title)
    return {
        "id": str(uuid5(_home(sender), f"{person['id']}|{sender.identified}|{record}")),
        "actor": _actor(sender, person),
        "verb": {"id": f"{VERBS}{verb}", "display": {LANGUAGE: verb}},
        "object": activity,
        "result": result,
        "context": {
            "contextActivities": {"parent": [whole]},
            "extensions": {f"{sender.address}/xapi/{name}": value for name, value in facts.items()},
        },
        "timestamp": at,
        "version": "1.0.3",
    }


def _home(sender: Sender) -> UUID:
    return uuid5(NAMESPACE_URL, sender.address)


def _actor(sender: Sender, person: Row) -> Statement:
    """The person: by address and name, or by an account whose name tells nobody who it is."""
    if sender.identified:
        return {"objectType": "Agent", "name": person["name"], "mbox": f"mailto:{person['email']}"}
    pseudonym = str(uuid5(_home(sender), f"person|{person['id']}"))
    return {"objectType": "Agent", "account": {"homePage": sender.address, "name": pseudonym}}


def _activity(sender: Sender, page: str, kind: str, title: str | None) -> Statement:
    definition: Statement = {"type": f"{ACTIVITIES}{kind}"}
    if title:
        definition["name"] = {LANGUAGE: title}
    return {"objectType": "Activity", "id": f"{sender.address}/{page}", "definition": definition}
