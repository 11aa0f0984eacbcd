"""Item analysis: published values, textbook formulas worked row by row, and what must hold of any marks."""

import math
import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.interval import wilson
from course.item_analysis import (
    FEW,
    MINIMUM,
    Analysis,
    Choices,
    ItemFigures,
    Mark,
    Powers,
    QuizSums,
    Sums,
    Tallies,
    analyse,
    analyse_sums,
    exact,
    standing,
    suspicions,
    tallied,
)
from course.item_analysis.ranks import best_pairing, median

Row = Sequence[Mark | None]

# Nine learners, ten questions: sites.dartmouth.edu/learninganalytics/2015/10, after eddata.com's EDS_Point_Biserial.
PUBLISHED = [
    [int(mark) for mark in row]
    for row in (
        "1111111101",
        "1111111010",
        "1111110100",
        "1111101010",
        "1111110100",
        "1110100000",
        "1101010000",
        "1010100000",
        "0110000000",
    )
]
# As published there, to two decimals; the point-biserial correlation is the one with the rest of the test.
FACILITIES = [0.89, 0.89, 0.89, 0.67, 0.78, 0.56, 0.33, 0.33, 0.22, 0.11]
POINT_BISERIALS = [0.46, 0.29, 0.12, 0.73, 0.49, 0.49, 0.59, 0.46, 0.26, 0.40]

# Six targets, four judges: Shrout & Fleiss, Psychological Bulletin 86 (1979), table 2.
RATINGS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def analysis(rows: Sequence[Row], **max_marks: Mark) -> Analysis:
    """The figures of a matrix whose questions are called a, b, c ...; each is worth 1 unless said otherwise."""
    names = [chr(ord("a") + i) for i in range(max(map(len, rows), default=len(max_marks)))]
    return analyse(tallied(rows, {name: max_marks.get(name, 1) for name in names}))


def item(found: Analysis, id_: str) -> ItemFigures:
    return next(one for one in found.items if one.id == id_)


# Published values


@pytest.fixture(scope="module")
def published() -> Analysis:
    return analysis(PUBLISHED)


def test_facilities_are_the_published_ones(published: Analysis) -> None:
    assert [round(one.facility or 0, 0) / 100 for one in published.items] == FACILITIES


def test_discrimination_is_the_published_correlation_with_the_rest(published: Analysis) -> None:
    assert [round(one.discrimination_index or 0, 0) / 100 for one in published.items] == POINT_BISERIALS


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        (
            "facility",
            "88.888889 88.888889 88.888889 66.666667 77.777778 55.555556 33.333333 33.333333 22.222222 11.111111",
        ),
        (
            "standard_deviation",
            "33.333333 33.333333 33.333333 50 44.095855 52.704628 50 50 44.095855 33.333333",
        ),
        (
            "effective_weight",
            "8.950219 7.632772 6.034236 13.220349 10.794370 12.068473 12.366504 11.449158 8.950219 8.533699",
        ),
        (
            "discrimination_index",
            "45.704527 28.571429 12.222530 72.760688 48.571429 49.088069 58.925565 45.883147 26.049404 39.901194",
        ),
        (
            "discriminative_efficiency",
            "100 47.058824 20.588235 85.714286 65.384615 52.631579 83.333333 57.142857 41.304348 100",
        ),
    ],
)
def test_every_figure_of_the_published_questions_to_six_decimals(
    published: Analysis, figure: str, values: str
) -> None:
    found = [getattr(one, figure) for one in published.items]
    assert found == pytest.approx([float(value) for value in values.split()], abs=1e-6)


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("mean", 5.666667),
        ("median", 7),
        ("standard_deviation", 2.449490),
        ("skewness", -0.225995),
        ("kurtosis", -1.525794),
        ("cic", 76.646091),
        ("error_ratio", 48.325882),
        ("standard_error", 1.183738),
    ],
)
def test_every_figure_of_the_published_test_to_six_decimals(
    published: Analysis, figure: str, value: float
) -> None:
    assert getattr(published.whole, figure) == pytest.approx(value, abs=1e-6)


