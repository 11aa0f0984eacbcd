"""A real server: its disk fills up, its database is held by another, its connections are cut, it restarts."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from benchmarks import quiz
from benchmarks.learner import Learner, PageFault, Widget
from benchmarks.survival.crowd import QUIZ, SAVED, Memory, shows, type_word
from benchmarks.survival.looking import losses
from benchmarks.survival.rounds import gather
from benchmarks.survival.serving import NoServer, Server, free_port, start
from progress.database import Database

NOT_SAVED = "This could not be saved just now"
SMALL = 4_000_000  # bytes


@dataclass
class Desk:
    """A server, its records, and one learner."""

    server: Server
    database: Database
    memory: Memory

    def sit(self, work: Callable[[Learner], Awaitable[None]]) -> None:
        """Let the learner sit down at the quiz, before a question to type at, and work."""

        async def sitting() -> None:
            async with Learner(self.server.address, self.memory.cookie) as learner:
                await quiz.enter(learner, QUIZ)
                await find_field(learner)
                await work(learner)

        asyncio.run(sitting())

    async def type(self, learner: Learner) -> None:
        await type_word(learner, self.memory, field(learner))

    @property
    def losses(self) -> list[str]:
        return losses(self.database, [self.memory])

    def stored(self) -> list[str]:
        rows = self.database.rows("SELECT COALESCE(raw_response, response) AS given FROM answers ORDER BY 1")
        return [row["given"].strip('"') for row in rows]


def field(learner: Learner) -> Widget:
    found = quiz.question(learner)
    assert found
    assert found.kind == "text_input"
    return found


async def find_field(learner: Learner) -> None:
    for _ in range(10):
        found = quiz.question(learner)
        if found and found.kind == "text_input":
            return
        await quiz.move_on(learner)
    pytest.fail("there is no question to type at")


def records(folder: Path) -> tuple[Database, Memory]:
    database = Database(folder / "progress.db")
    database.prepare()
    return database, gather(database, 1)[0]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    database, memory = records(tmp_path_factory.mktemp("records"))
    desk = Desk(start(database.path), database, memory)
    yield desk
    desk.server.stop()
    database.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("A small disk can be mounted by root only.")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leave no byte free."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as opened:
        try:
            while opened.write(bytes(4096)) == 4096:
                pass
        except OSError:
            pass
    assert shutil.disk_usage(folder).free == 0
    return ballast


async def refused(desk: Desk, learner: Learner) -> None:
    """Type a word that cannot be stored: the page says so, and shows what is stored."""
    with pytest.raises(PageFault, match="an answer was not called saved"):
        await desk.type(learner)
    assert shows(learner, NOT_SAVED)


def test_a_database_held_by_another_program_is_told_and_the_next_try_is_saved(desk: Desk) -> None:
    async def work(learner: Learner) -> None:
        with closing(sqlite3.connect(desk.database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await refused(desk, learner)
        await desk.type(learner)
        assert shows(learner, SAVED)
        assert not shows(learner, NOT_SAVED)

    desk.sit(work)
    assert desk.losses == []


def test_an_answer_whose_connection_is_cut_is_stored_once_or_not_at_all_and_work_goes_on(desk: Desk) -> None:
    async def cut(learner: Learner) -> None:
        word = desk.memory.word()
        desk.memory.sent.add(word)
        typing = asyncio.create_task(learner.type(field(learner), word))
        await asyncio.sleep(0)  # the message is on its way, the answer is not
        learner.socket.transport.abort()
        typing.cancel()

    for _ in range(5):
        desk.sit(cut)
    desk.sit(desk.type)
    assert desk.losses == []


def test_a_quiz_goes_on_where_it_was_after_the_server_restarted(desk: Desk) -> None:
    desk.sit(desk.type)
    before = desk.stored()
    port = int(desk.server.address.rpartition(":")[2])
    desk.server.stop()
    assert desk.server.process.returncode == 0
    desk.server = start(desk.database.path, port)
    assert desk.stored() == before

    async def finish(learner: Learner) -> None:
        await desk.type(learner)
        while quiz.question(learner):
            await quiz.move_on(learner)
        desk.memory.submits_sent += 1
        await learner.press(learner.button("Submit my answers"))
        desk.memory.submits_acknowledged += 1

    desk.sit(finish)
    assert desk.losses == []


def test_a_full_disk_is_told_loses_nothing_and_is_overcome_once_there_is_room(
    small_disk: Path, tmp_path: Path
) -> None:
    database, memory = records(small_disk)
    desk = Desk(start(database.path, log=tmp_path / "server.log"), database, memory)

    async def work(learner: Learner) -> None:
        await desk.type(learner)
        ballast = fill(small_disk)
        for _ in range(50):  # the log has some room of its own
            try:
                await desk.type(learner)
            except PageFault:
                break
        assert shows(learner, NOT_SAVED)
        ready = httpx2.get(f"{desk.server.address}/readyz")
        assert (ready.status_code, "room" in ready.json()["failing"]) == (503, True)
        ballast.unlink()
        await desk.type(learner)
        assert shows(learner, SAVED)

    try:
        desk.sit(work)
        assert len(memory.acknowledged) >= 2
        assert desk.losses == []
        assert "the disk is full" in (tmp_path / "server.log").read_text()
    finally:
        desk.server.stop()
        database.close()


def test_a_read_only_file_system_is_refused_at_the_start(small_disk: Path, tmp_path: Path) -> None:
    database, _ = records(small_disk)
    database.close()
    before = database.path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(NoServer, match="cannot be written; allow this user to"):
        start(database.path, log=tmp_path / "server.log")
    assert database.path.read_bytes() == before


@pytest.mark.parametrize("where", ["the beginning", "the middle"])
def test_a_damaged_database_is_refused_at_the_start_with_what_to_do(tmp_path: Path, where: str) -> None:
    database, _ = records(tmp_path)
    database.close()
    with database.path.open("r+b") as file:
        file.seek(0 if where == "the beginning" else database.path.stat().st_size // 2)
        file.write(os.urandom(20_000))
    before = database.path.read_bytes()
    with pytest.raises(NoServer) as caught:
        start(database.path)
    told = str(caught.value)
    assert "Traceback" not in told
    assert "is not a database" in told if where == "the beginning" else "china-literacy restore" in told
    assert database.path.read_bytes() == before


def test_a_port_is_free_that_is_called_so() -> None:
    with pytest.raises(httpx2.TransportError):
        httpx2.get(f"http://127.0.0.1:{free_port()}/healthz")
