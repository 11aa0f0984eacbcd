"""`china-literacy preview`: one quiz, scenario, module or section as a learner would see it, recorded nowhere."""

import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from accounts import people, sessions
from commands.options import settings_with
from progress.database import Database

SECTION = re.compile(r"\d+-(?P<id>.+)")
AUTHOR = "author@preview.invalid"


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--port", metavar="NUMBER", help="The port to listen on [default: 8501].")
def preview(file: Path, port: str | None) -> None:
    """Open FILE, a quiz, scenario, section or module, as a learner sees it.

    It follows the file while you write. What you answer is kept until the preview ends, and counted nowhere.
    """
    file = file.resolve()
    course = course_of(file)
    with tempfile.TemporaryDirectory(prefix="china-literacy-preview-") as folder:
        settings = settings_with(port=port, host="127.0.0.1", course=str(course), db=f"{folder}/preview.db")
        session = _author(Database(settings.database))
        import app

        app.start(settings, preview=(file.relative_to(course).as_posix(), page_of(file, course), session))


def course_of(file: Path) -> Path:
    """The course folder that a file lies in. Raises ClickException when it lies in none."""
    for folder in file.parents:
        if (folder / "modules").is_dir() and (folder / "quizzes").is_dir():
            return folder
    raise click.ClickException(
        f"{file} lies in no course; a course is a folder with modules/ and quizzes/ in it."
    )


def page_of(file: Path, course: Path) -> str:
    """The address that shows a file of the course. Raises ClickException for what learners never see as a page."""
    match file.relative_to(course).parts:
        case ("quizzes", name) if file.suffix == ".yaml" and name != "misconceptions.yaml":
            return f"/quiz?q={file.stem}"
        case ("quizzes", "scenarios", _) if file.suffix == ".yaml":
            return f"/scenario?s={file.stem}"
        case ("modules", module) if file.is_dir():
            return f"/module?m={module}"
        case ("modules", module, "module.yaml"):
            return f"/module?m={module}"
        case ("modules", module, _) if file.suffix == ".md" and (section := SECTION.fullmatch(file.stem)):
            return f"/module?m={module}&s={section['id']}"
        case _:
            raise click.ClickException(
                f"{file} is no page of its own; name a quiz, a scenario, a section or a module's folder."
            )


def _author(database: Database) -> str:
    """Make the records and the author's session in them; returns what its cookie would hold."""
    database.prepare()
    now = datetime.now(UTC)
    author = people.add(database, email=AUTHOR, name="Author", role="learner", now=now)
    return sessions.start(database, author, now)
