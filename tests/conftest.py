"""What every test starts with: an environment without settings, clean caches and, where it asks, a course to break."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.bread import Bread

# A busy machine is no failure; `HYPOTHESIS_PROFILE=long pytest tests/course` looks for longer.
settings.register_profile(
    "short", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("short"), max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

FOR_TESTS = {"LITERACY_REQUIRE_BROWSER", "LITERACY_REQUIRE_PROXIES"}  # said to the tests, not to the server


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the developer's own server do not reach a test."""
    for variable in [*os.environ]:
        if variable.startswith("LITERACY_") and variable not in FOR_TESTS:
            monkeypatch.delenv(variable)


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """What one test's pages cached is not what the next one's find. Tests without pages need not wait for them."""
    yield
    if streamlit := sys.modules.get("streamlit"):
        streamlit.cache_data.clear()
        streamlit.cache_resource.clear()
    if services := sys.modules.get("app_pages.services"):
        services.forget()


@pytest.fixture
def bread(tmp_path: Path) -> Bread:
    """A copy of the small course about bread, to break."""
    return Bread(tmp_path / "bread")
