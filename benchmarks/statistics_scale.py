"""What a trainer's pages and a learner's submission cost where a whole country has learnt.

Run with `python -m benchmarks.statistics_scale FILE`, where FILE was written by `benchmarks.national`; see
benchmarks/README.md. Another piece of work to be measured is one more line in MEASURES.
"""

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

import click

from accounts import demonstration, people, sessions
from accounts.demonstration import Demonstration
from benchmarks import national
from benchmarks.learner import Learner
from benchmarks.servers import COMMANDS, running
from course.course import Course
from course.loader import load
from course.simulation.keys import right_answer
from progress import (
    answers,
    attempts,
    cohorts,
    completion,
    funnels,
    issued,
    overdue,
    overview,
    statistics,
    time_spent,
)
from progress.database import Database
from progress.groups import Group
from progress.periods import Period
from settings import ROOT

SMALL = 100  # learners of the database that a submission is compared with
SOON = timedelta(days=60)  # when a certificate is about to end
PAGE = 25  # learners on one page of the matrix
ROUNDS = 7
SUBMISSIONS = 25
OURS = next(iter(COMMANDS))


@dataclass(frozen=True)
class Country:
    """The records to measure, the course they belong to, and the quiz whose statistics are asked for."""

    db: Database
    course: Course
    quiz_id: str
    learners: int


@dataclass(frozen=True)
class Measure:
    """Something that takes seconds. `cold` is the most it may take the first time, `warm` afterwards, if anything."""

    what: str
    work: Callable[[Country], object]
    cold: float | None
    warm: float | None


def _matrix(
    country: Country, *, page: int = 0, search: str = "", show: str = "everyone", sort: str = "name"
) -> object:
    modules, offset = country.course.modules, page * PAGE
    return completion.matrix(
        country.db, modules, search=search, show=show, sort=sort, limit=PAGE, offset=offset
    )


def _overview(country: Country, *, cohorts_in: int = 0) -> object:
    """All that the overview asks of the database, about everybody or about the members of some cohorts."""
    db, course, today = country.db, country.course, datetime.now(UTC).date()
    group = Group(tuple(one.id for one in cohorts.all_cohorts(db)[:cohorts_in]))
    period, (final, *_) = Period(None, today), course.quizzes_for("final")
    return (
        overview.standing(db, course.modules, [final], group, period),
        overdue.people(db, course, group, today, overview.MOST_OVERDUE),
        *(overview.gain(db, first, final, group, period) for first in course.quizzes_for("diagnostic")),
        issued.standing(db, group, today, SOON),
        funnels.funnels(db, course.modules, group, period),
        funnels.weeks(db, group, period),
        time_spent.medians(db, course.modules, group, period),
    )


