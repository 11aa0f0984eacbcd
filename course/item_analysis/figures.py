"""What item analysis says of a quiz and of its questions, and how far each of it may be trusted.

All percentages are from 0 to 100. A figure is None where it is not defined.
"""

from dataclasses import dataclass
from typing import Literal

MINIMUM = 5  # learners behind any figure that people are shown
FEW = 30  # learners below which figures about differences between learners change with the next few who come

Standing = Literal["too-few", "unstable", "stable"]
UNSTABLE_ITEM_FIGURES = ("effective_weight", "discrimination_index", "discriminative_efficiency")
UNSTABLE_WHOLE_FIGURES = ("skewness", "kurtosis", "cic", "error_ratio", "standard_error")
"""The figures that fewer than FEW learners leave unstable. A facility says by its interval how far it may be off."""


def standing(learners: int) -> Standing:
    """How far figures from so many learners may be trusted.

    "too-few" are not for people to see, "unstable" ones are marked. FEW is a judgement of ours: with 30 learners the
    95 % interval of a correlation of 0 still reaches from -36 to 36 per cent (Fisher's z, standard error
    1/√(n − 3)), with 9 from -66 to 66.
    """
    if learners < MINIMUM:
        return "too-few"
    return "unstable" if learners < FEW else "stable"


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One question. `docs/item-analysis.md` says what each figure tells; `course.item_analysis.analysis` how it is had.

    `n` learners were asked it. `standard_deviation` is in per cent of `max_mark`. The correlations go down to -100, and
    discriminative efficiency below that.
    """

    id: str
    max_mark: float
    n: int
    facility: float | None
    interval: tuple[float, float] | None
    standard_deviation: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None


@dataclass(frozen=True, slots=True)
class WholeFigures:
    """A quiz as a whole.

    `n` learners were asked any of its `questions`. `mean`, `median`, `standard_deviation` and `standard_error` are
    in marks out of `max_marks` where all learners could earn as many; where they could not, each total is in per
    cent of what that learner could earn, and `max_marks` is 100. `cic` and `error_ratio` are in per cent,
    `skewness` and `kurtosis` have no unit. `same_questions` is whether all learners were asked the same.
    """

    n: int
    questions: int
    max_marks: float | None
    unit: Literal["marks", "per cent"]
    same_questions: bool
    mean: float | None
    median: float | None
    standard_deviation: float | None
    skewness: float | None
    kurtosis: float | None
    cic: float | None
    error_ratio: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The figures of a quiz's questions, in their order, and of the quiz as a whole."""

    items: tuple[ItemFigures, ...]
    whole: WholeFigures
