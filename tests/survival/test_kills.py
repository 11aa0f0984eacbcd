"""A server that is killed while learners answer. The long form is `python -m benchmarks.survival.rounds`."""

from pathlib import Path

import pytest

from accounts import people
from benchmarks.survival.crowd import Memory
from benchmarks.survival.looking import losses
from benchmarks.survival.rounds import survive
from progress.database import Database
from tests.bread import Bread
from tests.progress.bakery import NOON, Bakery


def test_nothing_acknowledged_is_lost_and_nothing_counted_twice_when_a_server_is_killed(
    tmp_path: Path,
) -> None:
    outcome = survive(tmp_path, rounds=2, learners=6, seed=7)
    assert outcome.losses == []
    assert outcome.rounds == 2
    assert outcome.acknowledged > 0


@pytest.fixture
def bakery(tmp_path: Path, bread: Bread) -> Bakery:
    """The quiz asks all of its questions."""
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, bread.root)
    bakery.ask_everything()
    return bakery


def memory(bakery: Bakery) -> Memory:
    person = people.add(bakery.db, email="ada@example.org", name="Ada", role="learner", now=NOON)
    return Memory(person.id, "")


def test_the_look_finds_an_answer_that_is_gone(bakery: Bakery) -> None:
    ada = memory(bakery)
    assert losses(bakery.db, [ada]) == []
    ada.sent.add("word 1")
    assert losses(bakery.db, [ada]) == []
    ada.acknowledged.add("word 1")
    assert losses(bakery.db, [ada]) == ["an answer that was called saved is gone: word 1"]


def test_the_look_finds_an_answer_that_is_there_twice_and_one_that_nobody_sent(bakery: Bakery) -> None:
    learner = bakery.learner()
    ada = Memory(learner.id, "")
    attempt = learner.begin()
    for _ in range(2):
        learner.answer(attempt, "french-word", f"{ada.person_id[:8]} 0")
        learner.answer(attempt, "french-word", "levain")
    ada.sent.add(f"{ada.person_id[:8]} 0")
    assert losses(bakery.db, [ada]) == [f"an answer is stored 2 times: {ada.person_id[:8]} 0"]
    ada.sent.clear()
    assert f"an answer is stored that nobody sent: {ada.person_id[:8]} 0" in losses(bakery.db, [ada])


def test_the_look_finds_a_lost_submission_half_a_grading_and_a_wrong_tally(bakery: Bakery) -> None:
    learner = bakery.learner()
    ada = Memory(learner.id, "", submits_sent=1, submits_acknowledged=1)
    assert losses(bakery.db, [ada]) == ["0 attempts are submitted, 1 were acknowledged and 1 sent"]
    attempt = learner.take(2)
    assert losses(bakery.db, [ada]) == []
    with bakery.db.write() as transaction:
        transaction.run("DELETE FROM grades WHERE question_id = :id", id=attempt.questions[0].question_id)
    assert "an attempt that is submitted has 4 grades for 5 questions" in losses(bakery.db, [ada])
    with bakery.db.write() as transaction:
        transaction.run("UPDATE activity_tallies SET number = number + 1")
    assert any(found.startswith("a tally differs") for found in losses(bakery.db, [ada]))
