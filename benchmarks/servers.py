"""The servers that are compared, each in a process of its own, and the people who sign in to them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import psutil

from accounts import people, sessions
from progress.database import Database
from settings import ROOT

COMMANDS = {
    "this app": ("-m", "china_literacy", "serve", "--port"),
    "bare page": ("-m", "benchmarks.bare.serve"),
    "this app, stock Streamlit": ("-m", "benchmarks.stock"),
}
PATIENCE = 60  # seconds for a start


class Server:
    """A running server: where it is, and the CPU it has used."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._process = psutil.Process(process.pid)

    def cpu(self) -> float:
        """User and system time so far, in seconds."""
        used = self._process.cpu_times()
        return float(used.user + used.system)

    def memory(self) -> int:
        """What it holds in memory now (RSS), in bytes."""
        return int(self._process.memory_info().rss)


@contextmanager
def running(name: str, database: Path, folder: Path | None = None) -> Iterator[Server]:
    """Start the server of this name with its records in `database`; end it when the block ends.

    Its log stands in `folder`, beside the database unless given.
    """
    port = _free_port()
    environment = {**os.environ, "LITERACY_DB": str(database), "PYTHONPATH": str(ROOT)}
    with ((folder or database.parent) / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, *COMMANDS[name], str(port)], env=environment, stdout=log, stderr=log
        )
    try:
        _await(process, port, log.name)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def sign_in(database: Path, number: int) -> list[str]:
    """Make so many learners and let them in; returns the cookie of each."""
    db = Database(database)
    db.prepare()
    now = datetime.now(UTC)
    cookies = []
    for i in range(number):
        address = f"learner-{now:%H%M%S%f}-{i}@example.org"
        learner = people.add(db, email=address, name=f"Learner {i}", role="learner", now=now)
        cookies.append(f"{sessions.COOKIE}={sessions.start(db, learner, now)}")
    return cookies


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(process: subprocess.Popen[bytes], port: int, log: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx2.get(f"http://127.0.0.1:{port}/_stcore/health").is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"a server did not start:\n{Path(log).read_text(errors='replace')}")
