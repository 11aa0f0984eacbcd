"""The matrix of learners by modules: found, counted and paged in the database.

It shows everybody who is active and a learner, and trainers and administrators who have begun the course; of a cohort
it shows all active members. A module is done when its completion is recorded, half when a section was read or its quiz
was begun, else none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from course.modules import Module
from progress.assignments import Due, of_people
from progress.database import Database, Row, Transaction, Value
from progress.matrix_search import Deadlines, Search, statements
from progress.moments import from_text, maybe
from progress.spreadsheet import csv_bytes
from progress.standings import withdrawn

__all__ = ["Cell", "Deadlines", "Matrix", "MatrixRow", "State", "csv_file", "matrix"]

State = Literal["done", "half", "none"]

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
    """One person: module id -> cell, without the modules not begun, and how many modules are done.

    `overdue` is what should have been done by now, `seen_at` when they last did something in the course.
    """

    person_id: str
    name: str
    email: str
    cells: Mapping[str, Cell]
    finished: int
    overdue: tuple[Due, ...]
    seen_at: datetime | None

    def is_overdue(self, module_id: str) -> bool:
        """Whether the module should have been done by now."""
        return any(due.target.kind == "module" and due.target.id == module_id for due in self.overdue)


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of people. `total` people match; `finished` says how many of them have done each module."""

    rows: tuple[MatrixRow, ...]
    total: int
    finished: Mapping[str, int]


def matrix(
    db: Database,
    modules: Sequence[Module],
    *,
    search: str,
    show: str,
    limit: int,
    offset: int,
    sort: str = "name",
    cohort_ids: Sequence[str] | None = None,
    deadlines: Deadlines | None = None,
) -> Matrix:
    """One page of the matrix. `search` looks in names and addresses; `show` is a Show, `sort` a Sort.

    `cohort_ids` leaves the members of these cohorts, and what these cohorts ask; None leaves everybody. Without
    `deadlines` nobody is overdue.
    """
    asked = Search(modules, search, show, sort, cohort_ids, deadlines)
    with db.read() as transaction:
        found = statements(asked, withdrawn(transaction, [module.id for module in modules]))
        people, total = found.page(transaction, limit, offset)
        rows = tuple(_rows(transaction, people, asked))
        return Matrix(rows, total, found.finished(transaction))


def csv_file(
    db: Database,
    modules: Sequence[Module],
    *,
    search: str = "",
    show: str = "everyone",
    sort: str = "name",
    cohort_ids: Sequence[str] | None = None,
    deadlines: Deadlines | None = None,
) -> bytes:
    """The whole matrix as a CSV file, one line per person, with dates in UTC and scores in per cent."""
    asked = Search(modules, search, show, sort, cohort_ids, deadlines)
    with db.read() as transaction:
        found = statements(asked, withdrawn(transaction, [module.id for module in modules]))
        people = found.everybody(transaction)
        lines = [_line(row, modules) for row in _rows(transaction, people, asked)]
    facts = ("state", "completed", "edition", "score")
    heads = [f"{module.title}: {fact}" for module in modules for fact in facts]
    return csv_bytes([["Name", "Email", *heads, "Modules finished", "Overdue", "Last seen"], *lines])


def _line(row: MatrixRow, modules: Sequence[Module]) -> list[str | int | float | None]:
    line: list[str | int | float | None] = [row.name, row.email]
    for module in modules:
        cell = row.cells.get(module.id, Cell("none"))
        completed = cell.completed_at.date().isoformat() if cell.completed_at else None
        score = round(cell.score, 1) if cell.score is not None else None
        line += [WORDS[cell.state], completed, cell.edition, score]
    late = "; ".join(dict.fromkeys(due.target.title for due in row.overdue))
    return [*line, row.finished, late or None, row.seen_at.date().isoformat() if row.seen_at else None]


def _rows(transaction: Transaction, people: list[Row], asked: Search) -> Iterator[MatrixRow]:
    """The people with their cells."""
    for first in range(0, len(people), BATCH):
        batch = people[first : first + BATCH]
        ids = [person["id"] for person in batch]
        cells = _cells(transaction, ids, asked.modules)
        late = _late(transaction, ids, asked)
        for person in batch:
            own = cells[person["id"]]
            yield MatrixRow(
                person_id=person["id"],
                name=person["name"],
                email=person["email"] or "",
                cells=own,
                finished=sum(cell.state == "done" for cell in own.values()),
                overdue=tuple(late.get(person["id"], ())),
                seen_at=maybe(person["seen_at"]),
            )


def _late(transaction: Transaction, ids: list[str], asked: Search) -> dict[str, list[Due]]:
    """Person id -> what they should have done by now."""
    late: dict[str, list[Due]] = {}
    if asked.deadlines is None:
        return late
    cohorts = None if asked.cohort_ids is None else list(asked.cohort_ids)
    for due in of_people(transaction, asked.deadlines.targets, ids, cohorts, asked.deadlines.today):
        late.setdefault(due.person_id, []).append(due)
    return late


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
