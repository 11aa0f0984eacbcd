"""Marks as exact numbers, so that sums of any length and any order agree to the last digit."""

from fractions import Fraction

Mark = int | Fraction
"""A number of marks. Whole ones are `int`, which is fast; all others are fractions."""

FINEST = 1_000_000  # the largest denominator that a mark may have


def exact(mark: float | Fraction) -> Mark:
    """The nearest number with a denominator of at most FINEST, whole where it is whole.

    A third that was stored as 0.3333333333333333 becomes a third again, so that three of them make one and a question
    without spread is seen to have none. Raises ValueError for infinity and for what is no number.
    """
    if isinstance(mark, int):
        return mark
    try:
        near = Fraction(mark).limit_denominator(FINEST)
    except OverflowError:
        raise ValueError(f"{mark} is no mark") from None
    return near.numerator if near.denominator == 1 else near
