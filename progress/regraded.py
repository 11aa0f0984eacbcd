"""What regrades have done: to one attempt, for its learner, and to a quiz, for its trainers."""

import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from course.attempts import Attempt, hint_cost
from course.keys import worded
from course.questions import Question
from course.regrade import Mode, exact
from progress import attempt_rows
from progress.database import Database, Row
from progress.moments import from_text


@dataclass(frozen=True, slots=True)
class Note:
    """One question of an attempt that was judged anew: how, when, and why.

    `question` has the words that its learner saw and the key it was judged by. Where `keyed` is False the question was
    given up without a corrected key, so nothing is known to be right. `kept`: the answer earned more before, and keeps
    that.
    """

    mode: Mode
    at: datetime
    reason: str
    question: Question
    keyed: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Regrade:
    """One regrade of a question; `by` is the trainer's name, None for the command line."""

    question_id: str
    mode: Mode
    reason: str
    by: str | None
    at: datetime
    attempts: int


def of_attempt(db: Database, attempt: Attempt) -> dict[str, Note]:
    """Question id -> note, for the questions of the attempt whose grade in force comes from a regrade."""
    rows = db.rows(
        """
        SELECT grades.question_id, grades.score, grades.hints, grades.version, answers.response AS given,
            asked.content AS asked, lent.content AS lent,
            regrades.mode, regrades.at, regrades.reason, regrades.version AS corrected
        FROM attempts
        JOIN grades ON grades.attempt_id = attempts.id AND grades.grading = attempts.grading
        JOIN regrades ON regrades.id = grades.regrade_id
        JOIN attempt_questions AS drawn
            ON drawn.attempt_id = attempts.id AND drawn.question_id = grades.question_id
        JOIN question_versions AS asked ON asked.version = drawn.version
        JOIN question_versions AS lent ON lent.version = grades.version
        LEFT JOIN answers ON answers.attempt_id = attempts.id AND answers.question_id = grades.question_id
            AND answers.sequence = grades.sequence
        WHERE attempts.id = :attempt_id
        """,
        attempt_id=attempt.id,
    )
    return {row["question_id"]: _note(row) for row in rows}


def _note(row: Row) -> Note:
    asked = attempt_rows.frozen(row["asked"])
    question = worded(asked, attempt_rows.frozen(row["lent"])) or asked
    response = json.loads(row["given"]) if row["given"] is not None else None
    now = max(Fraction(0), question.grade(response).score - hint_cost(asked, row["hints"]))
    return Note(
        mode=row["mode"],
        at=from_text(row["at"]),
        reason=row["reason"],
        question=question,
        keyed=row["version"] == row["corrected"],
        kept=row["mode"] == "only-if-better" and exact(row["score"]) > now,
    )


def of_quiz(db: Database, quiz_id: str) -> list[Regrade]:
    """The regrades of a quiz, latest first."""
    rows = db.rows(
        """
        SELECT regrades.question_id, regrades.mode, regrades.reason, people.name AS by, regrades.at, regrades.attempts
        FROM regrades LEFT JOIN people ON people.id = regrades.by_id
        WHERE regrades.quiz_id = :quiz_id ORDER BY regrades.at DESC, regrades.question_id
        """,
        quiz_id=quiz_id,
    )
    return [Regrade(**{**row, "at": from_text(row["at"])}) for row in rows]
