"""The figures of a quiz as a whole, by the formulas of `course.item_analysis.analysis`."""

import math
from fractions import Fraction

from course.item_analysis import reliability
from course.item_analysis.figures import WholeFigures
from course.item_analysis.marks import Mark
from course.item_analysis.ranks import Ranks
from course.item_analysis.sums import Powers
from course.item_analysis.tallies import QuizSums


def whole_figures(sums: QuizSums, ranks: Ranks) -> WholeFigures:
    """The figures of the quiz."""
    max_marks = _max_marks(sums)
    totals = _totals(sums, max_marks or 0)
    deviation = _standard_deviation(totals)
    cic = _cic(sums)
    # above 1 where not every question that made the totals is among the items
    error = None if cic is None or cic > 1 else 100 * math.sqrt(1 - cic)
    return WholeFigures(
        n=sums.n,
        questions=len(sums.asked()),
        max_marks=None if max_marks is None else float(max_marks),
        unit="marks" if len(sums.totals) < 2 else "per cent",
        same_questions=sums.same_questions(),
        mean=None if totals.mean is None else float(totals.mean),
        median=None if ranks.median is None or max_marks is None else float(ranks.median * max_marks),
        standard_deviation=deviation,
        skewness=_skewness(totals),
        kurtosis=_kurtosis(totals),
        cic=None if cic is None else float(100 * cic),
        error_ratio=error,
        standard_error=None if error is None or deviation is None else error * deviation / 100,
    )


def _max_marks(sums: QuizSums) -> Mark | None:
    """What totals are out of: the marks that all could earn, else 100 per cent; None for nobody."""
    if not sums.totals:
        return None
    return next(iter(sums.totals)) if len(sums.totals) == 1 else 100


def _totals(sums: QuizSums, max_marks: Mark) -> Powers:
    """The sums of powers of the totals, each out of `max_marks`."""
    parts = (powers.times(Fraction(max_marks) / out_of) for out_of, powers in sums.totals.items())
    return sum(parts, Powers())


def _standard_deviation(totals: Powers) -> float | None:
    return math.sqrt(totals.central[0] * totals.n / (totals.n - 1)) if totals.n > 1 else None


def _skewness(totals: Powers) -> float | None:
    """k₃ / k₂^1.5, with the unbiased cumulants of Fisher (Proc. London Math. Society 30, 1930, 199-238)."""
    n = totals.n
    if n < 3 or not totals.central[0]:
        return None
    m2, m3, _ = totals.central
    k2, k3 = n * m2 / (n - 1), n**2 * m3 / ((n - 1) * (n - 2))
    return math.copysign(math.sqrt(k3**2 / k2**3), k3)


def _kurtosis(totals: Powers) -> float | None:
    """k₄ / k₂², likewise: 0 for a normal distribution."""
    n = totals.n
    if n < 4 or not totals.central[0]:
        return None
    m2, _, m4 = totals.central
    k2 = n * m2 / (n - 1)
    k4 = n**2 * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
    return float(k4 / k2**2)


def _cic(sums: QuizSums) -> Fraction | None:
    """The coefficient of internal consistency as a share; like Moodle's, None for fewer than three learners."""
    asked = sums.asked()
    if sums.n < 3:
        return None
    if not sums.same_questions():
        return reliability.of_drawn(asked, sums.totals, sums.max_marks)
    variances = [variance for one in asked.values() if (variance := one.variance_x) is not None]
    total = next(iter(asked.values())).variance_y
    return reliability.alpha(variances, total or Fraction(0))
