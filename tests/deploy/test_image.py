"""The Dockerfile is built, and the server runs in its image as the compose file runs it."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy import image as images
from tests.deploy.image import PATIENCE, Container, Image
from tests.deploy.test_container import dockerfile, instructions

GRACE = 15  # seconds: compose.yaml's stop_grace_period


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    with images.built(tmp_path_factory.mktemp("image")) as image:
        yield image


def volume(image: Image, folder: Path) -> Path:
    """The folder as a container engine makes a volume: with owner and rights of the folder in the image."""
    made = (image.root / "records").stat()
    os.chown(folder, made.st_uid, made.st_gid)
    folder.chmod(made.st_mode & 0o777)
    return folder


@pytest.fixture(scope="module")
def records(image: Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return volume(image, tmp_path_factory.mktemp("records"))


@pytest.fixture(scope="module")
def container(image: Image, records: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Container]:
    log = tmp_path_factory.mktemp("log") / "server.log"
    with images.running(image, records, log) as container:
        health = json.loads(dict(instructions(dockerfile()))["HEALTHCHECK"].partition("CMD ")[2])
        end = time.monotonic() + PATIENCE
        while container.run(*health).returncode != 0:
            assert time.monotonic() < end, log.read_text(encoding="utf-8")
            time.sleep(1)
        yield container


def test_the_server_in_the_container_says_by_its_own_health_check_that_it_is_ready(
    container: Container,
) -> None:
    assert "Open http://localhost:8501" in container.log.read_text(encoding="utf-8")


def test_it_is_no_root_and_cannot_become_it(container: Container) -> None:
    status = container.status()
    assert set(status["Uid"].split()) == {"10001"}
    assert int(status["CapEff"], 16) == int(status["CapPrm"], 16) == int(status["CapBnd"], 16) == 0
    assert status["NoNewPrivs"] == "1"


@pytest.mark.parametrize("place", ["/srv/china-literacy", "/usr/local/bin", "/etc", "/var/tmp", "/"])
def test_nobody_writes_to_its_root_not_even_root(container: Container, place: str) -> None:
    done = container.run_as_root("touch", f"{place}/written")
    assert done.returncode != 0
    assert "Read-only file system" in done.stderr


def test_it_writes_records_and_nothing_that_others_can_read(container: Container, records: Path) -> None:
    written = {file.name for file in records.iterdir()}
    assert "progress.db" in written
    assert records.stat().st_mode & 0o077 == 0
    assert {file.stat().st_uid for file in records.iterdir()} == {10001}


def test_pages_and_commands_work_in_it(container: Container) -> None:
    script = "import urllib.request as u; print(u.urlopen('http://127.0.0.1:8501/account/sign-in').read().decode())"
    assert 'type="password"' in container.run("python", "-c", script).stdout
    done = container.run("china-literacy", "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "database: sound" in done.stdout
    backup = container.run("china-literacy", "backup", "--to", "/records/copy.db")
    assert "Backed up and checked" in backup.stdout


def test_nothing_private_and_no_tests_are_in_the_image(image: Image) -> None:
    inside = {file.name for file in (image.root / "srv" / "china-literacy").iterdir()}
    assert {"app.py", "modules", "quizzes"} <= inside
    assert not inside & {"tests", "benchmarks", "data", "deploy", ".git", ".ci", ".venv"}


def test_it_stops_when_it_is_told_to(image: Image, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    log = tmp_path / "server.log"
    with images.running(image, volume(image, tmp_path / "records"), log) as container:
        end = time.monotonic() + PATIENCE
        while "Open http" not in log.read_text(encoding="utf-8"):
            assert time.monotonic() < end, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        os.kill(container.pid, signal.SIGTERM)
        begun = time.monotonic()
        while container.is_there():
            assert time.monotonic() - begun < GRACE, log.read_text(encoding="utf-8")
            time.sleep(0.05)
