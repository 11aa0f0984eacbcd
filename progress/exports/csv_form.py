"""A table as CSV in UTF-8: days as 2026-11-23, moments in UTC, and no text that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import TextIOWrapper
from typing import BinaryIO

from progress.moments import to_text
from progress.spreadsheet import harmless


def write(heads: Sequence[str], rows: Iterable[Sequence[object]], file: BinaryIO, *, bom: bool) -> int:
    """Write the heads and the rows; returns how many rows there were."""
    text = TextIOWrapper(file, encoding="utf-8-sig" if bom else "utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(head) for head in heads])
    count = 0
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
        count += 1
    text.flush()
    text.detach()  # the file is whoever opened it to close
    return count


def _plain(cell: object) -> object:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime):
        return to_text(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
