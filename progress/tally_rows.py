"""The tallies of item analysis as they stand in the tables, and what attempts add to them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from progress.database import Row, Transaction, Value
from progress.moments import from_text
from progress.regrade_rows import chunks, names
from progress.tally_cells import Answered, Cell, Contribution, Line, Mark, Score, Total, contribution


class Role(NamedTuple):
    """Which of its person's counted attempts at an edition an attempt is; 1 for yes."""

    is_first: int
    is_last: int
    is_best: int


class Standing(NamedTuple):
    """A counted attempt, in the order of its person's."""

    attempt_id: str
    person_id: str
    number: int
    score: float


Count = Counter[tuple[Cell, Role]]
"""How many learners are in each cell, by the role of their attempt."""

TABLES: Mapping[type[Cell], str] = {
    Total: "total_tallies",
    Score: "score_tallies",
    Mark: "mark_tallies",
    Answered: "answer_tallies",
}

JUDGED = """
SELECT attempts.id, attempts.quiz_id, attempts.edition, attempts.score, attempts.passed, attempts.started_at,
    grades.question_id, drawn.version, drawn.points AS asked_points, grades.version AS key_version,
    COALESCE(regrades.mode, '') AS mode, grades.score AS share, grades.points, grades.fully_right, grades.omitted,
    grades.certainty, grades.hints, answers.response
FROM attempts
JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id AND drawn.points > 0
JOIN grades ON grades.attempt_id = attempts.id AND grades.question_id = drawn.question_id
    AND grades.grading = attempts.grading
LEFT JOIN answers ON answers.attempt_id = attempts.id AND answers.question_id = drawn.question_id
    AND answers.sequence = grades.sequence
LEFT JOIN regrades ON regrades.id = grades.regrade_id
WHERE attempts.id IN ({listed}) ORDER BY attempts.id, drawn.position
"""  # reflections have no points, are private, and are counted nowhere

SAVED = """
SELECT attempt_id, question_id, saved_at FROM answers WHERE attempt_id IN ({listed})
ORDER BY attempt_id, saved_at, question_id, sequence
"""

# The person comes first: an attempt is found over its person, and not over its quiz, which has a million.
COUNTED = """
SELECT attempts.id, attempts.person_id, attempts.number, attempts.score, attempts.state, attempts.edition
FROM attempts LEFT JOIN waiting_attempts AS waiting ON waiting.attempt_id = attempts.id
WHERE attempts.person_id IN ({listed}) AND attempts.quiz_id = :quiz_id AND attempts.preview = 0
    AND waiting.attempt_id IS NULL
ORDER BY attempts.person_id, attempts.number
"""


def counted(
    transaction: Transaction, quiz_id: str, edition: str, people: Iterable[str]
) -> dict[str, list[Standing]]:
    """Person id -> their counted attempts at the edition, in order; whoever has none is left out."""
    found: dict[str, list[Standing]] = {}
    for part in chunks(sorted(people)):
        listed, values = names(part)
        for row in transaction.rows(COUNTED.format(listed=listed), quiz_id=quiz_id, **values):
            if row["state"] == "submitted" and row["edition"] == edition:
                one = Standing(row["id"], row["person_id"], row["number"], row["score"])
                found.setdefault(one.person_id, []).append(one)
    return found


def roles(standings: Mapping[str, Sequence[Standing]]) -> dict[str, Role]:
    """Attempt id -> its role. Of several with the best score, the first of them is the best."""
    found: dict[str, Role] = {}
    for attempts in standings.values():
        best = max(attempts, key=lambda one: (one.score, -one.number))
        for one in attempts:
            found[one.attempt_id] = Role(int(one is attempts[0]), int(one is attempts[-1]), int(one is best))
    return found


