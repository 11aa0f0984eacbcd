"""`china-literacy close`: end the attempts whose time is over."""

from datetime import UTC, datetime

import click

from commands.options import course_option, db_option, settings_with
from commands.records import records
from course.loader import load
from progress import attempts


@click.command()
@db_option
@course_option
def close(db: str | None, course: str | None) -> None:
    """Submit every attempt whose time limit has passed, with the answers that were saved.

    A running server does this by itself when a learner or a trainer comes by; run it before you export figures.
    """
    settings = settings_with(db=db, course=course)
    loaded = load(settings.course)
    if loaded.course is None:
        raise click.ClickException("The course has errors, so nothing was closed; see: china-literacy check")
    with records(settings.database) as database:
        closed = attempts.close_overdue(database, loaded.course.module_of, datetime.now(UTC))
    click.echo(f"{len(closed)} {'attempt' if len(closed) == 1 else 'attempts'} closed.")
