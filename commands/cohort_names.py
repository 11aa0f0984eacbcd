"""Cohorts as they are named on the command line: by name, by the code that people join by, or by id."""

from collections.abc import Sequence

import click

from course.problems import did_you_mean
from progress import cohorts
from progress.database import Database

cohort_option = click.option(
    "--cohort",
    "named",
    multiple=True,
    metavar="NAME",
    help="Only the members of this cohort, by its name or code; may be given several times [default: everybody].",
)


def cohort_ids(database: Database, named: Sequence[str]) -> list[str] | None:
    """The ids of the cohorts that were named; None, which is everybody, when none was.

    Raises ClickException for a name that no cohort has, or several.
    """
    if not named:
        return None
    every = cohorts.all_cohorts(database)
    ids = []
    for name in named:
        found = [one.id for one in every if name in (one.id, one.name, one.code)]
        if len(found) > 1:
            raise click.ClickException(f'Several cohorts are called "{name}"; name the one by its code.')
        if not found:
            hint = did_you_mean(name, [one.name for one in every]) or "; see the trainers' page Cohorts"
            raise click.ClickException(f'There is no cohort "{name}"{hint}')
        ids += found
    return ids
