"""A real database, a moment, and a person without a password (hashing one takes a while)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from accounts import people
from accounts.people import Person
from progress.database import Database


@pytest.fixture
def db(tmp_path: Path) -> Database:
    database = Database(tmp_path / "x.db")
    database.prepare()
    return database


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def ada(db: Database, now: datetime) -> Person:
    return people.add(db, email="ada@example.ac.uk", name="Ada Baker", role="learner", now=now)


@pytest.fixture
def tove(db: Database, now: datetime) -> Person:
    return people.add(db, email="tove@example.ac.uk", name="Tove Oven", role="admin", now=now)
