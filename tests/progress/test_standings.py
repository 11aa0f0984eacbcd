"""Where a person stands is what they did, whatever that was; it finds and sorts people with the course as it is now."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progress import completion, scenarios, standings
from progress.attempts import AttemptRefused
from tests.progress.bakery import Bakery, Learner
from tests.progress.test_activity_tallies import do

DOINGS = ["flour", "heat", "take", "fail", "begin", "preview", "walk", "look", "wait"]


def act(bakery: Bakery, learner: Learner, doing: str, hours: int) -> None:
    if doing in ("walk", "look"):
        (scenario, *_) = bakery.course.scenarios.values()
        scenarios.start_or_resume(bakery.db, scenario, learner.id, bakery.now, preview=doing == "look")
    else:
        with suppress(
            AttemptRefused
        ):  # a clock that was set back can make the last attempt one of the future
            do(bakery, learner, doing, hours)


def test_whatever_people_do_where_they_stand_is_what_they_did(bakery: Bakery) -> None:
    bakery.ask_everything()

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 1), st.integers(-48, 120)), max_size=20)
    )
    def hold(doings: list[tuple[str, int, int]]) -> None:
        learners = [bakery.learner() for _ in range(2)]
        for doing, who, hours in doings:  # hours may be negative: clocks are set back
            act(bakery, learners[who], doing, hours)
        assert standings.differences(bakery.db) == []

    hold()


def test_who_stands_elsewhere_is_told_and_put_right(bakery: Bakery, ada: Learner) -> None:
    ada.read("heat", module_id="oven")
    with bakery.db.write() as transaction:
        transaction.run("UPDATE people SET finished = 7")
    for repair in (False, True):
        told = standings.differences(bakery.db, repair=repair)
        assert told == [f"where person {ada.id} stands is not what they did"]
    assert standings.differences(bakery.db) == []


@pytest.mark.parametrize(("show", "shown"), [("under-way", ["Ada"]), ("finished", ["Ben"])])
def test_a_module_that_is_no_more_is_not_among_those_finished(
    bakery: Bakery, show: str, shown: list[str]
) -> None:
    ada, ben = bakery.learner("Ada"), bakery.learner("Ben")
    ada.read("heat", module_id="oven")
    ben.read("flour", "starter")
    ben.take(4)
    modules = [bakery.module("dough")]
    found = completion.matrix(bakery.db, modules, search="", show=show, limit=9, offset=0)
    assert [row.name for row in found.rows] == shown
    sorted_by = completion.matrix(
        bakery.db, modules, search="", show="everyone", sort="most", limit=9, offset=0
    )
    assert [row.name for row in sorted_by.rows] == ["Ben", "Ada"]
