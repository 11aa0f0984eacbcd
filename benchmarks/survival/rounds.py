"""SIGKILL at random moments while learners answer. Run with `python -m benchmarks.survival.rounds`."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from accounts import people, sessions
from benchmarks.survival.crowd import Memory, work
from benchmarks.survival.looking import losses
from benchmarks.survival.serving import COURSE, Server, start
from course.loader import load
from progress import completion
from progress.database import Database

AT_WORK = 60  # seconds for somebody to be told that an answer is saved
LONGEST = 3.0  # seconds from then to the kill, at most


@dataclass
class Outcome:
    """What some rounds came to."""

    rounds: int = 0
    acknowledged: int = 0
    submitted: int = 0
    unanswered: int = 0
    starts: list[float] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.rounds} kills: {self.acknowledged} answers and {self.submitted} submissions were acknowledged,"
            f" {self.unanswered} more were under way; lost or counted twice: {len(self.losses)}\n"
            f"ready again after {median(self.starts):.1f} s (median), {max(self.starts):.1f} s at most"
        )


def survive(folder: Path, rounds: int, learners: int, seed: int) -> Outcome:
    """Let learners answer, kill the server, look, and start it again, so many times; stops at the first loss."""
    database = Database(folder / "progress.db")
    database.prepare()
    crowd = gather(database, learners)
    dice = random.Random(seed)
    outcome = Outcome()
    while outcome.rounds < rounds and not outcome.losses:
        begun = time.monotonic()
        server = start(database.path)
        outcome.starts.append(time.monotonic() - begun)
        asyncio.run(_round(server, crowd, dice))
        outcome.rounds += 1
        outcome.losses = losses(database, crowd)
    outcome.acknowledged = _acknowledged(crowd)
    outcome.submitted = sum(memory.submits_acknowledged for memory in crowd)
    outcome.unanswered = sum(
        len(memory.sent) + memory.submits_sent - len(memory.acknowledged) - memory.submits_acknowledged
        for memory in crowd
    )
    database.close()
    return outcome


async def _round(server: Server, crowd: list[Memory], dice: random.Random) -> None:
    at_work = [
        asyncio.create_task(work(server.address, memory, random.Random(dice.random()))) for memory in crowd
    ]
    before, end = _acknowledged(crowd), time.monotonic() + AT_WORK
    while _acknowledged(crowd) == before and time.monotonic() < end:
        await asyncio.sleep(0.01)
    await asyncio.sleep(dice.uniform(0, LONGEST))
    server.kill()
    await asyncio.gather(*at_work)


def _acknowledged(crowd: list[Memory]) -> int:
    return sum(len(memory.acknowledged) for memory in crowd)


def gather(database: Database, number: int) -> list[Memory]:
    """People who have read the module, so that passing the quiz completes it."""
    course = load(COURSE).course
    if course is None:
        raise RuntimeError(f"the course in {COURSE} is not sound")
    now = datetime.now(UTC)
    crowd = []
    for i in range(number):
        person = people.add(
            database, email=f"learner{i}@example.org", name=f"Learner {i}", role="learner", now=now
        )
        completion.read_section(database, person.id, course.module("m"), "words", now)
        crowd.append(Memory(person.id, f"{sessions.COOKIE}={sessions.start(database, person, now)}"))
    return crowd


@click.command()
@click.option("--rounds", default=200, show_default=True, type=click.IntRange(1))
@click.option("--learners", default=8, show_default=True, type=click.IntRange(1, 500))
@click.option("--seed", default=1, show_default=True)
def main(rounds: int, learners: int, seed: int) -> None:
    """Kill a server at random moments while learners answer; exits with 1 when anything was lost."""
    with TemporaryDirectory() as folder:
        outcome = survive(Path(folder), rounds, learners, seed)
    click.echo(outcome)
    for loss in outcome.losses[:10]:
        click.echo(f"  {loss}", err=True)
    if outcome.losses:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
