"""Questions with several parts that are answered one by one: pairs, items, gaps.

The answer is a mapping from the id of a part to what was chosen or typed there; parts left open are not in it, and
without any the question was left out.
"""

from abc import abstractmethod
from collections.abc import Mapping
from fractions import Fraction

from typing_extensions import override

from course.questions.base import NOT_OFFERED, QuestionBase, Response
from course.questions.grade import Grade
from course.questions.offers import LEFT_OPEN, Pick


class Parted(QuestionBase):
    """A question whose parts are each right or wrong."""

    @property
    @abstractmethod
    def all_or_nothing(self) -> bool:
        """Whether one wrong part costs everything; else every right part earns its share."""

    @abstractmethod
    def read_part(self, part: str, given: object) -> str | None:
        """Read what was given for one part; None when it was left open. Raises ValueError with a sentence."""

    @abstractmethod
    def is_right(self, part: str, given: str) -> bool:
        """Whether what was given for a part, as `read_part` reads it, is right."""

    @override
    def normalise(self, response: object) -> Response:
        if response is None:
            return None
        if not isinstance(response, Mapping) or not response.keys() <= set(self.parts):
            raise ValueError(NOT_OFFERED)
        read = ((part, self.read_part(part, response[part])) for part in self.parts if part in response)
        return {part: given for part, given in read if given is not None} or None

    @override
    def picks(self, response: Response) -> tuple[Pick, ...]:
        given = response if isinstance(response, dict) else {}
        return tuple(
            (part, self.pick(part, given[part]) if part in given else LEFT_OPEN) for part in self.parts
        )

    def pick(self, part: str, given: str) -> str:
        """What stands for that which was given for a part, as `read_part` reads it."""
        return given

    def right_parts(self, response: Response) -> tuple[str, ...]:
        """The parts that a normalised answer got right."""
        given = response if isinstance(response, dict) else {}
        return tuple(part for part in self.parts if part in given and self.is_right(part, given[part]))

    @override
    def grade_answer(self, response: dict[str, str]) -> Grade:
        share = Fraction(len(self.right_parts(response)), len(self.parts))
        return Grade(Fraction(share == 1) if self.all_or_nothing else share)
