"""How sure a learner is of an answer, and what that does to its score where a quiz scores it.

The marks are those of certainty-based marking: A. R. Gardner-Medwin, "Confidence assessment in the teaching of basic
science", Research in Learning Technology 3(1), 1995. They reward saying how sure one really is: who is right in fewer
than two of three cases does best with "not sure", who is right in more than four of five with "sure".

| | not sure | fairly sure | sure |
| --- | --- | --- | --- |
| right | 1 | 2 | 3 |
| wrong | 0 | -2 | -6 |

An answer that is partly right lies between the two in proportion. All marks are divided by 3, so that a question
still earns its points when it is answered right and surely.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

Level = Literal[1, 2, 3]
NOT_SURE: Level = 1
FAIRLY_SURE: Level = 2
SURE: Level = 3

WORDS: Mapping[Level, str] = {NOT_SURE: "Not sure", FAIRLY_SURE: "Fairly sure", SURE: "Sure"}
MARKS: Mapping[Level, tuple[int, int]] = {NOT_SURE: (1, 0), FAIRLY_SURE: (2, -2), SURE: (3, -6)}
"""Level -> marks for a right and for a wrong answer."""

FULL = MARKS[SURE][0]


def scored(share: Fraction, level: Level | None) -> Fraction:
    """What an answer that earned `share` (0 to 1) counts, -2 to 1. Who says nothing is taken as not sure."""
    right, wrong = MARKS[level or NOT_SURE]
    return (share * right + (1 - share) * wrong) / FULL
