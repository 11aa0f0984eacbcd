"""Who has begun, finished and passed, what people gained, how long they took, and who is overdue."""

from datetime import date, timedelta

import pytest

from course.quizzes import Quiz
from progress import activity_tallies, cohorts, funnels, overdue, overview, time_spent
from progress.cohorts import Cohort
from progress.groups import MINIMUM, Group
from progress.overview import Gain, Standing
from progress.periods import Period, ever, last_days, this_term
from tests.progress.bakery import Bakery, Learner
from tests.progress.finals import FINAL

EVERYBODY = Group()
EVER = ever(date(2027, 12, 31))


def final(bakery: Bakery, name: str = "final") -> Quiz:
    """The dough quiz under another name, as a test of the whole course."""
    return bakery.quiz.model_copy(update={"id": name, "role": name, "module": None})


def cohort(bakery: Bakery, *learners: Learner, name: str = "Spring") -> Cohort:
    made = cohorts.create(bakery.db, name, None, bakery.now)
    with bakery.db.write() as transaction:
        for learner in learners:
            cohorts.add_member(transaction, made, learner.id, "code", bakery.now)
    return made


def assign(bakery: Bakery, made: Cohort, target: str, due: str | None = None, kind: str = "module") -> None:
    with bakery.db.write() as transaction:
        transaction.run(
            "INSERT INTO assignments VALUES (:cohort, :kind, :target, :due, :now)",
            cohort=made.id,
            kind=kind,
            target=target,
            due=due,
            now="2026-01-01T00:00:00.000000Z",
        )


def scored(bakery: Bakery, learner: Learner, quiz_id: str, score: float, passed: bool = True) -> None:
    """A submitted attempt with this score, the next of the learner's at this quiz."""
    with bakery.db.write() as transaction:
        transaction.run(
            """
            INSERT INTO attempts (id, person_id, quiz_id, number, preview, edition, seed, pass_mark, started_at, state,
                submitted_at, grading, points, score, passed)
            SELECT :id, :person_id, :quiz_id, COUNT(*) + 1, 0, 'e', 's', 60, :now, 'submitted', :now, 1, 1, :score,
                :passed
            FROM attempts WHERE person_id = :person_id AND quiz_id = :quiz_id
            """,
            id=f"{learner.id}-{quiz_id}-{bakery.now.isoformat()}-{score}",
            person_id=learner.id,
            quiz_id=quiz_id,
            now=bakery.now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            score=score,
            passed=int(passed),
        )


def standing(bakery: Bakery, group: Group = EVERYBODY, period: Period = EVER) -> Standing:
    return overview.standing(bakery.db, bakery.course.modules, [final(bakery)], group, period)


def finish(learner: Learner) -> None:
    learner.read("flour", "starter")
    learner.read("heat", module_id="oven")
    learner.take(4)


# ---- who has begun, finished, passed


@pytest.mark.parametrize("in_cohort", [False, True])
def test_begun_finished_and_passed_are_counted(bakery: Bakery, in_cohort: bool) -> None:
    idle, reading, done = (bakery.learner() for _ in range(3))
    reading.read("flour")
    finish(done)
    scored(bakery, done, "final", 90)
    scored(bakery, done, "final", 95)
    scored(bakery, reading, "final", 20, passed=False)
    group = Group((cohort(bakery, idle, reading, done).id,)) if in_cohort else EVERYBODY
    assert standing(bakery, group) == Standing(people=3, joined=3, begun=2, finished=1, passed=1)


def test_only_what_was_assigned_must_be_finished(bakery: Bakery) -> None:
    ada, other = bakery.learner(), bakery.learner()
    ada.read("heat", module_id="oven")
    made = cohort(bakery, ada, other)
    assert standing(bakery, Group((made.id,))).finished == 0
    assign(bakery, made, "oven")
    assert standing(bakery, Group((made.id,))).finished == 1
    second = cohort(bakery, ada, name="Autumn")
    assign(bakery, second, "dough")
    assert standing(bakery, Group((second.id,))).finished == 0
    both = standing(bakery, Group((made.id, second.id)))
    assert (both.people, both.finished) == (2, 0)


def test_whoever_finished_outside_the_period_is_not_counted_in_it(bakery: Bakery, ada: Learner) -> None:
    finish(ada)
    today = bakery.now.date()
    group = Group((cohort(bakery, ada).id,))
    for who in (EVERYBODY, group):
        assert standing(bakery, who, Period(today, today)).finished == 1
        assert standing(bakery, who, Period(None, today - timedelta(days=1))).finished == 0
        assert standing(bakery, who, Period(today + timedelta(days=1), EVER.last)).finished == 0


