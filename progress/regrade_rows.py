"""Submitted attempts as they are judged now, and the grades that a regrade adds, as they stand in the tables.

A grading is whole: when one question of an attempt is judged anew, the grades of its other questions are written again
under the new number, so that `attempts.grading = grades.grading` finds all grades in force. No grade is ever changed.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from course.attempts import Attempt, Result
from course.questions import Question, Response
from course.regrade import Correction, Outcome, Regraded, Standing
from progress import attempt_rows
from progress.database import Row, Transaction, Value
from progress.moments import to_text

JUDGED = """
SELECT grades.*, drawn.version AS asked_version, drawn.points AS asked_points, answers.response AS given, regrades.mode
FROM attempts
JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id
JOIN grades ON grades.attempt_id = attempts.id AND grades.question_id = drawn.question_id
    AND grades.grading = attempts.grading
LEFT JOIN answers ON answers.attempt_id = attempts.id AND answers.question_id = drawn.question_id
    AND answers.sequence = grades.sequence
LEFT JOIN regrades ON regrades.id = grades.regrade_id
"""

ANSWERED = f"""
SELECT question_id, asked_version, version, given, COUNT(*) AS attempts FROM (
    {JUDGED} WHERE attempts.quiz_id = :quiz_id AND attempts.state = 'submitted' AND attempts.preview = 0
) AS judged
WHERE (mode IS NULL OR mode IN ('apply', 'only-if-better')) AND version NOT IN ({{current}})
GROUP BY question_id, asked_version, version, given ORDER BY question_id, asked_version, version, given
"""  # noqa: S608 - both texts are ours


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as often as it was given, to the words `asked`, judged by the version `key`."""

    question_id: str
    asked: Question
    key: Question
    response: Response
    attempts: int


