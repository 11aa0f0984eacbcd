"""Certainty, hints and time limits, as they are stored."""

from datetime import timedelta

import pytest

from accounts import people
from accounts.problems import AccountProblem
from course.attempts import GRACE, Attempt
from course.certainty import SURE
from progress import answers, attempts
from progress.answers import AnswerRefused
from progress.attempts import AttemptRefused
from tests.progress.bakery import RIGHT, WRONG, Bakery, Learner

HINTED = "weigh-first"
LIMIT = timedelta(minutes=20)


@pytest.fixture
def limited(bakery: Bakery) -> Bakery:
    """The bread quiz with a time limit, certainty, and hints for one question; all five questions are asked."""
    bakery.ask_everything()
    bakery.edit(
        "quizzes/dough.yaml", "pass_mark: 60", "pass_mark: 60\ntime_limit_minutes: 20\ncertainty: asked"
    )
    bakery.edit(
        "quizzes/dough.yaml",
        f"id: {HINTED}\n",
        f"id: {HINTED}\n    hints: [Think of weight., {{text: It is no cup., cost: 30}}]\n",
    )
    return bakery


@pytest.fixture
def eve(bakery: Bakery) -> Learner:
    return bakery.learner("Eve")


def everything_right(ada: Learner, attempt: Attempt) -> None:
    for question_id, response in RIGHT.items():
        ada.answer(attempt, question_id, response)


def hint(bakery: Bakery, attempt: Attempt, number: int) -> None:
    answers.show_hint(bakery.db, attempt.id, attempt.person_id, HINTED, number, bakery.now)


# ---- certainty


