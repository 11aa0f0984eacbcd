"""Who a simulated learner is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from course.simulation.dice import Dice, uniform

RAREST, COMMONEST = 0.1, 0.5  # share of learners who hold a misconception
LEAVES_OUT = 0.015  # share of the questions that somebody of ability 0 leaves out
BIAS, SPREAD_OF_BIAS = 0.2, 0.5  # of certainty, on the scale of abilities
SPREAD_OF_PACE = 0.35  # standard deviation of its logarithm


@dataclass(frozen=True, slots=True)
class SimulatedLearner:
    """One learner.

    `beliefs` are the ids of the misconceptions held; `leaves_out` the probability of giving no answer; `bias` how much
    surer than right they are, on the scale of abilities; `pace` what the usual times are multiplied by.
    """

    ability: float
    beliefs: frozenset[str]
    leaves_out: float
    bias: float
    pace: float


def learner(dice: Dice, misconceptions: Iterable[str], seed: int) -> SimulatedLearner:
    """Somebody new. The more able hold fewer misconceptions and leave out less."""
    ability = dice.gauss()
    fewer = math.exp(-0.4 * ability)
    return SimulatedLearner(
        ability=ability,
        beliefs=frozenset(one for one in misconceptions if dice.random() < fewer * _prevalence(one, seed)),
        leaves_out=min(0.2, LEAVES_OUT * fewer),
        bias=dice.gauss(BIAS, SPREAD_OF_BIAS),
        pace=math.exp(dice.gauss(0, SPREAD_OF_PACE)),
    )


def _prevalence(misconception: str, seed: int) -> float:
    """The share of learners of ability 0 who hold a misconception."""
    return RAREST + (COMMONEST - RAREST) * uniform(f"{seed}/{misconception}/prevalence")
