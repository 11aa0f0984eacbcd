import re
from dataclasses import replace
from fractions import Fraction

import pytest

from course import certainty
from course.attempts import Answer, begin, mark
from course.certainty import FAIRLY_SURE, NOT_SURE, SURE, Level, scored
from tests.course.test_attempts import NOON, given, questions, quiz, single

RIGHT, WRONG = Fraction(1), Fraction(0)


def test_the_table_in_the_docstring_is_what_answers_count() -> None:
    for word, share in (("right", RIGHT), ("wrong", WRONG)):
        (row,) = re.findall(rf"^\| {word} \| (.*) \|$", certainty.__doc__ or "", re.MULTILINE)
        told = [scored(share, level) for level in (NOT_SURE, FAIRLY_SURE, SURE)]
        assert told == [Fraction(int(written), 3) for written in row.split(" | ")]


def test_who_says_nothing_is_taken_as_not_sure() -> None:
    assert scored(RIGHT, None) == scored(RIGHT, NOT_SURE)


def expected(level: Level, chance: Fraction) -> Fraction:
    return chance * scored(RIGHT, level) + (1 - chance) * scored(WRONG, level)


@pytest.mark.parametrize(
    ("chance", "best"), [(50, NOT_SURE), (66, NOT_SURE), (67, FAIRLY_SURE), (79, FAIRLY_SURE), (81, SURE)]
)
def test_saying_how_sure_one_is_pays_best(chance: int, best: Level) -> None:
    levels: tuple[Level, ...] = (NOT_SURE, FAIRLY_SURE, SURE)
    assert max(levels, key=lambda level: expected(level, Fraction(chance, 100))) == best


def test_a_partly_right_answer_lies_between_right_and_wrong() -> None:
    assert scored(Fraction(1, 2), SURE) == Fraction(3 - 6, 6)


def surely(answer: Answer, level: Level | None) -> Answer:
    return replace(answer, certainty=level)


def result(mode: str, **levels: tuple[str | None, Level | None]) -> float:
    """The score of a quiz of single questions, each answered and with a level."""
    bank = quiz(*(single(one) for one in levels), certainty=mode)
    attempt = begin(bank, "ada", number=1, seed="s", now=NOON, attempt_id="one")
    plain = given(**{one: response for one, (response, _) in levels.items()})
    answers = {one: surely(answer, levels[one][1]) for one, answer in plain.items()}
    return mark(attempt, questions(bank), answers).score


def test_certainty_that_is_only_asked_changes_no_score() -> None:
    assert result("asked", q0=("right", NOT_SURE), q1=("wrong", SURE)) == 50


def test_scored_certainty_changes_the_score() -> None:
    assert result("scored", q0=("right", SURE), q1=("right", NOT_SURE)) == pytest.approx(100 * 4 / 6)


def test_a_score_never_falls_below_nothing() -> None:
    assert result("scored", q0=("wrong", SURE), q1=("right", NOT_SURE)) == 0


def test_an_answer_left_out_takes_no_points_away() -> None:
    assert result("scored", q0=("right", SURE), q1=(None, SURE)) == 50


def test_the_points_of_a_question_do_not_show_its_certainty() -> None:
    bank = quiz(single("q0"), certainty="scored")
    attempt = begin(bank, "ada", number=1, seed="s", now=NOON, attempt_id="one")
    (graded,) = mark(attempt, questions(bank), {"q0": surely(given(q0="wrong")["q0"], SURE)}).grades
    assert (graded.score, graded.certainty, graded.sure_and_wrong) == (0, SURE, True)
