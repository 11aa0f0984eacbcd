"""Item analysis: how hard each question is, how well it tells learners apart, and what the quiz as a whole is worth.

The statistics are those of Moodle's quiz report, so that figures can be compared with those of other courses; its
documentation gives the formulas (docs.moodle.org, "Quiz statistics calculations"), its unit tests the values. For n
learners with marks x in a question worth m, totals T, and r = T − x, what each earned in all other questions; variances
and covariances divide by n − 1:

| figure | formula | None for |
| --- | --- | --- |
| facility | 100 · x̄ / m | n = 0, m = 0 |
| standard deviation of a question | 100 · √var(x) / m | n < 2, m = 0 |
| effective weight | 100 · √cov(x, T) / Σ √cov(x, T), over questions with cov(x, T) ≥ 0 | cov(x, T) < 0, Σ = 0, n < 2 |
| discrimination index | 100 · cov(x, r) / √(var(x) · var(r)) | n < 2, no spread in x or in r |
| discriminative efficiency | 100 · cov(x, r) / the largest that the same x and r could have | the same |
| skewness | k₃ / k₂^1.5 | n < 3, no spread |
| kurtosis | k₄ / k₂² | n < 4, no spread |
| CIC | see `course.item_analysis.reliability` | n < 3 |
| error ratio | 100 · √(1 − CIC / 100) | as CIC |
| standard error | error ratio · standard deviation / 100 | as CIC |

k₂, k₃ and k₄ are Fisher's unbiased cumulants. A question that goes against the total has, as with Moodle, no effective
weight, and takes none from the others: a root of a negative covariance is no number.

Where questions are drawn, learners are asked different ones, and some of this needs saying anew:

- r is the share that a learner earned of what else they could earn, so that totals out of unequal marks compare.
  Where all could earn the same, that gives Moodle's index to the last digit. (For a drawn question itself Moodle
  correlates with the whole T, in which x stands; we do not.) Who was asked nothing else has no r and is left out of it.
- There is no effective weight: a question has one in a quiz, and each learner has had another quiz. Moodle gives none
  either.
- Totals are in marks while all could earn the same, else in per cent of what each could earn.
"""

from course.item_analysis.figures import Analysis
from course.item_analysis.items import item_figures
from course.item_analysis.ranks import Ranks
from course.item_analysis.tallies import QuizSums, Tallies
from course.item_analysis.whole import whole_figures


def analyse(tallies: Tallies) -> Analysis:
    """Every figure of a quiz."""
    return _analysis(tallies.sums(), Ranks.of(tallies))


def analyse_sums(sums: QuizSums) -> Analysis:
    """The figures of a quiz from sums alone; the median and the discriminative efficiencies are None."""
    return _analysis(sums, Ranks())


def _analysis(sums: QuizSums, ranks: Ranks) -> Analysis:
    return Analysis(item_figures(sums, ranks), whole_figures(sums, ranks))
