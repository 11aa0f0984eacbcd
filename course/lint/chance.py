"""How likely chance alone makes what the rules count: exact tail probabilities, and nothing estimated by trial.

Everything here is a formula. None of it draws a random number, so a quiz is judged alike on every machine.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb, erfc, exp, factorial, lgamma, log, prod, sqrt

MOST_TRIALS = 1000  # beyond, the normal distribution is right to two digits, and the exact sum takes long
# Number of places -> up to how many hits every spread is counted: two thousand spreads at most.
EXACT = {2: 500, 3: 150, 4: 60, 5: 35}
PER_PLACE = 5  # expected hits from which the chi-square distribution will do


def at_least(hits: int, chances: Sequence[float]) -> float:
    """The probability of `hits` or more successes in independent trials, one per chance (0 to 1).

    With equal chances this is the upper tail of the binomial distribution, otherwise of the Poisson binomial.
    """
    if len(chances) > MOST_TRIALS:
        return _beyond(hits - 0.5, chances)
    return min(1.0, sum(_successes(chances)[hits:]))


def at_most(hits: int, chances: Sequence[float]) -> float:
    """The probability of `hits` or fewer successes in independent trials, one per chance (0 to 1)."""
    if len(chances) > MOST_TRIALS:
        return 1 - _beyond(hits + 0.5, chances)
    return min(1.0, sum(_successes(chances)[: hits + 1]))


def _beyond(hits: float, chances: Sequence[float]) -> float:
    """The upper tail of the normal distribution that has the mean and spread of the successes."""
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    return erfc((hits - sum(chances)) / spread / sqrt(2)) / 2 if spread else 1.0


def _successes(chances: Sequence[float]) -> list[float]:
    """The probability of 0, 1, 2, … successes: trial by trial, each either adds one or does not."""
    spread = [1.0]
    for chance in chances:
        spread = [
            missed * (1 - chance) + hit * chance
            for missed, hit in zip((*spread, 0.0), (0.0, *spread), strict=True)
        ]
    return spread


def unevenness(counts: Sequence[int]) -> float:
    """The probability that hits, each equally likely to fall on any place, spread as unevenly as `counts` or more.

    Pearson's test for equal chances: exact while every spread of the multinomial distribution can be counted, by
    the chi-square distribution beyond. 1, which is no finding, where hits are too few for that.
    """
    hits, places = sum(counts), len(counts)
    if places < 2 or not hits:
        return 1.0
    if hits <= EXACT.get(places, 0):
        squares = _squares(counts)
        uneven = (spread for spread in _spreads(hits, places, hits) if _squares(spread) >= squares)
        return float(Fraction(sum(map(_ways, uneven)), places**hits))
    if hits < PER_PLACE * places:
        return 1.0
    expected = hits / places
    return chi_square_tail(sum((count - expected) ** 2 for count in counts) / expected, places - 1)


def _squares(spread: Sequence[int]) -> int:
    """Grows with Pearson's statistic, and stays whole."""
    return sum(count * count for count in spread)


def _spreads(hits: int, places: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to share hits out over places, the fullest place first."""
    if places == 1:
        if hits <= most:
            yield (hits,)
        return
    for first in range(min(hits, most), -1, -1):
        for rest in _spreads(hits - first, places - 1, first):
            yield (first, *rest)


def _ways(spread: tuple[int, ...]) -> int:
    """In how many ways hits can fall so that the places, in any order, hold what `spread` says."""
    orders = factorial(len(spread)) // prod(factorial(alike) for alike in Counter(spread).values())
    left, ways = sum(spread), 1
    for count in spread:
        ways *= comb(left, count)
        left -= count
    return orders * ways


def chi_square_tail(statistic: float, freedom: int) -> float:
    """The probability that a chi-square variable with `freedom` degrees of freedom is `statistic` or more.

    The upper incomplete gamma function at half degrees, by its recurrence from 1/2 or 1 (Abramowitz & Stegun
    1964, "Handbook of Mathematical Functions", 6.5 and 26.4).
    """
    half = statistic / 2
    if not half:
        return 1.0
    tail, degrees = (erfc(sqrt(half)), 1) if freedom % 2 else (exp(-half), 2)
    while degrees < freedom:
        tail += exp(degrees / 2 * log(half) - half - lgamma(degrees / 2 + 1))
        degrees += 2
    return min(1.0, tail)
