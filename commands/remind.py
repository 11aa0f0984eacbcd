"""`china-literacy remind`: tell people what is due, once."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from accounts import reminding
from accounts.letters import letter, merge_table, told
from accounts.mail import server_of
from accounts.reminding import Outcome
from commands.cohort_names import cohort_ids, cohort_option
from commands.export import sound_course
from commands.options import course_option, db_option, settings_with
from commands.records import records
from commands.writing import private_file
from course.course import Course
from progress import attempts
from progress.database import Database
from progress.exports.tables import write
from progress.reminders import Reminder, Wanted, reminders
from settings import Settings

DAYS = click.IntRange(0, 3660)


@click.command()
@click.option("--due-in", type=DAYS, metavar="DAYS", help="Work that is due within so many days.")
@click.option("--overdue", is_flag=True, help="Work that should have been done.")
@click.option(
    "--expiring",
    type=DAYS,
    metavar="DAYS",
    help="Certificates and completions that count no more within so many days.",
)
@click.option("--preview", is_flag=True, help="Say who would be told what, and send nothing [default].")
@click.option(
    "--csv", "file", metavar="FILE", type=click.Path(path_type=Path), help="Write the letters for mail merge."
)
@click.option("--mark-sent", is_flag=True, help="With --csv: note these letters as sent.")
@click.option("--send", is_flag=True, help="Send the letters through the mail server of the settings.")
@cohort_option
@db_option
@course_option
def remind(
    due_in: int | None,
    overdue: bool,
    expiring: int | None,
    preview: bool,
    file: Path | None,
    mark_sent: bool,
    send: bool,
    named: tuple[str, ...],
    db: str | None,
    course: str | None,
) -> None:
    """Find who is to be told what is due within 7 days or overdue, and tell each of them once.

    Without --send or --csv nothing is sent and nothing noted.
    """
    if preview + bool(file) + send > 1 or (mark_sent and not file):
        raise click.UsageError("Choose one of --preview, --csv FILE [--mark-sent] and --send.")
    settings = settings_with(db=db, course=course)
    found = sound_course(settings.course)
    if expiring is not None and not found.file.valid_months:
        raise click.ClickException(
            "Completions of this course count for good; set valid_months in course.yaml."
        )
    nothing_named = due_in is None and expiring is None and not overdue
    wanted = Wanted() if nothing_named else Wanted(due_in, overdue, expiring)
    now = datetime.now(UTC)
    with records(settings.database) as database:
        attempts.close_overdue(database, found.module_of, now)
        people = reminders(database, found, wanted, now, cohort_ids(database, named))
        if send:
            _send(database, found, people, settings, now)
        elif file:
            _write(database, found, people, settings, file, mark_sent, now)
        else:
            click.echo(_preview(people, found, settings.address))


def _send(
    database: Database, course: Course, people: Sequence[Reminder], settings: Settings, now: datetime
) -> None:
    server = server_of(settings)
    if server is None:
        raise click.ClickException("Set LITERACY_SMTP_HOST and LITERACY_SMTP_FROM first, or use --csv FILE.")
    if not settings.base_url:
        raise click.ClickException("Set LITERACY_BASE_URL first: the letters link to the course.")
    outcome = reminding.send(database, people, course, server, settings.base_url, None, now)
    click.echo(f"{_count(outcome.sent, 'letter')} sent.")
    _complain(outcome)


def _complain(outcome: Outcome) -> None:
    """Say which letters were not taken; raises ClickException when there is any."""
    told_why = [f"{one.email} was not told: {one.why}" for one in outcome.refused]
    if outcome.problem:
        told_why.append(f"{outcome.problem} The rest was not sent; run this again.")
    if told_why:
        raise click.ClickException("\n".join(told_why))


def _write(
    database: Database,
    course: Course,
    people: Sequence[Reminder],
    settings: Settings,
    file: Path,
    mark_sent: bool,
    now: datetime,
) -> None:
    with private_file(file) as opened:
        write(merge_table(people, course, settings.address), "csv", opened, bom=True)
    noted = ""
    if mark_sent:
        noted = f" {reminding.hand_over(database, people, None, now)} noted as sent."
    click.echo(f"{_count(len(people), 'letter')} written to {file}.{noted}")


def _preview(people: Sequence[Reminder], course: Course, address: str) -> str:
    if not people:
        return "Nobody is to be told anything."
    lines = [
        f"{one.name} <{one.email}>: " + "; ".join(f"{thing.title} {told(thing)}" for thing in one.things)
        for one in people
    ]
    first = letter(people[0], course, address)
    return "\n".join(
        [
            *lines,
            f"{_count(len(people), 'letter')} would be sent; nothing was. The first one:",
            "",
            f"To: {first.to}",
            f"Subject: {first.subject}",
            "",
            first.text,
        ]
    )


def _count(number: int, one: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}"
