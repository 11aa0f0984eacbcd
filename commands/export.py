"""`china-literacy export`: what the records say, as a file."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import click

from accounts import audit
from commands.cohort_names import cohort_ids, cohort_option
from commands.options import course_option, db_option, settings_with
from commands.records import records
from commands.writing import private_file
from course.course import Course
from course.loader import load
from progress import attempts
from progress.database import Database
from progress.exports.completion import completion
from progress.exports.items import items
from progress.exports.problems import ExportProblem
from progress.exports.roster import roster
from progress.exports.scenarios import scenarios
from progress.exports.tables import FORMS, Form, Table, write

Making = Callable[[Database, Course, datetime, Sequence[str] | None], Table]


@click.group()
def export() -> None:
    """Write completion, the roster, and how questions and scenarios do to a file."""


out_option = click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The file to write."
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="CSV, an Excel workbook, or JSON [default: by the file's name, else csv].",
)
bom_option = click.option(
    "--bom", is_flag=True, help="Put the mark before a CSV file by which Excel knows its letters."
)


def _table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (course_option, db_option, bom_option, out_option, format_option):
        command = option(command)
    return command


@export.command("completion")
@cohort_option
@_table_options
def completion_command(named: tuple[str, ...], **options: Any) -> None:
    """Who has finished which module: one line per person, as on the page Completion."""
    _export(lambda db, course, _, ids: completion(db, course.modules, ids), named, **options)


@export.command("roster")
@cohort_option
@_table_options
def roster_command(named: tuple[str, ...], **options: Any) -> None:
    """Everything completed, one line each, with its institution, day, validity and a code to check it by."""
    _export(roster, named, **options)


@export.command("items")
@_table_options
def items_command(**options: Any) -> None:
    """How each question does, without names: one line per wording, blank where fewer than five people answered."""
    _export(lambda db, course, *_: items(db, course), (), **options)


@export.command("scenarios")
@_table_options
def scenarios_command(**options: Any) -> None:
    """How each decision of each scenario is taken, without names; blank where fewer than five people met it."""
    _export(lambda db, course, *_: scenarios(db, course), (), **options)


def _export(
    make: Making,
    named: Sequence[str],
    *,
    form: str | None,
    out: Path,
    bom: bool,
    db: str | None,
    course: str | None,
) -> None:
    settings = settings_with(db=db, course=course)
    chosen = _form(form, out)
    found = sound_course(settings.course)
    now = datetime.now(UTC)
    with records(settings.database) as database:
        ids = cohort_ids(database, named)
        attempts.close_overdue(database, found.module_of, now)
        table = make(database, found, now, ids)
        try:
            with private_file(out) as file:
                rows = write(table, chosen, file, bom=bom)
        except ExportProblem as problem:
            raise click.ClickException(str(problem)) from None
        what = f"{table.name.lower()}, {chosen}, {rows} rows"
        audit.record(database, None, "exported", None, what, now)
    click.echo(f"{rows} {'row' if rows == 1 else 'rows'} written to {out}.")


def _form(named: str | None, out: Path) -> Form:
    """The form that was chosen, or the one that the file's name ends in."""
    ending = out.suffix.lower().removeprefix(".")
    return cast(Form, named or (ending if ending in FORMS else "csv"))


def sound_course(folder: Path) -> Course:
    """The course in a folder. Raises ClickException when it has errors."""
    loaded = load(folder)
    if loaded.course is None:
        raise click.ClickException("The course has errors, so nothing was done; see: china-literacy check")
    return loaded.course
