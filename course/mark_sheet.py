"""A sheet of marks as a CSV file: one line per learner, one column per question.

```csv
learner,q1,q2,q3
anna,1,0,0.5
bo,1,,1
```

The first column names the learner, the header the questions. A cell is the mark; an empty one is a question that the
learner was not asked, while one that was left out has the mark 0. Empty lines are skipped. All that is wrong is told
at once, with line and column, and nothing of such a sheet is used.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from course.csv_records import CellProblem, Record, records
from course.item_analysis.marks import Mark, exact
from course.printable import printable
from course.problems import did_you_mean

NUMBER = re.compile(r"[+-]?([0-9]{1,9}(\.[0-9]{0,30})?|\.[0-9]{1,30})")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]{1,9},[0-9]{1,30}")
NAMED = 10  # questions named to somebody who means one that is not there


class SheetRefused(Exception):
    """A sheet that cannot be used: what is wrong in the file, and what with the words about its questions' worth."""

    def __init__(self, cells: Sequence[CellProblem], worth: Sequence[str]) -> None:
        self.cells = tuple(sorted(cells))
        self.worth = tuple(worth)
        super().__init__("; ".join([*self.worth, *(problem.message for problem in self.cells)]))


@dataclass(frozen=True, slots=True)
class MarkSheet:
    """Marks of learners. `max_marks` has the questions in order; each row has one mark, or None, for each of them."""

    learners: tuple[str, ...]
    max_marks: Mapping[str, Mark]
    rows: tuple[tuple[Mark | None, ...], ...]


def read(content: bytes, max_marks: str = "") -> MarkSheet:
    """The sheet in a file's bytes, which are UTF-8 with or without a byte-order mark.

    `max_marks` says what questions are worth, such as `q1=8,q2=0.5`; all others are worth 1. An id with a comma in it
    stands in quotation marks with its number, as in a CSV file. Raises SheetRefused.
    """
    found, problems = records(content)
    if not found:
        nothing = CellProblem(
            1, 1, "the file is empty; its first line names the learners' column and the questions"
        )
        raise SheetRefused(problems or [nothing], ())
    header, *lines = found
    questions = header.cells[1:]
    worths, misnamed = _worths(questions, max_marks)
    marks = {cell: _mark(cell) for cell in {cell for record in lines for cell in record.cells[1:]}}
    problems += [*_in_header(header), *_in_learners(lines)]
    if questions:
        problems += _in_marks(lines, [(question, worths.get(question)) for question in questions], marks)
    if problems or misnamed:
        raise SheetRefused(problems, misnamed)
    return MarkSheet(
        tuple(record.cells[0] for record in lines),
        worths,
        tuple(tuple(marks[cell] for cell in record.cells[1:]) for record in lines),
    )


def _in_header(header: Record) -> Iterator[CellProblem]:
    if len(header.cells) == 1:
        told = "the header has one column; it needs one for the learner and one for each question"
        if ";" in header.cells[0] or "\t" in header.cells[0]:
            told += ", with commas between them"
        yield CellProblem(header.line, 1, told)
    first: dict[str, int] = {}
    for column, question in enumerate(header.cells[1:], 2):
        if not question:
            yield CellProblem(header.line, column, "this column has no question's id; name it or remove it")
        elif question in first:
            told = f'"{printable(question)}" is the id of column {first[question]} already; ids must differ'
            yield CellProblem(header.line, column, told)
        first.setdefault(question, column)


def _in_learners(lines: Sequence[Record]) -> Iterator[CellProblem]:
    first: dict[str, int] = {}
    for record in lines:
        learner = record.cells[0]
        if not learner:
            yield CellProblem(record.line, 1, "this line names no learner; say first whose marks these are")
        elif learner in first:
            told = f'"{printable(learner)}" has marks in line {first[learner]} already; keep the attempt that counts'
            yield CellProblem(record.line, 1, told)
        first.setdefault(learner, record.line)