MEASURES = (
    Measure("completion, the first page", _matrix, None, 0.3),
    Measure(
        "completion, a page in the middle", lambda it: _matrix(it, page=it.learners // PAGE // 2), None, 0.3
    ),
    Measure("completion, a name is searched", lambda it: _matrix(it, search="thandi"), None, 0.3),
    Measure("completion, who has finished", lambda it: _matrix(it, show="finished"), None, 0.3),
    Measure("completion, who is under way", lambda it: _matrix(it, show="under-way"), None, 0.3),
    Measure("completion, who has not started", lambda it: _matrix(it, show="not-started"), None, 0.3),
    Measure("completion, most finished first", lambda it: _matrix(it, sort="most"), None, 0.3),
    Measure("completion, last seen first", lambda it: _matrix(it, sort="latest"), None, 0.3),
    Measure("overview of everybody", _overview, None, 0.5),
    Measure("overview of a cohort", lambda it: _overview(it, cohorts_in=1), None, 0.5),
    Measure("overview of ten cohorts", lambda it: _overview(it, cohorts_in=10), None, None),
    Measure("completion as CSV", lambda it: completion.csv_file(it.db, it.course.modules), None, None),
    Measure("statistics of a quiz", lambda it: statistics.of_quiz(it.db, it.quiz_id), 3.0, 1.0),
)
"""What is measured on the database. A page's own drawing comes on top, and is among PAGES."""

PAGES = ("overview", "completion", "questions")
"""The trainer's pages that a server opens while its memory is watched."""

MOST_SLOWER = 1.5  # a submission here, against one in a small database
MOST_MEMORY = 600  # MB, resident, of the server


def measured(measure: Measure, country: Country) -> tuple[float, float]:
    """Seconds of the first time, on new connections, and the median of some more times."""
    country.db.close()
    first, *rest = (_seconds(lambda: measure.work(country)) for _ in range(ROUNDS))
    return first, median(rest)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def submission(db: Database, course: Course, quiz_id: str) -> tuple[float, float]:
    """The median milliseconds of saving one answer, and of submitting, by new learners who take the quiz."""
    saving, submitting = [], []
    quiz, module = course.quiz(quiz_id), course.module_of(quiz_id)
    for _ in range(SUBMISSIONS):
        now = datetime.now(UTC)
        address = f"{uuid4().hex}@benchmark.invalid"
        person = people.add(db, email=address, name="Benchmark", role="learner", now=now)
        attempt = attempts.start_or_resume(db, quiz, person.id, now)
        for name, question in attempts.questions_of(db, attempt).items():
            begun = time.perf_counter()
            answers.save(db, attempt.id, person.id, name, right_answer(question), 0, uuid4().hex, now)
            saving.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        attempts.submit(db, attempt.id, person.id, module, now)
        submitting.append(time.perf_counter() - begun)
    return 1000 * median(saving), 1000 * median(submitting)


def compared(country: Country) -> list[tuple[float, float]]:
    """Milliseconds of saving and of submitting, here and in a small database: by turns, so that noise falls on both."""
    with TemporaryDirectory(dir=country.db.path.parent) as folder:
        small = Path(folder) / "small.db"
        national.write(small, country.course, Demonstration(SMALL, 1), lambda _: None)
        rounds = [
            [submission(db, country.course, country.quiz_id) for db in (country.db, Database(small))]
            for _ in range(3)
        ]
    halves = ([one[place] for one in rounds] for place in (0, 1))
    return [(median(s for s, _ in half), median(t for _, t in half)) for half in halves]


def served(country: Country, folder: Path) -> tuple[dict[str, float], float]:
    """Page -> median seconds until it is drawn, by a server of its own; and the most memory that it took, in MB."""
    admin = people.by_email(country.db, national.ADMIN)
    if admin is None:
        raise click.ClickException(f"{country.db.path} has no administrator; write it anew.")
    cookie = f"{sessions.COOKIE}={sessions.start(country.db, admin, datetime.now(UTC))}"
    with running(OURS, country.db.path, folder) as server:
        times = {page: asyncio.run(_opened(server.address, page, cookie)) for page in PAGES}
        return times, server.memory() / 1e6


async def _opened(address: str, page: str, cookie: str) -> float:
    times = []
    for _ in range(ROUNDS):
        async with Learner(address, cookie) as trainer:
            times.append(await trainer.open(page))
    return median(times)


def _line(what: str, found: str, aim: float | None, value: float, unit: str) -> str:
    if aim is None:
        return f"{what:<40}{found:>22}"
    verdict = "met" if value <= aim else "MISSED"
    return f"{what:<40}{found:>22}   {verdict}: at most {aim:g} {unit}"


def report(country: Country) -> None:
    """Measure everything, and print it as a table with what it should be."""
    click.echo(f"{'':<40}{'first':>11}{'then':>11}")
    for measure in MEASURES:
        first, then = measured(measure, country)
        found = f"{first:9.3f} s{then:9.3f} s"
        click.echo(_line(measure.what, found, measure.warm, then, "s"))
        if measure.cold is not None:
            click.echo(_line("", "the first time", measure.cold, first, "s"))
    here, small = compared(country)
    for what, there, base in zip(("saving an answer", "submitting"), here, small, strict=True):
        found = f"{there:8.2f} ms /{base:8.2f} ms"
        click.echo(
            _line(f"{what}, here / {SMALL} learners", found, MOST_SLOWER, there / base, "times as slow")
        )
    with TemporaryDirectory() as folder:
        pages, memory = served(country, Path(folder))
    for page, seconds in pages.items():
        click.echo(_line(f"the page {page}, as a browser gets it", f"{seconds:.3f} s", None, seconds, "s"))
    click.echo(_line("memory of the server", f"{memory:.0f} MB", MOST_MEMORY, memory, "MB"))


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--course", default=ROOT, type=click.Path(path_type=Path), help="[default: the shipped one]")
@click.option("--quiz", "quiz_id", help="The id of the quiz to measure  [default: that of the first module]")
def main(file: Path, course: Path, quiz_id: str | None) -> None:
    """Measure on FILE, which `benchmarks.national` wrote; some learners are added to it."""
    loaded = load(course).course
    db = Database(file)
    if loaded is None or not {"people", "audit_log"} <= db.tables() or not (made := demonstration.of(db)):
        raise click.ClickException(
            f"{file} was not written by benchmarks.national, or the course has errors."
        )
    os.environ["LITERACY_COURSE"] = str(course)
    first = next(module.quiz for module in loaded.modules if module.quiz)
    report(Country(db, loaded, quiz_id or first, made.learners))


if __name__ == "__main__":
    main()
