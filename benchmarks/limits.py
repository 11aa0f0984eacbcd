"""Grows a crowd of learners until the server answers late, fails, or says that it is full.

Run `python -m benchmarks.limits --help`; see benchmarks/README.md for what the figures mean.
"""

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import httpx2
from websockets.exceptions import WebSocketException

from benchmarks import quiz
from benchmarks.growth import growth
from benchmarks.learner import Learner, PageFault
from benchmarks.servers import COMMANDS, Server, running, sign_in
from benchmarks.times import Times
from commands.serve import allow_files

OURS, BARE, _ = COMMANDS
ARRIVAL = 0.05  # seconds between two learners at the door
PATIENCE = 60  # seconds that somebody waits at the door
FULL = 503
FAULTS = (PageFault, OSError, TimeoutError, WebSocketException, httpx2.HTTPError)
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Step:
    """What so many learners met at once: a number or, for the processes, the share of a core, and bytes."""

    learners: int
    rate: float
    p50: float
    p95: float
    errors: int
    busy: int
    server: float
    client: float
    memory: int

    def broken(self, limit: float) -> str:
        """In what way the server has passed its limit, with `limit` ms for the p95; empty while it has not."""
        if self.errors:
            return f"{self.errors} errors"
        if self.busy:
            return f"{self.busy} learners were told that it is full"
        return f"p95 {self.p95:.0f} ms" if self.p95 > limit else ""


@dataclass
class Crowd:
    """Learners at one quiz who stay while others come."""

    address: str
    quiz_id: str
    think: float
    stack: AsyncExitStack
    times: Times = field(default_factory=Times)
    busy: int = 0
    working: dict["asyncio.Task[None]", float | None] = field(
        default_factory=dict
    )  # since when each one waits

    async def grow(self, cookies: list[str]) -> None:
        """Let so many more come, one after the other, and begin when all of them are there."""
        coming = []
        for cookie in cookies:
            coming.append(asyncio.create_task(self._come(cookie)))
            await asyncio.sleep(ARRIVAL)
        for learner in await asyncio.gather(*coming):
            if learner:
                self.working[asyncio.create_task(self._work(learner))] = None

    async def _come(self, cookie: str) -> Learner | None:
        """Ask for the page and open it, as a browser does; None where that could not be."""
        learner = Learner(self.address, cookie, random.Random(cookie))
        try:
            async with asyncio.timeout(PATIENCE):
                if await self._is_full(cookie):
                    self.busy += 1
                    return None
                await self.stack.enter_async_context(learner)
                await quiz.enter(learner, self.quiz_id)
        except FAULTS as problem:
            self.times.errors.append(f"at the door: {problem!r}")
            return None
        return learner

    async def _is_full(self, cookie: str) -> bool:
        headers = {"Accept": "text/html", "Cookie": cookie}
        async with httpx2.AsyncClient(timeout=PATIENCE) as client:
            return (await client.get(self.address, headers=headers)).status_code == FULL

    async def _work(self, learner: Learner) -> None:
        """Step after step, thinking before each, until told to stop or something fails."""
        me = asyncio.current_task()
        assert me
        await asyncio.sleep(learner.dice.uniform(0, self.think))  # out of step with one another
        try:
            while True:
                step = quiz.answer if quiz.question(learner) and learner.dice.random() < 0.5 else quiz.move_on
                self.working[me] = time.perf_counter()
                self.times.seconds.append(await step(learner))
                self.working[me] = None
                await asyncio.sleep(learner.dice.uniform(0.5, 1.5) * self.think)
        except FAULTS as problem:
            self.times.errors.append(repr(problem))
        finally:
            self.working.pop(me, None)

    def overdue(self, seconds: float) -> list[float]:
        """How long those have waited who wait for longer than that, in seconds: their answers may never come."""
        now = time.perf_counter()
        waits = [now - since for since in self.working.values() if since is not None]
        return [wait for wait in waits if wait > seconds]

    async def leave(self) -> None:
        """Send everybody home."""
        tasks = list(self.working)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def measure(server: Server, crowd: Crowd, seconds: float, limit: float) -> Step:
    """Let everybody who is there work for so many seconds; whoever waits at the end counts with the wait so far."""
    errors = crowd.times.errors
    crowd.times = Times(errors=errors)
    begun, used, own = time.perf_counter(), server.cpu(), time.process_time()
    await asyncio.sleep(seconds)
    taken = time.perf_counter() - begun
    times = Times([*crowd.times.seconds, *crowd.overdue(limit / 1000)], errors)
    return Step(
        len(crowd.working),
        len(crowd.times.seconds) / taken,
        times.p50,
        times.p95,
        len(errors),
        crowd.busy,
        (server.cpu() - used) / taken,
        (time.process_time() - own) / taken,
        server.memory(),
    )


