"""`china-literacy restore`: put a backup in the place of the records."""

from datetime import UTC, datetime
from pathlib import Path

import click

from accounts import restored
from commands.options import db_option, settings_with
from progress.backups import staged
from progress.database import Database, DatabaseProblem
from progress.erased import Erased


@click.command()
@click.option(
    "--from",
    "backup",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The backup; it is read only.",
)
@db_option
def restore(backup: Path, db: str | None) -> None:
    """Put a backup in the place of people and records, while the server is stopped.

    The backup is checked first, and refused when a newer version made it. The records that stood there are kept beside
    the new ones, everybody signs in anew, and who was erased since the backup was made is erased in it again.
    """
    now = datetime.now(UTC)
    try:
        with staged(backup, settings_with(db=db).database) as copy, copy.alone(now) as place:
            database = Database(copy.path)
            again = restored.settle(database, place.erased.ids, now)
            database.close()
            kept = place.take()
    except DatabaseProblem as problem:
        raise click.ClickException(str(problem)) from None
    old = f" What stood there is kept as {kept}." if kept else ""
    click.echo(f"Put back: {copy.records}.{old} The server brings it up to date when it starts.")
    click.echo(_told(again))
    if not place.erased.records_told:
        click.echo(_unsure(place.erased, copy.records), err=True)


def _told(again: int) -> str:
    if not again:
        return "It held nobody who is known to have been erased since."
    people = "1 person who was" if again == 1 else f"{again} people who were"
    return f"It held {people} erased since, and erased again. The backup itself still holds them."


def _unsure(erased: Erased, records: Path) -> str:
    """What to do where the records that stood there could not say whom the backup must not bring back."""
    known = (
        f"Only {' and '.join(map(str, erased.lists))} could"
        if erased.lists
        else "No list of erased people lay beside them or beside the backup"
    )
    return (
        f"Careful: there were no readable records at {records} to tell who was erased since the backup. {known}."
        " If you know of anybody else who was, erase them again with `china-literacy people erase EMAIL`."
    )
