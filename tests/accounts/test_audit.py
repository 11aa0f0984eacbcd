from datetime import datetime, timedelta

import pytest

from accounts import audit
from accounts.audit import Entry
from accounts.people import Person
from progress.database import Database


def test_an_act_is_kept_as_it_was_recorded(db: Database, now: datetime) -> None:
    audit.record(db, "actor", "course changed", None, "王静's \x00 ' words", now)
    assert audit.recent(db, 10) == [Entry(now, "actor", "course changed", None, "王静's \x00 ' words")]


def test_the_newest_acts_come_first_and_no_more_than_asked_for(db: Database, now: datetime) -> None:
    for hour in (2, 0, 3, 1):
        audit.record(db, None, f"act {hour}", None, "", now + timedelta(hours=hour))
    assert [entry.action for entry in audit.recent(db, 3)] == ["act 3", "act 2", "act 1"]


def test_an_act_that_fails_leaves_no_entry(db: Database, now: datetime) -> None:
    def act() -> None:
        with db.write() as tx:
            audit.write(tx, None, "nothing done", None, "", now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert audit.recent(db, 10) == []


def test_the_log_outlives_the_people_in_it(db: Database, ada: Person) -> None:
    with db.write() as tx:
        tx.run("DELETE FROM people")
    assert [entry.subject_id for entry in audit.recent(db, 10)] == [ada.id]
