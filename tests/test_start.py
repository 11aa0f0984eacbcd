"""Starting: every way of it, from another folder, with foreign packages that bear our rooms' names in the way."""

import asyncio
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import pytest

import faults
from accounts import sessions
from benchmarks.learner import Learner, PageFault
from china_literacy import ROOMS
from settings import ROOT

PATIENCE = 60  # seconds; a start takes about three
APP = str(ROOT / "app.py")
PINE = "#0f5c55"  # primaryColor in .streamlit/config.toml


def commands(port: int) -> dict[str, list[str]]:
    python = sys.executable
    return {
        "china-literacy serve": [python, "-m", "china_literacy", "serve", "--port", str(port)],
        "python app.py": [python, APP],
        "uvicorn app:app": [python, "-m", "uvicorn", "app:app", "--port", str(port)],
        "streamlit run app.py": [
            *(python, "-m", "streamlit", "run", APP),
            *("--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"),
        ],
    }


WAYS = list(commands(0))


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder of installed packages with the names of our rooms; one of them is imported before anything else."""
    folder = tmp_path / "site-packages"
    for room in ROOMS:
        (folder / room).mkdir(parents=True)
        (folder / room / "__init__.py").write_text("FOREIGN = True\n")
    (folder / "sitecustomize.py").write_text("import progress, settings\n")
    return folder


@pytest.fixture
def environment(tmp_path: Path, foreign: Path) -> dict[str, str]:
    """What a server is started with: the project is found after the foreign packages, as in an editable install."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("LITERACY_")}
    return {
        **outside,
        "PYTHONPATH": os.pathsep.join([str(foreign), str(ROOT)]),
        "LITERACY_DB": str(tmp_path / "data" / "people.db"),
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A started server; `log` is all it has said."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process = process
        self.address = f"http://127.0.0.1:{port}"
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text()

    def wait(self) -> None:
        """Return when pages and database answer."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if httpx2.get(f"{self.address}/healthz").status_code == 200:
                    return
            except httpx2.TransportError:
                time.sleep(0.1)
        pytest.fail(f"the server did not start:\n{self.log}")


@contextmanager
def started(way: str, environment: dict[str, str], folder: Path) -> Iterator[Server]:
    """A server in another working directory, ended when the block ends."""
    port = free_port()
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            commands(port)[way],
            cwd=folder,
            env={**environment, "LITERACY_PORT": str(port)},
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    server = Server(process, port, log)
    try:
        server.wait()
        yield server
    finally:
        process.kill()
        process.wait()


async def front_page(address: str) -> tuple[str, str, int]:
    """The words on the page that a visitor sees first, the theme's colour, and the number of widgets."""
    async with Learner(address) as visitor:
        await visitor.open()
        words = " ".join(widget.content.body for widget in visitor.page.all("html"))
        return words, visitor.theme_colour, len(visitor.page.widgets)


@pytest.mark.parametrize("way", WAYS)
def test_it_starts_anywhere_with_its_own_rooms_and_configuration(
    way: str, environment: dict[str, str], tmp_path: Path
) -> None:
    with started(way, environment, tmp_path) as server:
        words, colour, widgets = asyncio.run(front_page(server.address))
        assert "No account is needed to read" in words
        assert colour == PINE
        assert widgets > 5
        assert httpx2.get(f"{server.address}/account/sign-in").status_code == 200
        assert "Traceback" not in server.log
        assert (tmp_path / "data" / "people.db").is_file()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_quickly_with_a_page_open(
    stop: signal.Signals, environment: dict[str, str], tmp_path: Path
) -> None:
    async def stop_while_open(server: Server) -> float:
        async with Learner(server.address) as visitor:
            await visitor.open()
            begun = time.monotonic()
            server.process.send_signal(stop)
            await asyncio.to_thread(server.process.wait, PATIENCE)
            return time.monotonic() - begun

    with started("china-literacy serve", environment, tmp_path) as server:
        assert asyncio.run(stop_while_open(server)) < 4
        assert server.process.returncode == 0
        assert "Traceback" not in server.log


def test_the_first_start_prints_a_link_that_opens_the_first_trainers_form(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with started("china-literacy serve", environment, tmp_path) as server:
        link = next(line for line in server.log.splitlines() if "/account/welcome/" in line)
        page = httpx2.get(f"{server.address}/account/welcome/{link.rsplit('/', 1)[1]}")
        assert page.status_code == 200
        assert 'type="password"' in page.text
        assert "GET /account" not in server.log  # a link in the log could be used by who reads it


def refused(environment: dict[str, str], folder: Path, port: int, *options: str) -> str:
    """What `china-literacy serve` says when it does not start, which is no traceback."""
    done = subprocess.run(
        [*commands(port)["china-literacy serve"], *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_port_in_use_is_told_in_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = refused(environment, tmp_path, taken.getsockname()[1])
    assert "Address already in use. Choose another with --port" in told


def test_a_course_that_is_not_there_is_told_in_a_sentence(
    environment: dict[str, str], tmp_path: Path
) -> None:
    told = refused(environment, tmp_path, free_port(), "--course", "nowhere")
    assert f"there is no folder {tmp_path / 'nowhere'}" in told


def test_a_course_that_nobody_could_sign_in_to_is_refused(
    environment: dict[str, str], tmp_path: Path
) -> None:
    told = refused({**environment, "LITERACY_LOCAL_ACCOUNTS": "false"}, tmp_path, free_port())
    assert "nobody could sign in" in told
    assert not (tmp_path / "data").exists()


def test_what_is_wrong_with_the_database_and_with_the_course_is_told_at_once(
    environment: dict[str, str], tmp_path: Path
) -> None:
    spoilt = tmp_path / "spoilt.db"
    spoilt.write_text("no database " * 1000)
    told = refused(environment, tmp_path, free_port(), "--course", "nowhere", "--db", str(spoilt))
    assert "spoilt.db is not a database" in told
    assert f"there is no folder {tmp_path / 'nowhere'}" in told


def test_every_room_is_a_regular_package_or_module() -> None:
    """A folder without __init__.py would lose to any installed package of its name, wherever it stands on the path."""
    for room in ROOMS:
        assert (ROOT / f"{room}.py").is_file() or (ROOT / room / "__init__.py").is_file(), room


def test_a_fault_is_told_to_the_learner_and_traced_in_the_log_under_one_reference(
    environment: dict[str, str], tmp_path: Path
) -> None:
    async def visit(server: Server) -> str:
        async with Learner(server.address, cookie=f"{sessions.COOKIE}={'x' * 43}") as visitor:
            with pytest.raises(PageFault) as caught:
                await visitor.open()
            return str(caught.value)

    with started("china-literacy serve", environment, tmp_path) as server:
        with closing(sqlite3.connect(environment["LITERACY_DB"])) as connection:
            connection.execute("ALTER TABLE sign_in_sessions RENAME TO lost")
        sentence = asyncio.run(visit(server))
        assert "The answers you saved are safe" in sentence
        reference = sentence.split("**")[1]
        assert f"Fault {reference}" in server.log
        assert server.log.count("no such table: sign_in_sessions") == 1


def test_a_fault_is_logged_without_words_that_may_be_personal() -> None:
    try:
        try:
            raise KeyError("ada@example.org")
        except KeyError as problem:
            raise ValueError("Ada Lovelace answered 42") from problem
    except ValueError as fault:
        logged = "".join(faults.trace(fault))
    assert "ValueError\n" in logged
    assert "KeyError\n" in logged
    assert "in test_a_fault_is_logged_without_words_that_may_be_personal" in logged
    source = Path(__file__).read_text()
    words = [line for line in logged.splitlines() if line.strip() not in source]
    assert not [line for line in words if "Ada" in line or "example" in line]
