"""The pages as Streamlit runs them, on a real database and the small course about bread, with a clock to move."""

from collections.abc import Iterator

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager

from app_pages import services
from tests.app_pages.school import Make, School
from tests.bread import Bread


@pytest.fixture
def school(bread: Bread, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    """The pages of the course about bread. Only the cookie, the clock and the environment are the test's own."""
    school = School(bread)
    monkeypatch.setenv("LITERACY_COURSE", str(bread.root))
    monkeypatch.setenv("LITERACY_DB", str(bread.root.parent / "progress.db"))
    monkeypatch.setattr(services, "token", lambda: school.cookie)
    monkeypatch.setattr(services, "now", lambda: school.now)
    yield school
    services.database().close()


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Make]:
    """What the pages' download buttons make when they are pressed, in the order of the page."""
    made: list[Make] = []
    original = MediaFileManager.add_deferred

    def add(manager: MediaFileManager, make: Make, *rest: object, **more: object) -> str:
        made.append(make)
        return original(manager, make, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(MediaFileManager, "add_deferred", add)
    return made
