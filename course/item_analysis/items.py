"""The figures of each question, by the formulas of `course.item_analysis.analysis`."""

import math
from collections.abc import Mapping
from fractions import Fraction

from course.interval import wilson
from course.item_analysis.figures import ItemFigures
from course.item_analysis.marks import Mark
from course.item_analysis.ranks import Ranks
from course.item_analysis.sums import Sums
from course.item_analysis.tallies import QuizSums


def item_figures(sums: QuizSums, ranks: Ranks) -> tuple[ItemFigures, ...]:
    """The figures of all questions, in their order."""
    asked = sums.asked()
    weights = _effective_weights(asked) if sums.same_questions() else {}
    return tuple(
        _figures(
            question,
            worth,
            asked.get(question, Sums()),
            _with_rest(sums.items[question], worth),
            weights.get(question),
            ranks.best.get(question),
        )
        for question, worth in sums.max_marks.items()
    )


def _figures(
    question: str, worth: Mark, marks: Sums, rests: Sums, weight: float | None, best: Fraction | None
) -> ItemFigures:
    facility = Fraction(marks.x) / (marks.n * worth) if marks.n and worth else None
    return ItemFigures(
        id=question,
        max_mark=float(worth),
        n=marks.n,
        facility=None if facility is None else float(100 * facility),
        interval=None if facility is None else _interval(facility, marks.n),
        standard_deviation=_standard_deviation(marks, worth),
        effective_weight=weight,
        discrimination_index=_correlation(rests),
        discriminative_efficiency=_efficiency(rests, best),
    )


def _interval(facility: Fraction, number: int) -> tuple[float, float]:
    low, high = wilson(float(facility), number)
    return 100 * low, 100 * high


def _standard_deviation(marks: Sums, worth: Mark) -> float | None:
    variance = marks.variance_x
    return None if variance is None or not worth else 100 * math.sqrt(variance / (worth * worth))


def _with_rest(parts: Mapping[Mark, Sums], worth: Mark) -> Sums:
    """The sums of marks and of shares of the rest, over those who could earn anything else."""
    shares = (
        part.rest().with_y_times(Fraction(1) / (out_of - worth))
        for out_of, part in parts.items()
        if out_of > worth
    )
    return sum(shares, Sums())


def _effective_weights(asked: Mapping[str, Sums]) -> dict[str, float]:
    """The weights that there are. Who was asked one question was asked all."""
    covariances = {question: sums.covariance for question, sums in asked.items()}
    roots = {
        question: math.sqrt(one) for question, one in covariances.items() if one is not None and one >= 0
    }
    whole = math.fsum(roots.values())
    return {question: 100 * root / whole for question, root in roots.items()} if whole else {}


def _correlation(sums: Sums) -> float | None:
    """Pearson's r in per cent. The quotient is exact before the root, so it leaves -100 to 100 by no rounding."""
    covariance, variances = sums.covariance, (sums.variance_x or 0) * (sums.variance_y or 0)
    if covariance is None or not variances:
        return None
    return math.copysign(100 * math.sqrt(covariance * covariance / variances), covariance)


def _efficiency(sums: Sums, best: Fraction | None) -> float | None:
    covariance = sums.covariance
    return None if covariance is None or not best else float(100 * covariance / best)
