from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from course.attempts import GRACE, Answer, Attempt, begin, mark, may_start, submit
from course.questions import Question, Response
from course.quizzes import Quiz

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def single(question_id: str, outcome: str = "D1", **more: object) -> dict[str, object]:
    options = [
        {"id": "right", "text": "Right", "correct": True},
        {"id": "wrong", "text": "Wrong"},
        {"id": "other", "text": "Other"},
    ]
    return {"id": question_id, "type": "single", "outcome": outcome, "stem": "?", "options": options, **more}


def multiple(question_id: str, right: int, **more: object) -> dict[str, object]:
    """Options r0, r1, ... are right, w0 is wrong."""
    options: list[dict[str, object]] = [
        {"id": f"r{i}", "text": f"R{i}", "correct": True} for i in range(right)
    ]
    options.append({"id": "w0", "text": "W0"})
    return {"id": question_id, "type": "multiple", "outcome": "D1", "stem": "?", "options": options, **more}


def quiz(*questions: dict[str, object], **rules: Any) -> Quiz:
    return Quiz.model_validate({"id": "dough", "title": "Dough", "questions": list(questions), **rules})


def attempt_at(quiz: Quiz, **changes: Any) -> Attempt:
    attempt = begin(quiz, "ada", number=1, seed="s", now=NOON, attempt_id="one")
    return replace(attempt, **changes)


def questions(quiz: Quiz) -> dict[str, Question]:
    return {question.id: question for question in quiz.questions}


def given(**responses: Response) -> dict[str, Answer]:
    ids = {key.replace("_", "-"): response for key, response in responses.items()}
    return {one: Answer(one, response, 1, NOON) for one, response in ids.items()}


def test_an_attempt_freezes_the_rules_and_the_draw() -> None:
    bank = quiz(*(single(f"q{i}", points=i + 1) for i in range(5)), draw=3, pass_mark=70)
    attempt = attempt_at(bank)
    assert (attempt.pass_mark, attempt.edition, attempt.started_at) == (70, bank.edition(), NOON)
    assert len(attempt.questions) == 3
    for drawn in attempt.questions:
        question = bank.question(drawn.question_id)
        assert (drawn.version, drawn.points) == (question.version(), question.points)
        assert sorted(drawn.option_order) == ["other", "right", "wrong"]


def test_options_that_are_not_to_be_shuffled_are_frozen_as_written() -> None:
    attempt = attempt_at(quiz(single("q", shuffle=False)))
    assert attempt.questions[0].option_order == ("right", "wrong", "other")


def test_the_score_is_the_share_of_all_points_in_per_cent() -> None:
    bank = quiz(single("light"), single("heavy", points=3))
    result = mark(attempt_at(bank), questions(bank), given(light="wrong", heavy="right"))
    assert (result.points, result.score, result.passed) == (3.0, 75.0, False)


def test_eight_of_ten_is_a_pass_at_eighty() -> None:
    bank = quiz(*(single(f"q{i}") for i in range(10)), pass_mark=80)
    eight = given(**{f"q{i}": "right" if i < 8 else "wrong" for i in range(10)})
    result = mark(attempt_at(bank), questions(bank), eight)
    assert (result.score, result.passed) == (80.0, True)


@pytest.mark.parametrize("denominator", [3, 6, 7, 9, 11])
def test_shares_of_points_add_up_exactly(denominator: int) -> None:
    """Each question earns 1/d of its points, and d of them as much as one right answer; floats would not."""
    bank = quiz(*(multiple(f"q{i}", denominator) for i in range(denominator)), pass_mark=0)
    ticked = given(**{f"q{i}": ["r0"] for i in range(denominator)})
    result = mark(attempt_at(bank), questions(bank), ticked)
    assert result.points == 1.0
    assert result.score == float(Fraction(100, denominator))


def test_no_rounding_turns_a_near_miss_into_a_pass() -> None:
    bank = quiz(*(single(f"q{i}") for i in range(3)), pass_mark=67)
    two = given(q0="right", q1="right", q2="wrong")
    assert not mark(attempt_at(bank), questions(bank), two).passed


