"""What depends on who stands where: the median, and the best that a question could do."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from course.item_analysis.marks import Mark
from course.item_analysis.sums import Sums
from course.item_analysis.tallies import Result, Tallies

Pairs = Mapping[tuple[Mark, Mark], int]
"""(x, y) -> how many learners have it."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """What sums do not tell.

    `median` is that of the totals, each as a share of what the learner could earn. `best` has per question the largest
    covariance that its marks and the rests of the totals could have. Both are None, or missing, where not known.
    """

    median: Fraction | None = None
    best: Mapping[str, Fraction | None] = field(default_factory=dict)

    @classmethod
    def of(cls, tallies: Tallies) -> "Ranks":
        """All of it."""
        shares: Counter[Mark] = Counter()
        for (total, out_of), number in tallies.totals.items():
            shares[Fraction(total) / out_of] += number
        best = {
            question: Sums.of(best_pairing(_with_rests(results, tallies.max_marks[question]))).covariance
            for question, results in tallies.items.items()
        }
        return cls(median(shares), best)


def _with_rests(results: Mapping[Result, int], worth: Mark) -> Pairs:
    """Marks with the share of the rest that was earned, for those who could earn anything else."""
    pairs: Counter[tuple[Mark, Mark]] = Counter()
    for (mark, total, out_of), number in results.items():
        if out_of > worth:
            pairs[mark, Fraction(total - mark) / (out_of - worth)] += number
    return pairs


def median(numbers: Mapping[Mark, int]) -> Fraction | None:
    """The middle number, or the mean of the two in the middle; None for nobody. The values count learners."""
    n = sum(numbers.values())
    if not n:
        return None
    return Fraction(_at((n - 1) // 2, numbers) + _at(n // 2, numbers)) / 2


def _at(place: int, numbers: Mapping[Mark, int]) -> Mark:
    """The number at a place in ascending order, from 0."""
    for number in sorted(numbers):
        place -= numbers[number]
        if place < 0:
            return number
    raise IndexError("there are fewer learners than that")


def best_pairing(pairs: Pairs) -> dict[tuple[Mark, Mark], int]:
    """The same x and the same y, paired so that their covariance is as large as can be: each in ascending order.

    That no other pairing has a larger one is the rearrangement inequality (Hardy, Littlewood & Pólya, Inequalities,
    1934, theorem 368).
    """
    xs, ys = _ascending(pairs, 0), _ascending(pairs, 1)
    best: Counter[tuple[Mark, Mark]] = Counter()
    while xs:
        (x, left_x), (y, left_y) = xs.popleft(), ys.popleft()
        together = min(left_x, left_y)
        best[x, y] += together
        if left_x > together:
            xs.appendleft((x, left_x - together))
        if left_y > together:
            ys.appendleft((y, left_y - together))
    return dict(best)


def _ascending(pairs: Pairs, side: int) -> deque[tuple[Mark, int]]:
    """The numbers of one side with their learners."""
    numbers: Counter[Mark] = Counter()
    for pair, number in pairs.items():
        numbers[pair[side]] += number
    return deque(sorted(numbers.items()))