def test_the_published_test_is_nine_learners_ten_questions_and_ten_marks(published: Analysis) -> None:
    whole = published.whole
    assert (whole.n, whole.questions, whole.max_marks, whole.unit) == (9, 10, 10, "marks")
    assert whole.same_questions


def test_consistency_of_one_crossed_table_is_the_published_icc_3() -> None:
    found = analysis(RATINGS, a=10, b=10, c=10, d=10)
    assert found.whole.cic == pytest.approx(91, abs=0.5)  # ICC(3,4) = .91, which is alpha


def test_consistency_of_drawn_questions_is_the_published_icc_1() -> None:
    drawn: list[Row] = [
        [*[None] * 4 * place, *ratings, *[None] * 4 * (5 - place)] for place, ratings in enumerate(RATINGS)
    ]
    found = analyse(tallied(drawn, dict.fromkeys(map(str, range(24)), 10)))
    assert not found.whole.same_questions
    assert found.whole.cic == pytest.approx(44, abs=0.5)  # ICC(1,4) = .44


def test_consistency_of_drawn_questions_is_alpha_over_the_places_in_the_quiz() -> None:
    chance = random.Random(2015)
    difficulties = [chance.gauss(-1, 1) for _ in range(30)]
    drawn: list[Row] = []
    places: list[Row] = []
    for _ in range(2000):
        ability, questions = chance.gauss(0, 1), chance.sample(range(30), 10)
        marks = {q: int(chance.random() < 1 / (1 + math.exp(difficulties[q] - ability))) for q in questions}
        drawn.append([marks.get(question) for question in range(30)])
        places.append([marks[question] for question in questions])
    by_question = analyse(tallied(drawn, dict.fromkeys(map(str, range(30)), 1))).whole.cic
    by_place = analyse(tallied(places, dict.fromkeys(map(str, range(10)), 1))).whole.cic
    assert by_place is not None
    assert 30 < by_place < 90
    assert by_question == pytest.approx(by_place, abs=0.1)


# Few learners


def test_nobody_gives_no_figure_at_all() -> None:
    found = analysis([], a=1, b=2)
    assert [(one.id, one.n, one.max_mark) for one in found.items] == [("a", 0, 1), ("b", 0, 2)]
    assert all(value is None for one in found.items for value in list(vars_of(one).values())[3:])
    assert (found.whole.n, found.whole.questions, found.whole.max_marks) == (0, 0, None)
    assert all(value is None for value in list(vars_of(found.whole).values())[5:])


def vars_of(figures: object) -> dict[str, object]:
    return {name: getattr(figures, name) for name in figures.__slots__}  # type: ignore[attr-defined]


def test_one_learner_has_a_mean_and_a_facility_and_no_spread() -> None:
    found = analysis([[1, 0]])
    assert [one.facility for one in found.items] == [100, 0]
    assert (found.whole.mean, found.whole.median) == (1, 1)
    for one in found.items:
        assert one.standard_deviation is None
        assert one.effective_weight is None
        assert one.discrimination_index is None
        assert one.discriminative_efficiency is None
    assert (found.whole.standard_deviation, found.whole.cic, found.whole.skewness) == (None, None, None)


def test_two_learners_have_a_spread_and_no_shape_and_no_consistency() -> None:
    found = analysis([[1, 1], [0, 0]])
    assert found.whole.standard_deviation == pytest.approx(math.sqrt(2))
    assert found.items[0].discrimination_index == 100
    whole = found.whole
    assert (whole.skewness, whole.kurtosis, whole.cic, whole.error_ratio, whole.standard_error) == (
        None,
        None,
        None,
        None,
        None,
    )


def test_three_learners_have_a_skewness_and_a_consistency_and_no_kurtosis() -> None:
    whole = analysis([[1, 1], [0, 0], [1, 0]]).whole
    assert whole.skewness == pytest.approx(0)
    assert whole.cic == pytest.approx(200 * (1 - 2 / 3))
    assert whole.kurtosis is None


def test_four_learners_have_every_figure() -> None:
    found = analysis([[1, 1], [0, 0], [1, 0], [1, 1]])
    assert None not in [*vars_of(found.whole).values(), *vars_of(found.items[0]).values()]


# What cannot be told


