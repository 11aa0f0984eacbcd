"""What people can show for themselves: modules completed and final tests passed, each under a code to check it by.

A module's completion is recorded once. A final test may be passed again: the latest pass counts, and has a code of its
own. The code is random, is made the first time that somebody asks for it, and never changes.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from course.course import Course
from course.validity import valid_until
from progress import cohorts
from progress.certificates import plain
from progress.database import Database, Row, Value
from progress.moments import from_text, to_text

Kind = Literal["module", "final"]
Status = Literal["valid", "expired", "under review"]

CODE = 12  # characters of cohorts.ALPHABET: 59 bits, so that nobody can find one by trying
BATCH = 500  # people read at once
EDITION = 8  # characters that tell the editions of a final test apart


@dataclass(frozen=True, slots=True)
class Certified:
    """One module completed or final test passed by one person. `score` is in per cent, None without a quiz.

    `address_proof` says how it is known that the address is theirs, None while only they have said so.

    `record` is what it rests on: the edition of a module, the attempt at a final test. `at_stake` says that a regrade
    took its pass away and nobody has decided yet what becomes of it.
    """

    person_id: str
    name: str
    email: str
    address_proof: str | None
    kind: Kind
    target_id: str
    title: str
    record: str
    edition: str
    completed_at: datetime
    score: float | None
    until: date | None
    at_stake: bool
    code: str | None

    def status(self, today: date) -> Status:
        """Whether it counts today, in UTC."""
        if self.at_stake:
            return "under review"
        return "expired" if self.until and self.until < today else "valid"


# {people}: their ids; {finals}: ids of the final tests; {passes}: a condition on a pass's place, 1 for the latest
EARNED = """
WITH passes AS (
    SELECT person_id, quiz_id, id, edition, submitted_at, score,
        ROW_NUMBER() OVER (PARTITION BY person_id, quiz_id ORDER BY submitted_at DESC, id) AS place
    FROM attempts
    WHERE passed = 1 AND preview = 0 AND person_id IN ({people}) AND quiz_id IN ({finals})
),
earned AS (
    SELECT person_id, 'module' AS kind, module_id AS target_id, CAST(edition AS TEXT) AS record,
        CAST(edition AS TEXT) AS edition, completed_at, score,
        CASE WHEN EXISTS (SELECT 1 FROM completions_at_stake AS stakes
            WHERE stakes.person_id = completions.person_id AND stakes.module_id = completions.module_id
                AND stakes.edition = completions.edition AND stakes.resolved_at IS NULL)
            THEN 1 ELSE 0 END AS at_stake
    FROM completions WHERE person_id IN ({people})
    UNION ALL
    SELECT person_id, 'final', quiz_id, id, edition, submitted_at, score, 0 FROM passes WHERE {passes}
)
SELECT earned.*, people.name, people.email, people.address_proof, codes.code
FROM earned JOIN people ON people.id = earned.person_id
LEFT JOIN completion_codes AS codes ON codes.person_id = earned.person_id AND codes.kind = earned.kind
    AND codes.target_id = earned.target_id AND codes.record = earned.record
ORDER BY people.search_text, people.id, earned.completed_at, earned.target_id
"""

# Everybody who is here, a batch at a time, by name. {members}: a condition on cohorts
EVERYBODY = """
SELECT id, search_text FROM people
WHERE active = 1 AND email IS NOT NULL AND (search_text > :after_text OR (search_text = :after_text AND id > :after_id))
    {members}
