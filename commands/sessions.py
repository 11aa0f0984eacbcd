"""`china-literacy sessions`: where somebody is signed in, and signing them out."""

from datetime import UTC, datetime

import click

from accounts import people
from accounts import sessions as held
from accounts.people import Person
from commands.options import db_option, settings_with
from commands.records import records
from progress.database import Database


@click.group()
def sessions() -> None:
    """See where somebody is signed in, and sign them out."""


@sessions.command("list")
@click.argument("email")
@db_option
def list_sessions(email: str, db: str | None) -> None:
    """List the browsers in which the person with EMAIL is signed in. Times are in UTC."""
    with records(settings_with(db=db).database) as database:
        person = _known(database, email)
        found = held.of_person(database, person.id, None, datetime.now(UTC))
    for session in found:
        click.echo(
            f"{session.id}  signed in {session.started_at:%Y-%m-%d %H:%M}, seen {session.seen_at:%Y-%m-%d %H:%M}"
        )
    if not found:
        click.echo(f"{person.email} is signed in nowhere.")


@sessions.command()
@click.argument("email")
@click.option("--session", "session_id", metavar="ID", help="Only this one, as `sessions list` names it.")
@db_option
def end(email: str, session_id: str | None, db: str | None) -> None:
    """Sign the person with EMAIL out, everywhere or in one browser."""
    now = datetime.now(UTC)
    with records(settings_with(db=db).database) as database:
        person = _known(database, email)
        if session_id is None:
            ended = held.end_others(database, person.id, None, None, now)
        else:
            ended = int(held.end_one(database, person.id, session_id, None, now))
            if not ended:
                raise click.ClickException(
                    f"{person.email} has no session {session_id}; see: china-literacy sessions list {person.email}"
                )
    click.echo(f"Signed {person.email} out of {ended} browser{'' if ended == 1 else 's'}.")


def _known(database: Database, email: str) -> Person:
    person = people.by_email(database, email)
    if person is None:
        raise click.ClickException(f"Nobody here has the address {email}; see: china-literacy people list")
    return person