def test_a_question_that_all_have_right_tells_nobody_apart_and_weighs_nothing() -> None:
    found = analysis([[1, 1, 1], [1, 0, 1], [1, 0, 0], [1, 1, 1]])
    same = found.items[0]
    assert (same.facility, same.standard_deviation, same.effective_weight) == (100, 0, 0)
    assert (same.discrimination_index, same.discriminative_efficiency) == (None, None)


def test_a_question_beside_constant_ones_has_no_rest_to_agree_with() -> None:
    found = analysis([[1, 1], [0, 1], [1, 1], [0, 1]])
    assert found.items[0].effective_weight == 100
    assert found.items[0].discrimination_index is None
    assert found.items[0].discriminative_efficiency is None


def test_thirds_that_were_stored_as_floats_make_a_rest_without_spread() -> None:
    rows = [[1, 1 / 3, 2 / 3], [0, 2 / 3, 1 / 3], [1, 0.1 + 0.2, 0.7], [0, 0.3, 0.7]]
    found = analyse(tallied(rows, {"a": 1, "b": 1, "c": 1}))
    assert found.items[0].discrimination_index is None


def test_where_all_have_the_same_total_nothing_weighs_and_nothing_is_consistent() -> None:
    found = analysis([[1, 0], [0, 1], [1, 0], [0, 1]])
    assert [one.effective_weight for one in found.items] == [None, None]
    assert [one.discrimination_index for one in found.items] == [-100, -100]
    whole = found.whole
    assert whole.standard_deviation == 0
    assert (whole.skewness, whole.kurtosis, whole.cic, whole.standard_error) == (None, None, None, None)


def test_a_question_that_goes_against_the_total_has_no_weight_and_takes_none() -> None:
    found = analysis([[3, 3, 0], [2, 2, 0], [1, 0, 0], [0, 0, 1]], a=3, b=3)
    against = found.items[2]
    assert against.effective_weight is None
    assert against.discrimination_index is not None
    assert against.discrimination_index < 0
    assert (found.items[0].effective_weight or 0) + (found.items[1].effective_weight or 0) == pytest.approx(
        100
    )


def test_consistency_may_be_negative_and_then_the_error_is_above_the_spread() -> None:
    whole = analysis([[1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0], [1, 0, 1]]).whole
    assert whole.cic is not None
    assert whole.error_ratio is not None
    assert whole.cic < 0
    assert whole.error_ratio > 100


def test_one_question_alone_has_neither_a_rest_nor_a_consistency() -> None:
    found = analysis([[1], [0], [1], [1]])
    assert (found.items[0].discrimination_index, found.items[0].discriminative_efficiency) == (None, None)
    assert found.items[0].effective_weight == 100
    assert found.whole.cic is None


def test_a_question_worth_nothing_has_no_facility_and_no_weight() -> None:
    found = analysis([[0, 1, 1], [0, 0, 1], [0, 1, 0]], a=0)
    assert (found.items[0].facility, found.items[0].standard_deviation) == (None, None)
    assert found.items[0].effective_weight == 0
    assert found.whole.max_marks == 2


def test_marks_are_in_per_cent_of_what_their_question_is_worth() -> None:
    found = analysis([[8, 1], [4, 0], [0, 1], [4, 1]], a=8)
    assert found.items[0].facility == 50
    assert found.items[0].standard_deviation == pytest.approx(100 * statistics.stdev([8, 4, 0, 4]) / 8)
    assert found.whole.max_marks == 9


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle() -> None:
    assert analysis([[1, 1], [0, 0], [1, 0], [0, 0]]).whole.median == 0.5


def test_the_interval_of_a_facility_is_wilsons(published: Analysis) -> None:
    low, high = wilson(8 / 9, 9)
    assert published.items[0].interval == pytest.approx((100 * low, 100 * high))


# Left out and not asked


def test_a_question_left_out_counts_as_0_and_one_not_asked_counts_nowhere() -> None:
    left_out = analysis([[1, 1], [0, 1], [1, 0]])
    not_asked = analysis([[1, 1], [None, 1], [1, 0]])
    assert left_out.items[0].n == 3
    assert left_out.items[0].facility == pytest.approx(200 / 3)
    assert (not_asked.items[0].n, not_asked.items[0].facility) == (2, 100)


