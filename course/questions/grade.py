"""What grading one answer gives."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Grade:
    """The share of the question's points that an answer earns: an exact fraction from 0 to 1."""

    score: Fraction

    @property
    def right(self) -> bool:
        """Whether the answer earned everything."""
        return self.score == 1


RIGHT = Grade(Fraction(1))
WRONG = Grade(Fraction(0))
