"""Ticks in checklists: kept once, taken away again, and each person's own."""

from progress import ticks
from tests.progress.bakery import Bakery, Learner

WEIGH, WARM = "0123456789ab", "ba9876543210"


def change(
    bakery: Bakery, learner: Learner, ticked: set[str], cleared: set[str], section: str = "flour"
) -> None:
    with bakery.db.write() as transaction:
        ticks.change(transaction, learner.id, "dough", section, ticked, cleared, bakery.now)


def test_ticks_are_kept_until_they_are_taken_away(bakery: Bakery, ada: Learner) -> None:
    change(bakery, ada, {WEIGH, WARM}, set())
    assert ticks.of_section(bakery.db, ada.id, "dough", "flour") == {WEIGH, WARM}
    change(bakery, ada, set(), {WARM})
    assert ticks.of_section(bakery.db, ada.id, "dough", "flour") == {WEIGH}


def test_a_tick_that_is_there_already_keeps_its_time(bakery: Bakery, ada: Learner) -> None:
    change(bakery, ada, {WEIGH}, set())
    first = bakery.db.rows("SELECT ticked_at FROM checklist_ticks")
    bakery.wait(days=1)
    change(bakery, ada, {WEIGH}, set())
    assert bakery.db.rows("SELECT ticked_at FROM checklist_ticks") == first


def test_ticks_are_of_one_person_in_one_section(bakery: Bakery, ada: Learner) -> None:
    change(bakery, ada, {WEIGH}, set())
    other = bakery.learner()
    change(bakery, other, set(), {WEIGH})
    change(bakery, ada, set(), {WEIGH}, section="starter")
    assert ticks.of_section(bakery.db, ada.id, "dough", "flour") == {WEIGH}
    assert ticks.of_section(bakery.db, ada.id, "dough", "starter") == frozenset()
    assert ticks.of_section(bakery.db, other.id, "dough", "flour") == frozenset()