def numbers(first: int, more: int, most: int) -> Iterator[int]:
    """How many come in each step: the first, then so many more each time, until so many are there."""
    there = 0
    while there < most:
        coming = min(more if there else first, most - there)
        there += coming
        yield coming


async def explore(
    server: Server,
    quiz_id: str,
    cookies: list[str],
    plan: list[int],
    think: float,
    seconds: float,
    limit: float,
) -> list[Step]:
    """Step after step of the plan until one has passed a limit; each is printed as soon as it is known."""
    steps: list[Step] = []
    left = iter(cookies)
    async with AsyncExitStack() as stack:
        crowd = Crowd(server.address, quiz_id, think, stack)
        for coming in plan:
            await crowd.grow([next(left) for _ in range(coming)])
            steps.append(await measure(server, crowd, seconds, limit))
            tell(steps[-1])
            if steps[-1].broken(limit):
                break
        await crowd.leave()
    for error in crowd.times.errors[:5]:
        click.echo(f"  {error}", err=True)
    return steps


def tell(step: Step) -> None:
    """One line of the table."""
    click.echo(
        f"{step.learners:>8}{step.rate:>10.1f}{step.p50:>8.0f}{step.p95:>8.0f}{step.errors:>8}{step.busy:>6}"
        f"{step.server:>8.2f}{step.client:>8.2f}{step.memory / MEGABYTE:>8.0f}"
    )


def verdict(name: str, steps: list[Step], limit: float) -> str:
    """Where and how a server passed its limit, in a sentence."""
    last = steps[-1]
    how = last.broken(limit)
    if not how:
        return f"{name}: {last.learners} learners are within its limit, {last.rate:.0f} reruns a second."
    within = steps[-2] if len(steps) > 1 else None
    held = f"up to {within.learners} are within it" if within else "none was tried that is within it"
    return f"{name}: {last.learners} learners pass its limit, {how}; {held}."


def best(steps: list[Step], limit: float) -> float:
    """The most reruns a second within the limit."""
    return max((step.rate for step in steps if not step.broken(limit)), default=0.0)


@click.command()
@click.option(
    "--quiz", "quiz_id", default="export-controls", show_default=True, help="The quiz that is taken."
)
@click.option(
    "--first", default=200, show_default=True, type=click.IntRange(1), help="Learners to begin with."
)
@click.option("--more", default=100, show_default=True, type=click.IntRange(1), help="More in each step.")
@click.option("--most", default=1500, show_default=True, type=click.IntRange(1, 5000), help="At the end.")
@click.option("--think", default=5.0, show_default=True, help="Seconds of thought, give or take half.")
@click.option(
    "--seconds", default=20.0, show_default=True, type=click.FloatRange(1, 3600), help="Of each step."
)
@click.option("--limit", default=1000.0, show_default=True, help="Milliseconds that the p95 may have.")
@click.option("--answers", default=10_000, show_default=True, help="For the growth of memory; 0 for none.")
def main(
    quiz_id: str, first: int, more: int, most: int, think: float, seconds: float, limit: float, answers: int
) -> None:
    """Grow a crowd until it is too many, here and on a bare page; then watch the memory of one server."""
    allow_files()  # each learner is a connection
    plan = list(numbers(first, more, most))
    found = {}
    for name in (OURS, BARE):
        click.echo(f"{name}\nlearners  reruns/s  p50 ms  p95 ms  errors  busy  server  client      MB")
        with TemporaryDirectory() as folder:
            cookies = sign_in(Path(folder) / "progress.db", sum(plan))
            with running(name, Path(folder) / "progress.db") as server:
                found[name] = asyncio.run(explore(server, quiz_id, cookies, plan, think, seconds, limit))
        click.echo(verdict(name, found[name], limit))
    ours, bare = best(found[OURS], limit), best(found[BARE], limit)
    click.echo(
        f"within the limit: {ours:.0f} and {bare:.0f} reruns a second, {ours / (bare or 1):.2f} of the bare page"
    )
    if answers:
        click.echo(f"{growth(quiz_id, answers) / MEGABYTE:.1f} MB more for each 10,000 answers")


if __name__ == "__main__":
    main()