def test_a_learner_who_was_asked_nothing_counts_nowhere() -> None:
    rows = [[1, 1], [0, 1], [1, 0]]
    assert analysis([*rows, [None, None]]) == analysis(rows)


def test_a_question_that_nobody_was_asked_changes_nothing_and_has_no_figures() -> None:
    rows = [[1, 1], [0, 1], [1, 0], [0, 0]]
    found = analysis([[*row, None] for row in rows])
    assert found.items[:2] == analysis(rows).items
    assert found.whole == analysis(rows).whole
    assert (found.items[2].n, found.items[2].facility, found.items[2].effective_weight) == (0, None, None)


def test_totals_out_of_unequal_marks_are_in_per_cent_of_what_each_could_earn() -> None:
    whole = analysis([[1, 1, None], [1, 0, 0], [None, 1, 0]]).whole
    assert (whole.unit, whole.max_marks, whole.same_questions) == ("per cent", 100, False)
    assert whole.mean == pytest.approx((100 + 100 / 3 + 50) / 3)
    assert whole.median == 50


def test_totals_of_different_questions_out_of_the_same_marks_stay_marks() -> None:
    whole = analysis([[1, 1, None], [1, None, 0], [None, 1, 0]]).whole
    assert (whole.unit, whole.max_marks, whole.same_questions) == ("marks", 2, False)
    assert whole.mean == pytest.approx(4 / 3)


def test_questions_have_no_weight_where_learners_were_asked_different_ones() -> None:
    found = analysis([[1, 1, None], [0, None, 0], [None, 1, 0], [1, 1, None]])
    assert [one.effective_weight for one in found.items] == [None, None, None]


def test_drawn_questions_of_unequal_number_or_worth_have_no_consistency() -> None:
    unequal_number: list[Row] = [[1, 1, None], [0, 0, 0], [None, 1, 0], [1, 1, 1]]
    unequal_worth: list[Row] = [[2, 1, None], [0, None, 0], [None, 1, 0], [1, 1, None]]
    assert analysis(unequal_number).whole.cic is None
    assert analysis(unequal_worth, a=2).whole.cic is None


def test_a_learner_who_was_asked_one_question_is_in_its_facility_and_not_in_its_discrimination() -> None:
    rows: list[Row] = [[1, 1, 1], [0, 0, 1], [1, 1, 0], [0, 0, 0]]
    found = analysis([*rows, [1, None, None]])
    assert (found.items[0].n, found.items[0].facility) == (5, 60)
    assert found.items[0].discrimination_index == pytest.approx(analysis(rows).items[0].discrimination_index)


# Any marks at all

WORTHS: st.SearchStrategy[Mark] = st.sampled_from([1, 2, Fraction(1, 2), 8])
SHARES = st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(9, 10)])


@st.composite
def matrices(draw: st.DrawFn, *, drawn: bool = True) -> tuple[dict[str, Mark], list[Row]]:
    """Questions with their worth, and rows of marks; with `drawn`, some were not asked."""
    worths: dict[str, Mark] = {
        f"q{i}": worth for i, worth in enumerate(draw(st.lists(WORTHS, min_size=1, max_size=5)))
    }
    marks = [SHARES.map(Fraction(worth).__mul__) for worth in worths.values()]
    rows = st.tuples(*(st.none() | mark if drawn else mark for mark in marks))
    return worths, [*draw(st.lists(rows, max_size=8))]


