"""What the first certificate asks, what a renewal asks, and from when."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from course.certification import Earlier, Pass, Standing, Way, counting, standing
from course.course import Course
from tests.bread import Bread
from tests.progress.final_test import FINAL

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture
def bread(tmp_path: Path) -> Bread:
    bread = Bread(tmp_path / "course")
    bread.write("quizzes/final.yaml", FINAL.lstrip())
    return bread


def passed(at: datetime, score: float = 80.0) -> Pass:
    return Pass("final", f"a{at:%Y%m%d}{score}", "e1", score, at)


def way(course: Course, *passes: Pass, edition: int = 1) -> Way:
    """Somebody who has completed every module in an edition."""
    read = {m.id: {s.id: edition for s in m.sections} for m in course.modules}
    return Way({m.id: edition for m in course.modules}, read, passes)


def earlier(until: date | None, revoked: datetime | None = None) -> Earlier:
    return Earlier(NOON - timedelta(days=365), until, revoked)


def left(one: Standing) -> list[str]:
    return [module.id for module in (*one.to_complete, *one.to_read)] + [quiz.id for quiz in one.to_pass]


def test_the_first_asks_for_every_module_and_the_final_test(bread: Bread) -> None:
    course = bread.course()
    assert left(standing(course, Way({}, {}, ()), None)) == ["dough", "oven", "final"]
    done = standing(course, way(course, passed(NOON)), None)
    assert left(done) == []
    assert done.ready(TODAY)


def test_a_course_without_a_final_test_asks_for_its_modules_only(bread: Bread) -> None:
    (bread.root / "quizzes" / "final.yaml").unlink()
    course = bread.course()
    assert standing(course, way(course), None).ready(TODAY)


def test_a_completion_at_stake_holds_the_certificate_back(bread: Bread) -> None:
    course = bread.course()
    done = way(course, passed(NOON))
    held_back = standing(course, Way(done.completed, done.read, done.passes, {"oven"}), None)
    assert [module.id for module in held_back.under_review] == ["oven"]
    assert not held_back.ready(TODAY)


def test_the_first_asks_for_no_second_reading_of_a_new_edition(bread: Bread) -> None:
    bread.edit(
        "modules/oven/module.yaml",
        "minutes: 1\n",
        "minutes: 1\nedition: 2\nchanges: [{edition: 2, date: 2026-02-01, what: Steam.}]\n",
    )
    course = bread.course()
    assert standing(course, way(course, passed(NOON), edition=1), None).ready(TODAY)


@pytest.mark.parametrize(
    ("issued", "until", "opens"),
    [
        (date(2026, 1, 1), date(2028, 1, 1), date(2027, 11, 2)),  # 60 days before
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 16)),  # half-way: a month has no 60 days
        (date(2026, 1, 1), None, None),
    ],
)
def test_a_renewal_opens_before_the_end(issued: date, until: date | None, opens: date | None) -> None:
    moment = datetime(issued.year, issued.month, issued.day, 9, tzinfo=UTC)
    assert Earlier(moment, until, None).renewal_opens == opens


def test_while_one_counts_for_long_there_is_nothing_to_be_had(bread: Bread) -> None:
    course = bread.course()
    early = standing(course, way(course, passed(NOON)), earlier(TODAY + timedelta(days=61)))
    assert not early.open(TODAY)
    assert early.open(TODAY + timedelta(days=1))


def test_one_without_an_end_is_never_renewed(bread: Bread) -> None:
    course = bread.course()
    settled = standing(course, way(course, passed(NOON)), earlier(None))
    assert settled.settled
    assert not settled.ready(TODAY + timedelta(days=9999))


def test_a_renewal_asks_for_new_editions_and_the_final_test_again(bread: Bread) -> None:
    bread.edit(
        "modules/oven/module.yaml",
        "minutes: 1\n",
        "minutes: 1\nedition: 2\nchanges: [{edition: 2, date: 2026-02-01, what: Steam.}]\n",
    )
    course = bread.course()
    before = passed(NOON - timedelta(days=365))
    until = TODAY + timedelta(days=30)
    assert left(standing(course, way(course, before), earlier(until))) == ["oven", "final"]
    again = standing(course, way(course, before, passed(NOON), edition=2), earlier(until))
    assert again.ready(TODAY)


def test_a_new_edition_counts_as_read_once_every_section_is(bread: Bread) -> None:
    bread.edit(
        "modules/oven/module.yaml",
        "minutes: 1\n",
        "minutes: 1\nedition: 2\nchanges: [{edition: 2, date: 2026-02-01, what: Steam.}]\n",
    )
    course = bread.course()
    oven = course.module("oven")
    first, *rest = [section.id for section in oven.sections]
    some = Way({"oven": 1}, {"oven": {first: 2, **dict.fromkeys(rest, 1)}}, ())
    whole = Way({"oven": 1}, {"oven": dict.fromkeys([first, *rest], 2)}, ())
    assert (some.edition(oven), whole.edition(oven)) == (1 if rest else 2, 2)
    assert Way({}, whole.read, ()).edition(oven) is None


def test_after_a_withdrawal_the_final_test_is_passed_anew(bread: Bread) -> None:
    course = bread.course()
    withdrawn = earlier(TODAY + timedelta(days=300), revoked=NOON)
    assert left(standing(course, way(course, passed(NOON)), withdrawn)) == ["final"]
    later = way(course, passed(NOON + timedelta(minutes=1)))
    assert standing(course, later, withdrawn).ready(TODAY)


def test_after_a_withdrawal_nothing_can_be_earned_where_nothing_can_be_passed(bread: Bread) -> None:
    (bread.root / "quizzes" / "final.yaml").unlink()
    course = bread.course()
    stuck = standing(course, way(course), earlier(None, revoked=NOON))
    assert stuck.stuck
    assert not stuck.ready(TODAY)


def test_the_best_pass_that_counts_is_the_one_on_the_certificate(bread: Bread) -> None:
    course = bread.course()
    old, low, high = passed(NOON - timedelta(days=365), 100), passed(NOON, 70), passed(NOON, 90)
    every = way(course, old, low, high)
    assert counting(course.quiz("final"), every, None) == old
    assert counting(course.quiz("final"), every, earlier(TODAY + timedelta(days=30))) == high
