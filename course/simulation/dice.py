"""Where chance comes from: dice that are handed in, and numbers that follow from a name."""

from collections.abc import Sequence
from hashlib import sha256
from statistics import NormalDist
from typing import Protocol, TypeVar

T = TypeVar("T")
NORMAL = NormalDist()


class Dice(Protocol):
    """What is needed of a `random.Random`."""

    def random(self) -> float:
        """A number from 0 up to, but not, 1."""

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """A number from a normal distribution."""


def pick(dice: Dice, choices: Sequence[tuple[float, T]]) -> T:
    """One of the (weight, choice), each as likely as its weight says. There must be one."""
    left = dice.random() * sum(weight for weight, _ in choices)
    for weight, choice in choices:
        left -= weight
        if left < 0:
            return choice
    return choices[-1][1]


def uniform(name: str) -> float:
    """A number between 0 and 1 that follows from a name."""
    return (int(sha256(name.encode()).hexdigest()[:13], 16) + 0.5) / 16**13


def normal(name: str) -> float:
    """A number from the standard normal distribution that follows from a name."""
    return NORMAL.inv_cdf(uniform(name))
