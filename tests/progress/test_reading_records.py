import pytest

from progress import reading
from progress.moments import to_text
from tests.progress.bakery import NOON, Bakery, Learner


def test_a_read_section_is_remembered_with_its_first_moment(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour")
    bakery.wait(days=1)
    ada.read("flour", "starter")
    assert reading.sections_read(bakery.db, ada.id) == {
        "dough": {"flour": to_text(NOON), "starter": to_text(bakery.now)}
    }


def test_reading_counts_in_every_edition(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour")
    bakery.edit("modules/dough/module.yaml", "edition: 1\nchanges", "edition: 2\nchanges")
    ada.read("flour", "starter")
    assert list(reading.sections_read(bakery.db, ada.id)["dough"]) == ["flour", "starter"]
    editions = bakery.db.rows("SELECT section_id, edition FROM section_reads ORDER BY section_id, edition")
    assert [tuple(row.values()) for row in editions] == [("flour", 1), ("flour", 2), ("starter", 2)]


def test_the_latest_edition_in_which_a_section_was_read_is_told_with_its_day(
    bakery: Bakery, ada: Learner
) -> None:
    assert reading.latest_reading(bakery.db, ada.id, "dough", "flour") is None
    ada.read("flour")
    bakery.wait(days=1)
    bakery.edit("modules/dough/module.yaml", "edition: 1\nchanges", "edition: 2\nchanges")
    ada.read("flour")
    assert reading.latest_reading(bakery.db, ada.id, "dough", "flour") == reading.Reading(2, bakery.now)
    assert reading.latest_reading(bakery.db, bakery.learner().id, "dough", "flour") is None


def test_the_section_read_last_is_where_to_go_on(bakery: Bakery, ada: Learner) -> None:
    assert reading.last_read(bakery.db, ada.id) is None
    ada.read("flour", "starter")
    bakery.wait(hours=1)
    ada.read("flour")
    last = reading.last_read(bakery.db, ada.id)
    assert last is not None
    assert (last.module_id, last.section_id, last.seen_at) == ("dough", "flour", bakery.now)


def test_what_one_person_reads_is_nobody_elses(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour")
    assert reading.sections_read(bakery.db, bakery.learner().id) == {}


def test_a_section_that_does_not_exist_is_not_recorded(bakery: Bakery, ada: Learner) -> None:
    with pytest.raises(KeyError):
        ada.read("salt")
    assert bakery.count("section_reads") == 0
