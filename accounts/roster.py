"""A list of people as a CSV file with the columns `email` and `name`, read with every problem and its line."""

import csv
from dataclasses import dataclass
from io import StringIO

from accounts.names import clean_email, clean_name
from accounts.problems import AccountProblem

LARGEST = 1_000_000  # bytes
MOST = 5_000  # people
SAVE_AS = "Save it as “CSV UTF-8 (comma delimited)”."


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of the list. `name` is empty where the file has none."""

    line: int
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line, from 1, of the file; 0 for the file as a whole."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}" if self.line else self.text


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says. Where there are faults, it is for showing them and for nothing else."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def read(data: bytes) -> Roster:
    """Read a file, with commas or semicolons between its columns. Other columns than the two are left alone."""
    if len(data) > LARGEST:
        return _broken(0, f"The file is larger than {LARGEST // 1_000_000} MB. Split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return _broken(line, f"This is not UTF-8 text. {SAVE_AS}")
    head = text.partition("\n")[0]
    comma = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error:
        return _broken(reader.line_num, f"A quotation mark is opened and not closed as CSV has it. {SAVE_AS}")
    return _roster(rows)


def of_rows(rows: list[list[str]]) -> Roster:
    """The list whose lines are already told apart, the first one the columns' names."""
    return _roster(list(enumerate(rows, 1)))


def _broken(line: int, text: str) -> Roster:
    return Roster((), (Fault(line, text),))


def _roster(rows: list[tuple[int, list[str]]]) -> Roster:
    if not rows:
        return _broken(0, "The file is empty. Its first line must be: email,name")
    first, head = rows[0]
    columns = [name.strip().lower() for name in head]
    if "email" not in columns:
        return _broken(first, "There is no column “email”. The first line must be: email,name")
    if len(rows) - 1 > MOST:
        return _broken(0, f"The file has more than {MOST} people. Split it.")
    entries: list[Entry] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for line, row in rows[1:]:
        cells = dict(zip(columns, row, strict=False))
        if not any(cell.strip() for cell in row):
            continue
        try:
            entry = _entry(line, cells)
        except AccountProblem as problem:
            faults.append(Fault(line, str(problem)))
            continue
        if entry.email in seen:
            faults.append(
                Fault(line, f"{entry.email} stands in line {seen[entry.email]} already. Take one out.")
            )
        else:
            seen[entry.email] = line
            entries.append(entry)
    if not entries and not faults:
        faults.append(Fault(0, "There is nobody in the file."))
    return Roster(tuple(entries), tuple(faults))


def _entry(line: int, cells: dict[str, str]) -> Entry:
    name = cells.get("name", "")
    return Entry(line, clean_email(cells.get("email", "")), clean_name(name) if name.strip() else "")
