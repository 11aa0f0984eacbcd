"""Sums over learners, from which variances and covariances follow.

Sums are kept exactly (see `course.item_analysis.marks`), so the short formulas with sums of squares lose nothing, which
in floating point they would (Chan, Golub & LeVeque, The American Statistician 37, 1983, 242-7). Two groups of learners
are merged with `+`; a database can add up the same numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from course.item_analysis.marks import Mark


@dataclass(frozen=True, slots=True)
class Sums:
    """Of two numbers x and y per learner: how many learners, and the sums of x, x², y, y² and xy over them."""

    n: int = 0
    x: Mark = 0
    xx: Mark = 0
    y: Mark = 0
    yy: Mark = 0
    xy: Mark = 0

    @classmethod
    def of(cls, pairs: Mapping[tuple[Mark, Mark], int]) -> "Sums":
        """The sums over pairs (x, y), each with the number of learners who have it."""
        counted = pairs.items()
        return cls(
            n=sum(pairs.values()),
            x=sum(number * x for (x, _), number in counted),
            xx=sum(number * x * x for (x, _), number in counted),
            y=sum(number * y for (_, y), number in counted),
            yy=sum(number * y * y for (_, y), number in counted),
            xy=sum(number * x * y for (x, y), number in counted),
        )

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.n + other.n,
            self.x + other.x,
            self.xx + other.xx,
            self.y + other.y,
            self.yy + other.yy,
            self.xy + other.xy,
        )

    def rest(self) -> "Sums":
        """The sums of x and of what y is more than x: of a mark and a total, the mark and the rest of the total."""
        return Sums(
            self.n, self.x, self.xx, self.y - self.x, self.yy - 2 * self.xy + self.xx, self.xy - self.xx
        )

    def with_y_times(self, factor: Fraction) -> "Sums":
        """The sums as if every y were multiplied."""
        return Sums(self.n, self.x, self.xx, self.y * factor, self.yy * factor * factor, self.xy * factor)

    @property
    def variance_x(self) -> Fraction | None:
        """Σ(x − x̄)² / (n − 1); None for fewer than two learners."""
        return self._central(self.xx, self.x * self.x)

    @property
    def variance_y(self) -> Fraction | None:
        """Σ(y − ȳ)² / (n − 1); None for fewer than two learners."""
        return self._central(self.yy, self.y * self.y)

    @property
    def covariance(self) -> Fraction | None:
        """Σ(x − x̄)(y − ȳ) / (n − 1); None for fewer than two learners."""
        return self._central(self.xy, self.x * self.y)

    def _central(self, products: Mark, product_of_sums: Mark) -> Fraction | None:
        if self.n < 2:
            return None
        return Fraction(products * self.n - product_of_sums) / (self.n * (self.n - 1))


@dataclass(frozen=True, slots=True)
class Powers:
    """Of one number t per learner: how many learners, and the sums of t, t², t³ and t⁴ over them."""

    n: int = 0
    first: Mark = 0
    second: Mark = 0
    third: Mark = 0
    fourth: Mark = 0

    @classmethod
    def of(cls, numbers: Mapping[Mark, int]) -> "Powers":
        """The sums over numbers, each with the number of learners who have it."""
        sums = (sum(many * t**power for t, many in numbers.items()) for power in range(1, 5))
        return cls(sum(numbers.values()), *sums)

    def __add__(self, other: "Powers") -> "Powers":
        return Powers(
            self.n + other.n,
            self.first + other.first,
            self.second + other.second,
            self.third + other.third,
            self.fourth + other.fourth,
        )

    def times(self, factor: Fraction) -> "Powers":
        """The sums as if every t were multiplied."""
        return Powers(
            self.n,
            self.first * factor,
            self.second * factor**2,
            self.third * factor**3,
            self.fourth * factor**4,
        )

    @property
    def mean(self) -> Fraction | None:
        """Σt / n; None for nobody."""
        return Fraction(self.first) / self.n if self.n else None

    @property
    def central(self) -> tuple[Fraction, Fraction, Fraction]:
        """The second, third and fourth central moment, Σ(t − t̄)^k / n. Raises ZeroDivisionError for nobody."""
        m, a2, a3, a4 = (
            Fraction(power) / self.n for power in (self.first, self.second, self.third, self.fourth)
        )
        return a2 - m**2, a3 - 3 * m * a2 + 2 * m**3, a4 - 4 * m * a3 + 6 * m**2 * a2 - 3 * m**4
