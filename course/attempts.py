"""An attempt at a quiz, from its start to its result.

At its start an attempt freezes all that decides what its learner sees and how it is judged: the edition of
the quiz, the drawn questions and their versions, the order of the options, the points, the pass mark and the
deadline. Nothing is drawn or looked up again later, so an edited quiz changes no attempt that has begun.

Everything here is pure: attempts are values, and the time comes in as an argument, in UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Literal

from course.draw import draw, option_order
from course.questions import Question, Response
from course.quizzes import Quiz

State = Literal["open", "submitted"]


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """One question of an attempt. `version` is the content hash of the question as this learner sees it."""

    question_id: str
    version: str
    option_order: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One person's attempt. `score` is in per cent; it, the points and `passed` are None until submission.

    `number` counts a person's attempts at the quiz from 1; previews are counted apart and count nowhere else.
    """

    id: str
    person_id: str
    quiz_id: str
    number: int
    edition: str
    seed: str
    questions: tuple[DrawnQuestion, ...]
    pass_mark: int
    started_at: datetime
    deadline_at: datetime | None = None
    preview: bool = False
    state: State = "open"
    submitted_at: datetime | None = None
    points: float | None = None
    score: float | None = None
    passed: bool | None = None

    @property
    def points_possible(self) -> int:
        """What all answers right would earn."""
        return sum(drawn.points for drawn in self.questions)

    def takes_answers(self, now: datetime) -> bool:
        """Whether answers may still be given: it is not submitted and its deadline has not passed."""
        return self.state == "open" and (self.deadline_at is None or now <= self.deadline_at)


@dataclass(frozen=True, slots=True)
class Answer:
    """The latest answer to one question. `sequence` is 0, and `saved_at` None, while there is none."""

    question_id: str
    response: Response
    sequence: int
    saved_at: datetime | None
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Graded:
    """One question graded: `score` is the share, 0 to 1, of its `points` that the answer earned.

    `response` is the answer in plain words.
    """

    question_id: str
    score: float
    points: int
    right: bool
    omitted: bool
    response: str


@dataclass(frozen=True, slots=True)
class Result:
    """The grades in the order of the questions, the points earned, the per cent, and whether it is a pass."""

    grades: tuple[Graded, ...]
    points: float
    score: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a new attempt may not start now, and from when it may (None: never)."""

    reason: str
    opens_at: datetime | None = None

    def __str__(self) -> str:
        return self.reason


def begin(
    quiz: Quiz,
    person_id: str,
    *,
    number: int,
    seed: str,
    now: datetime,
    attempt_id: str,
    preview: bool = False,
) -> Attempt:
    """Draw the questions and freeze the rules."""
    return Attempt(
        id=attempt_id,
        person_id=person_id,
        quiz_id=quiz.id,
        number=number,
        edition=quiz.edition(),
        seed=seed,
        questions=tuple(_drawn(quiz.question(one), seed) for one in draw(quiz.questions, quiz.draw, seed)),
        pass_mark=quiz.pass_mark,
        started_at=now,
        preview=preview,
    )


def _drawn(question: Question, seed: str) -> DrawnQuestion:
    order = option_order(question.option_ids(), seed, question.id, shuffle=question.shuffle)
    return DrawnQuestion(question.id, question.version(), order, question.points)


def may_start(quiz: Quiz, earlier: Sequence[Attempt], now: datetime) -> Refusal | None:
    """None when this person may begin another attempt, else what stands against it. Previews do not count."""
    counted = [attempt for attempt in earlier if not attempt.preview]
    if quiz.attempts is not None and len(counted) >= quiz.attempts:
        return Refusal(f"You have used {_all_attempts(quiz.attempts)} at this quiz.")
    ends = [attempt.submitted_at for attempt in counted if attempt.submitted_at]
    opens_at = max(ends) + timedelta(minutes=quiz.cool_off_minutes) if ends else now
    if now >= opens_at:
        return None
    when = opens_at.astimezone(UTC)
    return Refusal(f"You can try again from {when.day} {when:%B %Y, %H:%M} UTC.", opens_at)


def _all_attempts(limit: int) -> str:
    return "your one attempt" if limit == 1 else f"all {limit} attempts"


def mark(attempt: Attempt, questions: Mapping[str, Question], answers: Mapping[str, Answer]) -> Result:
    """Mark every question of the attempt; one without an answer counts as left out and earns nothing.

    `questions` are the frozen ones. The sum is exact, so eight of ten is never a hair below 80 per cent.
    """
    grades, earned = [], Fraction(0)
    for drawn in attempt.questions:
        question, answer = questions[drawn.question_id], answers.get(drawn.question_id)
        response = answer.response if answer else None
        share = question.grade(response).score
        earned += share * drawn.points
        grades.append(_graded(drawn, question, response, share))
    possible = attempt.points_possible
    score = earned * 100 / possible if possible else Fraction(0)
    return Result(tuple(grades), float(earned), float(score), score >= attempt.pass_mark)


def _graded(drawn: DrawnQuestion, question: Question, response: Response, share: Fraction) -> Graded:
    return Graded(
        question_id=drawn.question_id,
        score=float(share),
        points=drawn.points,
        right=share == 1,
        omitted=response is None,
        response=question.as_text(response),
    )


def submit(attempt: Attempt, result: Result, now: datetime) -> Attempt:
    """The attempt with its result; one that is already submitted stays as it is."""
    if attempt.state == "submitted":
        return attempt
    return replace(
        attempt,
        state="submitted",
        submitted_at=now,
        points=result.points,
        score=result.score,
        passed=result.passed,
    )
