"""What cohorts are given to do: by when, by whom it is done, and who is behind."""

from datetime import date, timedelta

import pytest

from progress import assignments, cohorts, completion, scenarios, targets
from progress.cohorts import Cohort, CohortProblem
from progress.completion import Deadlines, Matrix
from progress.targets import Kind
from tests.progress.bakery import Bakery, Learner

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def spring(bakery: Bakery) -> Cohort:
    return cohorts.create(bakery.db, "Spring", None, bakery.now)


def join(bakery: Bakery, cohort: Cohort, *learners: Learner) -> None:
    with bakery.db.write() as transaction:
        for learner in learners:
            cohorts.add_member(transaction, cohort, learner.id, "trainer", bakery.now)


def give(
    bakery: Bakery, cohort: Cohort, target_id: str, due_on: date | None = None, kind: Kind = "module"
) -> None:
    with bakery.db.write() as transaction:
        assignments.assign(transaction, cohort, kind, target_id, due_on, bakery.now)


def left(bakery: Bakery, learner: Learner) -> list[str]:
    return [due.target.id for due in assignments.open_for(bakery.db, bakery.course, learner.id)]


def shown(
    bakery: Bakery, cohort_ids: list[str] | None = None, show: str = "everyone", sort: str = "name"
) -> Matrix:
    course = bakery.course
    return completion.matrix(
        bakery.db,
        course.modules,
        search="",
        show=show,
        sort=sort,
        cohort_ids=cohort_ids,
        deadlines=Deadlines(targets.targets(course), bakery.now.date()),
        limit=50,
        offset=0,
    )


def names(matrix: Matrix) -> list[str]:
    return [row.name for row in matrix.rows]


def test_work_is_due_soonest_first_and_without_a_day_last(
    bakery: Bakery, spring: Cohort, ada: Learner
) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "dough")
    give(bakery, spring, "oven", TOMORROW)
    give(bakery, spring, "late-loaf", TODAY, "scenario")
    assert left(bakery, ada) == ["late-loaf", "oven", "dough"]


def test_each_kind_of_work_is_done_in_its_own_way(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "oven")
    give(bakery, spring, "dough", None, "quiz")
    give(bakery, spring, "late-loaf", None, "scenario")
    assert left(bakery, ada) == ["oven", "dough", "late-loaf"]
    ada.read("heat", module_id="oven")
    ada.take(4, preview=True)
    ada.take(0)
    assert left(bakery, ada) == ["dough", "late-loaf"]
    bakery.wait(hours=1)
    ada.take(4)
    scenarios.start_or_resume(bakery.db, bakery.course.scenarios["late-loaf"], ada.id, bakery.now)
    assert left(bakery, ada) == ["late-loaf"]


def test_a_diagnostic_quiz_is_done_when_it_is_submitted(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    bakery.edit("quizzes/dough.yaml", "role: module\nmodule: dough", "role: diagnostic")
    bakery.edit("modules/dough/module.yaml", "quiz: dough\n", "")
    join(bakery, spring, ada)
    give(bakery, spring, "dough", None, "quiz")
    ada.begin()
    assert left(bakery, ada) == ["dough"]
    ada.submit(ada.begin())
    assert left(bakery, ada) == []


def test_what_left_the_course_is_asked_of_nobody(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "gone", YESTERDAY)
    assert left(bakery, ada) == []
    assert assignments.of_cohort(bakery.db, bakery.course, spring.id) == []
    assert shown(bakery, show="overdue").total == 0


def test_work_of_two_cohorts_is_shown_once_by_its_first_day(
    bakery: Bakery, spring: Cohort, ada: Learner
) -> None:
    other = cohorts.create(bakery.db, "Other", None, bakery.now)
    join(bakery, spring, ada)
    join(bakery, other, ada)
    give(bakery, spring, "oven", TOMORROW)
    give(bakery, other, "oven", TODAY)
    (due,) = assignments.open_for(bakery.db, bakery.course, ada.id)
    assert due.due_on == TODAY


def test_work_is_overdue_from_the_day_after(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "oven", TODAY)
    assert shown(bakery, show="overdue").total == 0
    bakery.wait(days=1)
    (row,) = shown(bakery, show="overdue").rows
    assert row.is_overdue("oven")
    assert not row.is_overdue("dough")
    ada.read("heat", module_id="oven")
    assert shown(bakery, show="overdue").total == 0


def test_more_time_is_for_one_person_and_outlives_a_new_day_for_all(bakery: Bakery, spring: Cohort) -> None:
    ada, ben = bakery.learner("Ada"), bakery.learner("Ben")
    join(bakery, spring, ada, ben)
    give(bakery, spring, "oven", YESTERDAY)
    (due,) = assignments.of_person(bakery.db, bakery.course, ada.id)
    with bakery.db.write() as transaction:
        assignments.extend(transaction, due, TOMORROW, " Was  ill. ", None, bakery.now)
    give(bakery, spring, "oven", YESTERDAY - timedelta(days=1))
    assert names(shown(bakery, show="overdue")) == ["Ben"]
    (one,) = assignments.extensions_of(bakery.db, spring.id)
    assert (one.name, one.due_on, one.reason) == ("Ada", TOMORROW, "Was ill.")
    with bakery.db.write() as transaction:
        assignments.take_back(transaction, due)
    assert names(shown(bakery, show="overdue")) == ["Ada", "Ben"]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_more_time_needs_a_reason(bakery: Bakery, spring: Cohort, ada: Learner, reason: str) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "oven", YESTERDAY)
    (due,) = assignments.of_person(bakery.db, bakery.course, ada.id)
    with pytest.raises(CohortProblem, match="reason"), bakery.db.write() as transaction:
        assignments.extend(transaction, due, TOMORROW, reason, None, bakery.now)
    assert bakery.count("extensions") == 0