def contributions(transaction: Transaction, attempt_ids: Collection[str]) -> dict[str, Contribution]:
    """Attempt id -> what it adds, as it is judged now. An attempt that asked nothing with points adds nothing."""
    found: dict[str, Contribution] = {}
    for part in chunks(sorted(attempt_ids)):
        listed, values = names(part)
        rows = transaction.rows(JUDGED.format(listed=listed), **values)
        versions = {row[name] for row in rows for name in ("version", "key_version")}
        contents = _contents(transaction, versions)
        saved = _saved(transaction, listed, values)
        for attempt_id, own in groupby(rows, lambda row: str(row["id"])):
            found[attempt_id] = contribution([*own], contents, saved.get(attempt_id, ()))
    return found


def _contents(transaction: Transaction, versions: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in chunks(sorted(versions)):
        listed, values = names(part)
        rows = transaction.rows(
            f"SELECT version, content FROM question_versions WHERE version IN ({listed})",  # noqa: S608 - ours
            **values,
        )
        found |= {row["version"]: row["content"] for row in rows}
    return found


def _saved(
    transaction: Transaction, listed: str, values: Mapping[str, Value]
) -> dict[str, list[tuple[str, datetime]]]:
    found: dict[str, list[tuple[str, datetime]]] = {}
    for row in transaction.rows(SAVED.format(listed=listed), **values):
        found.setdefault(row["attempt_id"], []).append((row["question_id"], from_text(row["saved_at"])))
    return found


def add(transaction: Transaction, count: Count, lines: Iterable[Line]) -> None:
    """Add numbers, which may be negative, to the tallies."""
    transaction.run_each(
        """
        INSERT INTO tally_lines (id, quiz_id, edition, question_id, version, key_version, mode, points)
        VALUES (:id, :quiz_id, :edition, :question_id, :version, :key_version, :mode, :points)
        ON CONFLICT (id) DO NOTHING
        """,
        [{"id": line.id, **line._asdict()} for line in set(lines)],
    )
    for kind, table in TABLES.items():
        rows = [
            {**cell._asdict(), **role._asdict(), "learners": number}
            for (cell, role), number in count.items()
            if number and isinstance(cell, kind)
        ]
        _upsert(transaction, table, kind, rows)


def _upsert(transaction: Transaction, table: str, kind: type[Cell], rows: Sequence[Row]) -> None:
    key = [*kind._fields, *Role._fields]
    columns = ", ".join(key)
    transaction.run_each(
        f"""
        INSERT INTO {table} ({columns}, learners) VALUES ({", ".join(f":{name}" for name in key)}, :learners)
        ON CONFLICT ({columns}) DO UPDATE SET learners = {table}.learners + excluded.learners
        """,  # noqa: S608 - the names are ours
        rows,
    )
    transaction.run_each(
        f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = :{name}' for name in key)} AND learners = 0",  # noqa: S608
        [row for row in rows if row["learners"] < 0],
    )


def stored(transaction: Transaction, quiz_id: str, edition: str) -> Count:
    """All tallies of an edition as they stand."""
    found: Count = Counter()
    for kind, table in TABLES.items():
        columns = ", ".join([*(f"{table}.{name}" for name in (*kind._fields, *Role._fields)), "learners"])
        where = f"{table}.quiz_id = :quiz_id AND {table}.edition = :edition"
        if "line_id" in kind._fields:
            where = f"{table}.line_id IN ({LINES})"
        sql = f"SELECT {columns} FROM {table} WHERE {where}"  # noqa: S608 - the names are ours
        for row in transaction.rows(sql, quiz_id=quiz_id, edition=edition):
            cell = kind(*(row[name] for name in kind._fields))
            found[cell, Role(*(row[name] for name in Role._fields))] = row["learners"]
    return found


LINES = "SELECT id FROM tally_lines WHERE quiz_id = :quiz_id AND edition = :edition"


def clear(transaction: Transaction, quiz_id: str, edition: str) -> None:
    """Delete all tallies of an edition."""
    for kind, table in TABLES.items():
        where = (
            f"line_id IN ({LINES})"
            if "line_id" in kind._fields
            else "quiz_id = :quiz_id AND edition = :edition"
        )
        transaction.run(f"DELETE FROM {table} WHERE {where}", quiz_id=quiz_id, edition=edition)  # noqa: S608
