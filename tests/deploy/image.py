"""The container's image, built by the real Dockerfile and run as deploy/compose.yaml runs it, without Docker.

buildah follows the Dockerfile step by step. What it starts from is no download of `python:3.11-slim-bookworm` but its
stand-in, made of Debian's packages: Debian 12 with its own Python 3.11 under the same name. The server then runs in
namespaces of its own: on a read-only root with /tmp in memory and the records in a folder outside, as the image's user,
without any capability and without a way to get one, and with a network that leads nowhere.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from settings import ROOT
from tests.deploy.proxies import DEPLOY, REQUIRED, program

BASE = "docker.io/library/python:3.11-slim-bookworm"
STAND_IN = "FROM scratch\nADD base.tar /\nRUN python3 -m venv /usr/local\n"
ANY = '{"default": [{"type": "insecureAcceptAnything"}]}'  # images that were made here bear no signature
# Where machines say which package index and certificates are trusted; the build asks the index that this one does.
INDEX = ("/etc/ssl/certs", "/etc/pip.conf", "/etc/xdg/pip")
PATIENCE = 90  # seconds
INSIDE = """
set -eu
mount --bind "$ROOT" "$ROOT"
mount -o remount,bind,ro "$ROOT"
mount -t proc proc "$ROOT/proc"
mount -t tmpfs tmpfs "$ROOT/tmp"
mount --bind "$RECORDS" "$ROOT/records"
ip link set lo up
exec chroot "$ROOT" "$@"
"""


@dataclass(frozen=True)
class Image:
    """The image's files, and what it says of user, environment, folder and command (OCI's `config`)."""

    root: Path
    config: dict[str, Any]

    def as_its_user(self, command: list[str]) -> list[str]:
        """The words that run a command as the container does, once its root is the root."""
        user = self.config["User"]
        return [
            *("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"),
            *("--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"),
            *("env", "-i", f"--chdir={self.config['WorkingDir']}", *self.config["Env"], *command),
        ]


@dataclass(frozen=True)
class Container:
    """A server that runs in an image: its process as it is known outside, and what it has said."""

    image: Image
    pid: int
    log: Path

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command beside the server, as the same user."""
        return self._enter(self.image.as_its_user(list(command)))

    def run_as_root(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command beside the server, as root."""
        return self._enter(list(command))

    def _enter(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        enter = ["nsenter", f"--target={self.pid}", "--mount", "--net", "--pid", "--root", "--wd=/"]
        return subprocess.run([*enter, *command], capture_output=True, text=True, timeout=60, check=False)

    def is_there(self) -> bool:
        """Whether the server's process has not ended."""
        try:
            return "Z" not in self.status()["State"]
        except FileNotFoundError:
            return False

    def status(self) -> dict[str, str]:
        """What the kernel says of the server's process."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


@contextmanager
def built(folder: Path) -> Iterator[Image]:
    """The image of deploy/Dockerfile. It is large, and removed at the end."""
    if not os.environ.get("LITERACY_BUILD_IMAGE"):
        pytest.skip(
            "Building an image takes minutes: LITERACY_BUILD_IMAGE=1 pytest -n 0 tests/deploy/test_image.py"
        )
    for name in ("buildah", "mmdebstrap", "unshare", "nsenter", "setpriv", "ip"):
        program(name)
    if os.geteuid() != 0:
        (pytest.fail if REQUIRED else pytest.skip)("Only root can mount an image.")
    (folder / "policy.json").write_text(ANY, encoding="utf-8")
    store = ["buildah", f"--root={folder / 'store'}", f"--runroot={folder / 'run'}", "--storage-driver=vfs"]
    policy = f"--signature-policy={folder / 'policy.json'}"
    build = [*store, "bud", policy, "--isolation=chroot", "--network=host", "--pull-never"]
    try:
        _make_base(folder, build)
        index = [f"--volume={place}:{place}:ro" for place in INDEX if Path(place).exists()]
        ignored = f"--ignorefile={DEPLOY / 'Dockerfile.dockerignore'}"
        _do(*build, *index, ignored, f"--file={DEPLOY / 'Dockerfile'}", "--tag=china-literacy", str(ROOT))
        made = _do(*store, "from", policy, "--pull-never", "localhost/china-literacy").strip()
        described = json.loads(_do(*store, "inspect", "--type=image", "localhost/china-literacy"))
        yield Image(Path(_do(*store, "mount", made).strip()), described["OCIv1"]["config"])
    finally:
        subprocess.run([*store, "rm", "--all"], capture_output=True, check=False)
        shutil.rmtree(folder / "store", ignore_errors=True)


def _make_base(folder: Path, build: list[str]) -> None:
    """Make the stand-in for the image that the Dockerfile starts from, and give it that name."""
    packages = "--include=python3,python3-venv,ca-certificates"
    _do("mmdebstrap", "--variant=minbase", packages, "bookworm", str(folder / "base.tar"))
    (folder / "Base").write_text(STAND_IN, encoding="utf-8")
    _do(*build, f"--tag={BASE}", f"--file={folder / 'Base'}", str(folder))
    (folder / "base.tar").unlink()


def _do(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@contextmanager
def running(image: Image, records: Path, log: Path) -> Iterator[Container]:
    """The image's own command, until the end; `records` is the folder outside that belongs to the image's user."""
    apart = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation=private"]
    command = [*apart, "sh", "-c", INSIDE, "sh", *image.as_its_user(image.config["Cmd"])]
    places = {"ROOT": str(image.root), "RECORDS": str(records)}
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **places})
    try:
        yield Container(image, _child(process), log)
    finally:
        process.kill()
        process.wait()


def _child(process: "subprocess.Popen[bytes]") -> int:
    """The first process in the namespaces; it becomes the server."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := children.read_text(encoding="ascii").split():
            return int(found[0])
        time.sleep(0.05)
    raise AssertionError("no process was started in the container")
