"""The look through the file when a server starts."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from accounts import people
from progress import database
from progress.database import Database, DatabaseProblem
from tests.progress.bakery import NOON


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    people.add(db, email="ada@example.org", name="Ada", role="learner", now=NOON)
    db.close()
    yield db
    db.close()


def spoil(db: Database) -> None:
    """Overwrite some pages in the middle, as a bad disk would."""
    with db.path.open("r+b") as file:
        file.seek(db.path.stat().st_size // 2)
        file.write(os.urandom(20_000))


def test_a_sound_file_is_taken_and_can_be_used_without_haste(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "STEPS_BETWEEN", 1)
    db.refuse_damaged(seconds=60)
    monkeypatch.setattr("progress.database.time", SimpleNamespace(monotonic=lambda: float("inf")))
    assert db.row("SELECT name FROM people") == {"name": "Ada"}  # nothing breaks it off


def test_a_damaged_file_is_refused_with_what_to_do_and_what_sqlite_says(db: Database) -> None:
    spoil(db)
    with pytest.raises(DatabaseProblem, match="put back a backup with `china-literacy restore`"):
        db.refuse_damaged(seconds=60)


def test_the_look_ends_with_its_time(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STEPS_BETWEEN", 1)
    spoil(db)
    db.refuse_damaged(seconds=-1)  # broken off before it could find anything
    with pytest.raises(DatabaseProblem):
        db.refuse_damaged(seconds=60)
