"""The records of a demonstration: every page says what they are, and whoever runs it is its trainer."""

import pytest

from accounts import demonstration, sessions
from accounts.demonstration import Demonstration
from app_pages import services
from tests.app_pages.school import School

LINE = "Demonstration. All 30 learners and what they did are invented."
PAGES = [
    "/",
    "/module?m=dough",
    "/glossary",
    "/resources",
    "/about",
    "/quiz?q=dough",
    "/scenario?s=late-loaf",
]
TRAINERS = ["/completion", "/questions", "/regrade", "/record"]


@pytest.fixture
def made_up(school: School) -> School:
    demonstration.begin(school.db, Demonstration(30, 1), school.now)
    return school


@pytest.mark.parametrize("page", [*PAGES, *TRAINERS])
def test_every_page_says_that_nobody_is_real(made_up: School, page: str) -> None:
    assert LINE in made_up.trainer().open(page).words
    assert LINE in made_up.visitor().open(page).words


def test_no_page_of_real_records_says_so(school: School) -> None:
    assert "Demonstration" not in school.trainer().open("/completion").words


def test_its_trainer_needs_no_cookie_and_cannot_sign_out(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    demonstration.begin(school.db, Demonstration(30, 1), school.now)
    trainer = school.person("Demonstration Trainer", "trainer")
    monkeypatch.undo()  # the test's own cookie
    monkeypatch.setenv("LITERACY_COURSE", str(school.bread.root))
    monkeypatch.setenv("LITERACY_DB", str(school.db.path))
    monkeypatch.setattr(services, "now", lambda: school.now)
    monkeypatch.setattr(services, "demo", sessions.start(school.db, trainer, school.now))
    page = school.visitor().open("/completion")
    assert page.title == "Completion"
    assert "Sign out" not in page.html
    assert "Demonstration Trainer" in page.words
