"""Who is to be told what, and that everybody is told each thing once. Today is 23 November 2026."""

from datetime import date

import pytest

from accounts import people
from progress import certificates
from progress.cohorts import Cohort
from progress.reminders import Reminder, Wanted, claim, declines, release, reminders, set_declined
from tests.progress.bakery import Bakery, Learner
from tests.progress.deadlines import assign, extend
from tests.progress.final_test import finish_modules
from tests.progress.finals import add_final, cohort_of, complete, take_final

DUE = date(2026, 11, 30)


@pytest.fixture
def spring(bakery: Bakery, ada: Learner) -> Cohort:
    """Ada's cohort, which has the module about dough to do within a week."""
    spring = cohort_of(bakery, ada)
    assign(bakery, spring, "dough", DUE)
    return spring


def found(
    bakery: Bakery, wanted: Wanted | None = None, cohort_ids: list[str] | None = None
) -> list[tuple[str, str, str, str]]:
    """Name, reason, title and day of each thing that somebody is to be told."""
    return [
        (one.name, thing.reason, thing.title, thing.day.isoformat())
        for one in reminders(bakery.db, bakery.course, wanted or Wanted(), bakery.now, cohort_ids)
        for thing in one.things
    ]


def tell(bakery: Bakery) -> list[Reminder | None]:
    with bakery.db.write() as transaction:
        return [
            claim(transaction, one, "mail", None, bakery.now)
            for one in reminders(bakery.db, bakery.course, Wanted(), bakery.now)
        ]


def test_what_is_due_within_the_days_is_told_and_nothing_later(bakery: Bakery, spring: Cohort) -> None:
    assert found(bakery) == [("Ada", "due", "Dough", "2026-11-30")]
    assert found(bakery, Wanted(6)) == []
    assert found(bakery, Wanted(None)) == []


def test_the_day_itself_is_not_yet_overdue(bakery: Bakery, spring: Cohort) -> None:
    bakery.wait(days=7)
    assert found(bakery, Wanted(0)) == [("Ada", "due", "Dough", "2026-11-30")]
    bakery.wait(days=1)
    assert found(bakery, Wanted(0)) == [("Ada", "overdue", "Dough", "2026-11-30")]
    assert found(bakery, Wanted(0, overdue=False)) == []


