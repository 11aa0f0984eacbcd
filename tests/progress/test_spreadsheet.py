import csv
from io import StringIO

import pytest

from progress.spreadsheet import csv_bytes, harmless


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "王静", "1 = 1", "a-b", "ada+bread@example.ac.uk", "'quoted"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_file_has_a_mark_for_excel_and_keeps_hanzi_commas_and_numbers() -> None:
    data = csv_bytes([["Name", "Score"], ["王静, PhD", 80.5], ["=cmd()", None], ['say "hi"', -1]])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["Name", "Score"], ["王静, PhD", "80.5"], ["'=cmd()", ""], ['say "hi"', "-1"]]
