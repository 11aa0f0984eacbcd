"""What every test of a command starts with."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands hand their options on through the environment; none is left behind."""
    for variable in ("COURSE", "DB", "HOST", "PORT", "BASE_URL"):
        monkeypatch.setenv(f"LITERACY_{variable}", "")


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder for backups."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder
