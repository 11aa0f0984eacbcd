"""Attempts at quizzes: begun, answered and submitted, each step on the disk before anybody is told so.

An attempt is asked, shown and graded with its questions as they were when it began. Answers are only ever
added; the one with the highest sequence counts.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from course.attempts import Answer, Attempt, Graded, Refusal, Result, begin, mark, may_start
from course.attempts import submit as submitted
from course.modules import Module
from course.questions import Question, Response
from course.quizzes import Quiz
from progress import attempt_rows, completion
from progress.database import Database, Row, Transaction
from progress.moments import maybe, to_text

__all__ = [
    "AnswerRefused",
    "AttemptRefused",
    "Graded",
    "Saved",
    "answers",
    "attempts_of",
    "find",
    "questions_of",
    "result",
    "save_answer",
    "set_flag",
    "start_or_resume",
    "submit",
]

LONGEST_ANSWER = 10_000  # characters, written as JSON
NOT_THERE = "This attempt is not there, or is not yours. Open the quiz again from its module."

Status = Literal["saved", "repeated", "stale", "closed"]


class AttemptRefused(Exception):
    """What was asked of an attempt cannot be; `refusal` says why, and from when on it can."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


class AnswerRefused(Exception):
    """This is no answer to this question; the text is a sentence for the learner."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an answer, and which one is stored now.

    saved: this one. repeated: this very event was stored before, nothing changed. stale: the learner had not
    seen the stored answer, which stays. closed: the attempt takes no more answers.
    """

    status: Status
    sequence: int
    saved_at: datetime | None
    stored_response: Response


def start_or_resume(
    db: Database,
    quiz: Quiz,
    person_id: str,
    now: datetime,
    new_id: str | None = None,
    new_seed: str | None = None,
    *,
    preview: bool = False,
) -> Attempt:
    """The person's open attempt at the quiz, or a new one. Raises AttemptRefused when none may begin.

    `new_id` and `new_seed` are random unless given.
    """
    with db.write() as transaction:
        condition = "attempts.person_id = :person_id AND attempts.quiz_id = :quiz_id"
        every = attempt_rows.load(transaction, condition, person_id=person_id, quiz_id=quiz.id)
        earlier = [attempt for attempt in every if attempt.preview == preview]
        running = next((attempt for attempt in earlier if attempt.state == "open"), None)
        if running:
            return running
        if refusal := may_start(quiz, earlier, now):
            raise AttemptRefused(refusal)
        attempt = begin(
            quiz,
            person_id,
            number=max((attempt.number for attempt in earlier), default=0) + 1,
            seed=new_seed or secrets.token_hex(16),
            now=now,
            attempt_id=new_id or uuid4().hex,
            preview=preview,
        )
        questions = [quiz.question(drawn.question_id) for drawn in attempt.questions]
        attempt_rows.store(transaction, attempt, questions)
    return attempt


def find(db: Database, attempt_id: str, person_id: str) -> Attempt | None:
    """The attempt, or None when there is none, or when it is somebody else's."""
    with db.read() as transaction:
        return attempt_rows.load_one(transaction, attempt_id, person_id)


def attempts_of(db: Database, person_id: str, quiz_id: str | None = None) -> list[Attempt]:
    """The person's attempts, open ones too, oldest first, at one quiz or at all. Previews are left out."""
    condition = "attempts.person_id = :person_id AND attempts.preview = 0"
    with db.read() as transaction:
        if quiz_id is None:
            return attempt_rows.load(transaction, condition, person_id=person_id)
        condition += " AND attempts.quiz_id = :quiz_id"
        return attempt_rows.load(transaction, condition, person_id=person_id, quiz_id=quiz_id)


def questions_of(db: Database, attempt: Attempt) -> dict[str, Question]:
    """The attempt's questions as they were when it began: question id -> question, in order."""
    with db.read() as transaction:
        return attempt_rows.load_questions(transaction, attempt.id)


def answers(db: Database, attempt: Attempt) -> dict[str, Answer]:
    """Every question's latest answer and flag: question id -> answer, with sequence 0 where there is none."""
    with db.read() as transaction:
        return attempt_rows.load_answers(transaction, attempt.id)