def _in_marks(
    lines: Sequence[Record], columns: Sequence[tuple[str, Mark | None]], marks: Mapping[str, Mark | None]
) -> Iterator[CellProblem]:
    """`columns` has each question with its worth, None where that is not known."""
    for record in lines:
        cells, wanted = len(record.cells), len(columns) + 1
        if cells != wanted:
            mend = "add commas" if cells < wanted else "put a cell with a comma in quotation marks"
            told = f"this line has {cells} cells and the header has {wanted}; {mend}"
            yield CellProblem(record.line, min(cells, wanted) + 1, told)
            continue
        for column, (cell, (question, worth)) in enumerate(zip(record.cells[1:], columns, strict=True), 2):
            if cell and (wrong := _wrong(cell, marks[cell], question, worth)):
                yield CellProblem(record.line, column, wrong)


def _wrong(cell: str, mark: Mark | None, question: str, worth: Mark | None) -> str | None:
    """What is wrong with a mark that stands in a cell."""
    if mark is None and DECIMAL_COMMA.fullmatch(cell):
        return f'"{printable(cell)}" is no number here; write {cell.replace(",", ".")}'
    if mark is None:
        told = "write a number such as 1 or 0.5, or nothing where the question was not asked"
        return f'"{printable(cell)}" is no mark; {told}'
    if mark < 0:
        return f"{written(mark)} is below 0; an answer that earned nothing has 0"
    if worth is not None and mark > worth:
        id_ = printable(question)
        told = f"correct it, or say what the question is worth: --max-marks {id_}={written(mark)}"
        return f'{written(mark)} is more than the {written(worth)} that "{id_}" is worth; {told}'
    return None


def _mark(cell: str) -> Mark | None:
    """The number in a cell, or None."""
    return exact(Fraction(cell)) if NUMBER.fullmatch(cell) else None


def _worths(questions: Sequence[str], max_marks: str) -> tuple[dict[str, Mark], list[str]]:
    """What each question is worth, without those of which it is not known, and what is wrong with `max_marks`."""
    worths: dict[str, Mark] = dict.fromkeys(questions, 1)
    wrong: list[str] = []
    named: set[str] = set()
    for question, said in _said(max_marks, wrong):
        worth = _mark(said)
        if question not in worths and question not in named:
            wrong.append(_unknown(question, questions))
        elif question in named:
            wrong.append(f'"{printable(question)}" is given twice')
        elif worth is None or worth < 0:
            wrong.append(
                f'"{printable(question)}" cannot be worth "{printable(said)}"; write such as 8 or 0.5'
            )
            del worths[question]
        else:
            worths[question] = worth
        named.add(question)
    return worths, wrong


def _said(max_marks: str, wrong: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs of question and worth in `q1=8,q2=0.5`."""
    try:
        entries = next(csv.reader([max_marks], strict=True, skipinitialspace=True), [])
    except csv.Error:
        wrong.append(f'"{printable(max_marks)}" cannot be read; write such as q1=8,q2=0.5')
        return
    for entry in filter(None, map(str.strip, entries)):
        question, equals, worth = (part.strip() for part in entry.rpartition("="))
        if equals and question:
            yield unicodedata.normalize("NFC", question), worth
        else:
            wrong.append(f'"{printable(entry)}" cannot be read; write such as q1=8,q2=0.5')


def _unknown(question: str, questions: Sequence[str]) -> str:
    known = [*dict.fromkeys(filter(None, questions))]
    hint = did_you_mean(question, known) or did_you_mean(question.casefold(), known)
    if not hint:
        named = ", ".join(known[:NAMED])
        hint = f"; there are: {named}{', …' if len(known) > NAMED else ''}"
    return f'there is no question "{printable(question)}"{printable(hint, 200)}'


def written(mark: Mark) -> str:
    """A number of marks as somebody would write it."""
    return f"{float(mark):.9g}"
