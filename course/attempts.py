"""An attempt at a quiz, from its start to its result.

At its start an attempt freezes all that decides what its learner sees and how it is judged: the edition of
the quiz, the drawn questions and their versions, the order of the options, the points, the pass mark, whether
certainty is asked or scored, and the deadline. Nothing is drawn or looked up again later, so an edited quiz
changes no attempt that has begun.

Everything here is pure: attempts are values, and the time comes in as an argument, in UTC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Literal

from course.certainty import SURE, Level, scored
from course.draw import NOT_SEEN, Seen, draw, option_order
from course.questions import Question, Response
from course.quizzes import Certainty, Quiz

State = Literal["open", "submitted"]
ClosedBy = Literal["learner", "deadline"]

GRACE = timedelta(seconds=5)  # after the deadline, for an answer that was on its way


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
    certainty: Certainty = "off"
    preview: bool = False
    state: State = "open"
    submitted_at: datetime | None = None
    closed_by: ClosedBy | None = None
    points: float | None = None
    score: float | None = None
    passed: bool | None = None

    @property
    def points_possible(self) -> int:
        """What all answers right would earn."""
        return sum(drawn.points for drawn in self.questions)

    def takes_answers(self, now: datetime) -> bool:
        """Whether answers may still be given: it is not submitted and its time is not over."""
        return self.state == "open" and not is_over(self.deadline_at, now)


def is_over(deadline_at: datetime | None, now: datetime) -> bool:
    """Whether a deadline, if there is one, has passed by more than GRACE."""
    return deadline_at is not None and now > deadline_at + GRACE


@dataclass(frozen=True, slots=True)
class Answer:
    """The latest answer to one question. `sequence` is 0, and `saved_at` None, while there is none.

    `certainty` is how sure the learner said to be of it; `hints` how many steps of the question's hints were shown.
    """

    question_id: str
    response: Response
    sequence: int
    saved_at: datetime | None
    flagged: bool = False
    certainty: Level | None = None
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Graded:
    """One question graded: `score` is the share, 0 to 1, of its `points` that the answer earned, less its hints' cost.

    `right` is about the answer alone. `response` is the answer in plain words.
    """

    question_id: str
    score: float
    points: int
    right: bool
    omitted: bool
    response: str
    certainty: Level | None = None
    hints: int = 0

    @property
    def sure_and_wrong(self) -> bool:
        """Whether the learner was sure of an answer that is not right."""
        return self.certainty == SURE and not self.right and not self.omitted


@dataclass(frozen=True, slots=True)
class Result:
    """The grades in the order of the questions, the points earned, the per cent, and whether it is a pass.

    `points` are those after scoring by certainty, where the quiz does that; never below 0.
    """

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
    seen: Seen = NOT_SEEN,
    time_factor: float = 1,
) -> Attempt:
    """Draw the questions and freeze the rules.

    `seen` counts how often this person was asked each question before; `time_factor` stretches the time limit.
    A preview is its author's: it asks every question as they stand in the file, and takes all the time there is.
    """
    drawn = (quiz.question(one) for one in draw(quiz.drawable, quiz.draw, seed, seen))
    asked = quiz.questions if preview else (*drawn, *quiz.reflections)
    limit = None if preview else quiz.time_limit_minutes
    return Attempt(
        id=attempt_id,
        person_id=person_id,
        quiz_id=quiz.id,
        number=number,
        edition=quiz.edition(),
        seed=seed,
        questions=tuple(_drawn(question, seed) for question in asked),
        pass_mark=quiz.pass_mark,
        started_at=now,
        deadline_at=now + timedelta(minutes=limit * time_factor) if limit else None,
        certainty=quiz.certainty,
        preview=preview,
    )


def _drawn(question: Question, seed: str) -> DrawnQuestion:
    order = option_order(question.option_ids(), seed, question.id, shuffle=question.shuffle)
    points = question.points if question.graded else 0
    return DrawnQuestion(question.id, question.version(), question.shown_first(order), points)


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
        question = questions[drawn.question_id]
        answer = answers.get(drawn.question_id) or Answer(drawn.question_id, None, 0, None)
        share = question.grade(answer.response).score
        kept = max(Fraction(0), share - hint_cost(question, answer.hints))
        earned += drawn.points * _with_certainty(attempt, answer, kept)
        grades.append(_graded(drawn, question, answer, kept, share))
    return total(attempt, grades, earned)


def total(attempt: Attempt, grades: Sequence[Graded], earned: Fraction) -> Result:
    """What the grades come to. Scoring by certainty can take points away, but never more than there are."""
    earned, possible = max(Fraction(0), earned), sum(graded.points for graded in grades)
    score = earned * 100 / possible if possible else Fraction(0)
    return Result(tuple(grades), float(earned), float(score), score >= attempt.pass_mark)


def hint_cost(question: Question, shown: int) -> Fraction:
    """The share of the points that the first `shown` steps of its hints take."""
    return Fraction(sum(hint.cost for hint in question.hints[:shown]), 100)


def _with_certainty(attempt: Attempt, answer: Answer, share: Fraction) -> Fraction:
    """The share of the points that counts; an answer left out is never wrong, so it loses nothing."""
    if attempt.certainty != "scored" or answer.response is None:
        return share
    return scored(share, answer.certainty)


def _graded(
    drawn: DrawnQuestion, question: Question, answer: Answer, kept: Fraction, share: Fraction
) -> Graded:
    return Graded(
        question_id=drawn.question_id,
        score=float(kept),
        points=drawn.points,
        right=share == 1,
        omitted=answer.response is None,
        response=question.as_text(answer.response),
        certainty=answer.certainty,
        hints=answer.hints,
    )


def submit(attempt: Attempt, result: Result, now: datetime) -> Attempt:
    """The attempt with its result; one that is already submitted stays as it is.

    Once its time is over an attempt ends at its deadline, whenever that is noticed.
    """
    if attempt.state == "submitted":
        return attempt
    late = is_over(attempt.deadline_at, now)
    return replace(
        attempt,
        state="submitted",
        submitted_at=attempt.deadline_at if late else now,
        closed_by="deadline" if late else "learner",
        points=result.points,
        score=result.score,
        passed=result.passed,
    )
