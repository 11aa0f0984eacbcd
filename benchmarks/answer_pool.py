"""Answers thrown beforehand: to every question, by learners of every level of ability, ready to be stored.

Answering as the model says costs some microseconds for each answer; choosing from what was thrown costs a tenth of it.
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import NamedTuple

from course import simulation
from course.attempts import hint_cost
from course.course import Course
from course.draw import asked, option_order
from course.questions import Question, Reflection
from course.quizzes import Quiz

LEVELS, STEP = 9, 0.75  # of ability, about 0
POOL = 40  # answers for each level
ORDERS = 8  # of a question's options
UNIT = 277_200  # parts of a point: every share that a question gives is a whole number of them


class Given(NamedTuple):
    """One answer in its stored form, None when left out, and its grade; `share` is in parts of a UNIT."""

    response: str | None
    certainty: int | None
    hints: int
    share: int
    score: float
    right: int
    omitted: int
    text: str


@dataclass(frozen=True)
class Pool:
    """What is given to one question. `orders` are ways to show its options, as JSON."""

    question: Question
    points: int
    orders: tuple[str, ...]
    levels: tuple[tuple[Given, ...], ...]

    @cached_property
    def version(self) -> str:
        """The hash under which the question's words are stored."""
        return self.question.version()


class Sheets:
    """One quiz, and how its attempts are drawn: evenly at random, without the balance over outcomes that is usual."""

    def __init__(self, quiz: Quiz, course: Course, seed: int) -> None:
        self.quiz = quiz
        self.edition = quiz.edition()
        self.module = course.module_of(quiz.id)
        pools = [pool(question, quiz, seed) for question in quiz.drawable]
        self._groups = list(_groups(quiz, pools))
        self._always = [pool(question, quiz, seed) for question in quiz.reflections]

    def draw(self, dice: Random) -> list[Pool]:
        """What one attempt asks."""
        drawn = [one for group, number in self._groups for one in dice.sample(group, number)]
        return drawn + self._always


def _groups(quiz: Quiz, pools: list[Pool]) -> list[tuple[list[Pool], int]]:
    if not isinstance(quiz.draw, dict):
        return [(pools, len(pools) if quiz.draw is None else min(asked(quiz.draw), len(pools)))]
    groups = []
    for name, wanted in quiz.draw.items():
        about = [one for one in pools if name in (one.question.outcome, one.question.module)]
        groups.append((about, min(asked({name: wanted}), len(about))))
    return groups


def level(ability: float) -> int:
    """The level, from 0, at which an ability lies."""
    return max(0, min(LEVELS - 1, round(ability / STEP) + LEVELS // 2))


def pool(question: Question, quiz: Quiz, seed: int) -> Pool:
    """The answers of many to a question of a quiz, which may ask how sure they are."""
    dice = Random(f"{seed}/{question.id}")
    behaviour = simulation.behaviour(question, seed)
    abilities = [(number - LEVELS // 2) * STEP for number in range(LEVELS)]
    levels = [
        tuple(_given(question, behaviour, ability, dice, seed) for _ in range(POOL)) for ability in abilities
    ]
    if quiz.certainty == "off":
        levels = [tuple(one._replace(certainty=None) for one in level) for level in levels]
    orders = (
        option_order(question.option_ids(), f"{seed}/{number}", question.id, shuffle=question.shuffle)
        for number in range(ORDERS)
    )
    points = question.points if question.graded else 0
    return Pool(question, points, tuple(json.dumps(order) for order in orders), tuple(levels))


def _given(
    question: Question,
    behaviour: simulation.Behaviour,
    ability: float,
    dice: Random,
    seed: int,
) -> Given:
    learner = simulation.learner(dice, question.misconceptions(), seed)
    given = simulation.respond(question, behaviour, learner, ability, dice)
    grade = question.grade(given.response)
    kept = max(Fraction(0), grade.score - hint_cost(question, given.hints))
    return Given(
        response=None if given.response is None else json.dumps(given.response, ensure_ascii=False),
        certainty=given.certainty,
        hints=given.hints,
        share=0 if isinstance(question, Reflection) else round(kept * UNIT),
        score=float(kept),
        right=int(grade.right),
        omitted=int(given.response is None),
        text=question.as_text(given.response),
    )
