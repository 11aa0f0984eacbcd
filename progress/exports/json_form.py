"""A table as JSON: a list with one object per row."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import BinaryIO

from progress.moments import to_text


def write(keys: Sequence[str], rows: Iterable[Sequence[object]], file: BinaryIO) -> int:
    """Write the rows under the keys, one a line; returns how many rows there were."""
    count = 0
    file.write(b"[")
    for row in rows:
        entry = json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False, default=_day)
        file.write((",\n" if count else "\n").encode() + entry.encode())
        count += 1
    file.write(b"\n]\n")
    return count


def _day(value: object) -> str:
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a cell cannot hold a {type(value).__name__}")