def test_who_leaves_a_cohort_owes_it_nothing(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "oven", YESTERDAY)
    (due,) = assignments.of_person(bakery.db, bakery.course, ada.id)
    with bakery.db.write() as transaction:
        assignments.extend(transaction, due, TOMORROW, "Was ill.", None, bakery.now)
        assert cohorts.remove_member(transaction, spring.id, ada.id)
        assert not cohorts.remove_member(transaction, spring.id, ada.id)
    assert left(bakery, ada) == []
    assert bakery.count("extensions") == 0


def test_work_taken_back_takes_its_extra_time_along(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "oven", YESTERDAY)
    (due,) = assignments.of_person(bakery.db, bakery.course, ada.id)
    with bakery.db.write() as transaction:
        assignments.extend(transaction, due, TOMORROW, "Was ill.", None, bakery.now)
        assignments.withdraw(transaction, spring.id, "module", "oven")
    assert (bakery.count("assignments"), bakery.count("extensions")) == (0, 0)


def test_an_archived_cohort_asks_nothing_and_is_given_nothing(
    bakery: Bakery, spring: Cohort, ada: Learner
) -> None:
    join(bakery, spring, ada)
    give(bakery, spring, "oven", YESTERDAY)
    with bakery.db.write() as transaction:
        cohorts.archive(transaction, spring.id, bakery.now)
    assert left(bakery, ada) == []
    assert shown(bakery, show="overdue").total == 0
    with pytest.raises(CohortProblem, match="archived"):
        give(bakery, cohorts.find(bakery.db, spring.id), "dough")


def test_a_cohort_is_summed_up_over_active_members(bakery: Bakery, spring: Cohort) -> None:
    ada, ben, cho = bakery.learner("Ada"), bakery.learner("Ben"), bakery.learner("Cho")
    join(bakery, spring, ada, ben, cho)
    give(bakery, spring, "oven", YESTERDAY)
    give(bakery, spring, "dough", TOMORROW)
    ada.read("heat", module_id="oven")
    with bakery.db.write() as transaction:
        transaction.run("UPDATE people SET active = 0 WHERE name = 'Cho'")
    found = assignments.summaries(bakery.db, bakery.course, [spring.id], TODAY)[spring.id]
    assert (found.asked, found.done, found.late, found.next_on) == (4, 1, 1, TOMORROW)
    given = assignments.of_cohort(bakery.db, bakery.course, spring.id)
    assert [(one.target.id, one.due_on, one.done) for one in given] == [
        ("oven", YESTERDAY, 1),
        ("dough", TOMORROW, 0),
    ]


# ---- the matrix of cohorts


def test_the_matrix_of_cohorts_holds_their_active_members_once(bakery: Bakery, spring: Cohort) -> None:
    ada, trainer = bakery.learner("Ada"), bakery.learner("Tess", "trainer")
    bakery.learner("Olu")
    other = cohorts.create(bakery.db, "Other", None, bakery.now)
    join(bakery, spring, ada, trainer)
    join(bakery, other, ada)
    assert names(shown(bakery, [spring.id, other.id])) == ["Ada", "Tess"]
    assert names(shown(bakery, [other.id])) == ["Ada"]
    assert names(shown(bakery, [])) == []
    assert names(shown(bakery)) == ["Ada", "Olu"]


def test_the_matrix_of_a_cohort_knows_its_own_days_only(bakery: Bakery, spring: Cohort, ada: Learner) -> None:
    other = cohorts.create(bakery.db, "Other", None, bakery.now)
    join(bakery, spring, ada)
    join(bakery, other, ada)
    give(bakery, other, "oven", YESTERDAY)
    assert names(shown(bakery, [spring.id], "overdue")) == []
    assert shown(bakery, [spring.id]).rows[0].overdue == ()
    assert names(shown(bakery, [other.id], "overdue")) == ["Ada"]
    assert names(shown(bakery, None, "overdue")) == ["Ada"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Ana", "Ben", "Cho", "Dan"]),
        ("most", ["Ben", "Ana", "Cho", "Dan"]),
        ("fewest", ["Ana", "Cho", "Dan", "Ben"]),
        ("latest", ["Cho", "Ana", "Ben", "Dan"]),
        ("longest-ago", ["Dan", "Ben", "Ana", "Cho"]),
    ],
)
def test_the_matrix_is_sorted_as_asked(bakery: Bakery, sort: str, expected: list[str]) -> None:
    ana, ben, cho = bakery.learner("Ana"), bakery.learner("Ben"), bakery.learner("Cho")
    bakery.learner("Dan")
    ben.read("heat", module_id="oven")
    bakery.wait(hours=1)
    ana.read("flour")
    bakery.wait(hours=1)
    scenarios.start_or_resume(bakery.db, bakery.course.scenarios["late-loaf"], cho.id, bakery.now)
    matrix = shown(bakery, sort=sort)
    assert names(matrix) == expected
    seen = {row.name: row.seen_at for row in matrix.rows}
    assert seen["Cho"] == bakery.now
    assert seen["Dan"] is None