# One query finds all that decides about an answer; it runs on every click.
STANDING = """
SELECT attempts.state, attempts.deadline_at, question_versions.content,
    answers.sequence, answers.response, answers.saved_at,
    known.attempt_id AS known_attempt, known.question_id AS known_question
FROM attempts
JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id AND drawn.question_id = :question_id
JOIN question_versions ON question_versions.version = drawn.version
LEFT JOIN answers ON answers.attempt_id = attempts.id AND answers.question_id = drawn.question_id
    AND answers.sequence = (
        SELECT MAX(later.sequence) FROM answers AS later
        WHERE later.attempt_id = attempts.id AND later.question_id = drawn.question_id)
LEFT JOIN answers AS known ON known.event_id = :event_id
WHERE attempts.id = :attempt_id AND attempts.person_id = :person_id
"""


def save_answer(
    db: Database,
    attempt_id: str,
    person_id: str,
    question_id: str,
    response: object,
    expected_sequence: int,
    event_id: str,
    now: datetime,
) -> Saved:
    """Store an answer; when it says saved, the answer is on the disk.

    `expected_sequence` is that of the answer the learner has seen, so that one given elsewhere meanwhile is
    never overwritten unseen. `event_id` is made once for each click, so that sending it again stores nothing.
    None as response takes the answer back. Raises AnswerRefused for what is no answer to this question.
    """
    raw = _as_json(response)
    with db.write() as transaction:
        standing = transaction.row(
            STANDING, attempt_id=attempt_id, person_id=person_id, question_id=question_id, event_id=event_id
        )
        if standing is None:
            raise AnswerRefused(NOT_THERE)
        stored = attempt_rows.answer_of(standing, question_id)
        status = _status(standing, stored, attempt_id, expected_sequence, now)
        if status != "saved":
            return Saved(status, stored.sequence, stored.saved_at, stored.response)
        answer = _normalised(attempt_rows.frozen(standing["content"]), response)
        _store_answer(transaction, attempt_id, question_id, stored.sequence + 1, event_id, answer, raw, now)
    return Saved("saved", stored.sequence + 1, now, answer)


def _status(standing: Row, stored: Answer, attempt_id: str, expected: int, now: datetime) -> Status:
    if standing["known_attempt"] is not None:
        if (standing["known_attempt"], standing["known_question"]) != (attempt_id, stored.question_id):
            raise AnswerRefused("This answer was sent under the number of another one. Reload the page.")
        return "repeated"
    deadline = maybe(standing["deadline_at"])
    if standing["state"] != "open" or (deadline and now > deadline):
        return "closed"
    return "saved" if stored.sequence == expected else "stale"


