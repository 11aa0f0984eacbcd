"""The systemd unit, judged by systemd itself."""

import subprocess
from pathlib import Path

import pytest

from tests.deploy.proxies import DEPLOY, program, replaced

MOST_EXPOSED = 2.5  # of 10, as `systemd-analyze security` counts; a unit without any of it has 9.6

UNIT = (DEPLOY / "china-literacy.service").read_text(encoding="utf-8")


@pytest.fixture
def analyse() -> str:
    return program("systemd-analyze")


def unit(folder: Path) -> Path:
    """The unit, with a program that is on every machine."""
    file = folder / "china-literacy.service"
    changed = replaced(UNIT, **{"/opt/china-literacy/.venv/bin/china-literacy serve": "/bin/true"})
    file.write_text(changed, encoding="utf-8")
    return file


def test_systemd_takes_the_unit_without_a_word(analyse: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [analyse, "verify", "--man=no", str(unit(tmp_path))], capture_output=True, text=True, check=False
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "china-literacy" in line]
    assert ours == []
    assert done.returncode == 0


def test_systemd_calls_the_unit_well_shut_in(analyse: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(analyse, "security", "--offline=true", "--no-pager"),
            *(f"--threshold={round(MOST_EXPOSED * 10)}", str(unit(tmp_path))),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Overall exposure level" in done.stdout + done.stderr
    assert done.returncode == 0, done.stdout[-400:]


def test_the_service_stops_before_it_is_killed() -> None:
    from commands.serve import GRACE

    seconds = int(UNIT.partition("TimeoutStopSec=")[2].split()[0])
    assert seconds > 2 * GRACE
