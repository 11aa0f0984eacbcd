"""What is overdue is warned of on the day after its date, and never stops the course."""

from datetime import date

import pytest

from course.loader import load
from tests.bread import Bread

SOURCE = (
    'modules/sources.yaml:17: warning: source "yeast-rules" was to be checked by 2026-06-01; '
    "check it and set new dates"
)
DOUGH = "modules/dough/module.yaml:14: warning: review was due on 2027-01-05; review it and set a new date"
OVEN = "modules/oven/module.yaml:9: warning: review was due on 2027-01-05; review it and set a new date"


@pytest.mark.parametrize(
    ("today", "warned"),
    [
        (date(2026, 6, 1), []),
        (date(2026, 6, 2), [SOURCE]),
        (date(2027, 1, 5), [SOURCE]),
        (date(2027, 1, 6), [DOUGH, OVEN, SOURCE]),
    ],
)
def test_what_is_overdue_depends_on_the_day(bread: Bread, today: date, warned: list[str]) -> None:
    loaded = load(bread.root, today)
    assert [str(problem) for problem in loaded.problems] == warned
    assert loaded.course


def test_without_a_day_nothing_is_overdue(bread: Bread) -> None:
    assert load(bread.root).problems == ()


def test_a_source_that_is_not_volatile_may_be_due_too(bread: Bread) -> None:
    bread.edit("modules/sources.yaml", '    date: "2020"\n', '    date: "2020"\n    review_by: 2026-02-01\n')
    warned = [str(problem) for problem in load(bread.root, date(2026, 3, 1)).problems]
    assert warned == [
        'modules/sources.yaml:7: warning: source "flour-book" was to be checked by 2026-02-01; '
        "check it and set new dates"
    ]


def test_a_module_knows_whether_it_is_overdue(bread: Bread) -> None:
    module = bread.course().module("oven")
    assert not module.overdue(date(2027, 1, 5))
    assert module.overdue(date(2027, 1, 6))
