import pytest

from course.interval import wilson


# Reference values: Wilson's formula as in Newcombe, Statistics in Medicine 17 (1998), table I.
@pytest.mark.parametrize(
    ("right", "number", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_agrees_with_the_literature(
    right: int, number: int, low: float, high: float
) -> None:
    assert wilson(right / number, number) == pytest.approx((low, high), abs=5e-5)


def test_wilsons_interval_ends_at_nothing_and_everything() -> None:
    assert wilson(0.0, 5)[0] == pytest.approx(0.0)
    assert wilson(1.0, 5)[1] == pytest.approx(1.0)
