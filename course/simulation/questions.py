"""How a question behaves: the parameters a, b and c of the model."""

import math
from dataclasses import dataclass

from course.questions import Multiple, Question, Single, TrueFalse
from course.questions.base import Difficulty
from course.simulation.dice import normal, uniform

DIFFICULTY: dict[Difficulty, float] = {"easy": -1.1, "medium": -0.3, "hard": 0.6}
"""What its author thinks of it -> the mean of b, for learners who have not read anything yet."""
SPREAD = 0.5  # standard deviation of b about that mean
DISCRIMINATION, SPREAD_OF_DISCRIMINATION = 1.2, 0.25  # of a: median, and standard deviation of its logarithm
BROKEN = 1 / 40  # of all questions: those who know more do worse, as where a key is wrong
BROKEN_DISCRIMINATION = -0.8


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A question's discrimination (a), difficulty (b, on the scale of abilities) and guessing parameter (c)."""

    discrimination: float
    difficulty: float
    guessing: float

    def chance(self, ability: float) -> float:
        """The probability that somebody of this ability gets it all right."""
        known = 1 / (1 + math.exp(-self.discrimination * (ability - self.difficulty)))
        return self.guessing + (1 - self.guessing) * known


def behaviour(question: Question, seed: int) -> Behaviour:
    """How a question behaves: from its author's idea of its difficulty, its kind, its id and the seed."""
    of = f"{seed}/{question.id}"
    if uniform(f"{of}/broken") < BROKEN:
        discrimination = BROKEN_DISCRIMINATION
    else:
        discrimination = DISCRIMINATION * math.exp(SPREAD_OF_DISCRIMINATION * normal(f"{of}/discrimination"))
    difficulty = DIFFICULTY[question.difficulty] + SPREAD * normal(f"{of}/difficulty")
    return Behaviour(discrimination, difficulty, _guessing(question))


def _guessing(question: Question) -> float:
    """The probability of being right by choosing blindly; nothing where an answer is typed or has many pieces."""
    match question:
        case Single() | TrueFalse():
            return 1 / len(question.choices)
        case Multiple():
            return 0.5 ** len(question.options)
        case _:
            return 0.0
