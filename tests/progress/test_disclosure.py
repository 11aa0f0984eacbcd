"""What is hidden of several counts cannot be worked out from what is shown and their total."""

from hypothesis import given
from hypothesis import strategies as st

from progress import disclosure
from progress.groups import MINIMUM

COUNTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 30), max_size=6)


@given(COUNTS)
def test_no_few_people_are_shown_and_the_hidden_are_nobody_or_many(counts: dict[str, int]) -> None:
    shown = disclosure.shown(counts)
    assert all(number is None or number == counts[key] for key, number in shown.items())
    assert not [key for key, number in shown.items() if number and number < MINIMUM]
    hidden = sum(counts[key] for key, number in shown.items() if number is None)
    left_over = sum(counts.values()) - sum(number or 0 for number in shown.values())
    assert hidden == left_over
    assert hidden == 0 or hidden >= MINIMUM or all(number in (None, 0) for number in shown.values())


def test_the_smallest_other_count_is_hidden_with_a_lonely_few() -> None:
    assert disclosure.shown({"a": 20, "b": 3, "c": 7}) == {"a": 20, "b": None, "c": None}
    assert disclosure.shown({"a": 20, "b": 3, "c": 2}) == {"a": 20, "b": None, "c": None}
    assert disclosure.shown({"a": 20, "b": 0}) == {"a": 20, "b": 0}


def test_a_share_is_rough_and_withheld_where_it_tells_of_few() -> None:
    assert disclosure.share(4, 20) is None
    assert disclosure.share(17, 20) is None
    assert disclosure.share(7, 23) == 0.3
    assert disclosure.share(0, 10) == 0.0
