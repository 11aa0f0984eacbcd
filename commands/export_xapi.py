"""`china-literacy export xapi`: statements as a file, or posted to a learning record store."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from accounts import audit
from commands.cohort_names import cohort_ids, cohort_option
from commands.export import export, sound_course
from commands.options import course_option, db_option, settings_with
from commands.record_store import RecordStore, StoreProblem, post
from commands.records import records
from commands.writing import private_file
from progress import attempts
from progress.exports.problems import ExportProblem
from progress.exports.xapi import Sender, Statement, statements
from settings import Settings

__all__ = ["export", "xapi"]


@export.command()
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="The file to write, one statement a line."
)
@click.option("--post", "posting", is_flag=True, help="Post them to the record store of the settings.")
@click.option(
    "--identified", is_flag=True, help="Name people by address and name [default: under a pseudonym]."
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="Only what was recorded from this day on, in UTC, such as 2026-11-23.",
)
@cohort_option
@db_option
@course_option
def xapi(
    out: Path | None,
    posting: bool,
    identified: bool,
    since: datetime | None,
    named: tuple[str, ...],
    db: str | None,
    course: str | None,
) -> None:
    """Modules completed and quizzes passed, failed or taken, as xAPI statements. Answers are never told."""
    if posting == bool(out):
        raise click.UsageError("Choose --out FILE or --post.")
    settings = settings_with(db=db, course=course)
    store = _store(settings) if posting else None
    found = sound_course(settings.course)
    now = datetime.now(UTC)
    with records(settings.database) as database:
        ids = cohort_ids(database, named)
        attempts.close_overdue(database, found.module_of, now)
        sender = Sender(settings.base_url, identified)
        every = statements(database, found, sender, since.date() if since else None, ids)
        try:
            said = _post(store, every) if store else _write(out or Path(), every)
        except (ExportProblem, StoreProblem) as problem:
            raise click.ClickException(str(problem)) from None
        how = "with names" if identified else "under pseudonyms"
        audit.record(database, None, "exported", None, f"xapi, {how}: {said}", now)
    click.echo(said)


def _store(settings: Settings) -> RecordStore:
    if not (settings.lrs_url and settings.lrs_key and settings.lrs_secret):
        raise click.ClickException(
            "Set LITERACY_LRS_URL, LITERACY_LRS_KEY and LITERACY_LRS_SECRET first, or use --out FILE."
        )
    return RecordStore(settings.lrs_url, settings.lrs_key, settings.lrs_secret)


def _post(store: RecordStore, every: Iterator[Statement]) -> str:
    done = post(store, every)
    other = f" It has {done.otherwise} otherwise under the same id, and keeps them." if done.otherwise else ""
    return f"The record store has {done.stored} statement{'' if done.stored == 1 else 's'}.{other}"


def _write(out: Path, every: Iterator[Statement]) -> str:
    count = 0
    with private_file(out) as file:
        for one in every:
            file.write(json.dumps(one, ensure_ascii=False).encode() + b"\n")
            count += 1
    return f"{count} statement{'' if count == 1 else 's'} written to {out}."
