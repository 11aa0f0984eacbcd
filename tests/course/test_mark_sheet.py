"""A sheet of marks: what is read, and every sentence about what cannot be."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.mark_sheet import MarkSheet, SheetRefused, read


def refused(content: str | bytes, max_marks: str = "") -> list[str]:
    """What is wrong, as `line:column: sentence`; sentences about the questions' worth come first."""
    with pytest.raises(SheetRefused) as caught:
        read(content.encode() if isinstance(content, str) else content, max_marks)
    return [*caught.value.worth, *(f"{one.line}:{one.column}: {one.message}" for one in caught.value.cells)]


def test_a_sheet_has_learners_questions_and_marks() -> None:
    assert read(b"learner,q1,q2\nanna,1,0.5\nbo,,0\n") == MarkSheet(
        ("anna", "bo"), {"q1": 1, "q2": 1}, ((1, Fraction(1, 2)), (None, 0))
    )


def test_a_sheet_without_learners_is_a_sheet() -> None:
    assert read(b"learner,q1") == MarkSheet((), {"q1": 1}, ())


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbflearner,q1\nanna,1\n",
        b"learner,q1\r\nanna,1\r\n",
        b"learner,q1\ranna,1",
        b"\n\nlearner,q1\n\n,\nanna,1\n  , \n",
        b"learner , q1 \n anna ,\t1.\n",
        b'"learner","q1"\n"anna","+1"\n',
        b",q1\nanna,01.0\n",
    ],
)
def test_ways_of_writing_the_same_sheet(content: bytes) -> None:
    assert read(content) == MarkSheet(("anna",), {"q1": 1}, ((1,),))


def test_ids_are_any_words() -> None:
    sheet = read('学生,出口管制,"a, b","two\nlines",=SUM(A1)\n王小明,1,1,1,1\n'.encode())
    assert [*sheet.max_marks] == ["出口管制", "a, b", "two\nlines", "=SUM(A1)"]
    assert sheet.learners == ("王小明",)


def test_ids_that_look_the_same_are_the_same() -> None:
    composed, decomposed = "l\u01dc", "lu\u0308\u0300"
    assert refused(f"learner,{composed},{decomposed}\n") == [
        f'1:3: "{composed}" is the id of column 2 already; ids must differ'
    ]


def test_long_decimals_are_the_fraction_that_was_meant() -> None:
    assert read(b"learner,q1\nanna,0.3333333333333333\n").rows == ((Fraction(1, 3),),)


@pytest.mark.parametrize(
    ("max_marks", "worth"),
    [
        ("", {"q1": 1, "a,b": 1}),
        ("q1=8", {"q1": 8, "a,b": 1}),
        (' q1 = 8 , "a,b=0.5", ', {"q1": 8, "a,b": Fraction(1, 2)}),
        ("q1=0", {"q1": 0, "a,b": 1}),
    ],
)
def test_questions_are_worth_1_or_what_is_said(max_marks: str, worth: dict[str, int]) -> None:
    assert read(b'learner,q1,"a,b"\n', max_marks).max_marks == worth


EMPTY = "the file is empty; its first line names the learners' column and the questions"
ONE_COLUMN = "the header has one column; it needs one for the learner and one for each question"
NO_MARK = "is no mark; write a number such as 1 or 0.5, or nothing where the question was not asked"
SAY = "correct it, or say what the question is worth: --max-marks"
QUOTES = "a quotation mark is not closed here, or text follows it; inside quotes, write two for one"
KEEP = "keep the attempt that counts"
PUT = "put a cell with a comma in quotation marks"
LARGE = "is a quotation mark not closed?"

