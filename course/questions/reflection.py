"""Reflection: something to think about and write down, for the learner alone.

It is private and not graded: it earns nothing and can earn nothing, no trainer sees or counts it, and reports say only
whether something was written.

```yaml
id: own-kitchen
type: reflection
outcome: D2
stem: Where in your own kitchen would a starter feel at home, and why?
```
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.questions.base import LEFT_OUT, QuestionBase, Response
from course.questions.grade import WRONG, Grade
from course.questions.text import STAND_INS, typed

MAX_LENGTH = 5_000
WRITTEN = "written"


class Reflection(QuestionBase):
    """The answer is what was typed; nobody but its learner reads it."""

    type: Literal["reflection"] = "reflection"
    points: Annotated[int, Field(ge=0, le=100)] = 0

    @model_validator(mode="after")
    def _earns_nothing(self) -> Self:
        if self.points:
            raise ValueError('a reflection earns no points; remove "points"')
        if any(hint.cost for hint in self.hints):
            raise ValueError('a reflection earns no points, so a hint cannot cost any; remove "cost"')
        return self

    @property
    @override
    def graded(self) -> bool:
        return False

    @override
    def normalise(self, response: object) -> Response:
        return typed(response, MAX_LENGTH)

    @override
    def grade_answer(self, response: str) -> Grade:
        return WRONG

    @override
    def impersonal(self, response: Response) -> Response:
        return STAND_INS[0] if response is not None else None

    @override
    def as_text(self, response: Response) -> str:
        return WRITTEN if response is not None else LEFT_OUT

    @override
    def key_text(self) -> str:
        return ""
