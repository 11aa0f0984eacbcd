"""The question types. A new type is one new file and one line in `Question`."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from course.questions.base import (
    Choice,
    Difficulty,
    Feedback,
    FeedbackInPart,
    Hint,
    Option,
    QuestionBase,
    Response,
)
from course.questions.categorise import Categorise
from course.questions.cloze import Cloze, Gap
from course.questions.grade import Grade
from course.questions.match import Match
from course.questions.multiple import Multiple
from course.questions.numeric import Numeric
from course.questions.offers import LEFT_OPEN, Offer, Pick
from course.questions.order import Order
from course.questions.parted import Parted
from course.questions.pinyin import Pinyin
from course.questions.reflection import Reflection
from course.questions.single import Single
from course.questions.text import Text
from course.questions.true_false import TrueFalse

Question = Annotated[
    Single | Multiple | TrueFalse | Numeric | Text | Pinyin | Match | Order | Categorise | Cloze | Reflection,
    Field(discriminator="type"),
]

_adapter: TypeAdapter[Question] = TypeAdapter(Question)


def from_json(content: str) -> Question:
    """Rebuild a question from its stored JSON (see `QuestionBase.to_json`)."""
    return _adapter.validate_json(content)


__all__ = [
    "LEFT_OPEN",
    "Categorise",
    "Choice",
    "Cloze",
    "Difficulty",
    "Feedback",
    "FeedbackInPart",
    "Gap",
    "Grade",
    "Hint",
    "Match",
    "Multiple",
    "Numeric",
    "Offer",
    "Option",
    "Order",
    "Parted",
    "Pick",
    "Pinyin",
    "Question",
    "QuestionBase",
    "Reflection",
    "Response",
    "Single",
    "Text",
    "TrueFalse",
    "from_json",
]
