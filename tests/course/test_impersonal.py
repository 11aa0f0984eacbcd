"""What stands in for a person's own words is worth the same: grade, picks and misconceptions stay."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.questions import Question, from_json
from tests.bread import Bread
from tests.every_type import PARTLY, RIGHT, ask_every_type

TYPED: dict[str, list[object]] = {
    "french-word": ["levain", "LEVAIN!", "yeast", "(erased)", "(?)"],
    "noodle-aloud": ["miàntiáo", "mian4tiao2", "miantiao", "mian tiao", "Zebedee", "mian1tiao1", "erased"],
    "own-kitchen": ["I am Zebedee.", "x"],
    "starter-in-words": [
        {"when": "day", "name": "LEVAIN"},
        {"when": "eve", "name": "Zebedee"},
        {"name": "(erased)"},
        {"when": "day"},
    ],
}


@pytest.fixture
def questions(bread: Bread) -> dict[str, Question]:
    ask_every_type(bread)
    return {question.id: question for question in bread.course().quiz("dough").questions}


def alike(question: Question, response: object) -> object:
    """Check that what stands in for an answer is worth the same, and return it."""
    answer = question.normalise(response)
    other = question.impersonal(answer)
    assert question.normalise(other) == other, "it can be read again"
    assert question.grade(other) == question.grade(answer)
    assert question.picks(other) == question.picks(answer)
    assert question.beliefs_met(other) == question.beliefs_met(answer)
    assert question.is_complete(other) == question.is_complete(answer)
    assert question.impersonal(other) == other
    return other


@pytest.mark.parametrize("answers", [RIGHT, PARTLY], ids=["right", "partly"])
def test_of_every_type(questions: dict[str, Question], answers: dict[str, object]) -> None:
    assert questions.keys() == RIGHT.keys()
    for name, response in answers.items():
        alike(questions[name], response)
        alike(questions[name], None)


@pytest.mark.parametrize(("name", "response"), [(name, one) for name, all_ in TYPED.items() for one in all_])
def test_of_what_is_typed(questions: dict[str, Question], name: str, response: object) -> None:
    assert "Zebedee" not in json.dumps(alike(questions[name], response))


def test_what_was_chosen_stays(questions: dict[str, Question]) -> None:
    for name in RIGHT.keys() - TYPED.keys():
        assert alike(questions[name], RIGHT[name]) == questions[name].normalise(RIGHT[name])


TEXT = '{"type":"text","id":"q","outcome":"D1","stem":"?","accept":["erased","x"],"ignore":["case","punctuation"]}'


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20))
def test_whatever_was_typed(text: str) -> None:
    alike(from_json(TEXT), text)


PINYIN = """
{"type": "pinyin", "id": "q", "outcome": "D1", "stem": "?", "accept": ["Xī'ān rén", "wánr"], "toneless": 50,
"spaces": "keep"}
"""


@given(st.text("xian renw'12345", max_size=12))
def test_whatever_pinyin_was_typed(text: str) -> None:
    alike(from_json(PINYIN), text)