def test_what_is_done_is_told_to_nobody(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    complete(ada)
    assert found(bakery) == []


def test_quizzes_and_scenarios_are_told_too_and_work_without_a_day_is_not(
    bakery: Bakery, spring: Cohort, ada: Learner
) -> None:
    assign(bakery, spring, "dough", date(2026, 11, 20), "quiz")
    assign(bakery, spring, "late-loaf", DUE, "scenario")
    assign(bakery, spring, "oven", None)
    assert found(bakery) == [
        ("Ada", "overdue", "Dough quiz", "2026-11-20"),
        ("Ada", "due", "Dough", "2026-11-30"),
        ("Ada", "due", "The late loaf", "2026-11-30"),
    ]
    ada.take(4)
    assert ("Ada", "overdue", "Dough quiz", "2026-11-20") not in found(bakery)


def test_what_left_the_course_is_told_to_nobody(bakery: Bakery, spring: Cohort) -> None:
    assign(bakery, spring, "gone", DUE)
    bakery.edit("modules/course.yaml", "modules: [dough, oven]", "modules: [dough]")
    assign(bakery, spring, "oven", DUE)
    assert [title for _, _, title, _ in found(bakery)] == ["Dough"]


def test_somebody_with_more_time_hears_before_their_own_day(
    bakery: Bakery, spring: Cohort, ada: Learner
) -> None:
    extend(bakery, spring, ada, "dough", date(2027, 1, 15))
    assert found(bakery) == []
    bakery.wait(days=50)
    assert found(bakery) == [("Ada", "due", "Dough", "2027-01-15")]


def test_two_cohorts_that_ask_the_same_make_one_thing_by_the_first_day(
    bakery: Bakery, spring: Cohort, ada: Learner
) -> None:
    other = cohort_of(bakery, ada, name="Autumn")
    assign(bakery, other, "dough", date(2026, 11, 25))
    assert found(bakery) == [("Ada", "due", "Dough", "2026-11-25")]
    assert found(bakery, cohort_ids=[spring.id]) == [("Ada", "due", "Dough", "2026-11-30")]
    assert found(bakery, cohort_ids=[]) == []


def test_archived_cohorts_and_closed_accounts_are_left_alone(
    bakery: Bakery, spring: Cohort, ada: Learner
) -> None:
    people.set_active(bakery.db, ada.person, False, None, bakery.now)
    assert found(bakery) == []
    people.set_active(bakery.db, ada.person, True, None, bakery.now)
    with bakery.db.write() as transaction:
        transaction.run("UPDATE cohorts SET archived_at = created_at")
    assert found(bakery) == []


def test_everybody_is_told_each_thing_once(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    assert len(tell(bakery)) == 1
    assert found(bakery) == []
    bakery.wait(days=8)
    assert found(bakery) == [("Ada", "overdue", "Dough", "2026-11-30")]
    tell(bakery)
    bakery.wait(days=100)
    assert found(bakery) == []
    extend(bakery, spring, ada, "dough", bakery.now.date())
    assert found(bakery) == [("Ada", "due", "Dough", bakery.now.date().isoformat())]


def test_two_who_tell_at_once_tell_one_thing_once(bakery: Bakery, spring: Cohort) -> None:
    (one,) = reminders(bakery.db, bakery.course, Wanted(), bakery.now)
    with bakery.db.write() as transaction:
        assert claim(transaction, one, "mail", None, bakery.now) == one
        assert claim(transaction, one, "file", None, bakery.now) is None
        release(transaction, one)
        assert claim(transaction, one, "file", None, bakery.now) == one


def test_who_declines_hears_of_what_is_overdue_only(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    assert not declines(bakery.db, ada.id)
    for _ in range(2):
        set_declined(bakery.db, ada.id, True, bakery.now)
    assert declines(bakery.db, ada.id)
    assert found(bakery) == []
    bakery.wait(days=8)
    assert found(bakery) == [("Ada", "overdue", "Dough", "2026-11-30")]
    set_declined(bakery.db, ada.id, False, bakery.now)
    assert not declines(bakery.db, ada.id)


def test_completions_that_soon_count_no_more_are_told_once(bakery: Bakery, ada: Learner) -> None:
    wanted = Wanted(None, overdue=False, expiring=30)
    add_final(bakery)
    complete(ada)
    bakery.wait(days=1)
    take_final(bakery, ada)
    assert found(bakery, wanted) == []  # the course says nothing of validity
    bakery.edit("modules/course.yaml", "title: Bread", "title: Bread\nvalid_months: 2")
    assert found(bakery, wanted) == []
    bakery.wait(days=31)
    expected = [
        ("Ada", "expiring", "Dough", "2027-01-23"),
        ("Ada", "expiring", "The last loaf", "2027-01-24"),
    ]
    assert found(bakery, wanted) == expected
    set_declined(bakery.db, ada.id, True, bakery.now)
    assert found(bakery, wanted) == []
    set_declined(bakery.db, ada.id, False, bakery.now)
    (one,) = reminders(bakery.db, bakery.course, wanted, bakery.now)
    with bakery.db.write() as transaction:
        claim(transaction, one, "mail", None, bakery.now)
    assert found(bakery, wanted) == []
    take_final(bakery, ada)
    bakery.wait(days=50)
    assert found(bakery, wanted) == [("Ada", "expiring", "The last loaf", "2027-02-25")]


def test_of_who_holds_a_certificate_the_certificate_is_told(bakery: Bakery, ada: Learner) -> None:
    wanted = Wanted(None, overdue=False, expiring=30)
    bakery.ask_everything()
    bakery.edit("modules/course.yaml", "title: Bread", "title: Bread\nvalid_months: 2")
    finish_modules(ada)
    bakery.wait(days=10)
    made = certificates.issue(bakery.db, bakery.course, ada.id, "", bakery.now)
    bakery.wait(days=35)
    assert made.until
    assert found(bakery, wanted) == [("Ada", "expiring", "Bread", made.until.isoformat())]
    bakery.wait(days=-20)
    assert found(bakery, wanted) == []
    bakery.wait(days=20)
    with bakery.db.write() as transaction:
        certificates.revoke(transaction, made.code, None, "A mistake.", bakery.now)
    assert {title for _, _, title, _ in found(bakery, wanted)} == {"Dough", "Oven"}


def test_people_come_by_name_with_all_their_things_in_one_reminder(bakery: Bakery, spring: Cohort) -> None:
    zoe, abe = bakery.learner("Zoë"), bakery.learner("Ábe")
    cohort = cohort_of(bakery, zoe, abe, name="Autumn")
    for target_id in ("dough", "oven"):
        assign(bakery, cohort, target_id, DUE)
    told = reminders(bakery.db, bakery.course, Wanted(), bakery.now)
    assert [(one.name, len(one.things)) for one in told] == [("Ábe", 2), ("Ada", 1), ("Zoë", 2)]
