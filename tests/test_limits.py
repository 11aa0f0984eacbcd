"""The short form of `python -m benchmarks.limits`: the crowd grows, the busy page ends it, memory is watched."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.growth import growth
from benchmarks.limits import Step, explore, numbers, verdict
from benchmarks.servers import Server, running, sign_in
from tests.bread import Bread

LIMIT = 60_000  # milliseconds: other tests run at the same time
WELL = Step(
    learners=100, rate=20.0, p50=9.0, p95=30.0, errors=0, busy=0, server=0.2, client=0.1, memory=1_000_000
)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a server of the course about bread keeps its records."""
    monkeypatch.setenv("LITERACY_COURSE", str(Bread(tmp_path / "course").root))
    return tmp_path / "progress.db"


def test_a_crowd_grows_until_the_server_says_that_it_is_full(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITERACY_MOST_PAGES", "2")
    cookies = sign_in(database, 7)
    with running("this app", database) as server:
        steps = asyncio.run(explore(server, "dough", cookies, [2, 3, 2], think=0.1, seconds=2, limit=LIMIT))
    few, many = steps[0], steps[-1]
    assert (few.learners, few.errors, few.busy) == (2, 0, 0)
    assert few.rate > 0
    assert many.busy > 0
    assert "were told that it is full" in many.broken(LIMIT)


def test_the_growth_of_memory_is_what_is_held_more_after_answers_for_each_ten_thousand(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = iter((5_000_000, 5_000_000 + 50 * 300))  # before and after fifty answers
    monkeypatch.setattr(Server, "memory", lambda _: next(held))
    assert growth("dough", answers=50) == 3_000_000


def test_a_plan_ends_with_the_most() -> None:
    assert list(numbers(200, 100, 450)) == [200, 100, 100, 50]


def test_a_verdict_says_where_and_how_it_ends() -> None:
    late = replace(WELL, learners=200, p95=1500.0)
    assert verdict("here", [WELL], 1000) == "here: 100 learners are within its limit, 20 reruns a second."
    assert (
        verdict("here", [WELL, late], 1000)
        == "here: 200 learners pass its limit, p95 1500 ms; up to 100 are within it."
    )
    assert replace(late, errors=2).broken(1000) == "2 errors"
