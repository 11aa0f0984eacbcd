"""What a server saves for each run: nothing is left to the collection of garbage, and whoever waits is sent to."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app_pages import economy

ROOT = Path(__file__).parents[2]
RUNS = 20
PROGRAM = f"""
import asyncio, gc, sys, threading, time
from pathlib import Path

import uvicorn

import app
from benchmarks import quiz
from benchmarks.learner import Learner
from benchmarks.servers import sign_in
from commands.serve import listen

listener = listen("127.0.0.1", 0)
server = uvicorn.Server(uvicorn.Config(app.app, log_level="warning"))
threading.Thread(target=server.run, kwargs={{"sockets": [listener]}}, daemon=True).start()
while not server.started:
    time.sleep(0.05)
(cookie,) = sign_in(Path(sys.argv[1]), 1)

async def answer():
    async with Learner(f"http://127.0.0.1:{{listener.getsockname()[1]}}", cookie) as learner:
        await quiz.enter(learner, "export-controls")
        await quiz.find_radio(learner)
        await quiz.answer(learner)
        await asyncio.sleep(0.5)
        gc.collect()
        gc.disable()
        for _ in range({RUNS}):
            await quiz.answer(learner)
        await asyncio.sleep(0.5)
        print("left", gc.collect())

asyncio.run(answer())
"""


def test_an_answer_leaves_nothing_that_only_a_search_would_find(tmp_path: Path) -> None:
    records = tmp_path / "progress.db"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(records)],
        cwd=ROOT,
        env={"PATH": "", "LITERACY_DB": str(records)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    left = int(done.stdout.split()[-1])
    assert left < 10 * RUNS, f"{left / RUNS:.0f} objects for each answer"  # as Streamlit comes: some 200


@dataclass
class Queue:
    """The messages of a session, as far as the loop that sends asks for them."""

    empty: bool

    def is_empty(self) -> bool:
        return self.empty


class Manager:
    """Two sessions, of which one has something to send."""

    def __init__(self) -> None:
        self.idle, self.waiting = self._sessions()

    def _sessions(self) -> Iterator[Any]:
        for empty in (True, False):
            yield SimpleNamespace(session=SimpleNamespace(_browser_queue=Queue(empty)))

    def list_active_sessions(self) -> list[Any]:
        return [self.idle, self.waiting]

    def num_active_sessions(self) -> int:
        return 2


def test_the_loop_sends_from_sessions_that_have_something_and_counts_all() -> None:
    manager = Manager()
    server: Any = SimpleNamespace(_session_mgr=manager)
    economy.send_from_who_has_something(server)
    assert server._session_mgr.list_active_sessions() == [manager.waiting]
    assert server._session_mgr.num_active_sessions() == 2


def test_a_component_shows_its_state_as_it_is_and_only_if_somebody_listens() -> None:
    assert economy.presenter("events", "top", None) is None
    present: Any = economy.presenter("events", "countdown", {"over"})
    state = {"over": True}
    assert present(state, SimpleNamespace(_new_widget_state={})) is state
    assert present(state, SimpleNamespace(_new_widget_state={"events": None})) is state