ORDER BY search_text, id LIMIT :limit
"""


def certified(db: Database, course: Course, cohort_ids: Sequence[str] | None = None) -> Iterator[Certified]:
    """All that the members of some cohorts, or everybody, can show, by name and time. Codes not made yet are None.

    It is read a batch of people at a time, so a large course does not fill the memory.
    """
    members, values = cohorts.condition("people.id", cohort_ids)
    last: Row = {"search_text": "", "id": ""}
    while people := db.rows(
        EVERYBODY.format(members=members),
        after_text=last["search_text"],
        after_id=last["id"],
        limit=BATCH,
        **values,
    ):
        yield from of_people(db, course, [person["id"] for person in people])
        last = people[-1]


def of_people(
    db: Database, course: Course, person_ids: Sequence[str], passes: str = "place = 1"
) -> list[Certified]:
    """All that some people can show. `passes` is SQL of our own that says which passes of a final test count."""
    values: dict[str, Value] = {}
    people = _names(values, "person", person_ids)
    finals = _names(values, "final", [quiz.id for quiz in course.quizzes_for("final")])
    rows = db.rows(EARNED.format(people=people, finals=finals, passes=passes), **values)
    titles = _titles(course)
    return [_certified(row, titles, course.file.valid_months) for row in rows]


def by_code(db: Database, course: Course, code: str) -> Certified | None:
    """What stands under this code, however it is typed; of a final test also a pass that a later one followed."""
    holder = db.row("SELECT person_id FROM completion_codes WHERE code = :code", code=plain(code))
    if holder is None:
        return None
    held = of_people(db, course, [holder["person_id"]], passes="place >= 1")
    return next((one for one in held if one.code == plain(code)), None)


def _titles(course: Course) -> dict[tuple[Kind, str], str]:
    titles: dict[tuple[Kind, str], str] = {("module", module.id): module.title for module in course.modules}
    return titles | {("final", quiz.id): quiz.title for quiz in course.quizzes_for("final")}


def _names(values: dict[str, Value], name: str, found: Sequence[str]) -> str:
    """The list of parameters for some texts, which join the values. An empty list finds nothing."""
    values |= {f"{name}_{i}": text for i, text in enumerate(found)}
    return ", ".join(f":{name}_{i}" for i in range(len(found))) or "NULL"


def _certified(row: Row, titles: Mapping[tuple[Kind, str], str], months: int | None) -> Certified:
    """What a row of EARNED says. What has left the course has no title there and is named by its id."""
    completed_at = from_text(row["completed_at"])
    return Certified(
        person_id=row["person_id"],
        name=row["name"],
        email=row["email"] or "",
        address_proof=row["address_proof"],
        kind=row["kind"],
        target_id=row["target_id"],
        title=titles.get((row["kind"], row["target_id"])) or row["target_id"],
        record=row["record"],
        edition=row["edition"][:EDITION],
        completed_at=completed_at,
        score=row["score"],
        until=valid_until(completed_at.date(), months),
        at_stake=bool(row["at_stake"]),
        code=row["code"],
    )


def with_codes(
    db: Database, course: Course, now: datetime, cohort_ids: Sequence[str] | None = None
) -> Iterator[Certified]:
    """The same, each under its code: those that have none get one first, and keep it."""
    waiting: list[Certified] = []
    for one in certified(db, course, cohort_ids):
        if waiting and len(waiting) >= BATCH and one.person_id != waiting[-1].person_id:
            yield from _coded(db, course, waiting, now)
            waiting = []
        waiting.append(one)
    yield from _coded(db, course, waiting, now)


def _coded(db: Database, course: Course, found: list[Certified], now: datetime) -> list[Certified]:
    while bare := [one for one in found if one.code is None]:  # again, should two codes ever be the same
        _give_codes(db, bare, now)
        found = of_people(db, course, list(dict.fromkeys(one.person_id for one in found)))
    return found


def _give_codes(db: Database, bare: list[Certified], now: datetime) -> None:
    with db.write() as transaction:
        transaction.run_each(
            """
            INSERT INTO completion_codes (code, person_id, kind, target_id, record, made_at)
            VALUES (:code, :person_id, :kind, :target_id, :record, :now) ON CONFLICT DO NOTHING
            """,
            [
                {
                    "code": "".join(secrets.choice(cohorts.ALPHABET) for _ in range(CODE)),
                    "person_id": one.person_id,
                    "kind": one.kind,
                    "target_id": one.target_id,
                    "record": one.record,
                    "now": to_text(now),
                }
                for one in bare
            ],
        )
