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

# said to the tests, not to the server
FOR_TESTS = {"LITERACY_REQUIRE_BROWSER", "LITERACY_REQUIRE_PROXIES", "LITERACY_BUILD_IMAGE"}


ROOT = Path(__file__).parent
LONG = "test_looks.py"  # what takes longest begins first


def pytest_xdist_auto_num_workers() -> int | None:
    """One process more than there are cores, since tests in a browser wait for most of their time."""
    return None if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS") else (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a file's tests in one process, for they share a server, and let those in the browser begin first."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path.relative_to(ROOT))))
    items.sort(key=lambda item: (item.path.name != LONG, item.path.parent.name != "browser"))


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
