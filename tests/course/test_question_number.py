"""Numbers as they are typed: read exactly, or refused with a sentence, and never guessed."""

import re
import unicodedata
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from course.questions.number import BLANKS, COMMAS, MOST_DIGITS, POINTS, TOO_LONG, read, spelled


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *[
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("12", "12"),
            ("+12", "12"),
            ("-12", "-12"),
            ("− 12", "-12"),
        ],
        *[(".5", "0.5"), ("5.", "5"), ("1.50", "1.5"), ("-0.25", "-0.25"), ("1.250", "1.25")],
        *[("1,250", "1250"), ("1,250,000", "1250000"), ("1,250.5", "1250.5"), ("12,345,678", "12345678")],
        *[("1 250 000", "1250000"), ("1\u00a0250\u00a0000", "1250000"), ("1\u2009250\u202f000", "1250000")],
        *[("1'250'000", "1250000"), ("1’250’000", "1250000"), (" 12\t", "12")],
        *[("125万", "1250000"), ("125 万", "1250000"), ("1.25亿", "125000000"), ("1.25億", "125000000")],
        *[("1.2万亿", "1200000000000"), ("3千万", "30000000"), ("5百万", "5000000"), ("0.5萬", "5000")],
        *[("1亿2500万", "125000000"), ("-1亿 5万", "-100050000"), ("1,250万", "12500000")],
        *[("１，２５０．５", "1250.5"), ("１２５万", "1250000"), ("－５", "-5")],
        *[("1e6", "1000000"), ("1.25E+3", "1250"), ("5e-3", "0.005"), ("0e30", "0"), ("\u200b5\ufeff", "5")],
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str, number: str) -> None:
    assert read(typed) == number
    assert read(number) == number


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        *[("12 kg", "kg", "12"), ("12kg", "kg", "12"), ("１２ｋｇ", "kg", "12"), ("12㎏", "kg", "12")],
        *[("5%", "%", "5"), ("5％", "%", "5"), ("5 %", "%", "5"), ("25 ℃", "°C", "25"), ("25°C", "℃", "25")],
        *[("£5", "£", "5"), ("5 £", "£", "5"), ("3 m²", "m²", "3"), ("3 m2", "m²", "3"), ("12", "kg", "12")],
        *[("125万元", "元", "1250000"), ("125万元", "万元", "125"), ("125", "万元", "125")],
        *[("5 loaves", "loaves", "5")],
    ],
)
def test_the_unit_may_be_typed_or_left(typed: str, unit: str, number: str) -> None:
    assert read(typed, unit) == number
    assert read(number, unit) == number


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        *[(typed, COMMAS) for typed in ("1,25", "0,250", "1,2500", "12,34,567", "1,250,00")],
        *[(typed, COMMAS) for typed in ("1.250,5", ",5", "1 250,000")],
        *[(typed, POINTS) for typed in ("1.250.000", "1..5", "12.5.1")],
        *[(typed, BLANKS) for typed in ("12 50", "1 2", "1 250 00", "1.5 000")],
        *[
            (typed, TOO_LONG)
            for typed in ("9" * 31, "1e31", "1e99", "1e-31", "0." + "0" * 30 + "1", "1e25亿")
        ],
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_with_what_to_write(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.")):
        read(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *[
            "",
            " ",
            ".",
            "-",
            "万",
            "many",
            "½",
            "10²",
            "٣",
            "1/2",
            "5-6",
            "~5",
            "0x1f",
            "1e999",
            "inf",
            "nan",
        ],
        *["3万5", "1_000", "一百", "#1"],
    ],
)
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match="^Write a number, such as 1250 or 125万.$"):
        read(typed)
    with pytest.raises(ValueError, match="^Write a number in kg, such as 1250 or 125万.$"):
        read(typed, "kg")


def test_a_unit_that_multiplies_already_is_not_multiplied_again() -> None:
    with pytest.raises(ValueError, match="^The unit is 万元 already: write the number without 万.$"):
        read("125万", "万元")


def test_another_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="^Write a number in kg,"):
        read("5 g", "kg")
    with pytest.raises(ValueError, match="^Write a number in g,"):
        read("5 kg", "g")


@pytest.mark.parametrize(
    ("number", "words"),
    [("1250000", "1,250,000"), ("-1250.5", "-1,250.5"), ("0.00001", "0.00001"), ("0", "0")],
)
def test_a_number_is_shown_with_commas(number: str, words: str) -> None:
    assert spelled(number) == words
    assert read(words) == number


def read_or_refused(typed: str, unit: str = "") -> str:
    """The number, or '' when it is refused with a whole sentence."""
    try:
        return read(typed, unit)
    except ValueError as refusal:
        if not SENTENCE.fullmatch(str(refusal)):
            raise
        return ""


SENTENCE = re.compile(r"[A-Z].{10,160}\.")
PIECES = [
    "0",
    "1",
    "25",
    "000",
    ",",
    ".",
    " ",
    "\u00a0",
    "'",
    "-",
    "+",
    "e",
    "E9",
    "万",
    "亿",
    "千",
    "kg",
    "%",
]
PIECES += ["９", "٣", "²", "％"]
pieces = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(st.one_of(st.text(max_size=15), pieces), st.sampled_from(["", "kg", "%", "万元"]))
@example("1e20亿", "")
@example("9" * 30 + "e-30", "")
def test_reading_twice_is_reading_once(typed: str, unit: str) -> None:
    once = read_or_refused(typed, unit)
    if once:
        assert read(once, unit) == once == read(spelled(once), unit)
        assert once.lstrip("-").replace(".", "", 1).isascii()
        assert len(once) <= 2 * MOST_DIGITS + 3


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**20), max_value=10**20))
def test_any_number_is_read_exactly(number: Decimal) -> None:
    assert Decimal(read(str(number))) == number
    assert Decimal(read(f"{number:,f}")) == number
    assert Decimal(read(f"{number:f}万")) == number * 10_000


def test_every_character_there_is_can_be_typed() -> None:
    for character in map(chr, range(0x30000)):
        if unicodedata.category(character) not in ("Cn", "Co", "Cs", "Lo"):
            for typed in (character, f"12{character}345", f"5{character}"):
                once = read_or_refused(typed)
                assert not once or read(once) == once


@pytest.mark.parametrize(
    "typed", ["9" * 100_000, "1," * 50_000, "1e" + "9" * 1000, " " * 100_000 + "x", "-" * 100_000]
)
def test_a_flood_is_refused_at_once(typed: str) -> None:
    start = perf_counter()
    assert read_or_refused(typed) == ""
    assert perf_counter() - start < 1
