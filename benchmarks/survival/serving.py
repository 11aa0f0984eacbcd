"""The server that is killed: `china-literacy serve` of a course of one quiz."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx2

from settings import ROOT

COURSE = Path(__file__).parent / "course"
PATIENCE = 90  # seconds for a start


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: "subprocess.Popen[bytes]"
    address: str

    def kill(self) -> None:
        """End it as the kernel would that runs out of memory."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as an operator would."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class NoServer(Exception):
    """The server did not start; the text is what it said."""


def start(database: Path, port: int | None = None, log: Path | None = None, **settings: str) -> Server:
    """A server that says that it is well, on a free port unless given. Raises NoServer.

    Its log stands beside the database unless given; `settings` are named without their prefix.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "china_literacy", "serve", "--port", str(port), "--course", str(COURSE)]
    environment = {**os.environ, "LITERACY_DB": str(database), "PYTHONPATH": str(ROOT)}
    environment |= {f"LITERACY_{name}": value for name, value in settings.items()}
    log = log or database.parent / "server.log"
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    server = Server(process, f"http://127.0.0.1:{port}")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx2.get(f"{server.address}/healthz").is_success:
                return server
        except httpx2.TransportError:
            time.sleep(0.05)
    server.kill()
    raise NoServer(log.read_text(errors="replace"))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
