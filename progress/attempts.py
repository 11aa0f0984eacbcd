"""Attempts at quizzes: begun, closed and graded, each step on the disk before anybody is told so.

An attempt is asked, shown and graded with its questions as they were when it began.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from course.attempts import GRACE, Answer, Attempt, Graded, Refusal, Result, begin, mark, may_start
from course.attempts import submit as submitted
from course.modules import Module
from course.questions import Question
from course.quizzes import Quiz
from progress import attempt_rows, completion, item_tallies
from progress.activity_tallies import SUBMITTING, TRYING, counting
from progress.database import Database, Transaction
from progress.moments import to_text

__all__ = [
    "AttemptRefused",
    "Graded",
    "attempts_of",
    "close_left",
    "close_overdue",
    "find",
    "left_open",
    "own",
    "questions_of",
    "result",
    "start_or_resume",
    "submit",
]

NOT_THERE = "This attempt is not there, or is not yours. Open the quiz again from its module."


class AttemptRefused(Exception):
    """What was asked of an attempt cannot be; `refusal` says why, and from when on it can."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def start_or_resume(
    db: Database,
    quiz: Quiz,
    person_id: str,
    now: datetime,
    new_id: str | None = None,
    new_seed: str | None = None,
    *,
    preview: bool = False,
    time_factor: float = 1,
) -> Attempt:
    """The person's open attempt at the quiz, or a new one. Raises AttemptRefused when none may begin.

    `new_id` and `new_seed` are random unless given; `time_factor` is the person's.
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
            seen=attempt_rows.times_asked(transaction, person_id, quiz.id),
            time_factor=time_factor,
        )
        questions = [quiz.question(drawn.question_id) for drawn in attempt.questions]
        with counting(transaction, person_id, TRYING):
            attempt_rows.store(transaction, attempt, questions)
    return attempt


def find(db: Database, attempt_id: str, person_id: str) -> Attempt | None:
    """The attempt, or None when there is none, or when it is somebody else's."""
    with db.read() as transaction:
        return attempt_rows.load_one(transaction, attempt_id, person_id)


def attempts_of(
    db: Database, person_id: str, quiz_id: str | None = None, *, preview: bool = False
) -> list[Attempt]:
    """The person's attempts, open ones too, oldest first, at one quiz or at all: previews, or all but previews."""
    condition = f"attempts.person_id = :person_id AND attempts.preview = {int(preview)}"
    with db.read() as transaction:
        if quiz_id is None:
            return attempt_rows.load(transaction, condition, person_id=person_id)
        condition += " AND attempts.quiz_id = :quiz_id"
        return attempt_rows.load(transaction, condition, person_id=person_id, quiz_id=quiz_id)


def questions_of(db: Database, attempt: Attempt) -> dict[str, Question]:
    """The attempt's questions as they were when it began: question id -> question, in order."""
    with db.read() as transaction:
        return attempt_rows.load_questions(transaction, attempt.id)


def submit(db: Database, attempt_id: str, person_id: str, module: Module | None, now: datetime) -> Attempt:
    """Close the attempt and grade every question it asked; a second time changes nothing.

    `module` is the one that passing this quiz may complete. Grades, result and completion are stored at once.
    Raises AttemptRefused when there is no such attempt of this person.
    """
    with db.write() as transaction:
        attempt = own(transaction, attempt_id, person_id)
        return attempt if attempt.state == "submitted" else _submit(transaction, attempt, module, now)


def close_overdue(
    db: Database, module_of: Callable[[str], Module | None], now: datetime, person_id: str | None = None
) -> list[Attempt]:
    """Submit every open attempt, of one person or of all, whose time is over, with the answers that were saved.

    `module_of` finds the module that passing a quiz, named by its id, may complete. Each ends at its own deadline.
    """
    before = to_text(now - GRACE)
    with db.read() as transaction:
        if not attempt_rows.overdue(transaction, before, person_id):
            return []
    with db.write() as transaction:
        return [
            _submit(transaction, attempt, module_of(attempt.quiz_id), now)
            for attempt in attempt_rows.overdue(transaction, before, person_id)
        ]