def test_how_sure_somebody_is_is_stored_with_the_answer_and_with_its_grade(
    limited: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    ada.answer(attempt, HINTED, WRONG[HINTED], certainty=SURE)
    assert answers.of_attempt(limited.db, attempt)[HINTED].certainty == SURE
    (graded,) = [one for one in attempts.result(limited.db, ada.submit(attempt)) if one.question_id == HINTED]
    assert (graded.certainty, graded.sure_and_wrong) == (SURE, True)


def test_the_latest_certainty_counts(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    ada.answer(attempt, HINTED, RIGHT[HINTED], certainty=1)
    ada.answer(attempt, HINTED, RIGHT[HINTED], certainty=3)
    assert answers.of_attempt(limited.db, attempt)[HINTED].certainty == 3
    assert limited.count("answers") == 2


@pytest.mark.parametrize("level", [0, 4, -1, 2.5, "sure"])
def test_another_level_of_certainty_is_refused(limited: Bakery, ada: Learner, level: object) -> None:
    attempt = ada.begin()
    with pytest.raises(AnswerRefused, match="one of the choices"):
        ada.answer(attempt, HINTED, RIGHT[HINTED], certainty=level)  # type: ignore[arg-type]
    assert limited.count("answers") == 0


def test_whether_certainty_is_asked_is_frozen_at_the_start(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    limited.edit("quizzes/dough.yaml", "certainty: asked", "certainty: scored")
    assert ada.begin().certainty == attempt.certainty == "asked"


# ---- hints


def test_a_hint_that_was_shown_is_remembered_and_costs_what_it_says(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    everything_right(ada, attempt)
    hint(limited, attempt, 1)
    hint(limited, attempt, 2)
    assert answers.of_attempt(limited.db, attempt)[HINTED].hints == 2
    done = ada.submit(attempt)
    assert done.score == pytest.approx(100 * 4.7 / 5)
    (graded,) = [one for one in attempts.result(limited.db, done) if one.question_id == HINTED]
    assert graded.score == pytest.approx(0.7)
    assert (graded.hints, graded.right) == (2, True)


def test_a_hint_shown_twice_is_shown_once(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    hint(limited, attempt, 1)
    hint(limited, attempt, 1)
    assert limited.count("hints_shown") == 1


@pytest.mark.parametrize("number", [0, 2, 3, -1])
def test_hints_come_in_order_and_no_others_do(limited: Bakery, ada: Learner, number: int) -> None:
    attempt = ada.begin()
    with pytest.raises(AnswerRefused, match="not there"):
        hint(limited, attempt, number)


def test_nobody_is_shown_a_hint_of_somebody_elses_attempt(
    limited: Bakery, ada: Learner, eve: Learner
) -> None:
    attempt = ada.begin()
    with pytest.raises(AttemptRefused):
        answers.show_hint(limited.db, attempt.id, eve.id, HINTED, 1, limited.now)


def test_no_hint_is_shown_after_submission_or_after_the_deadline(
    limited: Bakery, ada: Learner, eve: Learner
) -> None:
    done = ada.begin()
    ada.submit(done)
    late = eve.begin()
    limited.wait(minutes=21)
    for attempt in (done, late):
        with pytest.raises(AttemptRefused, match="no more hints"):
            hint(limited, attempt, 1)


# ---- time


def test_the_deadline_is_frozen_at_the_start(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    assert attempt.deadline_at == limited.now + LIMIT
    limited.edit("quizzes/dough.yaml", "time_limit_minutes: 20", "time_limit_minutes: 5")
    assert ada.begin().deadline_at == attempt.deadline_at


def test_somebody_with_more_time_has_a_later_deadline(limited: Bakery, ada: Learner) -> None:
    person = people.set_time_factor(limited.db, ada.person, 1.5, None, limited.now)
    assert people.find(limited.db, ada.id) == person
    attempt = attempts.start_or_resume(
        limited.db, limited.quiz, ada.id, limited.now, time_factor=person.time_factor
    )
    assert attempt.deadline_at == limited.now + 1.5 * LIMIT


def test_more_time_changes_no_attempt_that_has_begun(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    people.set_time_factor(limited.db, ada.person, 3, None, limited.now)
    assert ada.begin().deadline_at == attempt.deadline_at


@pytest.mark.parametrize("factor", [0, 0.5, 11, float("nan"), float("inf"), -1])
def test_another_factor_is_refused(bakery: Bakery, ada: Learner, factor: float) -> None:
    with pytest.raises(AccountProblem, match="time factor"):
        people.set_time_factor(bakery.db, ada.person, factor, None, bakery.now)


def test_a_change_of_time_is_in_the_audit_log(bakery: Bakery, ada: Learner) -> None:
    people.set_time_factor(bakery.db, ada.person, 1.25, None, bakery.now)
    (entry,) = bakery.db.rows("SELECT detail FROM audit_log WHERE action = 'time-factor-changed'")
    assert entry["detail"] == "1.25"


def test_an_answer_on_its_way_at_the_deadline_counts_and_a_later_one_does_not(
    limited: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    limited.now += LIMIT + GRACE
    assert ada.answer(attempt, HINTED, RIGHT[HINTED]).status == "saved"
    limited.wait(seconds=1)
    assert ada.answer(attempt, HINTED, WRONG[HINTED]).status == "closed"


def close(bakery: Bakery, person_id: str | None = None) -> list[Attempt]:
    course = bakery.course
    return attempts.close_overdue(bakery.db, course.module_of, bakery.now, person_id)


def test_what_was_saved_is_submitted_at_the_deadline_whenever_that_is_noticed(
    limited: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    everything_right(ada, attempt)
    limited.wait(days=3)
    (done,) = close(limited)
    assert (done.state, done.closed_by, done.submitted_at) == ("submitted", "deadline", attempt.deadline_at)
    assert done.score == 100
    assert attempts.find(limited.db, attempt.id, ada.id) == done
    assert close(limited) == []


def test_an_attempt_that_still_has_time_or_has_no_limit_stays_open(
    bakery: Bakery, limited: Bakery, ada: Learner
) -> None:
    attempt = ada.begin()
    limited.now += LIMIT + GRACE
    assert close(limited) == []
    assert ada.begin() == attempt


def test_one_persons_attempts_can_be_closed_alone(limited: Bakery, ada: Learner, eve: Learner) -> None:
    ada.begin()
    eve.begin()
    limited.wait(hours=1)
    assert [attempt.person_id for attempt in close(limited, eve.id)] == [eve.id]


def test_a_late_submission_is_one_at_the_deadline(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    limited.wait(hours=1)
    done = ada.submit(attempt)
    assert (done.closed_by, done.submitted_at) == ("deadline", attempt.deadline_at)


def test_a_submission_in_time_is_the_learners(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    limited.wait(minutes=5)
    done = ada.submit(attempt)
    assert (done.closed_by, done.submitted_at) == ("learner", limited.now)


def test_a_clock_that_steps_back_takes_no_time_away(limited: Bakery, ada: Learner) -> None:
    attempt = ada.begin()
    limited.wait(minutes=-90)
    assert ada.answer(attempt, HINTED, RIGHT[HINTED]).status == "saved"
    assert close(limited) == []


# ---- a second attempt


def test_a_second_attempt_asks_what_the_first_did_not(bakery: Bakery, ada: Learner) -> None:
    bakery.edit("quizzes/dough.yaml", "draw: 4", "draw: {D1: 1, D2: 1}")
    bakery.edit("quizzes/dough.yaml", "cool_off_minutes: 30", "cool_off_minutes: 0")
    first = ada.begin()
    ada.submit(first)
    bakery.wait(minutes=1)
    second = ada.begin()
    asked = [{drawn.question_id for drawn in attempt.questions} for attempt in (first, second)]
    assert asked[0] & asked[1] == set()
