"""How long a question took, in steps, so that a median can be told from counts alone."""

from bisect import bisect_right
from collections.abc import Mapping

LONGEST_GAP = 300  # seconds: whoever lets a question stand for longer has left the desk

STEPS: tuple[int, ...] = (*range(0, 60, 5), *range(60, 120, 10), *range(120, 300, 30), *range(300, 901, 60))
"""Where each step begins, in seconds: narrow where most answers fall. The last one has no end."""


def step(seconds: float) -> int:
    """The beginning of the step in which a time falls; times below 0, from a clock set back, count as 0."""
    return STEPS[max(0, bisect_right(STEPS, seconds) - 1)]


def median_seconds(counts: Mapping[int, int]) -> float | None:
    """The median of times of which only the steps are known: beginning of a step -> how many. None for none.

    Within its step the median is taken to lie as far as its rank does (Yule, An Introduction to the Theory of
    Statistics, 1911, chapter VII). In the last step, which has no end, it is the beginning.
    """
    n, before = sum(counts.values()), 0
    for i, begin in enumerate(STEPS):
        here = counts.get(begin, 0)
        if here and before + here >= n / 2:
            width = STEPS[i + 1] - begin if i + 1 < len(STEPS) else 0
            return begin + width * (n / 2 - before) / here
        before += here
    return None
