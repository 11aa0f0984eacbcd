"""Which of several counts of people may be shown beside their total.

A count of fewer than MINIMUM people is hidden; and where all that is hidden together would be fewer than MINIMUM, which
the total less the shown counts would tell, the smallest of the others are hidden too.
"""

from collections.abc import Mapping
from typing import TypeVar

from progress.groups import MINIMUM

Key = TypeVar("Key")
GRAIN = 20  # a share is told in steps of one in so many


def shown(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """The counts that may be shown; None for each that is hidden. Nobody, 0, is shown."""
    hidden = {key for key, number in counts.items() if 0 < number < MINIMUM}
    others = sorted((key for key in counts if counts[key] >= MINIMUM), key=counts.__getitem__, reverse=True)
    while others and 0 < sum(counts[key] for key in hidden) < MINIMUM:
        hidden.add(others.pop())
    return {key: None if key in hidden else number for key, number in counts.items()}


def rough(part: int, whole: int) -> float:
    """A share from 0 to 1 to the nearest twentieth: the count of another table cannot be worked out from it."""
    return round(GRAIN * part / whole) / GRAIN if whole else 0.0


def share(part: int, whole: int) -> float | None:
    """A rough share; None where so few are in it, or out of it, that they could be told."""
    return None if shown({"in": part, "out": whole - part})["in"] is None else rough(part, whole)
