"""The front door as a browser meets it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routes
from accounts import people
from accounts.person import Person
from course.loader import load
from progress.database import Database
from tests.routes.house import ADDRESS, BREAD, PASSWORD, House


@pytest.fixture
def house(tmp_path: Path) -> House:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    folder = copytree(BREAD, tmp_path / "course")
    course = load(folder).course
    assert course is not None
    script = tmp_path / "app_pages" / "index.py"
    (script.parent / "static").mkdir(parents=True)
    script.touch()
    return House(db, folder, course, script)


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    """A browser that follows no redirects and trusts the server's certificate."""
    with TestClient(
        Starlette(routes=routes.table(house.services())), ADDRESS, follow_redirects=False
    ) as client:
        yield client


@pytest.fixture
def ada(house: House) -> Person:
    """A learner with an account."""
    return people.add(
        house.db,
        email="ada@example.ac.uk",
        name="Ada Baker",
        role="learner",
        now=house.now,
        password=PASSWORD,
    )
