"""`china-literacy demo`: the course with learners who do not exist, and a trainer who needs no password."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from accounts import demonstration, people, sessions
from accounts.demonstration import Demonstration
from commands.demonstration.making import PAST, TRAINER, make
from commands.options import course_option, settings_with
from commands.records import records
from commands.serve import listen
from course.course import Course
from course.loader import load
from progress.database import Database, DatabaseProblem

HOST = "127.0.0.1"  # whoever can open it is its trainer
FILE = "demonstration.db"
STEP = timedelta(hours=8)  # of the time that is made up, between two looks at the progress bar


@click.command()
@click.option("--port", metavar="NUMBER", help="The port to listen on [default: 8501].")
@click.option(
    "--learners",
    default=200,
    show_default=True,
    type=click.IntRange(1, 5000),
    help="How many learners to invent.",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help="What they follow from: the same seed, the same people.",
)
@click.option(
    "--db",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Keep it in FILE, or open it again from there [default: a temporary file].",
)
@course_option
def demo(port: str | None, learners: int, seed: int, db: Path | None, course: str | None) -> None:
    """Open the course with invented learners, and be their trainer.

    Every page says that it is a demonstration. Records of real people are never touched.
    """
    with _file(db) as file:
        settings = settings_with(port=port, host=HOST, base_url="", course=course, db=str(file))
        listen(settings.host, settings.port).close()  # a port that is taken is told before the work
        session = _session(settings.database, settings.course, Demonstration(learners, seed))
        import app

        app.start(settings, demo=session)


@contextmanager
def _file(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="china-literacy-demo-") as folder:
        yield Path(folder) / FILE


def _session(file: Path, folder: Path, wanted: Demonstration) -> str:
    """A session of the trainer's, whose learners are made where they are not there yet."""
    known = _known(file)
    course = None if known else _course(folder)
    with records(file) as database:
        now = datetime.now(UTC)
        if course:
            _make(file, course, wanted)
        elif known:
            click.echo(
                f"{file} holds a demonstration already, which is opened: {known.learners} learners, seed {known.seed}."
            )
        trainer = people.by_email(database, TRAINER)
        if trainer is None:
            raise click.ClickException(f"{file} has lost its trainer. Name another file.")
        return sessions.start(database, trainer, now)


def _known(file: Path) -> Demonstration | None:
    """The demonstration in a file; None for one that is not there yet. Refuses what is none."""
    database = Database(file)
    try:
        tables = database.tables()
    except DatabaseProblem as problem:
        raise click.ClickException(str(problem)) from None
    if not tables:
        return None
    known = demonstration.of(database) if {"audit_log", "people"} <= tables else None
    if known is None:
        raise click.ClickException(
            f"{file} is no demonstration, so nothing in it was touched. Name a new file with --db, or leave it out."
        )
    if not demonstration.is_ready(database):
        raise click.ClickException(
            f"{file} holds a demonstration that was broken off. Remove the file, or name another one."
        )
    return known


def _course(folder: Path) -> Course:
    loaded = load(folder)
    if loaded.course is None:
        raise click.ClickException("The course has errors, so nothing was made; see: china-literacy check")
    return loaded.course


def _make(file: Path, course: Course, wanted: Demonstration) -> None:
    database = Database(file, durable=False)
    label = f"{wanted.learners} learners, {round(PAST.days / 7)} weeks"
    with click.progressbar(length=PAST // STEP, label=label) as bar:
        left = timedelta(0)

        def told(lived: timedelta) -> None:
            nonlocal left
            left += lived
            bar.update(left // STEP)
            left %= STEP

        make(database, course, wanted, datetime.now(UTC), told)
    database.close()
