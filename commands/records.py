"""The records that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from accounts.problems import AccountProblem
from progress.database import Database, DatabaseProblem


@contextmanager
def records(path: Path) -> Iterator[Database]:
    """The database, ready for use. What goes wrong with it, or with a person, is said in a sentence."""
    database = Database(path)
    try:
        database.prepare()
        yield database
    except (AccountProblem, DatabaseProblem) as problem:
        raise click.ClickException(str(problem)) from None