def test_a_module_that_is_no_more_does_not_count_as_one_that_is(bakery: Bakery) -> None:
    done, other = bakery.learner(), bakery.learner()
    finish(done)
    other.read("heat", module_id="oven")
    with bakery.db.write() as transaction:
        transaction.run(
            "INSERT INTO completions VALUES (:id, 'gone', 1, '2026-01-01T00:00:00.000000Z', NULL, NULL)",
            id=other.id,
        )
        activity_tallies.recount(transaction)
    assert activity_tallies.people(bakery.db, "modules-finished", EVERYBODY, EVER) == {"1": 2, "2": 2}
    assert standing(bakery).finished == 1


# ---- what they gained


def test_the_gain_is_the_mean_of_each_persons_own(bakery: Bakery) -> None:
    for before, after in ((0, 50), (50, 100), (20, 60), (60, 60), (50, 25)):
        learner = bakery.learner()
        scored(bakery, learner, "diagnostic", before)
        scored(bakery, learner, "final", after)
    gain = overview.gain(bakery.db, final(bakery, "diagnostic"), final(bakery), EVERYBODY, EVER)
    assert gain
    assert (gain.people, gain.before, gain.after) == (5, 36.0, 59.0)
    assert gain.gain == pytest.approx((0.5 + 1 + 0.5 + 0 - 0.5) / 5)


def test_people_without_both_tests_in_order_or_with_nothing_to_gain_do_not_count(bakery: Bakery) -> None:
    for _ in range(MINIMUM):
        learner = bakery.learner()
        scored(bakery, learner, "diagnostic", 50)
        bakery.wait(days=1)
        scored(bakery, learner, "final", 75)
        scored(bakery, learner, "final", 100)  # a second attempt changes nothing
    scored(bakery, bakery.learner(), "final", 100)
    scored(bakery, bakery.learner(), "diagnostic", 0)
    full, late = bakery.learner(), bakery.learner()
    scored(bakery, full, "diagnostic", 100)
    scored(bakery, full, "final", 100)
    scored(bakery, late, "final", 100)
    bakery.wait(days=1)
    scored(bakery, late, "diagnostic", 0)
    gain = overview.gain(bakery.db, final(bakery, "diagnostic"), final(bakery), EVERYBODY, EVER)
    assert gain == Gain(5, 50.0, 75.0, 0.5)


def test_gains_never_change_by_fewer_than_five_people(bakery: Bakery) -> None:
    group = cohort(bakery)
    quizzes = final(bakery, "diagnostic"), final(bakery)
    seen = set()
    for i in range(2 * MINIMUM):
        learner = bakery.learner()
        with bakery.db.write() as transaction:
            cohorts.add_member(transaction, group, learner.id, "code", bakery.now)
        scored(bakery, learner, "diagnostic", 0)
        bakery.wait(minutes=1)
        scored(bakery, learner, "final", 10 * i)
        for who in (EVERYBODY, Group((group.id,))):
            gain = overview.gain(bakery.db, *quizzes, who, EVER)
            seen.add(gain and (gain.people, gain.after, round(gain.gain, 9)))
    assert seen == {None, (5, 20.0, 0.2), (10, 45.0, 0.45)}


# ---- how long they took


def test_time_is_the_sum_of_gaps_each_a_quarter_of_an_hour_at_most(bakery: Bakery, ada: Learner) -> None:
    ada.read("flour")
    bakery.wait(minutes=4)
    ada.read("starter")
    bakery.wait(hours=20)
    attempt = ada.begin()
    for drawn in attempt.questions:
        bakery.wait(minutes=2)
        ada.answer(
            attempt,
            drawn.question_id,
            {
                "weigh-first": "scale",
                "what-to-weigh": ["flour", "water"],
                "feed-on-the-day": "true",
                "french-word": "levain",
                "cold-keeps": "cold",
            }[drawn.question_id],
        )
    bakery.wait(minutes=1)
    ada.submit(attempt)
    bakery.wait(days=1)
    ada.read("flour")
    rows = bakery.db.rows("SELECT module_id, seconds FROM module_times")
    assert rows == [{"module_id": "dough", "seconds": 60 * (4 + 15 + 2 * 4 + 1)}]


def test_median_times_are_given_of_five_people_and_in_steps(bakery: Bakery) -> None:
    group = cohort(bakery)
    for minutes in (1, 2, 3, 4, 10, 10, 10):
        learner = bakery.learner()
        with bakery.db.write() as transaction:
            cohorts.add_member(transaction, group, learner.id, "code", bakery.now)
        learner.read("flour", "starter")
        bakery.wait(minutes=minutes)
        learner.take(4)
        for who in (EVERYBODY, Group((group.id,))):
            spent = time_spent.medians(bakery.db, bakery.course.modules, who, EVER)
            people = bakery.people - bakery.people % MINIMUM
            assert {name: (one.people, one.minutes) for name, one in spent.items()} == (
                {"dough": (5, 3.0)} if people else {}
            )


# ---- funnels and weeks