def _as_json(response: object) -> str:
    try:
        text = json.dumps(response, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise AnswerRefused("This answer cannot be stored. Choose or type it again.") from error
    if len(text) > LONGEST_ANSWER:
        raise AnswerRefused(f"This answer is longer than {LONGEST_ANSWER:,} characters. Shorten it.")
    return text


def _normalised(question: Question, response: object) -> Response:
    try:
        return question.normalise(response)
    except (TypeError, ValueError) as error:
        raise AnswerRefused(f"This answer cannot be stored: {error}.") from error


def _store_answer(
    transaction: Transaction,
    attempt_id: str,
    question_id: str,
    sequence: int,
    event_id: str,
    answer: Response,
    raw: str,
    now: datetime,
) -> None:
    content = json.dumps(answer, ensure_ascii=False)
    transaction.run(
        """
        INSERT INTO answers (event_id, attempt_id, question_id, sequence, response, raw_response, saved_at)
        VALUES (:event_id, :attempt_id, :question_id, :sequence, :response, :raw_response, :saved_at)
        """,
        event_id=event_id,
        attempt_id=attempt_id,
        question_id=question_id,
        sequence=sequence,
        response=content,
        raw_response=raw if raw != content else None,
        saved_at=to_text(now),
    )


def set_flag(
    db: Database, attempt_id: str, person_id: str, question_id: str, flagged: bool, now: datetime
) -> None:
    """Flag a question to come back to, or take the flag away. A submitted attempt keeps its flags.

    Raises AttemptRefused when there is no such attempt of this person.
    """
    with db.write() as transaction:
        attempt = _own(transaction, attempt_id, person_id)
        if attempt.state == "submitted":
            return
        key = {"attempt_id": attempt_id, "question_id": question_id}
        if flagged:
            transaction.run(
                """
                INSERT INTO flags (attempt_id, question_id, flagged_at)
                VALUES (:attempt_id, :question_id, :now) ON CONFLICT (attempt_id, question_id) DO NOTHING
                """,
                now=to_text(now),
                **key,
            )
        else:
            transaction.run(
                "DELETE FROM flags WHERE attempt_id = :attempt_id AND question_id = :question_id", **key
            )


def submit(db: Database, attempt_id: str, person_id: str, module: Module | None, now: datetime) -> Attempt:
    """Close the attempt and grade every question it drew; a second time changes nothing.

    `module` is the one that passing this quiz may complete. Grades, result and completion are stored at once.
    Raises AttemptRefused when there is no such attempt of this person.
    """
    with db.write() as transaction:
        attempt = _own(transaction, attempt_id, person_id)
        if attempt.state == "submitted":
            return attempt
        questions = attempt_rows.load_questions(transaction, attempt_id)
        given = attempt_rows.load_answers(transaction, attempt_id)
        result = mark(attempt, questions, given)
        attempt = submitted(attempt, result, now)
        _store_grades(transaction, attempt, given, result, now)
        _close(transaction, attempt)
        if module and result.passed:
            completion.settle(transaction, person_id, module, now)
    return attempt


def _own(transaction: Transaction, attempt_id: str, person_id: str) -> Attempt:
    attempt = attempt_rows.load_one(transaction, attempt_id, person_id)
    if attempt is None:
        raise AttemptRefused(Refusal(NOT_THERE))
    return attempt


def _store_grades(
    transaction: Transaction, attempt: Attempt, given: dict[str, Answer], result: Result, now: datetime
) -> None:
    versions = {drawn.question_id: drawn.version for drawn in attempt.questions}
    transaction.run_each(
        """
        INSERT INTO grades (attempt_id, question_id, grading, version, sequence, score, fully_right, omitted,
            points, response, graded_at, reason)
        VALUES (:attempt_id, :question_id, 1, :version, :sequence, :score, :fully_right, :omitted,
            :points, :response, :now, 'submitted')
        """,
        [
            {
                "attempt_id": attempt.id,
                "question_id": graded.question_id,
                "version": versions[graded.question_id],
                "sequence": given[graded.question_id].sequence,
                "score": graded.score,
                "fully_right": int(graded.right),
                "omitted": int(graded.omitted),
                "points": graded.points,
                "response": graded.response,
                "now": to_text(now),
            }
            for graded in result.grades
        ],
    )


def _close(transaction: Transaction, attempt: Attempt) -> None:
    transaction.run(
        """
        UPDATE attempts SET state = 'submitted', submitted_at = :submitted_at, grading = 1, points = :points,
            score = :score, passed = :passed
        WHERE id = :id
        """,
        id=attempt.id,
        submitted_at=to_text(attempt.submitted_at) if attempt.submitted_at else None,
        points=attempt.points,
        score=attempt.score,
        passed=int(bool(attempt.passed)),
    )


def result(db: Database, attempt: Attempt) -> list[Graded]:
    """The grades now in force, in the order of the questions; empty while the attempt is open."""
    rows = db.rows(
        """
        SELECT grades.question_id, grades.score, grades.points, grades.fully_right, grades.omitted,
            grades.response
        FROM grades
        JOIN attempts ON attempts.id = grades.attempt_id AND attempts.grading = grades.grading
        JOIN attempt_questions AS drawn
            ON drawn.attempt_id = grades.attempt_id AND drawn.question_id = grades.question_id
        WHERE grades.attempt_id = :attempt_id ORDER BY drawn.position
        """,
        attempt_id=attempt.id,
    )
    return [
        Graded(
            question_id=row["question_id"],
            score=row["score"],
            points=row["points"],
            right=bool(row["fully_right"]),
            omitted=bool(row["omitted"]),
            response=row["response"],
        )
        for row in rows
    ]
