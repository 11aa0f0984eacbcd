"""`china-literacy analyse`: item analysis of a sheet of marks."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import click

from commands.analysis_table import table
from course import item_analysis
from course.item_analysis import Analysis, ItemFigures, Suspicion
from course.mark_sheet import MarkSheet, SheetRefused, read

MOST = 100  # problems that are told; nobody mends more before looking again


@click.command()
@click.argument("marks", metavar="MARKS.csv", type=click.Path(path_type=Path))
@click.option(
    "--max-marks",
    default="",
    metavar="ID=NUMBER,…",
    help="What questions are worth, such as q1=8,q2=0.5 [default: 1 each].",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="A table to read, or JSON with every figure in full. [default: table]",
)
def analyse(marks: Path, max_marks: str, form: Literal["table", "json"]) -> None:
    """Say of each question in MARKS.csv how hard it is and how well it tells learners apart, and of the whole quiz.

    The file has one line per learner, whose name comes first, and one column per question, whose id stands in the
    first line. An empty cell is a question that the learner was not asked; one that was left out has the mark 0.
    """
    sheet = _sheet(marks, max_marks)
    analysis = item_analysis.analyse(item_analysis.tallied(sheet.rows, sheet.max_marks))
    found = item_analysis.suspicions(analysis.items)
    if form == "json":
        click.echo(_as_json(analysis, found))
    else:
        click.echo(table(analysis, found, lines=len(sheet.learners)))


def _sheet(file: Path, max_marks: str) -> MarkSheet:
    try:
        return read(file.read_bytes(), max_marks)
    except OSError as problem:
        raise click.ClickException(f"{file}: {problem.strerror}.") from None
    except SheetRefused as refused:
        told = [f"--max-marks: {sentence}" for sentence in refused.worth]
        told += [f"{file}:{one.line}:{one.column}: {one.message}" for one in refused.cells]
        more = [f"… and {len(told) - MOST} more problems; mend these first"] if len(told) > MOST else []
        raise click.ClickException("\n".join(["Nothing was analysed.", *told[:MOST], *more])) from None


def _as_json(analysis: Analysis, found: Sequence[Suspicion]) -> str:
    whole = analysis.whole
    report = {
        "items": [_item(item, found) for item in analysis.items],
        "test": {**asdict(whole), "standing": item_analysis.standing(whole.n)},
    }
    return json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False)


def _item(item: ItemFigures, found: Sequence[Suspicion]) -> dict[str, object]:
    looks_broken = [{"reason": one.reason, "told": one.told} for one in found if one.id == item.id]
    return {**asdict(item), "standing": item_analysis.standing(item.n), "looks_broken": looks_broken}