def by_the_book(worths: Mapping[str, Mark], rows: Sequence[Row], question: str) -> dict[str, float | None]:
    """The figures of one question in floating point, learner by learner, as the textbook says."""
    place = [*worths].index(question)
    mine, rests = [], []
    for row in rows:
        mark = row[place]
        others = [(one, worth) for one, worth in zip(row, worths.values(), strict=True) if one is not None]
        if mark is None:
            continue
        mine.append(mark)
        out_of = sum(worth for _, worth in others) - worths[question]
        if out_of:
            rests.append((float(mark), float((sum(one for one, _ in others) - mark) / out_of)))
    xs, rs = [x for x, _ in rests], [r for _, r in rests]
    spread = len(rests) > 1 and len(set(xs)) > 1 and max(rs) - min(rs) > 1e-9
    largest = statistics.covariance(sorted(xs), sorted(rs)) if spread else None
    return {
        "facility": 100 * statistics.fmean(map(float, mine)) / float(worths[question]) if mine else None,
        "standard_deviation": 100 * statistics.stdev(map(float, mine)) / float(worths[question])
        if len(mine) > 1
        else None,
        "discrimination_index": 100 * statistics.correlation(xs, rs) if spread else None,
        "discriminative_efficiency": 100 * statistics.covariance(xs, rs) / largest if largest else None,
    }


@given(matrices())
def test_the_figures_of_questions_are_those_of_the_textbook(
    matrix: tuple[dict[str, Mark], list[Row]],
) -> None:
    worths, rows = matrix
    for one in analyse(tallied(rows, worths)).items:
        for name, value in by_the_book(worths, rows, one.id).items():
            assert getattr(one, name) == (value if value is None else pytest.approx(value, abs=1e-6)), name


@given(matrices(drawn=False))
def test_the_figures_of_the_whole_are_those_of_the_textbook(
    matrix: tuple[dict[str, Mark], list[Row]],
) -> None:
    worths, rows = matrix
    whole = analyse(tallied(rows, worths)).whole
    totals = [Fraction(sum(mark or 0 for mark in row)) for row in rows]
    if len(totals) > 1:
        assert whole.mean == pytest.approx(statistics.fmean(map(float, totals)))
        assert whole.median == pytest.approx(float(statistics.median(totals)))
        assert whole.standard_deviation == pytest.approx(statistics.stdev(map(float, totals)), abs=1e-9)
    if len(totals) > 2 and len(worths) > 1 and len(set(totals)) > 1:
        variances = [statistics.variance([Fraction(row[i] or 0) for row in rows]) for i in range(len(worths))]
        p = len(worths)
        alpha = p / (p - 1) * (1 - float(sum(variances) / statistics.variance(totals)))
        assert whole.cic == pytest.approx(100 * alpha, abs=1e-6)
    else:
        assert whole.cic is None


@given(matrices(drawn=False))
def test_the_shape_of_totals_is_what_their_deviations_from_the_mean_give(
    matrix: tuple[dict[str, Mark], list[Row]],
) -> None:
    worths, rows = matrix
    whole, s = analyse(tallied(rows, worths)).whole, len(rows)
    totals = [Fraction(sum(mark or 0 for mark in row)) for row in rows]
    if s < 4 or len(set(totals)) == 1:
        return
    mean = Fraction(sum(totals)) / s
    m2, m3, m4 = (float(sum((total - mean) ** power for total in totals) / s) for power in (2, 3, 4))
    k2 = s * m2 / (s - 1)
    skewness = s**2 * m3 / ((s - 1) * (s - 2)) / k2**1.5
    kurtosis = s**2 * ((s + 1) * m4 - 3 * (s - 1) * m2**2) / ((s - 1) * (s - 2) * (s - 3)) / k2**2
    assert whole.skewness == pytest.approx(skewness, abs=1e-6)
    assert whole.kurtosis == pytest.approx(kurtosis, abs=1e-6)


@given(matrices(), st.integers(0, 8))
def test_merging_two_halves_gives_the_whole(matrix: tuple[dict[str, Mark], list[Row]], cut: int) -> None:
    worths, rows = matrix
    whole, first, second = (tallied(part, worths) for part in (rows, rows[:cut], rows[cut:]))
    assert first + second == second + first == whole
    assert (first.sums() + second.sums()) == whole.sums()
    assert analyse(first + second) == analyse(whole)
    assert analyse_sums(first.sums() + second.sums()) == analyse_sums(whole.sums())