@pytest.mark.parametrize("in_cohort", [False, True])
def test_the_funnel_counts_in_steps_of_five(bakery: Bakery, in_cohort: bool) -> None:
    learners = [bakery.learner() for _ in range(13)]
    for i, learner in enumerate(learners):
        learner.read("flour")
        if i < 7:
            learner.read("starter")
        if i < 4:
            learner.take(4)
    group = Group((cohort(bakery, *learners).id,)) if in_cohort else EVERYBODY
    dough, oven = funnels.funnels(bakery.db, bakery.course.modules, group, EVER)
    assert (dough.begun, dough.sections, dough.quiz, dough.finished) == (
        10,
        {"flour": 10, "starter": 5},
        0,
        0,
    )
    assert (oven.begun, oven.quiz) == (0, None)


@pytest.mark.parametrize("in_cohort", [False, True])
def test_a_week_in_which_few_did_something_has_no_number(bakery: Bakery, in_cohort: bool) -> None:
    learners = [bakery.learner() for _ in range(6)]
    for learner in learners:
        learner.read("flour", "starter")
    bakery.wait(days=14)
    for learner in learners[:4]:
        learner.read("heat", module_id="oven")
        learner.take(4)
    group = Group((cohort(bakery, *learners).id,)) if in_cohort else EVERYBODY
    weeks = funnels.weeks(bakery.db, group, ever(bakery.now.date()))
    assert [(week.monday.isoformat(), week.reads, week.submissions) for week in weeks] == [
        ("2026-11-23", 10, 0),
        ("2026-11-30", 0, 0),
        ("2026-12-07", None, None),
    ]


# ---- overdue


def late(bakery: Bakery, group: Group = EVERYBODY, today: str = "2026-12-05", most: int = 99) -> int:
    return overdue.people(bakery.db, bakery.course, group, date.fromisoformat(today), most)


def test_who_has_not_done_it_by_the_end_of_the_day_is_overdue(bakery: Bakery) -> None:
    idle, done = bakery.learner(), bakery.learner()
    done.read("heat", module_id="oven")
    made = cohort(bakery, idle, done)
    assign(bakery, made, "oven", "2026-12-04")
    assert late(bakery, today="2026-12-04") == 0
    assert late(bakery) == late(bakery, Group((made.id,))) == 1
    assert late(bakery, Group((cohort(bakery, idle, name="Other").id,))) == 0


def test_an_extension_an_archived_cohort_and_a_closed_account_make_nobody_overdue(bakery: Bakery) -> None:
    idle = bakery.learner()
    made = cohort(bakery, idle)
    assign(bakery, made, "oven", "2026-12-04")
    with bakery.db.write() as transaction:
        transaction.run(
            "INSERT INTO extensions (cohort_id, person_id, kind, target_id, due_on, granted_at)"
            " VALUES (:c, :p, 'module', 'oven', '2026-12-11', '')",
            c=made.id,
            p=idle.id,
        )
    assert late(bakery) == 0
    assert late(bakery, today="2026-12-12") == 1
    for change in ("UPDATE cohorts SET archived_at = 'x'", "UPDATE people SET active = 0"):
        with bakery.db.write() as transaction:
            transaction.run(change)
        assert late(bakery, today="2026-12-12") == 0
        with bakery.db.write() as transaction:
            transaction.run("UPDATE cohorts SET archived_at = NULL")


@pytest.mark.parametrize(
    ("quiz", "passed", "number"), [("final", True, 0), ("final", False, 1), ("diagnostic", False, 0)]
)
def test_a_quiz_is_done_when_passed_and_a_diagnostic_when_submitted(
    bakery: Bakery, ada: Learner, quiz: str, passed: bool, number: int
) -> None:
    words = FINAL.replace("id: last-loaf", f"id: {quiz}").replace("role: final", f"role: {quiz}")
    (bakery.folder / "quizzes" / f"{quiz}.yaml").write_text(words, encoding="utf-8")
    assign(bakery, cohort(bakery, ada), quiz, "2026-12-04", "quiz")
    assert late(bakery) == 1
    scored(bakery, ada, quiz, 50, passed=passed)
    assert late(bakery) == number


def test_the_overdue_are_counted_up_to_a_number(bakery: Bakery) -> None:
    assign(bakery, cohort(bakery, *(bakery.learner() for _ in range(4))), "oven", "2026-12-04")
    assert (late(bakery), late(bakery, most=3)) == (4, 3)


# ---- periods


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 23), date(2026, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2026, 5, 1)),
        (date(2026, 4, 30), date(2026, 1, 1)),
    ],
)
def test_a_term_begins_in_september_january_or_may(today: date, first: date) -> None:
    assert this_term(today) == Period(first, today)


def test_the_last_thirty_days_include_today() -> None:
    period = last_days(date(2026, 11, 23))
    assert period == Period(date(2026, 10, 25), date(2026, 11, 23))
    assert (period.since, period.before) == ("2026-10-25T00:00:00.000000Z", "2026-11-24T00:00:00.000000Z")
