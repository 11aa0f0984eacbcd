"""`china-literacy cohort`: groups of learners, made and filled from the command line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from accounts import audit, enrolment, roster
from accounts import people as accounts
from accounts.enrolment import Link, Plan
from accounts.invitations import address
from commands.options import db_option, settings_with
from commands.records import records
from progress import cohorts
from progress.cohorts import Cohort, CohortProblem
from progress.database import Database


@click.group()
def cohort() -> None:
    """Make cohorts, list them, put people into them, and archive them."""


@contextmanager
def _cohorts(path: Path) -> Iterator[Database]:
    """The database. What cannot be done with a cohort is said in a sentence."""
    with records(path) as database:
        try:
            yield database
        except CohortProblem as problem:
            raise click.ClickException(str(problem)) from None


@cohort.command()
@click.argument("name")
@click.option(
    "--trainer",
    "emails",
    multiple=True,
    metavar="EMAIL",
    help="Who looks after it; may be given several times [default: administrators only].",
)
@db_option
def create(name: str, emails: tuple[str, ...], db: str | None) -> None:
    """Make a cohort called NAME, and print the link by which people join it."""
    settings = settings_with(db=db)
    now = datetime.now(UTC)
    with _cohorts(settings.database) as database:
        trainers = [_trainer(database, email) for email in emails]
        made = cohorts.create(database, name, None, now)
        with database.write() as transaction:
            audit.write(transaction, None, "cohort-made", None, made.name, now)
            for trainer in trainers:
                cohorts.add_trainer(transaction, made.id, trainer.id)
                audit.write(transaction, None, "cohort-trainer-added", trainer.id, made.name, now)
    click.echo(f"Made “{made.name}”. People join it by this link:\n{settings.address}/join?c={made.code}")


def _trainer(database: Database, email: str) -> accounts.Person:
    person = accounts.by_email(database, email)
    if person is None or person.role == "learner" or not person.active:
        raise click.ClickException(
            f"No trainer here has the address {email}; see: china-literacy people list"
        )
    return person


@cohort.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def list_cohorts(as_json: bool, db: str | None) -> None:
    """List every cohort with its code, those in use first."""
    with _cohorts(settings_with(db=db).database) as database:
        every = cohorts.all_cohorts(database)
    if as_json:
        click.echo(json.dumps([_row(one) for one in every], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(map(_line, every)) or "There is no cohort yet.")


@cohort.command()
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def enrol(code: str, file: Path, dry_run: bool, as_json: bool, db: str | None) -> None:
    """Put the people of FILE, a CSV with the columns email,name, into the cohort with CODE.

    Somebody new gets an account and a one-time link, which is printed. One wrong line, and nobody is enrolled.
    """
    settings = settings_with(db=db)
    found = roster.read(_bytes(file))
    with _cohorts(settings.database) as database:
        chosen = cohorts.by_code(database, code)
        plan = enrolment.plan(database, chosen, found)
        if plan.faults:
            lines = "\n".join(f"{file}: {fault}" for fault in plan.faults)
            raise click.ClickException(f"Nobody was enrolled.\n{lines}")
        links: list[Link] = []
        if not dry_run:
            links = enrolment.enrol(database, chosen, found.entries, "file", None, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(_counts(plan, dry_run) | {"links": _links(links, settings.address)}, indent=2))
    else:
        click.echo(_told(plan, chosen, dry_run))
        for link in _links(links, settings.address):
            click.echo(f"{link['email']},{link['link']}")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None


@cohort.command()
@click.argument("code")
@click.option("--undo", is_flag=True, help="Put an archived cohort back into use.")
@db_option
def archive(code: str, undo: bool, db: str | None) -> None:
    """Take the cohort with CODE out of use. Its members and records stay; nobody can join, and nothing is due."""
    now = datetime.now(UTC)
    with _cohorts(settings_with(db=db).database) as database:
        found = cohorts.by_code(database, code)
        with database.write() as transaction:
            if undo:
                cohorts.restore(transaction, found.id)
            else:
                cohorts.archive(transaction, found.id, now)
            audit.write(
                transaction, None, "cohort-restored" if undo else "cohort-archived", None, found.name, now
            )
    click.echo(f"“{found.name}” is {'in use again' if undo else 'archived'}.")


def _told(plan: Plan, chosen: Cohort, dry_run: bool) -> str:
    lines = [
        f"new accounts: {len(plan.new)}",
        f"joining with their account: {len(plan.joining)}",
        f"in “{chosen.name}” already: {len(plan.inside)}",
    ]
    if dry_run:
        return "\n".join([*lines, "Nothing was changed: this was a dry run."])
    if plan.new:
        days = enrolment.LINK_HOURS // 24
        lines.append(f"Pass on each link; it lets its owner choose a password, once, within {days} days:")
    return "\n".join(lines)


def _counts(plan: Plan, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "new": [entry.email for entry in plan.new],
        "joining": [person.email for person in plan.joining],
        "inside": [person.email for person in plan.inside],
    }


def _links(links: list[Link], base: str) -> list[dict[str, str]]:
    return [{"email": link.person.email, "link": address(base, link.token)} for link in links]


def _row(one: Cohort) -> dict[str, str | int | None]:
    return {
        "id": one.id,
        "name": one.name,
        "code": one.code,
        "members": one.members,
        "created_at": one.created_at.isoformat(),
        "archived_at": one.archived_at.isoformat() if one.archived_at else None,
    }


def _line(one: Cohort) -> str:
    return f"{one.code}  {one.members:>5}  {one.name}{'  (archived)' if one.archived_at else ''}"
