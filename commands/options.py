"""The options that several commands share, and how they become settings.

An option is handed on as the environment variable of its setting, so that a server started from the command line
reads the same settings as one started by uvicorn or Streamlit.
"""

import os

import click

from settings import PREFIX, Settings, SettingsProblem, read

db_option = click.option(
    "--db", metavar="FILE", help="The SQLite file with people and records [default: data/progress.db]."
)
course_option = click.option(
    "--course", metavar="DIR", help="A folder with modules/ and quizzes/ [default: the course shipped here]."
)


def settings_with(**options: str | int | None) -> Settings:
    """Set the variable of each option that was given, and read the settings.

    Raises ClickException with one sentence per unusable setting.
    """
    for name, value in options.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)
    try:
        return read(os.environ)
    except SettingsProblem as problem:
        raise click.ClickException(str(problem)) from None
