from pathlib import Path

import pytest

from course.completion import is_complete
from course.loader import load
from course.modules import Module

BREAD = Path(__file__).parents[1] / "courses" / "bread"


def module(module_id: str) -> Module:
    course = load(BREAD).course
    assert course is not None
    return course.module(module_id)


@pytest.mark.parametrize(
    ("read", "passed", "complete"),
    [
        ({"flour", "starter"}, True, True),
        ({"flour", "starter", "a-section-of-old"}, True, True),
        ({"flour", "starter"}, False, False),
        ({"flour"}, True, False),
        (set(), True, False),
    ],
)
def test_a_module_with_a_quiz_is_complete_when_read_and_passed(
    read: set[str], passed: bool, complete: bool
) -> None:
    assert is_complete(module("dough"), read, passed=passed) is complete


def test_a_module_without_a_quiz_is_complete_when_read() -> None:
    assert is_complete(module("oven"), {"heat"}, passed=False)
    assert not is_complete(module("oven"), set(), passed=True)
