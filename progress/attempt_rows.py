"""Attempts, their frozen questions and their answers, as they stand in the tables."""

import json
from collections.abc import Iterable
from functools import lru_cache

from course.attempts import Answer, Attempt, DrawnQuestion, Graded
from course.questions import Question, from_json
from progress.database import Row, Transaction
from progress.moments import from_text, maybe, to_text


def load(transaction: Transaction, where: str, **values: str) -> list[Attempt]:
    """The attempts that a condition on `attempts` finds, oldest first. `where` is SQL of our own."""
    drawn: dict[str, list[DrawnQuestion]] = {}
    questions = transaction.rows(
        f"""
        SELECT attempt_questions.* FROM attempt_questions
        JOIN attempts ON attempts.id = attempt_questions.attempt_id
        WHERE {where} ORDER BY attempt_questions.position
        """,  # noqa: S608 - see the docstring
        **values,
    )
    for row in questions:
        drawn.setdefault(row["attempt_id"], []).append(_drawn(row))
    rows = transaction.rows(
        f"SELECT * FROM attempts WHERE {where} ORDER BY started_at, number",  # noqa: S608 - see the docstring
        **values,
    )
    return [_attempt(row, drawn.get(row["id"], ())) for row in rows]


def load_one(transaction: Transaction, attempt_id: str, person_id: str) -> Attempt | None:
    """The attempt, or None when there is none of this person with this id."""
    condition = "attempts.id = :id AND attempts.person_id = :person_id"
    return next(iter(load(transaction, condition, id=attempt_id, person_id=person_id)), None)


def _attempt(row: Row, questions: Iterable[DrawnQuestion]) -> Attempt:
    return Attempt(
        id=row["id"],
        person_id=row["person_id"],
        quiz_id=row["quiz_id"],
        number=row["number"],
        edition=row["edition"],
        seed=row["seed"],
        questions=tuple(questions),
        pass_mark=row["pass_mark"],
        started_at=from_text(row["started_at"]),
        deadline_at=maybe(row["deadline_at"]),
        certainty=row["certainty"],
        preview=bool(row["preview"]),
        state=row["state"],
        submitted_at=maybe(row["submitted_at"]),
        closed_by=row["closed_by"],
        points=row["points"],
        score=row["score"],
        passed=None if row["passed"] is None else bool(row["passed"]),
    )


def _drawn(row: Row) -> DrawnQuestion:
    order = tuple(json.loads(row["option_order"]))
    return DrawnQuestion(row["question_id"], row["version"], order, row["points"])


def store(transaction: Transaction, attempt: Attempt, questions: Iterable[Question]) -> None:
    """Write a new attempt, and those of its questions whose words are not stored yet."""
    started_at = to_text(attempt.started_at)
    transaction.run_each(
        """
        INSERT INTO question_versions (version, question_id, content, first_asked_at)
        VALUES (:version, :question_id, :content, :now) ON CONFLICT (version) DO NOTHING
        """,
        [
            {"version": one.version(), "question_id": one.id, "content": one.to_json(), "now": started_at}
            for one in questions
        ],
    )
    _store_attempt(transaction, attempt)
    transaction.run_each(
        """
        INSERT INTO attempt_questions (attempt_id, position, question_id, version, option_order, points)
        VALUES (:attempt_id, :position, :question_id, :version, :option_order, :points)
        """,
        [
            {
                "attempt_id": attempt.id,
                "position": position,
                "question_id": drawn.question_id,
                "version": drawn.version,
                "option_order": json.dumps(drawn.option_order),
                "points": drawn.points,
            }
            for position, drawn in enumerate(attempt.questions)
        ],
    )


def _store_attempt(transaction: Transaction, attempt: Attempt) -> None:
    transaction.run(
        """
        INSERT INTO attempts (id, person_id, quiz_id, number, preview, edition, seed, pass_mark, started_at,
            deadline_at, certainty, state)
        VALUES (:id, :person_id, :quiz_id, :number, :preview, :edition, :seed, :pass_mark, :started_at,
            :deadline_at, :certainty, 'open')
        """,
        id=attempt.id,
        person_id=attempt.person_id,
        quiz_id=attempt.quiz_id,
        number=attempt.number,
        preview=int(attempt.preview),
        edition=attempt.edition,
        seed=attempt.seed,
        pass_mark=attempt.pass_mark,
        started_at=to_text(attempt.started_at),
        deadline_at=to_text(attempt.deadline_at) if attempt.deadline_at else None,
        certainty=attempt.certainty,
    )