class Versions:
    """The stored versions of questions, read when they are first needed."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._known: dict[str, Question] = {}

    def fetch(self, versions: set[str]) -> Mapping[str, Question]:
        """These versions, and maybe others: version -> question."""
        for part in chunks(sorted(versions - self._known.keys())):
            listed, values = names(part)
            rows = self._transaction.rows(
                f"SELECT version, content FROM question_versions WHERE version IN ({listed})",  # noqa: S608
                **values,
            )
            self._known |= {row["version"]: attempt_rows.frozen(row["content"]) for row in rows}
        return self._known


def names(values: Sequence[str]) -> tuple[str, dict[str, Value]]:
    """The parameters that stand for several values in a statement, and what they stand for."""
    named: dict[str, Value] = {f"value_{i}": value for i, value in enumerate(values)}
    return ", ".join(f":{name}" for name in named), named


def chunks(values: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """The values, so many at a time as one statement takes."""
    return (values[first : first + size] for first in range(0, len(values), size))


def concerned(transaction: Transaction, quiz_id: str, question_ids: Sequence[str]) -> list[str]:
    """The ids of the submitted attempts that were asked one of the questions. Previews count nowhere."""
    if not question_ids:
        return []
    listed, values = names(question_ids)
    rows = transaction.rows(
        f"""
        SELECT DISTINCT attempts.id FROM attempts
        JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id
        WHERE attempts.quiz_id = :quiz_id AND attempts.state = 'submitted' AND attempts.preview = 0
            AND drawn.question_id IN ({listed})
        ORDER BY attempts.id
        """,  # noqa: S608 - the names are ours
        quiz_id=quiz_id,
        **values,
    )
    return [row["id"] for row in rows]


def answered(transaction: Transaction, quiz_id: str, current: Sequence[str]) -> list[Answered]:
    """The answers that count as they were judged by other versions than the current ones, each as often as given.

    By question, wording and key. Questions that were dropped or given to everybody are settled, and not among them.
    """
    if not current:
        return []
    listed, values = names(current)
    rows = transaction.rows(ANSWERED.format(current=listed), quiz_id=quiz_id, **values)
    known = Versions(transaction).fetch({row[name] for row in rows for name in ("asked_version", "version")})
    return [
        Answered(
            question_id=row["question_id"],
            asked=known[row["asked_version"]],
            key=known[row["version"]],
            response=json.loads(row["given"]) if row["given"] is not None else None,
            attempts=row["attempts"],
        )
        for row in rows
    ]


def latest_asked(transaction: Transaction, quiz_id: str) -> dict[str, Question]:
    """Every graded question that submitted attempts were asked, in the words that were stored last, by id."""
    rows = transaction.rows(
        """
        SELECT question_versions.question_id, question_versions.content FROM question_versions
        WHERE question_versions.version IN (
            SELECT drawn.version FROM attempt_questions AS drawn JOIN attempts ON attempts.id = drawn.attempt_id
            WHERE attempts.quiz_id = :quiz_id AND attempts.state = 'submitted' AND attempts.preview = 0)
        ORDER BY question_versions.question_id, question_versions.first_asked_at
        """,
        quiz_id=quiz_id,
    )
    latest = {row["question_id"]: attempt_rows.frozen(row["content"]) for row in rows}
    return {name: question for name, question in latest.items() if question.graded}


def load(
    transaction: Transaction, attempt_ids: Sequence[str], versions: Versions
) -> list[tuple[Attempt, list[Standing]]]:
    """The attempts, each with its questions in order, as they are judged now."""
    listed, values = names(attempt_ids)
    rows = transaction.rows(
        f"{JUDGED} WHERE attempts.id IN ({listed}) ORDER BY attempts.id, drawn.position", **values
    )
    known = versions.fetch({row[name] for row in rows for name in ("asked_version", "version")})
    standings: dict[str, list[Standing]] = {}
    for row in rows:
        standings.setdefault(row["attempt_id"], []).append(_standing(row, known))
    found = attempt_rows.load(
        transaction, f"attempts.id IN ({listed})", **{k: str(v) for k, v in values.items()}
    )
    return [(attempt, standings[attempt.id]) for attempt in found]


def _standing(row: Row, versions: Mapping[str, Question]) -> Standing:
    return Standing(
        graded=attempt_rows.graded(row),
        points=row["asked_points"],
        asked=versions[row["asked_version"]],
        key=versions[row["version"]],
        response=json.loads(row["given"]) if row["given"] is not None else None,
        mode=row["mode"],
    )


class Writer:
    """Stores what a regrade makes of attempts. Nothing is written for a question that no attempt is regraded for.

    Each method works in the transaction that it is given, so a regrade may be stored in several.
    """

    def __init__(
        self,
        quiz_id: str,
        corrections: Mapping[str, Correction],
        reason: str,
        by_id: str | None,
        now: datetime,
    ) -> None:
        self.quiz_id = quiz_id
        self.corrections = corrections
        self.reason = reason
        self.by_id = by_id
        self.now = to_text(now)
        self._ids: dict[str, str] = {}

    def store(self, transaction: Transaction, found: Sequence[tuple[Attempt, Outcome]]) -> None:
        """Add the grades of these attempts under their next number, and give the attempts their new results."""
        results = {attempt.id: outcome.result for attempt, outcome in found if outcome.result is not None}
        grades = [(attempt.id, *one) for attempt, outcome in found for one in outcome.regraded.items()]
        for question_id, attempts in Counter(question_id for _, question_id, _ in grades).items():
            self._count(transaction, question_id, attempts)
        transaction.run_each(
            """
            INSERT INTO grades (attempt_id, question_id, grading, version, sequence, score, fully_right, omitted,
                points, response, certainty, hints, graded_at, reason, regrade_id)
            SELECT attempt_id, question_id, grading + 1, COALESCE(:version, version), sequence, :score, :fully_right,
                omitted, :points, response, certainty, hints, :now, :reason, :regrade_id
            FROM grades WHERE attempt_id = :attempt_id AND question_id = :question_id AND grading = (
                SELECT grading FROM attempts WHERE id = :attempt_id)
            """,
            [self._grade(*grade) for grade in grades],
        )
        self._close(transaction, results)

    def regrade_id(self, question_ids: Iterable[str]) -> str:
        """The id of the regrade that touched one of these questions."""
        return next(
            self._ids[question_id] for question_id in sorted(question_ids) if question_id in self._ids
        )

    def _count(self, transaction: Transaction, question_id: str, attempts: int) -> None:
        """Note the regrade of a question, or that it touched more attempts."""
        if question_id in self._ids:
            transaction.run(
                "UPDATE regrades SET attempts = attempts + :attempts WHERE id = :id",
                id=self._ids[question_id],
                attempts=attempts,
            )
            return
        correction = self.corrections[question_id]
        self._know(transaction, correction.key)
        regrade_id = uuid4().hex
        transaction.run(
            """
            INSERT INTO regrades (id, quiz_id, question_id, mode, version, reason, by_id, at, attempts)
            VALUES (:id, :quiz_id, :question_id, :mode, :version, :reason, :by_id, :now, :attempts)
            """,
            id=regrade_id,
            quiz_id=self.quiz_id,
            question_id=question_id,
            mode=correction.mode,
            version=correction.key.version() if correction.key else None,
            reason=self.reason,
            by_id=self.by_id,
            now=self.now,
            attempts=attempts,
        )
        self._ids[question_id] = regrade_id

    def _know(self, transaction: Transaction, key: Question | None) -> None:
        if key:
            transaction.run(
                """
                INSERT INTO question_versions (version, question_id, content, first_asked_at)
                VALUES (:version, :question_id, :content, :now) ON CONFLICT (version) DO NOTHING
                """,
                version=key.version(),
                question_id=key.id,
                content=key.to_json(),
                now=self.now,
            )

    def _grade(self, attempt_id: str, question_id: str, regraded: Regraded) -> dict[str, Value]:
        graded = regraded.graded
        return {
            "attempt_id": attempt_id,
            "question_id": question_id,
            "version": regraded.key.version() if regraded.key else None,
            "score": graded.score,
            "fully_right": int(graded.right),
            "points": graded.points,
            "now": self.now,
            "reason": self.reason,
            "regrade_id": self._ids[question_id],
        }

    def _close(self, transaction: Transaction, results: Mapping[str, Result]) -> None:
        """Carry the other questions' grades over, and put the new grading in force."""
        for part in chunks([*results]):
            listed, values = names(part)
            transaction.run(
                f"""
                INSERT INTO grades (attempt_id, question_id, grading, version, sequence, score, fully_right, omitted,
                    points, response, certainty, hints, graded_at, reason, regrade_id)
                SELECT old.attempt_id, old.question_id, old.grading + 1, old.version, old.sequence, old.score,
                    old.fully_right, old.omitted, old.points, old.response, old.certainty, old.hints, old.graded_at,
                    old.reason, old.regrade_id
                FROM attempts
                JOIN grades AS old ON old.attempt_id = attempts.id AND old.grading = attempts.grading
                LEFT JOIN grades AS new ON new.attempt_id = attempts.id AND new.question_id = old.question_id
                    AND new.grading = old.grading + 1
                WHERE attempts.id IN ({listed}) AND new.grading IS NULL
                """,  # noqa: S608 - the names are ours
                **values,
            )
        transaction.run_each(
            """
            UPDATE attempts SET grading = grading + 1, points = :points, score = :score, passed = :passed
            WHERE id = :id
            """,
            [
                {"id": one, "points": result.points, "score": result.score, "passed": int(result.passed)}
                for one, result in results.items()
            ],
        )