# Nobody has begun or answered since.
LEFT = """
attempts.state = 'open' AND attempts.preview = 0 AND attempts.started_at < :before AND NOT EXISTS (
    SELECT 1 FROM answers WHERE answers.attempt_id = attempts.id AND answers.saved_at >= :before)
"""


def left_open(db: Database, before: datetime) -> list[Attempt]:
    """The open attempts of which nobody has begun or answered anything since a moment."""
    with db.read() as transaction:
        return attempt_rows.load(transaction, LEFT, before=to_text(before))


def close_left(
    db: Database, module_of: Callable[[str], Module | None], before: datetime, now: datetime
) -> list[Attempt]:
    """Submit each of `left_open` with the answers that were saved, as if its time were over now."""
    closed = []
    for left in left_open(db, before):
        with db.write() as transaction:
            condition = f"attempts.id = :id AND {LEFT}"
            for attempt in attempt_rows.load(transaction, condition, id=left.id, before=to_text(before)):
                module = module_of(attempt.quiz_id)
                closed.append(_submit(transaction, attempt, module, now, given_up=True))
    return closed


def _submit(
    transaction: Transaction,
    attempt: Attempt,
    module: Module | None,
    now: datetime,
    *,
    given_up: bool = False,
) -> Attempt:
    questions = attempt_rows.load_questions(transaction, attempt.id)
    given = attempt_rows.load_answers(transaction, attempt.id)
    result = mark(attempt, questions, given)
    attempt = submitted(attempt, result, now)
    attempt = replace(attempt, closed_by="deadline") if given_up else attempt
    _store_grades(transaction, attempt, given, result, now)
    with counting(transaction, attempt.person_id, SUBMITTING):
        _close(transaction, attempt)
    item_tallies.enter(transaction, attempt)
    if module and result.passed:
        completion.settle(transaction, attempt.person_id, module, attempt.submitted_at or now)
    return attempt


def own(transaction: Transaction, attempt_id: str, person_id: str) -> Attempt:
    """The attempt. Raises AttemptRefused when there is no such attempt of this person."""
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
            points, response, certainty, hints, graded_at, reason)
        VALUES (:attempt_id, :question_id, 1, :version, :sequence, :score, :fully_right, :omitted,
            :points, :response, :certainty, :hints, :now, 'submitted')
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
                "certainty": graded.certainty,
                "hints": graded.hints,
                "now": to_text(now),
            }
            for graded in result.grades
        ],
    )


def _close(transaction: Transaction, attempt: Attempt) -> None:
    transaction.run(
        """
        UPDATE attempts SET state = 'submitted', submitted_at = :submitted_at, closed_by = :closed_by, grading = 1,
            points = :points, score = :score, passed = :passed
        WHERE id = :id
        """,
        id=attempt.id,
        submitted_at=to_text(attempt.submitted_at) if attempt.submitted_at else None,
        closed_by=attempt.closed_by,
        points=attempt.points,
        score=attempt.score,
        passed=int(bool(attempt.passed)),
    )


def result(db: Database, attempt: Attempt) -> list[Graded]:
    """The grades now in force, in the order of the questions; empty while the attempt is open."""
    rows = db.rows(
        """
        SELECT grades.question_id, grades.score, grades.points, grades.fully_right, grades.omitted,
            grades.response, grades.certainty, grades.hints
        FROM grades
        JOIN attempts ON attempts.id = grades.attempt_id AND attempts.grading = grades.grading
        JOIN attempt_questions AS drawn
            ON drawn.attempt_id = grades.attempt_id AND drawn.question_id = grades.question_id
        WHERE grades.attempt_id = :attempt_id ORDER BY drawn.position
        """,
        attempt_id=attempt.id,
    )
    return [attempt_rows.graded(row) for row in rows]
