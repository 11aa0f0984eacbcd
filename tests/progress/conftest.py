"""A bakery on a real database, and one learner."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from progress.database import Database
from tests.progress.bakery import BREAD, Bakery, Learner


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    yield Bakery(db, copytree(BREAD, tmp_path / "course"))
    db.close()


@pytest.fixture
def ada(bakery: Bakery) -> Learner:
    return bakery.learner("Ada")
