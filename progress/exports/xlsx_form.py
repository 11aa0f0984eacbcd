"""A table as an Excel workbook with one sheet: numbers are numbers, days are days, and texts are only ever texts.

Every text is written as text, so nothing in it is a formula or a link, whatever it starts with, and it needs no
apostrophe. Moments are in UTC: a workbook knows no time zones.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import Any, BinaryIO

from progress.exports.problems import ExportProblem

MOST_ROWS = 1_048_575  # below the heads, in one sheet
LONGEST_TEXT = 32_767  # characters in a cell
WIDEST, NARROWEST = 48, 10  # characters that a column shows
MEASURED = 200  # rows by which the width of the columns is chosen


def write(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]], file: BinaryIO) -> int:
    """Write one sheet; returns how many rows there were. Raises ExportProblem for more than a sheet takes."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(name)
        looks = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        rest = iter(rows)
        first = [*islice(rest, MEASURED)]
        for i, head in enumerate(heads):
            widest = max((len(str(row[i] if row[i] is not None else "")) for row in first), default=0)
            sheet.set_column(i, i, min(max(widest, len(head) // 2, NARROWEST) + 2, WIDEST))
        sheet.freeze_panes(1, 1)
        for i, head in enumerate(heads):
            sheet.write_string(0, i, head, looks["head"])
        count = 0
        for count, row in enumerate(chain(first, rest), 1):
            if count > MOST_ROWS:
                raise ExportProblem(
                    f"There are more than {MOST_ROWS:,} rows, which no sheet can hold. Choose CSV, or one cohort."
                )
            for i, cell in enumerate(row):
                _write_cell(sheet, count, i, cell, looks)
        sheet.autofilter(0, 0, count, len(heads) - 1)
    return count


def _write_cell(sheet: Any, row: int, column: int, cell: object, looks: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST_TEXT])
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell.astimezone(UTC).replace(tzinfo=None), looks["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks["day"])
    else:
        sheet.write_number(row, column, cell)
