"""The matrix of learners by modules: found, counted and paged in the database.

It shows everybody who is active and a learner, and trainers and administrators who have begun a module. A
module is done when its completion is recorded, half when a section was read or its quiz was begun, else none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from course.modules import Module
from progress import cohorts
from progress.database import Database, Row, Transaction, Value
from progress.folding import fold
from progress.moments import from_text
from progress.spreadsheet import csv_bytes

State = Literal["done", "half", "none"]
Show = Literal["everyone", "finished", "under-way", "not-started"]

WORDS = {"done": "finished", "half": "under way", "none": "not started"}
BATCH = 500  # people whose cells are read at once


@dataclass(frozen=True, slots=True)
class Cell:
    """How far one person is with one module. All but the state are None unless it is done."""

    state: State
    completed_at: datetime | None = None
    edition: int | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person: module id -> cell, without the modules not begun, and how many modules are done."""

    person_id: str
    name: str
    email: str
    cells: Mapping[str, Cell]
    finished: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of people. `total` people match; `finished` says how many of them have done each module."""

    rows: tuple[MatrixRow, ...]
    total: int
    finished: Mapping[str, int]


# Whoever matches the search and the choice of what to show. {shown}: a row of module and quiz id per module;
# {members}: a condition that leaves the members of some cohorts.
FOUND = """
WITH shown (module_id, quiz_id) AS (VALUES {shown}),
standing AS (
    SELECT people.id, people.name, people.email, people.search_text, people.role,
        (SELECT COUNT(DISTINCT module_id) FROM completions
            WHERE person_id = people.id AND module_id IN (SELECT module_id FROM shown)) AS done,
        CASE WHEN EXISTS (SELECT 1 FROM section_reads
                WHERE person_id = people.id AND module_id IN (SELECT module_id FROM shown))
            OR EXISTS (SELECT 1 FROM attempts
                WHERE person_id = people.id AND preview = 0 AND quiz_id IN (SELECT quiz_id FROM shown))
            THEN 1 ELSE 0 END AS begun
    FROM people
    WHERE people.active = 1 AND people.search_text LIKE :pattern ESCAPE '!'{members}
),
found AS (
    SELECT id, name, email, search_text FROM standing
    WHERE (role = 'learner' OR begun = 1 OR :whole_cohort = 1)
        AND (:show = 'everyone' OR :show = CASE
            WHEN done = :modules THEN 'finished' WHEN begun = 1 THEN 'under-way' ELSE 'not-started' END)
)
"""
EVERYBODY = "{found} SELECT * FROM found ORDER BY search_text, id"
PAGE = "{found} SELECT * FROM found ORDER BY search_text, id LIMIT :limit OFFSET :offset"
TOTAL = "{found} SELECT COUNT(*) AS people FROM found"
FINISHED = """
{found} SELECT completions.module_id, COUNT(DISTINCT completions.person_id) AS people
FROM completions JOIN found ON found.id = completions.person_id
WHERE completions.module_id IN (SELECT module_id FROM shown) GROUP BY completions.module_id
"""


def matrix(
    db: Database,
    modules: Sequence[Module],
    *,
    search: str,
    show: str,
    limit: int,
    offset: int,
    cohort_ids: Sequence[str] | None = None,
) -> Matrix:
    """One page of the matrix, by name. `search` looks in names and addresses; `show` is a Show.

    `cohort_ids` leaves the members of these cohorts; None leaves everybody.
    """
    found, values = _found(modules, search, show, cohort_ids)
    with db.read() as transaction:
        people = transaction.rows(PAGE.format(found=found), limit=limit, offset=offset, **values)
        total = transaction.rows(TOTAL.format(found=found), **values)[0]["people"]
        finished = transaction.rows(FINISHED.format(found=found), **values)
        rows = tuple(_rows(transaction, people, modules))
    return Matrix(rows, total, {row["module_id"]: row["people"] for row in finished})


def csv_file(db: Database, modules: Sequence[Module], *, search: str = "", show: str = "everyone") -> bytes:
    """The whole matrix as a CSV file, one line per person, with dates in UTC and scores in per cent."""
    found, values = _found(modules, search, show)
    with db.read() as transaction:
        people = transaction.rows(EVERYBODY.format(found=found), **values)
        lines = [_line(row, modules) for row in _rows(transaction, people, modules)]
    facts = ("state", "completed", "edition", "score")
    heads = [f"{module.title}: {fact}" for module in modules for fact in facts]
    return csv_bytes([["Name", "Email", *heads, "Modules finished"], *lines])


def _line(row: MatrixRow, modules: Sequence[Module]) -> list[str | int | float | None]:
    line: list[str | int | float | None] = [row.name, row.email]
    for module in modules:
        cell = row.cells.get(module.id, Cell("none"))
        completed = cell.completed_at.date().isoformat() if cell.completed_at else None
        score = round(cell.score, 1) if cell.score is not None else None
        line += [WORDS[cell.state], completed, cell.edition, score]
    return [*line, row.finished]


def _found(
    modules: Sequence[Module], search: str, show: str, cohort_ids: Sequence[str] | None = None
) -> tuple[str, dict[str, Value]]:
    """The common table expressions that find people, and their values."""
    values: dict[str, Value] = {"modules": len(modules), "show": show, "pattern": _pattern(search)}
    values["whole_cohort"] = int(cohort_ids is not None)
    members, more = cohorts.condition("people.id", cohort_ids)
    values |= more
    shown = []
    for i, module in enumerate(modules):
        shown.append(f"(:module_{i}, :quiz_{i})")
        values |= {f"module_{i}": module.id, f"quiz_{i}": module.quiz or ""}
    return FOUND.format(shown=", ".join(shown), members=members), values


def _pattern(search: str) -> str:
    """The LIKE pattern of a text anywhere, its own wildcards taken as they are."""
    plain = fold(search).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{plain}%"


def _rows(transaction: Transaction, people: list[Row], modules: Sequence[Module]) -> Iterator[MatrixRow]:
    """The people with their cells."""
    for first in range(0, len(people), BATCH):
        batch = people[first : first + BATCH]
        cells = _cells(transaction, [person["id"] for person in batch], modules)
        for person in batch:
            own = cells.get(person["id"], {})
            finished = sum(cell.state == "done" for cell in own.values())
            yield MatrixRow(person["id"], person["name"], person["email"] or "", own, finished)


BEGUN = """
SELECT DISTINCT person_id, module_id, NULL AS quiz_id FROM section_reads WHERE person_id IN ({people})
UNION ALL
SELECT DISTINCT person_id, NULL, quiz_id FROM attempts WHERE preview = 0 AND person_id IN ({people})
"""

DONE = """
SELECT person_id, module_id, edition, completed_at, score FROM completions
WHERE person_id IN ({people}) ORDER BY edition
"""


def _cells(
    transaction: Transaction, people: Sequence[str], modules: Sequence[Module]
) -> dict[str, dict[str, Cell]]:
    """Person id -> module id -> cell, for all that is begun."""
    values: dict[str, Value] = {f"person_{i}": person_id for i, person_id in enumerate(people)}
    listed = ", ".join(f":{name}" for name in values)
    cells: dict[str, dict[str, Cell]] = {person_id: {} for person_id in people}
    known = {module.id for module in modules}
    of_quiz = {module.quiz: module.id for module in modules if module.quiz}
    for row in transaction.rows(BEGUN.format(people=listed), **values):
        module_id = of_quiz.get(row["quiz_id"]) if row["quiz_id"] else row["module_id"]
        if module_id in known:
            cells[row["person_id"]][module_id] = Cell("half")
    for row in transaction.rows(DONE.format(people=listed), **values):
        if row["module_id"] in known:
            done = Cell("done", from_text(row["completed_at"]), row["edition"], row["score"])
            cells[row["person_id"]][row["module_id"]] = done
    return cells
