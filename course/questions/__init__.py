"""The question types. A new type is one new file and one line in `Question`."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from course.questions.base import Option, QuestionBase, Response
from course.questions.grade import Grade
from course.questions.multiple import Multiple
from course.questions.single import Single
from course.questions.text import Text
from course.questions.true_false import TrueFalse

Question = Annotated[
    Single | Multiple | TrueFalse | Text,
    Field(discriminator="type"),
]

_adapter: TypeAdapter[Question] = TypeAdapter(Question)


def from_json(content: str) -> Question:
    """Rebuild a question from its stored JSON (see `QuestionBase.to_json`)."""
    return _adapter.validate_json(content)


__all__ = [
    "Grade",
    "Multiple",
    "Option",
    "Question",
    "QuestionBase",
    "Response",
    "Single",
    "Text",
    "TrueFalse",
    "from_json",
]
