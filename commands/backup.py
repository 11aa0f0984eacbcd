"""`china-literacy backup`: copy the records while the server runs."""

from pathlib import Path

import click

from commands.options import db_option, settings_with
from progress.backups import back_up
from progress.database import DatabaseProblem


@click.command()
@click.option(
    "--to",
    "to",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="Where the backup is put; the one that stood there is replaced.",
)
@click.option(
    "--keep",
    default=1,
    show_default=True,
    metavar="N",
    type=click.IntRange(1, 1000),
    help="How many backups stay: the older ones are FILE.1, FILE.2 and so on.",
)
@db_option
def backup(to: Path, keep: int, db: str | None) -> None:
    """Copy people and records into one file while the server runs, and check the copy.

    The key that signs badges, if there is one, is put beside it. When anything goes wrong, earlier backups stay as they
    are.
    """
    try:
        made = back_up(settings_with(db=db).database, to, keep)
    except DatabaseProblem as problem:
        raise click.ClickException(str(problem)) from None
    key = f"; the key that signs badges is {made.key}" if made.key else ""
    click.echo(f"Backed up and checked: {made.path} ({made.size / 1_000_000:.1f} MB){key}.")
