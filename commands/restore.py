"""`china-literacy restore`: put a backup in the place of the records."""

from datetime import UTC, datetime
from pathlib import Path

import click

from accounts import restored
from commands.options import db_option, settings_with
from progress.backups import staged
from progress.database import Database, DatabaseProblem


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
    the new ones, and everybody signs in anew.
    """
    now = datetime.now(UTC)
    try:
        with staged(backup, settings_with(db=db).database) as copy:
            database = Database(copy.path)
            restored.settle(database, now)
            database.close()
            kept = copy.put_in_place(now)
    except DatabaseProblem as problem:
        raise click.ClickException(str(problem)) from None
    old = f" What stood there is kept as {kept}." if kept else ""
    click.echo(f"Put back: {copy.records}.{old} The server brings it up to date when it starts.")
