"""Records as large as a country's: 100,000 learners, a million attempts, ten million answers, written in bulk.

Run with `python -m benchmarks.national FILE`; see benchmarks/README.md. The rows are those that the real functions
would have written, made without them, which is many times as fast. Work that was broken off is taken up again.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from accounts import demonstration, people
from accounts.demonstration import Demonstration
from benchmarks import national_counts
from benchmarks.national_rows import COLUMNS, Country, epoch, person_id
from course.course import Course
from course.loader import load
from progress import assignments, cohorts
from progress.database import Database
from progress.moments import to_text
from settings import ROOT

LEARNERS = 100_000
CHUNK = 500  # learners in one transaction
COHORTS = 40
ADMIN = "admin@national.invalid"
CACHE = 200_000  # KiB


class NotOurs(Exception):
    """The file holds something else; the text is a sentence."""


def write(file: Path, course: Course, wanted: Demonstration, told: Callable[[int], None]) -> None:
    """Write so many learners into a file, or those of them that it lacks. `told` counts the learners written.

    Raises NotOurs, and writes nothing, when the file holds other records.
    """
    groups = _begin(file, course, wanted)
    country = Country(course, wanted.seed, groups, epoch(wanted.seed))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in (
            "synchronous = OFF",
            f"cache_size = -{CACHE}",
            "foreign_keys = OFF",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        done = connection.execute("SELECT COUNT(*) FROM people WHERE role = 'learner'").fetchone()[0]
        told(done)
        if done < wanted.learners:
            _drop_indexes(connection)
        _store_questions(connection, course, country)
        for first in range(done, wanted.learners, CHUNK):
            chunk = range(first, min(first + CHUNK, wanted.learners))
            _store(connection, country, chunk)
            told(len(chunk))
        _restore_indexes(connection)
        connection.execute("ANALYZE")
    database = Database(file)
    national_counts.finish(database)
    if not demonstration.is_ready(database):
        demonstration.ready(database, epoch(wanted.seed))


def _begin(file: Path, course: Course, wanted: Demonstration) -> list[str]:
    """Make the file, its administrator and its cohorts, unless they are there; returns the cohorts' ids."""
    database = Database(file)
    if database.tables():
        if demonstration.of(database) != wanted:
            raise NotOurs(
                f"{file} holds something else than {wanted.learners} learners of seed {wanted.seed}."
            )
        return [cohort.id for cohort in cohorts.all_cohorts(database)]
    database.prepare()
    ends = epoch(wanted.seed)
    begins = ends - timedelta(days=366)
    demonstration.begin(database, wanted, begins)
    now = begins + timedelta(hours=1)
    admin = people.add(database, email=ADMIN, name="Administrator", role="admin", now=now)
    made = [cohorts.create(database, f"Cohort {n:02}", admin.id, now) for n in range(1, COHORTS + 1)]
    with database.write() as transaction:
        for cohort in made:
            for place, module in enumerate(course.modules):
                due = (begins + timedelta(days=60 + 25 * place)).date()
                assignments.assign(transaction, cohort, "module", module.id, due, now)
    database.close()
    return [cohort.id for cohort in made]


def _store(connection: sqlite3.Connection, country: Country, numbers: range) -> None:
    rows = country.rows(numbers)
    connection.execute("BEGIN")
    for table, columns in COLUMNS.items():
        values = ", ".join("?" * len(columns.split(",")))
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows[table])
    national_counts.count(connection, person_id(numbers[0]), person_id(numbers[-1]))
    connection.execute("COMMIT")


def _store_questions(connection: sqlite3.Connection, course: Course, country: Country) -> None:
    rows = {
        question.version(): (question.version(), question.id, question.to_json(), to_text(country.begins))
        for quiz in course.quizzes.values()
        for question in quiz.questions
    }
    connection.executemany(
        "INSERT INTO question_versions VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows.values()
    )


def _indexes(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Name and SQL of the indexes that can be dropped and made again, of the tables that are written here."""
    query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    for name, table, sql in connection.execute(query).fetchall():
        if table in COLUMNS:
            yield name, sql


def _drop_indexes(connection: sqlite3.Connection) -> None:
    for name, _ in _indexes(connection):
        connection.execute(f"DROP INDEX {name}")


def _restore_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes that an empty database has, and this one lacks."""
    with TemporaryDirectory() as folder:
        empty = Database(Path(folder) / "empty.db")
        empty.prepare()
        with closing(sqlite3.connect(empty.path)) as model:
            wanted = dict(_indexes(model))
    for name in wanted.keys() - dict(_indexes(connection)).keys():
        connection.execute(wanted[name])


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--learners", default=LEARNERS, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
@click.option("--course", default=ROOT, type=click.Path(path_type=Path), help="[default: the shipped one]")
def main(file: Path, learners: int, seed: int, course: Path) -> None:
    """Write a country's learners into FILE. Called again after a break, it goes on where it was."""
    loaded = load(course).course
    if loaded is None:
        raise click.ClickException("The course has errors; see: china-literacy check")
    begun = time.perf_counter()
    with click.progressbar(length=learners, label=f"{learners:,} learners") as bar:
        try:
            write(file.absolute(), loaded, Demonstration(learners, seed), bar.update)
        except NotOurs as problem:
            raise click.ClickException(str(problem)) from None
    click.echo(f"{time.perf_counter() - begun:,.0f} s, {file.stat().st_size / 1e9:.2f} GB")
    for table, number in sizes(file).items():
        click.echo(f"{table:<20}{number:>12,}")


def sizes(file: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(file)) as connection:
        return {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in COLUMNS}


if __name__ == "__main__":
    main()
