"""What every test of a command starts with."""

import pytest


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands hand their options on through the environment; none is left behind."""
    for variable in ("COURSE", "DB", "HOST", "PORT", "BASE_URL"):
        monkeypatch.setenv(f"LITERACY_{variable}", "")
