"""An author's own tries, which follow the file: made anew with its words of now and whatever was answered before.

Nothing that a learner did is ever touched: each function refuses what is no preview.
"""

from contextlib import suppress
from datetime import datetime
from uuid import uuid4

from course.attempts import Answer, Attempt, begin
from course.quizzes import Quiz
from course.scenarios import Run, Scenario, StepRefused
from progress import answers, attempt_rows, attempts, scenarios
from progress.database import Database, Transaction

OF_ATTEMPT = ("grades", "answers", "flags", "hints_shown", "attempt_questions")
OF_RUN = ("scenario_steps", "scenario_cards")


def follow_quiz(db: Database, person_id: str, quiz: Quiz, now: datetime) -> None:
    """Make the person's previews of a quiz anew where the quiz has changed: same id, same seed, same answers.

    What does not fit any more is left out. One that was submitted is submitted again.
    """
    for attempt in attempts.attempts_of(db, person_id, quiz.id, preview=True):
        if _is_stale(attempt, quiz):
            _try_again(db, attempt, quiz, now)


def _is_stale(attempt: Attempt, quiz: Quiz) -> bool:
    asked = [(drawn.question_id, drawn.version) for drawn in attempt.questions]
    now = [(question.id, question.version()) for question in quiz.questions]
    return asked != now or attempt.edition != quiz.edition()


def _try_again(db: Database, attempt: Attempt, quiz: Quiz, now: datetime) -> None:
    given = answers.of_attempt(db, attempt)
    anew = begin(
        quiz,
        attempt.person_id,
        number=attempt.number,
        seed=attempt.seed,
        now=now,
        attempt_id=attempt.id,
        preview=True,
    )
    with db.write() as transaction:
        _forget(transaction, "attempts", attempt.id, "attempt_id", OF_ATTEMPT)
        attempt_rows.store(transaction, anew, quiz.questions)
    for drawn in anew.questions:
        if drawn.question_id in given:
            _answer_again(db, anew, given[drawn.question_id], now)
    if attempt.state == "submitted":
        attempts.submit(db, anew.id, anew.person_id, None, now)


def _answer_again(db: Database, attempt: Attempt, answer: Answer, now: datetime) -> None:
    place = (db, attempt.id, attempt.person_id, answer.question_id)
    answers.set_flag(*place, answer.flagged, now)
    with suppress(answers.AnswerRefused):
        for number in range(1, answer.hints + 1):
            answers.show_hint(*place, number, now)
    if answer.response is not None:
        with suppress(answers.AnswerRefused):
            answers.save(*place, answer.response, 0, uuid4().hex, now, answer.certainty)


def follow_scenario(db: Database, person_id: str, scenario: Scenario, now: datetime) -> None:
    """Make the person's previews of a scenario anew where it has changed, as far as the same steps still lead."""
    for run in scenarios.previews_of(db, person_id, scenario.id):
        if run.scenario.version() != scenario.version():
            _walk_again(db, run, scenario, now)


def _walk_again(db: Database, run: Run, scenario: Scenario, now: datetime) -> None:
    anew = Run(run.id, run.person_id, scenario, run.number, now, preview=True)
    with db.write() as transaction:
        _forget(transaction, "scenario_runs", run.id, "run_id", OF_RUN)
        scenarios.store(transaction, anew)
    place = (db, run.id, run.person_id)
    with suppress(StepRefused):
        for done, step in enumerate(run.steps):
            if step.option_id is None:
                scenarios.go_back(*place, step.node_id, done, uuid4().hex, now)
            else:
                scenarios.choose(*place, step.node_id, step.option_id, done, uuid4().hex, now)
        if run.finished_at:
            scenarios.finish(*place, run.sequence, now)


def _forget(transaction: Transaction, table: str, name: str, column: str, of_it: tuple[str, ...]) -> None:
    """Remove a preview and what hangs on it. Raises ValueError for what is none."""
    preview = f"SELECT id FROM {table} WHERE id = :id AND preview = 1"  # noqa: S608 - our own names
    if transaction.row(preview, id=name) is None:
        raise ValueError("only a preview is made anew")
    for hanging in of_it:
        transaction.run(f"DELETE FROM {hanging} WHERE {column} = :id", id=name)  # noqa: S608 - our own names
    transaction.run(f"DELETE FROM {table} WHERE id = :id", id=name)  # noqa: S608 - our own names
