"""What there is to choose, and what an answer chose, for every question type."""

import json
from pathlib import Path

import pytest
import yaml

from course.loader import load
from course.places import Place
from course.questions import LEFT_OPEN, Question, from_json
from tests.every_type import QUIZ, RIGHT

TYPED = ("numeric", "text", "pinyin", "reflection")
EVERY: dict[str, Question] = {
    one["id"]: from_json(json.dumps(one))
    for one in yaml.load(QUIZ.read_text(encoding="utf-8"), yaml.BaseLoader)["questions"]
}
CHOSEN = {name: one for name, one in EVERY.items() if one.kind not in TYPED}


@pytest.mark.parametrize("question", CHOSEN.values(), ids=CHOSEN.keys())
def test_a_right_answer_picks_what_is_right_and_nothing_else(question: Question) -> None:
    right = {offer.pick for offer in question.offers() if offer.right}
    assert right
    picked = set(question.picks(question.normalise(RIGHT[question.id])))
    assert picked <= right
    assert {part for part, _ in picked} == {part for part, _ in right}


def test_a_wrong_answer_picks_something_that_is_offered_and_not_right() -> None:
    for name, given in (
        ("weigh-first", "cup"),
        ("feed-on-the-day", "false"),
        ("where-it-waits", {"butter": "warm"}),
        ("starter-in-words", {"when": "eve", "name": "beer"}),
        ("loaf-steps", ["bake", "knead", "rest", "weigh"]),
    ):
        question = EVERY[name]
        picks = question.picks(question.normalise(given))
        offered = {offer.pick: offer.right for offer in question.offers()}
        assert False in [offered[pick] for pick in picks if pick[1] != LEFT_OPEN]


@pytest.mark.parametrize("question", EVERY.values(), ids=EVERY.keys())
def test_no_two_offers_are_counted_as_one(question: Question) -> None:
    picks = [offer.pick for offer in question.offers()]
    assert len(picks) == len(set(picks))


@pytest.mark.parametrize("kind", TYPED)
def test_words_that_were_typed_are_not_counted(kind: str) -> None:
    for question in (one for one in EVERY.values() if one.kind == kind):
        assert question.offers() == ()
        assert question.picks("whatever") == ()


def test_a_part_that_was_left_open_is_counted_as_such() -> None:
    question = next(one for one in EVERY.values() if one.kind == "match")
    first, *others = question.parts
    picks = dict(question.picks({first: question.option_ids()[0]}))
    assert picks == {first: question.option_ids()[0], **dict.fromkeys(others, LEFT_OPEN)}


def test_every_question_of_a_course_has_its_line() -> None:
    folder = Path(__file__).parents[1] / "courses" / "bread"
    course = load(folder).course
    assert course
    lines = (folder / "quizzes" / "dough.yaml").read_text(encoding="utf-8").splitlines()
    quiz = course.quiz("dough")
    for question in (*quiz.questions, *quiz.checks):
        place = course.places.question("dough", question.id)
        assert place
        assert place.file == "quizzes/dough.yaml"
        assert lines[place.line - 1].strip() == f"- id: {question.id}"
    assert course.places.question("dough", "gone") is None
    assert str(Place("quizzes/dough.yaml", 7)) == "quizzes/dough.yaml:7"