def added_up(worths: Mapping[str, Mark], rows: Sequence[Row]) -> QuizSums:
    """The sums of a matrix as a database would add them up: row by row, without any tally."""
    items: dict[str, dict[Mark, Sums]] = {question: {} for question in worths}
    totals: dict[Mark, Powers] = {}
    for row in rows:
        asked = {question: mark for question, mark in zip(worths, row, strict=True) if mark is not None}
        t, out_of = sum(asked.values()), sum(worths[question] for question in asked)
        if asked:
            totals[out_of] = totals.get(out_of, Powers()) + Powers(1, t, t**2, t**3, t**4)
        for question, x in asked.items():
            known = items[question].get(out_of, Sums())
            items[question][out_of] = known + Sums(1, x, x * x, t, t * t, x * t)
    return QuizSums(worths, items, totals)


@given(matrices())
def test_sums_give_what_the_matrix_gives_but_for_what_needs_ranks(
    matrix: tuple[dict[str, Mark], list[Row]],
) -> None:
    worths, rows = matrix
    assert added_up(worths, rows) == tallied(rows, worths).sums()
    full = analyse(tallied(rows, worths))
    assert analyse_sums(added_up(worths, rows)) == Analysis(
        tuple(replace(one, discriminative_efficiency=None) for one in full.items),
        replace(full.whole, median=None),
    )


@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_learners_changes_nothing(
    matrix: tuple[dict[str, Mark], list[Row]], chance: random.Random
) -> None:
    worths, rows = matrix
    mixed = [*rows]
    chance.shuffle(mixed)
    assert analyse(tallied(mixed, worths)) == analyse(tallied(rows, worths))


@given(matrices(drawn=False))
def test_weights_add_up_and_correlations_stay_within_their_ends(
    matrix: tuple[dict[str, Mark], list[Row]],
) -> None:
    worths, rows = matrix
    items = analyse(tallied(rows, worths)).items
    weights = [one.effective_weight for one in items if one.effective_weight is not None]
    assert not weights or sum(weights) == pytest.approx(100)
    for one in items:
        assert -100 <= (one.discrimination_index or 0) <= 100
        assert (one.discriminative_efficiency or 0) <= 100
        assert (one.discrimination_index is None) == (one.discriminative_efficiency is None)
        if one.facility is not None and one.interval is not None:
            assert one.interval[0] - 1e-9 <= one.facility <= one.interval[1] + 1e-9


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=12))
def test_the_best_pairing_is_each_side_in_ascending_order(pairs: list[tuple[int, int]]) -> None:
    counted: dict[tuple[Mark, Mark], int] = {pair: pairs.count(pair) for pair in pairs}
    paired = sorted(pair for pair, number in best_pairing(counted).items() for _ in range(number))
    assert paired == [*zip(sorted(x for x, _ in pairs), sorted(y for _, y in pairs), strict=True)]


@given(st.lists(st.integers(0, 5), min_size=1))
def test_the_median_of_counted_numbers_is_the_median(numbers: list[int]) -> None:
    counted: dict[Mark, int] = {number: numbers.count(number) for number in numbers}
    assert median(counted) == Fraction(statistics.median(numbers))


# What goes in


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        (1, 1),
        (1.0, 1),
        (0.1, Fraction(1, 10)),
        (1 / 3, Fraction(1, 3)),
        (Fraction(4, 2), 2),
        (0.1 + 0.2, Fraction(3, 10)),
    ],
)
def test_a_mark_is_kept_as_the_number_that_was_meant(given_: float | Fraction, kept: Mark) -> None:
    assert exact(given_) == kept
    assert isinstance(exact(given_), int) == isinstance(kept, int)


