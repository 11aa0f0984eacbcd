"""Answers, flags and hints of an open attempt: each on the disk before anybody is told so.

Answers are only ever added; the one with the highest sequence counts.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from course.attempts import Answer, Attempt, Refusal, is_over
from course.certainty import WORDS, Level
from course.questions import Question, Response
from progress import attempt_rows
from progress.attempts import NOT_THERE, AttemptRefused, own
from progress.database import Database, Row, Transaction
from progress.moments import maybe, to_text

LONGEST_ANSWER = 10_000  # characters, written as JSON

Status = Literal["saved", "repeated", "stale", "closed"]


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


def of_attempt(db: Database, attempt: Attempt) -> dict[str, Answer]:
    """Every question's latest answer, flag and hints: question id -> answer, with sequence 0 where there is none."""
    with db.read() as transaction:
        return attempt_rows.load_answers(transaction, attempt.id)


# One query finds all that decides about an answer; it runs on every click.
STANDING = """
SELECT attempts.state, attempts.deadline_at, question_versions.content,
    answers.sequence, answers.response, answers.saved_at, answers.certainty,
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


def save(
    db: Database,
    attempt_id: str,
    person_id: str,
    question_id: str,
    response: object,
    expected_sequence: int,
    event_id: str,
    now: datetime,
    certainty: Level | None = None,
) -> Saved:
    """Store an answer; when it says saved, the answer is on the disk.

    `expected_sequence` is that of the answer the learner has seen, so that one given elsewhere meanwhile is
    never overwritten unseen. `event_id` is made once for each click, so that sending it again stores nothing.
    None as response takes the answer back; `certainty` is how sure the learner is of it now. Raises AnswerRefused
    for what is no answer to this question.
    """
    raw = _as_json(response)
    if certainty not in (None, *WORDS):
        raise AnswerRefused("Say how sure you are with one of the choices that are given.")
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
        latest = Answer(question_id, answer, stored.sequence + 1, now, certainty=certainty)
        _store_answer(transaction, attempt_id, latest, now, event_id, raw)
    return Saved("saved", stored.sequence + 1, now, answer)


def _status(standing: Row, stored: Answer, attempt_id: str, expected: int, now: datetime) -> Status:
    if standing["known_attempt"] is not None:
        if (standing["known_attempt"], standing["known_question"]) != (attempt_id, stored.question_id):
            raise AnswerRefused("This answer was sent under the number of another one. Reload the page.")
        return "repeated"
    if standing["state"] != "open" or is_over(maybe(standing["deadline_at"]), now):
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
    transaction: Transaction, attempt_id: str, latest: Answer, saved_at: datetime, event_id: str, raw: str
) -> None:
    content = json.dumps(latest.response, ensure_ascii=False)
    transaction.run(
        """
        INSERT INTO answers (event_id, attempt_id, question_id, sequence, response, raw_response, certainty, saved_at)
        VALUES (:event_id, :attempt_id, :question_id, :sequence, :response, :raw_response, :certainty, :saved_at)
        """,
        event_id=event_id,
        attempt_id=attempt_id,
        question_id=latest.question_id,
        sequence=latest.sequence,
        response=content,
        raw_response=raw if raw != content else None,
        certainty=latest.certainty,
        saved_at=to_text(saved_at),
    )


def set_flag(
    db: Database, attempt_id: str, person_id: str, question_id: str, flagged: bool, now: datetime
) -> None:
    """Flag a question to come back to, or take the flag away. A submitted attempt keeps its flags.

    Raises AttemptRefused when there is no such attempt of this person.
    """
    with db.write() as transaction:
        attempt = own(transaction, attempt_id, person_id)
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


def show_hint(
    db: Database, attempt_id: str, person_id: str, question_id: str, number: int, now: datetime
) -> None:
    """Note that a step of the question's hints was shown, counted from 1. A step is noted once, and in order.

    Raises AttemptRefused when there is no such attempt of this person, or it takes no more answers, and AnswerRefused
    when the question has no such step, or an earlier one was not shown.
    """
    with db.write() as transaction:
        if not own(transaction, attempt_id, person_id).takes_answers(now):
            raise AttemptRefused(Refusal("This attempt takes no more answers, so no more hints are shown."))
        question = attempt_rows.load_questions(transaction, attempt_id).get(question_id)
        shown = attempt_rows.load_answers(transaction, attempt_id).get(question_id)
        if question is None or shown is None or not 1 <= number <= min(len(question.hints), shown.hints + 1):
            raise AnswerRefused("This hint is not there. Reload the page.")
        transaction.run(
            """
            INSERT INTO hints_shown (attempt_id, question_id, number, shown_at)
            VALUES (:attempt_id, :question_id, :number, :now)
            ON CONFLICT (attempt_id, question_id, number) DO NOTHING
            """,
            attempt_id=attempt_id,
            question_id=question_id,
            number=number,
            now=to_text(now),
        )
