"""The records of a CSV file that somebody hands in, each with the line on which it starts.

Files come from spreadsheets and other programs, so what they do differently is told, with its place and the remedy, and
nothing is guessed: another encoding, another separator, a quotation mark that swallows half the file.
"""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from course.printable import printable

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SAVE = "save the file as CSV UTF-8"


@dataclass(frozen=True, slots=True, order=True)
class CellProblem:
    """One sentence about one cell. `line` and `column` count from 1."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of a record, in Unicode's composed form and without space around them."""

    line: int
    cells: tuple[str, ...]


def records(content: bytes) -> tuple[list[Record], list[CellProblem]]:
    """The records of a file in which anything stands, and what is wrong.

    Where a record is no CSV, the ones after it are not read: nobody knows where they begin.
    """
    if content.startswith(UTF_16):
        return [], [CellProblem(1, 1, f"this is UTF-16; {SAVE}")]
    lines = io.StringIO(content.decode("utf-8-sig", "surrogateescape"), newline="").readlines()
    found, problems = _split(lines)
    return found, [*_not_utf_8(found), *problems]


def _split(lines: Sequence[str]) -> tuple[list[Record], list[CellProblem]]:
    reader = csv.reader(lines, strict=True)
    found: list[Record] = []
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return found, []
        except csv.Error as error:
            return found, [_no_csv(start, lines[start - 1], str(error))]
        cells = [_composed(cell.strip()) for cell in cells]
        if any(cells):
            found.append(Record(start, tuple(cells)))


def _composed(cell: str) -> str:
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)


def _no_csv(line: int, text: str, error: str) -> CellProblem:
    """The problem of a record that starts on a line; its column is that of the first quotation mark."""
    told = "a quotation mark is not closed here, or text follows it; inside quotes, write two for one"
    if error.startswith("field larger"):
        told = f"a cell has more than {csv.field_size_limit()} characters; is a quotation mark not closed?"
    return CellProblem(line, text.partition('"')[0].count(",") + 1, told)


def _not_utf_8(found: Sequence[Record]) -> list[CellProblem]:
    """The first cell that is not UTF-8. The others are wrong for the same reason, so they are not told."""
    places = (
        (record.line, column, cell)
        for record in found
        for column, cell in enumerate(record.cells, 1)
        if not cell.isascii() and any("\udc80" <= one <= "\udcff" for one in cell)
    )
    return [
        CellProblem(line, column, f'"{printable(_with_bytes(cell))}" is not UTF-8; {SAVE}')
        for line, column, cell in list(places)[:1]
    ]


def _with_bytes(cell: str) -> str:
    """The cell with the bytes that are no UTF-8 written as `\\xe9`."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
