"""`china-literacy serve` as a process of its own, for tests that need a real server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = 90  # seconds that a server may take to answer
PASSWORD = "three quiet pandas"


class Server:
    """`china-literacy serve` on a database of its own; can be killed and started again.

    It is started in `folder`, where it finds secrets, and with the settings given besides.
    """

    patience = START

    def __init__(self, folder: Path, course: Path = ROOT, **settings: str) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
        self.database = folder / "progress.db"
        self.course = course
        self.log = folder / "server.log"
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        self._wait()

    def command(self) -> list[str]:
        command = [sys.executable, "-m", "china_literacy", "serve", "--port", str(self.port)]
        return [*command, "--db", str(self.database), "--course", str(self.course)]

    def _wait(self) -> None:
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            assert self.process
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        pytest.fail(f"the server did not come up:\n{self.log.read_text()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