@lru_cache(maxsize=5000)
def frozen(content: str) -> Question:
    """A question from its stored words. The words are the key, so the cache is never out of date."""
    return from_json(content)


def load_questions(transaction: Transaction, attempt_id: str) -> dict[str, Question]:
    """The attempt's questions as frozen at its start: question id -> question, in order."""
    rows = transaction.rows(
        """
        SELECT attempt_questions.question_id, question_versions.content FROM attempt_questions
        JOIN question_versions ON question_versions.version = attempt_questions.version
        WHERE attempt_questions.attempt_id = :attempt_id ORDER BY attempt_questions.position
        """,
        attempt_id=attempt_id,
    )
    return {row["question_id"]: frozen(row["content"]) for row in rows}


def load_answers(transaction: Transaction, attempt_id: str) -> dict[str, Answer]:
    """The latest answer, the flag and the hints of every question: question id -> answer, in order."""
    rows = transaction.rows(
        """
        SELECT drawn.question_id, answers.response, answers.sequence, answers.saved_at, answers.certainty,
            flags.flagged_at, COALESCE(shown.hints, 0) AS hints
        FROM attempt_questions AS drawn
        LEFT JOIN answers ON answers.attempt_id = drawn.attempt_id
            AND answers.question_id = drawn.question_id
            AND answers.sequence = (
                SELECT MAX(later.sequence) FROM answers AS later
                WHERE later.attempt_id = drawn.attempt_id AND later.question_id = drawn.question_id)
        LEFT JOIN flags ON flags.attempt_id = drawn.attempt_id AND flags.question_id = drawn.question_id
        LEFT JOIN (
            SELECT question_id, MAX(number) AS hints FROM hints_shown WHERE attempt_id = :attempt_id
            GROUP BY question_id
        ) AS shown ON shown.question_id = drawn.question_id
        WHERE drawn.attempt_id = :attempt_id ORDER BY drawn.position
        """,
        attempt_id=attempt_id,
    )
    return {row["question_id"]: answer_of(row, row["question_id"]) for row in rows}


def answer_of(row: Row, question_id: str) -> Answer:
    """The answer in a row that may hold none, with its flag and hints if the row has them."""
    return Answer(
        question_id=question_id,
        response=json.loads(row["response"]) if row["response"] is not None else None,
        sequence=row["sequence"] or 0,
        saved_at=maybe(row["saved_at"]),
        flagged=row.get("flagged_at") is not None,
        certainty=row["certainty"],
        hints=row.get("hints") or 0,
    )


def graded(row: Row) -> Graded:
    """One question's grade from a row of `grades`."""
    return Graded(
        question_id=row["question_id"],
        score=row["score"],
        points=row["points"],
        right=bool(row["fully_right"]),
        omitted=bool(row["omitted"]),
        response=row["response"],
        certainty=row["certainty"],
        hints=row["hints"],
    )


def times_asked(transaction: Transaction, person_id: str, quiz_id: str) -> dict[str, int]:
    """Question id -> in how many attempts at the quiz this person was asked it. Previews count nowhere."""
    rows = transaction.rows(
        """
        SELECT attempt_questions.question_id, COUNT(*) AS times FROM attempt_questions
        JOIN attempts ON attempts.id = attempt_questions.attempt_id
        WHERE attempts.person_id = :person_id AND attempts.quiz_id = :quiz_id AND attempts.preview = 0
        GROUP BY attempt_questions.question_id
        """,
        person_id=person_id,
        quiz_id=quiz_id,
    )
    return {row["question_id"]: row["times"] for row in rows}


def overdue(transaction: Transaction, before: str, person_id: str | None) -> list[Attempt]:
    """The open attempts, of one person or of all, whose deadline was before a moment (as text)."""
    condition = "attempts.state = 'open' AND attempts.deadline_at < :before"
    if person_id is None:
        return load(transaction, condition, before=before)
    return load(
        transaction, f"{condition} AND attempts.person_id = :person_id", before=before, person_id=person_id
    )
