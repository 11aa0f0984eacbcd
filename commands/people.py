"""`china-literacy people`: who has an account, and as what."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from accounts import identities, invitations, leaving
from accounts import people as accounts
from accounts.people import Person, Role
from commands.options import course_option, db_option, settings_with
from commands.records import records
from commands.writing import private_file
from course.loader import load
from progress.database import Database
from settings import Settings

ROLES = click.Choice(get_args(Role))


@click.group()
def people() -> None:
    """Add people, list them, and change what they may do."""


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=ROLES, help="What the person may do.")
@click.option(
    "--name", help="The person's name, as it appears to trainers [default: what stands before the @]."
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@db_option
def add(email: str, role: Role, name: str | None, password_stdin: bool, db: str | None) -> None:
    """Give EMAIL an account, and print a one-time link that lets the person choose a password."""
    settings = settings_with(db=db)
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    now = datetime.now(UTC)
    with records(settings.database) as database:
        if accounts.by_email(database, email):
            raise click.ClickException(
                f"{email} has an account already; `china-literacy people link {email}` prints a new link for it."
            )
        person = accounts.add(
            database, email=email, name=name or email.partition("@")[0], role=role, now=now, password=password
        )
        click.echo(f"Added {person.email} as {person.role}.")
        if password is None:
            _tell_link(database, person, settings, now)


@people.command()
@click.argument("email")
@db_option
def link(email: str, db: str | None) -> None:
    """Print a new one-time link with which the person with EMAIL can choose a password."""
    settings = settings_with(db=db)
    with records(settings.database) as database:
        _tell_link(database, _known(database, email), settings, datetime.now(UTC))


def _tell_link(database: Database, person: Person, settings: Settings, now: datetime) -> None:
    token = invitations.create(database, person_id=person.id, now=now)
    click.echo(
        f"Pass this link on to {person.email}; it lets them choose a password, once, within 48 hours:\n"
        f"{settings.address}/account/welcome/{token}"
    )


def _known(database: Database, email: str) -> Person:
    person = accounts.by_email(database, email)
    if person is None:
        raise click.ClickException(f"Nobody here has the address {email}; see: china-literacy people list")
    return person


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def list_people(as_json: bool, db: str | None) -> None:
    """List everybody who has an account."""
    with records(settings_with(db=db).database) as database:
        everybody = accounts.list_all(database)
    if as_json:
        click.echo(json.dumps([_row(person) for person in everybody], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_line(person) for person in everybody) or "Nobody has an account yet.")


@people.command()
@click.argument("email")
@click.argument("role", type=ROLES)
@db_option
def role(email: str, role: Role, db: str | None) -> None:
    """Change what the person with EMAIL may do, to ROLE."""
    with records(settings_with(db=db).database) as database:
        person = _known(database, email)
        accounts.set_role(database, person, role, None, datetime.now(UTC))
        click.echo(f"{person.email} is now {role}, and was {person.role}.")


@people.command()
@click.argument("email")
@db_option
def unlink(email: str, db: str | None) -> None:
    """Have the person with EMAIL sign in anew at the provider, when they are known by another identity there."""
    with records(settings_with(db=db).database) as database:
        person = _known(database, email)
        if not identities.unlink(database, person, datetime.now(UTC)):
            raise click.ClickException(f"{person.email} has no identity at a provider.")
        click.echo(
            f"{person.email} is signed out; the next identity with this verified address gets the account."
        )


@people.command()
@click.argument("email")
@click.argument("factor", type=float)
@db_option
def time(email: str, factor: float, db: str | None) -> None:
    """Multiply the time limits of the person with EMAIL by FACTOR: 1.25 gives a quarter more, 1 the usual time."""
    with records(settings_with(db=db).database) as database:
        person = accounts.set_time_factor(database, _known(database, email), factor, None, datetime.now(UTC))
        click.echo(
            f"{person.email} has {person.time_factor:g} times the usual time in quizzes begun from now on."
        )


@people.command()
@click.argument("email")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The ZIP file to write."
)
@db_option
@course_option
def export(email: str, out: Path, db: str | None, course: str | None) -> None:
    """Write everything that is held on the person with EMAIL into a ZIP file, for that person."""
    settings = settings_with(db=db, course=course)
    title = loaded.title if (loaded := load(settings.course).course) else "China Literacy"
    with records(settings.database) as database:
        person = _known(database, email)
        content = leaving.packed(database, person, title, None, datetime.now(UTC))
    with private_file(out) as file:
        file.write(content)
    click.echo(f"Everything held on {person.email} is in {out}. Pass it on to that person only.")


@people.command()
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
def erase(email: str, yes: bool, db: str | None) -> None:
    """Erase the person with EMAIL for good. Counts and statistics stay, under no name."""
    with records(settings_with(db=db).database) as database:
        person = _known(database, email)
        if not yes:
            click.echo(
                f"{person.name} ({person.email}, {person.role}) will be erased: the account, certificates, cohorts and "
                "everything in their own words.\nNobody can bring it back."
            )
            typed = click.prompt("Type the address again to erase", default="", show_default=False)
            if typed.strip().lower() != person.email:
                raise click.ClickException("That is another address. Nothing was erased.")
        leaving.erase(database, person, None, datetime.now(UTC))
        click.echo(
            "Erased. Copies of the database made before still hold the person, until they are deleted."
        )


def _row(person: Person) -> dict[str, str | bool]:
    return {
        "id": person.id,
        "email": person.email,
        "name": person.name,
        "role": person.role,
        "active": person.active,
        "created_at": person.created_at.isoformat(),
    }


def _line(person: Person) -> str:
    return f"{person.role:<8} {person.email}  {person.name}{'' if person.active else '  (inactive)'}"
