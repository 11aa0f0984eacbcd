"""What the item lint measures with: exact chances, reading ease, ranges of numbers."""

from itertools import product
from math import comb, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.lint.chance import at_least, at_most, chi_square_tail, unevenness
from course.lint.overlaps import span
from course.lint.wording import reading_ease, sentences, syllables, width

# chance


@given(st.lists(st.floats(0, 1), max_size=7), st.integers(0, 8))
def test_tails_are_the_sums_over_all_that_can_happen(chances: list[float], hits: int) -> None:
    happens = {
        outcome: prod(chance if hit else 1 - chance for hit, chance in zip(outcome, chances, strict=True))
        for outcome in product((0, 1), repeat=len(chances))
    }
    many = sum(chance for outcome, chance in happens.items() if sum(outcome) >= hits)
    few = sum(chance for outcome, chance in happens.items() if sum(outcome) <= hits)
    assert at_least(hits, chances) == pytest.approx(many, abs=1e-12)
    assert at_most(hits, chances) == pytest.approx(few, abs=1e-12)


@pytest.mark.parametrize("hits", [0, 3, 10, 20])
def test_equal_chances_give_the_binomial_distribution(hits: int) -> None:
    tail = sum(comb(20, k) * 0.25**k * 0.75 ** (20 - k) for k in range(hits, 21))
    assert at_least(hits, [0.25] * 20) == pytest.approx(tail)


def test_beyond_a_thousand_trials_the_tail_goes_on_as_before() -> None:
    for hits in (230, 250, 270, 300):
        exact, near = at_least(hits, [0.25] * 1000), at_least(hits, [0.25] * 1000 + [0.0])
        assert near == pytest.approx(exact, abs=0.005)
        assert at_most(hits - 1, [0.25] * 1000 + [0.0]) == pytest.approx(1 - exact, abs=0.005)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=4).filter(lambda counts: sum(counts) <= 7))
def test_unevenness_is_the_share_of_all_ways_that_are_as_uneven(counts: list[int]) -> None:
    places, hits = len(counts), sum(counts)
    ways = list(product(range(places), repeat=hits))
    spread = [sum(way.count(place) ** 2 for place in range(places)) for way in ways]
    as_uneven = sum(one >= sum(count**2 for count in counts) for one in spread)
    assert unevenness(counts) == pytest.approx(as_uneven / len(ways))


@pytest.mark.parametrize(
    ("statistic", "freedom", "tail"),  # the tables that every textbook prints
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (7.815, 3, 0.05), (13.277, 4, 0.01), (18.307, 10, 0.05), (0, 3, 1)],
)
def test_the_chi_square_tail_is_that_of_the_tables(statistic: float, freedom: int, tail: float) -> None:
    assert chi_square_tail(statistic, freedom) == pytest.approx(tail, abs=5e-5)


def test_where_spreads_are_no_longer_counted_the_figures_go_on_as_before() -> None:
    counted, looked_up = unevenness((20, 20, 12, 8)), unevenness((20, 20, 13, 8))
    assert looked_up == pytest.approx(counted, abs=0.05)
    assert unevenness((9, *[0] * 8)) == 1.0  # nine places and too few hits: no finding
    assert unevenness((90, *[10] * 8)) < 1e-9
    assert unevenness(()) == unevenness((0, 0)) == unevenness((3,)) == 1.0


# wording

SPOKEN = {
    1: "the dough baked weighed which through lakes",
    2: "water table little added boxes being changes language",
    3: "example department tomatoes",
    4: "material information",
    5: "university evaluation",
}


@pytest.mark.parametrize(
    ("word", "number"), [(word, number) for number, words in SPOKEN.items() for word in words.split()]
)
def test_syllables_are_counted_as_they_are_spoken(word: str, number: int) -> None:
    assert syllables(word) == number


def test_reading_ease_is_flesch_s_formula() -> None:
    # 9 words in 1 sentence, 9 syllables
    assert reading_ease("The cat sat on the mat with the dog.") == pytest.approx(206.835 - 1.015 * 9 - 84.6)


def test_names_terms_and_hanzi_do_not_make_a_stem_harder() -> None:
    plain = "Luc has a cup and a scale. Which gives the same each time?"
    easy = reading_ease(plain)
    assert easy is not None
    assert reading_ease(plain.replace("cup", "cup 面条")) == easy
    named = reading_ease(plain.replace("a scale", "Alessandria Evangelista"))
    termed = plain.replace("scale", "refractometer")
    hard = reading_ease(termed)
    assert named is not None
    assert hard is not None
    assert named > easy - 5
    assert hard < easy - 20
    assert (reading_ease(termed, {"refractometer"}) or 0) > easy - 5


def test_a_stem_of_few_words_is_not_judged() -> None:
    assert reading_ease("Characterise miscellaneous instrumentation.") is None


def test_sentences_end_with_their_marks() -> None:
    told = ('Luc said "No!" to that.', "It costs 3.50.", "Why?", "好。", "Yes")
    assert sentences(" ".join(told)) == told


def test_hanzi_take_the_room_of_two_letters() -> None:
    assert width("面条 noodle") == 11


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 5 and 10 g", 5, 10),
        ("10–5 g", 5, 10),
        ("at least 1,000.5 g", 1000.5, float("inf")),
        ("up to 3", -float("inf"), 3),
        ("3 or fewer", -float("inf"), 3),
        ("more than 7 days", 7, float("inf")),
    ],
)
def test_ranges_are_read(text: str, low: float, high: float) -> None:
    read = span(text)
    assert read
    assert (read.low, read.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["flour", "3 of the 5 loaves", "5 g of flour and 3 g of salt", "", "1.2.3.4.5 to"]
)
def test_other_texts_are_no_range(text: str) -> None:
    assert span(text) is None
