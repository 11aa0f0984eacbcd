"""A clock that is set back while people work."""

from datetime import timedelta
from pathlib import Path

import pytest

from accounts import sessions
from benchmarks.survival.looking import losses
from course.attempts import Attempt
from progress import answers, attempts
from progress.database import Database
from tests.progress.bakery import BREAD, NOON, RIGHT, WRONG, Bakery

BACK = -3.0  # hours


@pytest.fixture
def bakery(tmp_path: Path) -> Bakery:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    return Bakery(db, BREAD)


def answered(bakery: Bakery, attempt: Attempt) -> dict[str, object]:
    return {name: given.response for name, given in answers.of_attempt(bakery.db, attempt).items()}


def test_the_answer_given_last_counts_whatever_the_clock_says(bakery: Bakery) -> None:
    learner = bakery.learner()
    attempt = learner.begin()
    name = attempt.questions[0].question_id
    assert learner.answer(attempt, name, WRONG[name]).status == "saved"
    bakery.wait(hours=BACK)
    assert learner.answer(attempt, name, RIGHT[name]).status == "saved"
    assert answered(bakery, attempt)[name] == RIGHT[name]


def test_an_attempt_that_ends_before_it_began_is_graded_and_counted_once(bakery: Bakery) -> None:
    learner = bakery.learner()
    attempt = learner.begin()
    for drawn in attempt.questions:
        learner.answer(attempt, drawn.question_id, RIGHT[drawn.question_id])
        bakery.wait(hours=BACK)
    closed = learner.submit(attempt)
    assert (closed.state, closed.passed) == ("submitted", True)
    assert learner.submit(attempt) == closed
    assert losses(bakery.db, []) == []


def test_attempts_keep_the_order_in_which_they_were_made(bakery: Bakery) -> None:
    bakery_free = Bakery(bakery.db, BREAD)
    learner = bakery_free.learner()
    first = learner.take(1)
    bakery_free.wait(days=400)
    second = learner.take(2)
    bakery_free.wait(days=-800)
    found = attempts.attempts_of(bakery_free.db, learner.id)
    assert [one.id for one in found] == [first.id, second.id]
    assert [one.number for one in found] == [1, 2]


def test_people_stay_signed_in(bakery: Bakery) -> None:
    person = bakery.learner().person
    cookie = sessions.start(bakery.db, person, NOON)
    assert sessions.person_of(bakery.db, cookie, NOON + timedelta(hours=BACK)) == person
    assert sessions.person_of(bakery.db, cookie, NOON) == person
