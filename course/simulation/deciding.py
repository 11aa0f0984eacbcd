"""What a simulated learner does in a scenario."""

import math

from course.scenarios.shapes import Judgement, Node, Option
from course.simulation.dice import Dice, pick

WEIGHTS: dict[Judgement, float] = {"sound": 2.4, "naive": 1.1, "over-cautious": 0.9, "escalate": 0.8}
"""How much an option of a judgement draws somebody of ability 0."""
PULL = 0.5  # how much ability adds to what is sound, and takes from what is naive


def decide(node: Node, ability: float, dice: Dice) -> Option:
    """The option that somebody of this ability chooses. The node must be a decision."""
    return pick(dice, [(_weight(node, option, ability), option) for option in node.options])


def _weight(node: Node, option: Option, ability: float) -> float:
    if node.is_sound(option):
        return WEIGHTS["sound"] * math.exp(PULL * ability)
    less = math.exp(-PULL * ability) if option.judgement == "naive" else 1.0
    return WEIGHTS[option.judgement] * less