def test_what_was_left_out_earns_nothing_and_is_told_from_what_was_wrong() -> None:
    bank = quiz(single("q0"), single("q1"), single("q2"))
    result = mark(attempt_at(bank), questions(bank), given(q0="wrong", q1=None))
    by_id = {graded.question_id: graded for graded in result.grades}
    assert {one: graded.omitted for one, graded in by_id.items()} == {"q0": False, "q1": True, "q2": True}
    assert [graded.score for graded in result.grades] == [0.0, 0.0, 0.0]
    assert by_id["q0"].response == "Wrong"


def test_a_result_follows_the_order_of_the_questions() -> None:
    bank = quiz(*(single(f"q{i}") for i in range(6)))
    attempt = attempt_at(bank)
    grades = mark(attempt, questions(bank), {}).grades
    assert [graded.question_id for graded in grades] == [drawn.question_id for drawn in attempt.questions]


def test_invariant_5_marking_twice_gives_the_same_result() -> None:
    bank = quiz(single("q0"), multiple("q1", 3))
    answers = given(q0="right", q1=["r0", "r2"])
    attempt = attempt_at(bank)
    assert mark(attempt, questions(bank), answers) == mark(attempt, questions(bank), answers)


def test_a_submitted_attempt_has_its_result_and_keeps_it() -> None:
    bank = quiz(single("q0"))
    attempt = attempt_at(bank)
    right = mark(attempt, questions(bank), given(q0="right"))
    done = submit(attempt, right, NOON + timedelta(minutes=9))
    assert (done.state, done.score, done.passed) == ("submitted", 100.0, True)
    assert done.submitted_at == NOON + timedelta(minutes=9)
    wrong = mark(attempt, questions(bank), given(q0="wrong"))
    assert submit(done, wrong, NOON + timedelta(hours=1)) == done


def test_an_attempt_takes_answers_until_it_is_submitted_or_its_deadline_has_passed() -> None:
    bank = quiz(single("q0"))
    limited = attempt_at(bank, deadline_at=NOON + timedelta(minutes=30))
    assert attempt_at(bank).takes_answers(NOON + timedelta(days=900))
    assert limited.takes_answers(NOON + timedelta(minutes=30) + GRACE)
    assert not limited.takes_answers(NOON + timedelta(minutes=30, seconds=1) + GRACE)
    assert not replace(limited, state="submitted").takes_answers(NOON)


def ended(bank: Quiz, number: int, when: datetime, **changes: Any) -> Attempt:
    return attempt_at(bank, number=number, state="submitted", submitted_at=when, **changes)


def test_the_first_attempt_may_always_start() -> None:
    assert may_start(quiz(single("q"), attempts=1, cool_off_minutes=60), [], NOON) is None


def test_when_all_attempts_are_used_none_may_start_ever() -> None:
    bank = quiz(single("q"), attempts=2)
    refusal = may_start(bank, [ended(bank, 1, NOON), ended(bank, 2, NOON)], NOON + timedelta(days=365))
    assert refusal is not None
    assert (refusal.reason, refusal.opens_at) == ("You have used all 2 attempts at this quiz.", None)


def test_after_an_attempt_the_next_waits_for_the_cool_off() -> None:
    bank = quiz(single("q"), cool_off_minutes=30)
    earlier = [ended(bank, 1, NOON - timedelta(days=1)), ended(bank, 2, NOON)]
    refusal = may_start(bank, earlier, NOON + timedelta(minutes=29, seconds=59))
    assert refusal is not None
    assert refusal.opens_at == NOON + timedelta(minutes=30)
    assert str(refusal) == "You can try again from 23 November 2026, 12:30 UTC."
    assert may_start(bank, earlier, NOON + timedelta(minutes=30)) is None


def test_a_clock_that_went_back_makes_nobody_wait_without_a_cool_off_any_longer_than_the_clock() -> None:
    bank = quiz(single("q"))
    assert may_start(bank, [ended(bank, 1, NOON)], NOON) is None


def test_invariant_6_previews_use_up_no_attempt() -> None:
    bank = quiz(single("q"), attempts=1, cool_off_minutes=60)
    assert may_start(bank, [ended(bank, 1, NOON, preview=True)], NOON) is None
