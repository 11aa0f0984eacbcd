"""How far a quiz measures one thing: its coefficient of internal consistency, as a share up to 1."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from course.item_analysis.marks import Mark
from course.item_analysis.sums import Powers, Sums


def alpha(variances: Iterable[Fraction], variance_of_total: Fraction) -> Fraction | None:
    """Cronbach's alpha, p/(p − 1) · (1 − Σ var(x) / var(T)) (Psychometrika 16, 1951, 297-334), which Moodle calls CIC.

    `variances` has one for each of the p questions that all learners were asked. Where every mark is all or nothing,
    this is Kuder and Richardson's formula 20. None for fewer than two questions, and where all have the same total.
    """
    of_each = [*variances]
    p = len(of_each)
    if p < 2 or not variance_of_total:
        return None
    return Fraction(p, p - 1) * (1 - sum(of_each) / variance_of_total)


def of_drawn(
    asked: Mapping[str, Sums], totals: Mapping[Mark, Powers], max_marks: Mapping[str, Mark]
) -> Fraction | None:
    """The consistency of a quiz that draws k questions of equal worth for each learner, 1 − MSW / MSB.

    MSB and MSW are the mean squares between learners and within them in a one-way analysis of variance: the
    intraclass correlation ICC(1, k) of Shrout & Fleiss (Psychological Bulletin 86, 1979, 420-8). That learners met
    questions of unequal difficulty counts as error here, as it should. Moodle takes alpha over the places in the
    quiz, whatever question was drawn into each; over many learners that comes to the same.

    None where learners were asked unequal numbers of questions or questions of unequal worth, where k is 1, and
    where all have the same total.
    """
    worths = {max_marks[question] for question, sums in asked.items() if sums.n}
    if len(worths) != 1 or len(totals) != 1:
        return None
    (worth,), ((out_of, total),) = worths, totals.items()
    n, k = total.n, Fraction(out_of) / worth
    between = total.second / k - Fraction(total.first**2) / (n * k)
    within = sum(sums.xx for sums in asked.values()) - total.second / k
    if k < 2 or not between:
        return None
    return 1 - (within / (n * (k - 1))) / (between / (n - 1))