WRONG = {
    "empty": ("", f"1:1: {EMPTY}"),
    "empty-lines": ("\n,,\n", f"1:1: {EMPTY}"),
    "no-question": ("learner\nanna\n", f"1:1: {ONE_COLUMN}"),
    "semicolons": ("learner;q1\nanna;1\n", f"1:1: {ONE_COLUMN}, with commas between them"),
    "no-id": ("learner,q1,\nanna,1,1\n", "1:3: this column has no question's id; name it or remove it"),
    "same-id": ("learner,q1,q2,q1\n", '1:4: "q1" is the id of column 2 already; ids must differ'),
    "no-learner": ("learner,q1\n,1\n", "2:1: this line names no learner; say first whose marks these are"),
    "same-learner": ("learner,q1\nanna,1\nbo,1\n anna,0\n", f'4:1: "anna" has marks in line 2 already; {KEEP}'),
    "short": ("learner,q1,q2\nanna,1\n", "2:3: this line has 2 cells and the header has 3; add commas"),
    "long": ("learner,q1\nanna,0,5\n", f"2:3: this line has 3 cells and the header has 2; {PUT}"),
    "word": ("learner,q1\nanna,right\n", f'2:2: "right" {NO_MARK}'),
    "formula": ("learner,q1\nanna,=1+1\n", f'2:2: "=1+1" {NO_MARK}'),
    "not-a-number": ("learner,q1\nanna,NaN\n", f'2:2: "NaN" {NO_MARK}'),
    "endless": ("learner,q1\nanna,1e999999999\n", f'2:2: "1e999999999" {NO_MARK}'),
    "decimal-comma": ('learner,q1\nanna,"0,5"\n', '2:2: "0,5" is no number here; write 0.5'),
    "negative": ("learner,q1\nanna,-1\n", "2:2: -1 is below 0; an answer that earned nothing has 0"),
    "too-many": ("learner,q1\nanna,2\n", f'2:2: 2 is more than the 1 that "q1" is worth; {SAY} q1=2'),
    "a-bit-too-many": ("learner,q1\nanna,1.01\n", f'2:2: 1.01 is more than the 1 that "q1" is worth; {SAY} q1=1.01'),
    "open-quotes": ('learner,q1\nanna,1\nbo,"1\ncy,1\n', f"3:2: {QUOTES}"),
    "text-after-quotes": ('learner,q1\n"an"na,1\n', f"2:1: {QUOTES}"),
    "endless-cell": ("learner,q1\nanna," + "1" * 140_000, f"2:2: a cell has more than 131072 characters; {LARGE}"),
    "hidden": ("learner,q1\nanna,\x1b[2J\n", f'2:2: "\\x1b[2J" {NO_MARK}'),
    "after-two-lines-in-a-cell": ('learner,"q\n1"\nanna,x\n', f'3:2: "x" {NO_MARK}'),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place_and_the_remedy(content: str, sentence: str) -> None:
    assert refused(content) == [sentence]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"learner,q1\nRen\xe9e,1\nJos\xe9,1\n", '2:1: "Ren\\xe9e" is not UTF-8; save the file as CSV UTF-8'),
        (b"learner,q1,\xfc\n", '1:3: "\\xfc" is not UTF-8; save the file as CSV UTF-8'),
        ("learner,q1\nanna,1\n".encode("utf-16"), "1:1: this is UTF-16; save the file as CSV UTF-8"),
    ],
)
def test_another_encoding_is_told_once_with_its_place(content: bytes, sentence: str) -> None:
    assert refused(content) == [sentence]


WRONG_WORTH = {
    "near-miss": ("qq1=2", 'there is no question "qq1"; did you mean "q1"?'),
    "another-case": ("Q1=2", 'there is no question "Q1"; did you mean "q1"?'),
    "unknown": ("zz=2", 'there is no question "zz"; there are: q1, q2'),
    "no-number": ("q1=many", '"q1" cannot be worth "many"; write such as 8 or 0.5'),
    "nothing": ("q1=", '"q1" cannot be worth ""; write such as 8 or 0.5'),
    "negative": ("q1=-1", '"q1" cannot be worth "-1"; write such as 8 or 0.5'),
    "twice": ("q1=1,q1=2", '"q1" is given twice'),
    "unknown-twice": ("zz=2,zz=2", 'there is no question "zz"; there are: q1, q2'),
    "no-equals": ("q1", '"q1" cannot be read; write such as q1=8,q2=0.5'),
    "no-id": ("=8", '"=8" cannot be read; write such as q1=8,q2=0.5'),
    "quotes": ('"q1=8', '""q1=8" cannot be read; write such as q1=8,q2=0.5'),
}


@pytest.mark.parametrize(("max_marks", "sentence"), WRONG_WORTH.values(), ids=WRONG_WORTH)
def test_what_is_wrong_with_the_worth_is_told(max_marks: str, sentence: str) -> None:
    assert refused("learner,q1,q2\nanna,1,1\n", max_marks)[:1] == [sentence]


def test_of_many_questions_some_are_named() -> None:
    header = ",".join(["learner", *(f"q{i}" for i in range(100))])
    (sentence,) = refused(header, "zz=1")
    assert sentence.endswith("q8, q9, …")


def test_everything_is_told_at_once_by_line_and_column() -> None:
    content = 'learner,q1,q2,q1\nanna,x,1,3\nanna,1\n,"0,5",-1,1\n'
    worth, *cells = refused(content, "q7=1")
    assert worth == 'there is no question "q7"; there are: q1, q2'
    places = [sentence.partition(": ")[0] for sentence in cells]
    assert places == ["1:4", "2:2", "2:4", "3:1", "3:3", "4:1", "4:2", "4:3"]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"learner,{text}".encode()))
def test_any_bytes_are_a_sheet_or_are_refused_with_a_place(content: bytes) -> None:
    try:
        sheet = read(content)
    except SheetRefused as told:
        refusal = told
    else:
        assert all(len(row) == len(sheet.max_marks) for row in sheet.rows)
        return
    assert refusal.cells
    assert all(one.line >= 1 and one.column >= 1 for one in refusal.cells)
    assert all(len(one.message.splitlines()) == 1 for one in refusal.cells)
