"""A table that is handed out, and the forms in which it can be written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Literal, get_args

from progress.exports import csv_form, json_form, xlsx_form

Form = Literal["csv", "xlsx", "json"]
FORMS: tuple[Form, ...] = get_args(Form)
MIME: dict[Form, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `key` is for scripts and never changes, `title` for people."""

    key: str
    title: str


@dataclass(frozen=True)
class Table:
    """A table with one name. The rows may be made while they are written, so they can be gone through once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


def write(table: Table, form: Form, file: BinaryIO, *, bom: bool = False) -> int:
    """Write a table; returns how many rows it had. `bom` puts the mark before a CSV file by which Excel knows UTF-8.

    Raises ExportProblem when the form cannot hold so much.
    """
    if form == "csv":
        return csv_form.write([column.title for column in table.columns], table.rows, file, bom=bom)
    if form == "json":
        return json_form.write([column.key for column in table.columns], table.rows, file)
    return xlsx_form.write(table.name, [column.title for column in table.columns], table.rows, file)
