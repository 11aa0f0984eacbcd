"""What tells a demonstration from real records."""

from datetime import datetime, timedelta

import pytest

from accounts import audit, demonstration, people
from accounts.demonstration import Demonstration
from progress.database import Database

MADE = Demonstration(learners=200, seed=7)


def test_real_records_are_no_demonstration(db: Database, now: datetime) -> None:
    assert demonstration.of(db) is None
    people.add(db, email="ada@example.org", name="Ada", role="learner", now=now)
    assert demonstration.of(db) is None


def test_a_demonstration_is_known_from_its_beginning_on(db: Database, now: datetime) -> None:
    demonstration.begin(db, MADE, now)
    assert demonstration.of(db) == MADE
    assert not demonstration.is_ready(db)
    people.add(db, email="ada@example.invalid", name="Ada", role="learner", now=now)
    demonstration.ready(db, now)
    assert demonstration.of(db) == MADE
    assert demonstration.is_ready(db)


def test_real_records_never_become_one(db: Database, now: datetime) -> None:
    people.add(db, email="ada@example.org", name="Ada", role="learner", now=now)
    with pytest.raises(ValueError, match="only new records"):
        demonstration.begin(db, MADE, now)
    later = now + timedelta(seconds=1)
    audit.record(db, None, demonstration.BEGUN, None, '{"learners": 1, "seed": 1}', later)
    assert demonstration.of(db) is None


def test_its_line_counts_its_learners() -> None:
    assert MADE.told == "All 200 learners and what they did are invented."
    assert Demonstration(1, 1).told == "The one learner and all they did are invented."