@pytest.mark.parametrize("no_mark", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_no_mark(no_mark: float) -> None:
    with pytest.raises(ValueError, match=r"mark|NaN"):
        exact(no_mark)


@pytest.mark.parametrize("row", [[2, 0], [-1, 0], [0, 1.5]])
def test_a_mark_outside_of_what_its_question_is_worth_is_refused(row: list[float]) -> None:
    with pytest.raises(ValueError, match="is no mark of"):
        tallied([row], {"a": 1, "b": 1})


@pytest.mark.parametrize("row", [[1], [1, 1, 1]])
def test_a_row_of_another_length_is_refused(row: list[float]) -> None:
    with pytest.raises(ValueError, match="shorter|longer"):
        tallied([row], {"a": 1, "b": 1})


def test_parts_that_disagree_on_what_a_question_is_worth_are_not_merged() -> None:
    some, others = tallied([[1]], {"a": 1}), tallied([[1]], {"a": 2})
    with pytest.raises(ValueError, match='"a" is worth 1 in one part and 2 in another'):
        some + others
    with pytest.raises(ValueError, match='"a" is worth'):
        some.sums() + others.sums()


def test_parts_with_different_questions_are_one_quiz_of_all_of_them() -> None:
    some, others = tallied([[1, 0]], {"a": 1, "b": 1}), tallied([[1, 1]], {"b": 1, "c": 1})
    assert some + others == tallied([[1, 0, None], [None, 1, 1]], {"a": 1, "b": 1, "c": 1})
    assert [one.id for one in analyse(some + others).items] == ["a", "b", "c"]
    assert analyse(Tallies({}, {}, {}) + some) == analyse(some)


# How far to trust it, and what looks broken


@pytest.mark.parametrize(
    ("learners", "told"),
    [(0, "too-few"), (4, "too-few"), (5, "unstable"), (29, "unstable"), (30, "stable"), (10_000, "stable")],
)
def test_figures_of_few_learners_are_marked_and_of_fewer_not_shown(learners: int, told: str) -> None:
    assert (MINIMUM, FEW) == (5, 30)
    assert standing(learners) == told


def reasons(rows: Sequence[Row], **choices: Choices) -> list[tuple[str, str]]:
    return [(one.id, one.reason) for one in suspicions(analysis(rows).items, choices)]


def test_sound_questions_raise_no_suspicion(published: Analysis) -> None:
    assert suspicions(published.items) == ()


def test_questions_that_nobody_or_everybody_has_right_are_named() -> None:
    rows = [[1, 0, 1, 1], [1, 0, 0, 0], [1, 0, 1, 1], [1, 0, 0, 0], [1, 0, 1, 1]]
    assert reasons(rows) == [("a", "everybody-right"), ("b", "everybody-wrong")]


def test_a_question_that_the_better_learners_have_wrong_is_named() -> None:
    rows = [[1, 0, 0], [1, 0, 0], [0, 1, 1], [0, 1, 1], [0, 1, 1]]
    assert reasons(rows) == [("a", "negative-discrimination")]


@pytest.mark.parametrize(
    ("learners", "discrimination", "chance"),
    [
        (29, -100, True),
        (30, -100, False),
        (30, -36, True),
        (30, -37, False),
        (400, -9.8, True),
        (400, -9.9, False),
    ],
)
def test_a_negative_discrimination_that_may_be_chance_is_told_as_such(
    published: Analysis, learners: int, discrimination: float, chance: bool
) -> None:
    against = replace(published.items[0], n=learners, discrimination_index=discrimination)
    (found,) = suspicions([against])
    assert found.told.endswith(f"With {learners} learners this may be chance") == chance


def test_figures_of_too_few_learners_raise_no_suspicion() -> None:
    assert reasons([[1, 0, 0], [1, 0, 0], [0, 1, 1], [0, 1, 1]]) == []


@pytest.mark.parametrize(
    ("shares", "keys", "named"),
    [
        ({"a": 0.6, "b": 0.3, "c": 0.1}, {"b"}, True),
        ({"a": 0.4, "b": 0.4, "c": 0.2}, {"b"}, False),
        ({"a": 0.2, "b": 0.7, "c": 0.1}, {"b"}, False),
        ({"a": 0.5}, {"b"}, True),  # nobody chose the key
        ({"a": 0.5, "b": 0.3, "c": 0.9}, {"b", "c"}, False),  # less often than one of two right ones
        ({"b": 1.0}, {"b"}, False),
        ({}, {"b"}, False),
        ({"a": 0.5}, set[str](), False),  # nothing is right: a reflection
    ],
)
def test_a_wrong_option_that_is_chosen_more_often_than_any_right_one_is_named(
    published: Analysis, shares: dict[str, float], keys: set[str], named: bool
) -> None:
    found = suspicions(published.items, {"d": Choices(shares, frozenset(keys))})
    assert [(one.id, one.reason) for one in found] == [("d", "distractor-beats-key")] * named
    assert all('"a"' in one.told for one in found)
