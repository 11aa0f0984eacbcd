"""The look through the file when a server starts."""

import os
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import OperationalError

import pytest

from accounts import people
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


def test_a_sound_file_is_taken_and_can_be_used_without_haste(db: Database) -> None:
    db.refuse_damaged(seconds=0.2)
    counted = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000)"
    # takes longer than the look might, and nothing breaks it off
    assert db.row(f"{counted} SELECT MAX(i) AS i FROM n") == {"i": 2_000_000}


def test_work_is_broken_off_when_its_time_is_over(db: Database) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n"
    with db.read() as transaction, transaction.breaking_off(0.1) as over:
        with pytest.raises(OperationalError, match="interrupted"):
            transaction.rows(endless)
        assert over.is_set()


def test_a_damaged_file_is_refused_with_what_to_do_and_what_sqlite_says(db: Database) -> None:
    spoil(db)
    with pytest.raises(DatabaseProblem, match="put back a backup with `china-literacy restore`"):
        db.refuse_damaged(seconds=60)


def test_the_look_ends_with_its_time(db: Database) -> None:
    spoil(db)
    db.refuse_damaged(seconds=-1)  # broken off before it could find anything
    with pytest.raises(DatabaseProblem):
        db.refuse_damaged(seconds=60)
