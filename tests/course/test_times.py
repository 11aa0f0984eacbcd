"""Times in steps, and the median that can be told from them."""

from collections import Counter
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.item_analysis.times import STEPS, median_seconds, step


@pytest.mark.parametrize(
    ("seconds", "begins"),
    [(-3, 0), (0, 0), (4.9, 0), (5, 5), (59, 55), (60, 60), (119, 110), (299, 270), (300, 300), (9999, 900)],
)
def test_a_time_falls_into_its_step(seconds: float, begins: int) -> None:
    assert step(seconds) == begins


def test_the_median_of_nothing_is_none() -> None:
    assert median_seconds({}) is None


@given(st.lists(st.floats(0, 899), min_size=1, max_size=80))
def test_the_median_lies_in_the_step_of_a_middle_time(times: list[float]) -> None:
    told = median_seconds(Counter(map(step, times)))
    assert told is not None
    low, high = sorted(times)[(len(times) - 1) // 2], sorted(times)[len(times) // 2]
    width = STEPS[STEPS.index(step(high)) + 1] - step(high)
    assert step(low) <= told <= step(high) + width
    assert abs(told - median(times)) <= high - low + width


def test_the_median_within_a_step_is_as_far_as_its_rank() -> None:
    assert median_seconds({10: 4}) == 12.5
    assert median_seconds({0: 1, 10: 2, 60: 1}) == 12.5
    assert median_seconds({900: 3}) == 900
