"""Every question of the shipped course can be answered: what its key says earns everything, and less earns less."""

import pytest

from course.loader import load
from course.questions import Question
from settings import ROOT
from tests.answering import right_answer, wrong_answer

COURSE = load(ROOT).course
QUESTIONS = [
    pytest.param(question, id=f"{quiz.id}/{question.id}")
    for quiz in (COURSE.quizzes.values() if COURSE else ())
    for question in (*quiz.questions, *quiz.checks)
    if question.graded
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_key_of_every_question_earns_everything_and_another_answer_less(question: Question) -> None:
    assert question.grade(right_answer(question)).score == 1
    assert question.grade(wrong_answer(question)).score < 1
