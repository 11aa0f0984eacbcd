"""Tables as CSV files that spreadsheets open as they are meant."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

# What starts a formula, or comes before one; also in the full-width forms that some spreadsheets accept.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | float | None


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as CSV in UTF-8, with the byte-order mark by which Excel knows it."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it as a formula (OWASP)."""
    first = unicodedata.normalize("NFKC", text[:1])
    return f"'{text}" if first.startswith(DANGEROUS) else text
