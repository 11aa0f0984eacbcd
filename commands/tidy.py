"""`china-literacy tidy`: end what has been kept long enough."""

from datetime import UTC, datetime

import click

from accounts import tidying
from accounts.tidying import Due, Limits
from commands.options import course_option, db_option, settings_with
from commands.records import records
from course.loader import load


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@db_option
@course_option
def tidy(dry_run: bool, db: str | None, course: str | None) -> None:
    """Erase learners who are long gone, submit attempts left open, and remove sign-ins and links that have run out.

    How long is long is set by LITERACY_KEEP_UNUSED and LITERACY_KEEP_OPEN. The audit log is kept.
    """
    settings = settings_with(db=db, course=course)
    loaded = load(settings.course)
    if loaded.course is None:
        raise click.ClickException("The course has errors, so nothing was done; see: china-literacy check")
    limits = Limits(unused=settings.keep_unused, open=settings.keep_open)
    now = datetime.now(UTC)
    with records(settings.database) as database:
        if dry_run:
            found = tidying.due(database, limits, now)
        else:
            found = tidying.tidy(database, limits, loaded.course.module_of, now)
    click.echo("\n".join(_told(found, limits, dry_run=dry_run)))


def _told(found: Due, limits: Limits, *, dry_run: bool) -> list[str]:
    """One line for each kind. Names are told only by a dry run, so that a timer's log holds none of those erased."""
    lines = [
        _line(
            len(found.people), "learner", "erased", f"unused for {limits.unused} days", limits.unused, dry_run
        ),
        _line(
            found.attempts, "attempt", "submitted", f"left open for {limits.open} days", limits.open, dry_run
        ),
        _line(found.sign_ins, "sign-in", "removed", "run out", 1, dry_run),
        _line(found.links, "one-time link", "removed", "run out", 1, dry_run),
    ]
    if dry_run:
        lines[1:1] = [f"  {person.email}  {person.name}" for person in found.people]
    return lines


def _line(number: int, what: str, done: str, why: str, days: int, dry_run: bool) -> str:
    if not days:
        return f"No {what} is ever {done}, as set."
    would = "would be " if dry_run else ""
    return f"{number} {what if number == 1 else what + 's'} {would}{done} ({why})."
