"""SIGKILL at random moments while learners answer. Run with `python -m benchmarks.survival.rounds`."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
import httpx2

from accounts import people, sessions
from benchmarks.survival.crowd import Memory, work
from benchmarks.survival.looking import losses
from course.loader import load
from progress import completion
from progress.database import Database
from settings import ROOT

COURSE = Path(__file__).parent / "course"
PATIENCE = 90  # seconds for a start
SHORTEST, LONGEST = 0.3, 3.0  # seconds from the first learner at the door to the kill


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
    crowd = _crowd(database, learners)
    dice = random.Random(seed)
    outcome = Outcome()
    while outcome.rounds < rounds and not outcome.losses:
        begun = time.monotonic()
        process, address = _start(database.path)
        outcome.starts.append(time.monotonic() - begun)
        asyncio.run(_round(process, address, crowd, dice))
        outcome.rounds += 1
        outcome.losses = losses(database, crowd)
    outcome.acknowledged = sum(len(memory.acknowledged) for memory in crowd)
    outcome.submitted = sum(memory.submits_acknowledged for memory in crowd)
    outcome.unanswered = sum(
        len(memory.sent) + memory.submits_sent - len(memory.acknowledged) - memory.submits_acknowledged
        for memory in crowd
    )
    database.close()
    return outcome


async def _round(
    process: subprocess.Popen[bytes], address: str, crowd: list[Memory], dice: random.Random
) -> None:
    at_work = [asyncio.create_task(work(address, memory, random.Random(dice.random()))) for memory in crowd]
    await asyncio.sleep(dice.uniform(SHORTEST, LONGEST))
    process.send_signal(signal.SIGKILL)
    process.wait()
    await asyncio.gather(*at_work)


def _crowd(database: Database, number: int) -> list[Memory]:
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


def _start(database: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server on a free port that says that it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "china_literacy", "serve", "--port", str(port), "--course", str(COURSE)]
    environment = {**os.environ, "LITERACY_DB": str(database), "PYTHONPATH": str(ROOT)}
    log = database.parent / "server.log"
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx2.get(f"{address}/healthz").is_success:
                return process, address
        except httpx2.TransportError:
            time.sleep(0.05)
    process.kill()
    process.wait()
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")


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
