"""How long a completion counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.validity import valid_until
from tests.bread import Bread


@pytest.mark.parametrize(
    ("completed", "months", "until"),
    [
        ("2026-11-23", 12, "2027-11-23"),
        ("2026-11-23", 1, "2026-12-23"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-01-31", 11, "2026-12-31"),
    ],
)
def test_the_day_is_the_same_of_the_month_or_the_last_before_it(
    completed: str, months: int, until: str
) -> None:
    assert valid_until(date.fromisoformat(completed), months) == date.fromisoformat(until)


def test_without_a_number_of_months_it_counts_for_good() -> None:
    assert valid_until(date(2026, 11, 23), None) is None


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_it_ends_that_many_months_later_and_never_in_another(completed: date, months: int) -> None:
    until = valid_until(completed, months)
    assert until is not None
    assert (until.year - completed.year) * 12 + until.month - completed.month == months
    assert until.day <= completed.day


def test_a_course_says_for_how_many_months(bread: Bread) -> None:
    assert bread.course().file.valid_months is None
    bread.edit("modules/course.yaml", "tagline:", "valid_months: 24\ntagline:")
    assert bread.course().file.valid_months == 24
    bread.edit("modules/course.yaml", "valid_months: 24", "valid_months: 0")
    (problem,) = bread.problems()
    assert problem.startswith("modules/course.yaml:2:")
    assert "valid_months" in problem
