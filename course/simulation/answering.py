"""What a simulated learner answers."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from course.certainty import FAIRLY_SURE, NOT_SURE, SURE, Level
from course.questions import Categorise, Cloze, Match, Multiple, Question, Reflection, Response
from course.simulation.dice import Dice, pick
from course.simulation.keys import misleads, right_answer, right_parts, slips, ticked, wrong_fillings
from course.simulation.learners import SimulatedLearner
from course.simulation.questions import Behaviour

MISLED = 0.6  # what a held misconception multiplies the chance of a piece by
OPENS_HINT = 0.3  # share of those who do not know who open the first hint
REFLECTS = 0.5  # share who write something where nothing is marked
CONVICTION = 1.5  # how much surer a held misconception makes
NOISE = 0.7  # standard deviation of how sure one feels
FAIRLY, QUITE = 0.8, 2.0  # from where on somebody says "fairly sure" and "sure", in log odds


@dataclass(frozen=True, slots=True)
class Given:
    """An answer in its stored form, None for one left out; how sure the learner is, and how many hints were opened."""

    response: Response
    certainty: Level | None
    hints: int


def respond(
    question: Question, behaviour: Behaviour, learner: SimulatedLearner, ability: float, dice: Dice
) -> Given:
    """What the learner answers, whose ability is now `ability`, with what they have read and practised."""
    if isinstance(question, Reflection):
        return Given(right_answer(question) if dice.random() < REFLECTS else None, None, 0)
    if dice.random() < learner.leaves_out:
        return Given(None, None, 0)
    chance = behaviour.chance(ability)
    hints = int(dice.random() < hint_chance(question, chance))
    response = question.normalise(_response(question, chance, learner.beliefs, dice))
    return Given(response, _certainty(question, response, chance, learner, dice), hints)


def _response(question: Question, chance: float, beliefs: frozenset[str], dice: Dice) -> Response:
    wrong = slips(question, beliefs)
    if wrong:
        return right_answer(question) if dice.random() < chance else pick(dice, wrong)
    got = [piece for piece, likely in pieces(question, chance, beliefs) if dice.random() < likely]
    match question:
        case Multiple():
            return ticked(question, got)
        case Match() | Categorise() | Cloze():
            return {
                part: right if part in got else pick(dice, wrong_fillings(question, part, beliefs))
                for part, right in right_parts(question).items()
            }
        case _:
            return right_answer(question)  # it cannot be answered wrongly


def pieces(question: Question, chance: float, beliefs: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Each piece of a question in pieces, with the probability of getting it right; none of one that has none."""
    ids = question.parts or tuple(option.id for option in question.choices)
    for piece in ids:
        likely = chance ** (1 / len(ids))
        yield piece, likely * MISLED if misleads(question, piece, beliefs) else likely


def hint_chance(question: Question, chance: float) -> float:
    """The probability of opening the first hint before answering."""
    return OPENS_HINT * (1 - chance) if question.hints else 0.0


def _certainty(
    question: Question, response: Response, chance: float, learner: SimulatedLearner, dice: Dice
) -> Level | None:
    if response is None:
        return None
    felt = math.log(chance / (1 - chance)) + learner.bias + dice.gauss(0, NOISE)
    if learner.beliefs.intersection(question.beliefs_met(response)):
        felt += CONVICTION
    if felt < FAIRLY:
        return NOT_SURE
    return FAIRLY_SURE if felt < QUITE else SURE
