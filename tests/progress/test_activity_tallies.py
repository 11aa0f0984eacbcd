"""What is counted as it happens is what counting anew gives, and what counting a cohort of everybody gives."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import people
from progress import activity_tallies, cohorts, erasure
from progress.activity_facts import FACTS
from progress.cohorts import Cohort
from progress.database import Database
from progress.groups import Group
from progress.periods import Period, ever
from tests.progress.bakery import Bakery, Learner

EVER = ever(date(2030, 1, 1))
ALL = Group()


def tallies(db: Database) -> list[tuple[str, str, str, int]]:
    rows = db.rows("SELECT * FROM activity_tallies WHERE cohort_id = '' ORDER BY kind, target, day")
    return [(row["kind"], row["target"], row["day"], row["number"]) for row in rows]


def recounted(db: Database) -> list[tuple[str, str, str, int]]:
    with db.write() as transaction:
        activity_tallies.recount(transaction)
    return tallies(db)


def cohort_of(bakery: Bakery, *learners: Learner) -> Group:
    made = cohorts.create(bakery.db, "Spring", None, bakery.now)
    with bakery.db.write() as transaction:
        for learner in learners:
            cohorts.add_member(transaction, made, learner.id, "code", bakery.now)
    return Group((made.id,))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["flour", "starter", "heat", "take", "fail", "begin", "preview", "wait"]),
        st.integers(0, 2),
        st.integers(0, 120),
    ),
    max_size=25,
)


def do(bakery: Bakery, learner: Learner, step: str, hours: int) -> None:
    match step:
        case "flour" | "starter":
            learner.read(step)
        case "heat":
            learner.read("heat", module_id="oven")
        case "take":
            learner.take(5)
        case "fail":
            learner.take(0)
        case "begin":
            learner.begin()
        case "preview":
            learner.take(5, preview=True)
        case _:
            bakery.wait(hours=hours)


def test_whatever_people_do_the_tallies_are_what_counting_anew_gives(bakery: Bakery) -> None:
    bakery.ask_everything()
    everybody: list[Learner] = []

    @settings(max_examples=25, deadline=None)
    @given(STEPS)
    def hold(steps: list[tuple[str, int, int]]) -> None:
        learners = [bakery.learner() for _ in range(3)]
        everybody.extend(learners)
        for step, who, hours in steps:
            do(bakery, learners[who], step, hours)
        kept = tallies(bakery.db)
        assert kept == recounted(bakery.db)

    hold()
    group = cohort_of(bakery, *everybody)
    for kind in FACTS:
        assert activity_tallies.people(bakery.db, kind, group, EVER) == activity_tallies.people(
            bakery.db, kind, ALL, EVER
        ), kind
        assert activity_tallies.by_day(bakery.db, kind, group, EVER) == activity_tallies.by_day(
            bakery.db, kind, ALL, EVER
        ), kind


MOVES = ["join", "leave", "close", "open", "erase"]


def move(bakery: Bakery, spring: Cohort, learner: Learner, step: str) -> None:
    if step == "close" or step == "open":
        people.set_active(bakery.db, learner.person, step == "open", None, bakery.now)
        return
    with bakery.db.write() as transaction:
        match step:
            case "join":
                cohorts.add_member(transaction, spring, learner.id, "code", bakery.now)
            case "leave":
                cohorts.remove_member(transaction, spring.id, learner.id)
            case _:
                erasure.erase(transaction, learner.id)


def test_whoever_comes_and_goes_cohorts_are_counted_as_counting_anew_gives(bakery: Bakery) -> None:
    bakery.ask_everything()
    spring = cohorts.create(bakery.db, "Spring", None, bakery.now)

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["flour", "heat", "take", *MOVES]), st.integers(0, 1)), max_size=15
        )
    )
    def hold(steps: list[tuple[str, int]]) -> None:
        here = dict(enumerate(bakery.learner() for _ in range(2)))
        for step, who in steps:
            if step in MOVES and who in here:
                move(bakery, spring, here[who], step)
            elif who in here:
                do(bakery, here[who], step, 0)
            if step == "erase":
                here.pop(who, None)
        assert activity_tallies.differences(bakery.db) == []

    hold()


@pytest.mark.parametrize("shared", [False, True], ids=["nobody in both", "somebody in both"])
def test_several_cohorts_are_counted_together_and_nobody_twice(bakery: Bakery, shared: bool) -> None:
    one, other, third = (bakery.learner() for _ in range(3))
    groups = [cohort_of(bakery, one, third), cohort_of(bakery, other, *([third] if shared else []))]
    for learner in (one, other, third):
        learner.read("flour")
    both = Group(tuple(group.cohort_ids[0] for group in groups))
    assert activity_tallies.people(bakery.db, "section-read", both, EVER) == {"dough/flour": 3}
    assert activity_tallies.by_day(bakery.db, "reads", both, EVER) == {"2026-11-23": 3}


def test_a_section_read_again_is_counted_once_and_by_its_first_day(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour")
    bakery.wait(days=1)
    ada.read("flour")
    first = activity_tallies.by_day(bakery.db, "section-read", ALL, EVER)
    assert first == {"2026-11-23": 1}
    assert activity_tallies.people(bakery.db, "begun", ALL, EVER) == {"": 1}


def test_a_person_is_one_reader_in_a_week_and_another_in_the_next(bakery: Bakery, ada: Learner) -> None:
    for days, section in ((0, "flour"), (6, "starter")):  # Monday, Sunday
        bakery.wait(days=days)
        ada.read(section)
    bakery.wait(days=1)
    ada.read("heat", module_id="oven")
    assert activity_tallies.by_day(bakery.db, "readers", ALL, EVER) == {"2026-11-23": 1, "2026-11-30": 1}
    assert sum(activity_tallies.by_day(bakery.db, "reads", ALL, EVER).values()) == 3


def test_what_lies_outside_the_period_is_not_counted(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour")
    day = bakery.now.date()
    for period, number in (
        (Period(day, day), 1),
        (Period(None, day - timedelta(days=1)), 0),
        (Period(day + timedelta(days=1), EVER.last), 0),
    ):
        assert activity_tallies.people(bakery.db, "section-read", ALL, period).get("dough/flour", 0) == number


def test_who_is_not_in_the_cohort_or_has_no_account_any_more_is_not_counted(bakery: Bakery) -> None:
    here, gone, other = (bakery.learner() for _ in range(3))
    group = cohort_of(bakery, here, gone)
    for learner in (here, gone, other):
        learner.read("flour")
    people.set_active(bakery.db, gone.person, False, None, bakery.now)
    assert activity_tallies.people(bakery.db, "section-read", group, EVER) == {"dough/flour": 1}


@pytest.mark.parametrize("kind", list(FACTS))
def test_a_preview_is_counted_nowhere(bakery: Bakery, ada: Learner, kind: str) -> None:
    ada.take(4, preview=True)
    assert activity_tallies.people(bakery.db, kind, ALL, EVER) == {}


def test_a_database_from_before_the_tallies_gets_them_with_what_was_done(
    bakery: Bakery, ada: Learner
) -> None:
    ada.read("flour")
    bakery.wait(minutes=3)
    ada.read("starter")
    ada.take(4)
    kept, times = tallies(bakery.db), bakery.db.rows("SELECT * FROM module_times")
    assert kept
    assert times
    with closing(sqlite3.connect(bakery.db.path)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND name IN ('completions_by_person',"
            " 'attempts_passed', 'attempts_first', 'scenario_runs_finished')"
        ).fetchall():
            connection.execute(f"DROP INDEX {name}")
        for table in ("activity_tallies", "module_times"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute(
            "DELETE FROM _sqlite_migrations WHERE name IN ('overview-indexes', 'cohort-tallies')"
        )
        connection.commit()
    bakery.db.prepare()
    assert (tallies(bakery.db), bakery.db.rows("SELECT * FROM module_times")) == (kept, times)
