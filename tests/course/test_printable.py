"""Text of others on a terminal: one line, nothing hidden, and aligned."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.printable import HIDDEN, columns, padded, printable


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("出口管制", "出口管制"),
        ("chūkǒu", "chūkǒu"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("two\nlines\tand\x00", r"two\nlines\tand\x00"),
        ("\u202egnp", r"\u202egnp"),
        ("a\u200bb\u2028c\x9bd", r"a\u200bb\u2028c\x9bd"),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, seen: str) -> None:
    assert printable(text) == seen


@given(st.text())
def test_any_text_becomes_one_line_that_can_be_printed(text: str) -> None:
    assert len(printable(text).splitlines()) <= 1
    assert {unicodedata.category(one) for one in printable(text)} & HIDDEN == set()
    printable(text).encode()


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("出口", 4), ("u\u0308", 1), ("Ａ", 2)])
def test_hanzi_take_two_columns_and_combining_marks_none(text: str, width: int) -> None:
    assert columns(text) == width
    assert columns(padded(text, 6)) == columns(padded(text, 6, right=True)) == 6


def test_a_text_is_padded_on_the_side_that_was_asked_for() -> None:
    assert (padded("出", 4), padded("出", 4, right=True)) == ("出  ", "  出")
