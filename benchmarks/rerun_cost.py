"""What one rerun of the quiz page costs, beside a bare page of the same widgets and beside stock Streamlit.

Run with `python -m benchmarks.rerun_cost`; see benchmarks/README.md for what the figures mean.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click

from benchmarks import quiz
from benchmarks.learner import Learner
from benchmarks.load import load
from benchmarks.servers import COMMANDS, Server, running, sign_in
from benchmarks.times import Times

OURS, BARE, STOCK = COMMANDS
STEPS: dict[str, Callable[[Learner], Awaitable[float]]] = {
    "answer": quiz.answer,
    "next question": quiz.move_on,
}


@dataclass(frozen=True)
class Cost:
    """CPU and latency of one rerun, in milliseconds."""

    cpu: float
    p50: float
    p95: float


async def cost(
    server: Server, step: Callable[[Learner], Awaitable[float]], learner: Learner, reruns: int
) -> Cost:
    """Let a learner take a step so many times, with a breath in between, and divide what the server used."""
    times = Times()
    before = server.cpu()
    for _ in range(reruns):
        await asyncio.sleep(learner.dice.uniform(0.005, 0.015))
        times.seconds.append(await step(learner))
    return Cost(1000 * (server.cpu() - before) / reruns, times.p50, times.p95)


async def compare(
    servers: dict[str, Server], quiz_id: str, cookie: str, rounds: int, reruns: int
) -> dict[tuple[str, str], Cost]:
    """The medians of all rounds; in each round every server has its turn."""
    taken: dict[tuple[str, str], list[Cost]] = {}
    for number in range(rounds):
        for name, server in servers.items():
            async with Learner(server.address, cookie, random.Random(number)) as learner:
                await quiz.enter(learner, quiz_id)
                await quiz.find_radio(learner)
                for what, step in STEPS.items():
                    await cost(server, step, learner, 5)  # not counted: the first reruns fill caches
                    if what == "answer":
                        await quiz.find_radio(learner)
                    taken.setdefault((what, name), []).append(await cost(server, step, learner, reruns))
    return {key: _median(costs) for key, costs in taken.items()}


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.p50 for cost in costs),
        median(cost.p95 for cost in costs),
    )


def report(costs: dict[tuple[str, str], Cost]) -> None:
    """Print a table, and how this app stands to the other two."""
    click.echo(f"{'per rerun':<16}{'':<27}{'CPU ms':>8}{'p50 ms':>8}{'p95 ms':>8}")
    for (what, name), found in costs.items():
        click.echo(f"{what:<16}{name:<27}{found.cpu:8.1f}{found.p50:8.1f}{found.p95:8.1f}")
    for what in STEPS:
        ours, bare, stock = (costs[what, name].cpu for name in (OURS, BARE, STOCK))
        click.echo(
            f"{what}: {ours / bare:.2f} x the CPU of the bare page, {ours / stock:.2f} x of stock Streamlit"
        )


def report_load(times: Times, learners: int, think: float, seconds: float) -> None:
    """Print what many learners at once met."""
    rate = len(times.seconds) / seconds
    click.echo(
        f"{learners} learners, {think:g} s of thought: {rate:.0f} reruns a second,"
        f" p50 {times.p50:.0f} ms, p95 {times.p95:.0f} ms, {len(times.errors)} errors"
    )
    for error in times.errors[:5]:
        click.echo(f"  {error}", err=True)


@click.command()
@click.option(
    "--quiz", "quiz_id", default="export-controls", show_default=True, help="The quiz that is taken."
)
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 50))
@click.option(
    "--reruns", default=200, show_default=True, type=click.IntRange(10, 10_000), help="In each round."
)
@click.option(
    "--learners", default=100, show_default=True, type=click.IntRange(0, 2000), help="At once; 0 for none."
)
@click.option(
    "--think", default=1.0, show_default=True, help="Seconds of thought before a step, give or take half."
)
@click.option("--seconds", default=30.0, show_default=True, type=click.FloatRange(1, 3600), help="Of load.")
def main(quiz_id: str, rounds: int, reruns: int, learners: int, think: float, seconds: float) -> None:
    """Compare the quiz page with a bare page and with stock Streamlit, then load it with many learners."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "progress.db"
        (cookie,) = sign_in(database, 1)
        with ExitStack() as stack:
            servers = {name: stack.enter_context(running(name, database)) for name in COMMANDS}
            report(asyncio.run(compare(servers, quiz_id, cookie, rounds, reruns)))
        if learners:
            cookies = sign_in(database, learners)
            with running(OURS, database) as server:
                times = asyncio.run(load(server.address, quiz_id, cookies, think, seconds))
            report_load(times, learners, think, seconds)


if __name__ == "__main__":
    main()
