"""Many learners at one quiz at once, each thinking before each step. Run `python -m benchmarks.load --help`."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import click
from websockets.exceptions import WebSocketException

from benchmarks import quiz
from benchmarks.learner import Learner, PageFault
from benchmarks.servers import sign_in
from benchmarks.times import Times
from settings import Settings

ARRIVAL = 0.1  # seconds between two learners at the door


@dataclass
class Crowd:
    """Learners who work at the same time: none is timed before the last has arrived."""

    address: str
    quiz_id: str
    think: float
    seconds: float
    arrived: asyncio.Barrier
    times: Times = field(default_factory=Times)

    async def work(self, number: int, cookie: str) -> None:
        """One learner's time here: arrive, start the quiz, and take step after step until the time is over."""
        dice = random.Random(number)
        await asyncio.sleep(ARRIVAL * number)
        try:
            async with Learner(self.address, cookie, dice) as learner:
                await quiz.enter(learner, self.quiz_id)
                await self.arrived.wait()
                await self._steps(learner, time.monotonic() + self.seconds)
        except (PageFault, OSError, TimeoutError, WebSocketException) as problem:
            self.times.errors.append(f"learner {number}: {problem}")
            await self.arrived.abort()

    async def _steps(self, learner: Learner, end: float) -> None:
        await asyncio.sleep(learner.dice.uniform(0, self.think))  # out of step with one another
        while time.monotonic() < end:
            step = quiz.answer if quiz.question(learner) and learner.dice.random() < 0.5 else quiz.move_on
            self.times.seconds.append(await step(learner))
            await asyncio.sleep(learner.dice.uniform(0.5, 1.5) * self.think)


async def load(address: str, quiz_id: str, cookies: list[str], think: float, seconds: float) -> Times:
    """Let one learner for each cookie work for so many seconds, thinking about `think` seconds before each step."""
    crowd = Crowd(address, quiz_id, think, seconds, asyncio.Barrier(len(cookies)))
    await asyncio.gather(*(crowd.work(number, cookie) for number, cookie in enumerate(cookies)))
    return crowd.times


@click.command()
@click.option("--url", default="http://127.0.0.1:8501", show_default=True, help="The server.")
@click.option("--quiz", "quiz_id", required=True, help="The id of the quiz to take.")
@click.option(
    "--db", default=Settings().database, type=Path, help="The server's database, where learners are made."
)
@click.option("--learners", default=100, show_default=True, type=click.IntRange(1, 2000))
@click.option(
    "--think", default=1.0, show_default=True, help="Seconds of thought before a step, give or take half."
)
@click.option("--seconds", default=30.0, show_default=True, type=click.FloatRange(1, 3600))
def main(url: str, quiz_id: str, db: Path, learners: int, think: float, seconds: float) -> None:
    """Load a running server with learners who answer a quiz.

    The learners are made straight in the server's database, so use a database of its own for this.
    """
    cookies = sign_in(db, learners)
    times = asyncio.run(load(url, quiz_id, cookies, think, seconds))
    click.echo(f"{len(times.seconds)} reruns, {len(times.seconds) / seconds:.1f} a second")
    click.echo(f"p50 {times.p50:.0f} ms, p95 {times.p95:.0f} ms, {len(times.errors)} errors")
    for error in times.errors[:5]:
        click.echo(f"  {error}", err=True)
    if times.errors:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
