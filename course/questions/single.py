"""Single choice: one option is right.

```yaml
id: cup-or-scale
type: single
outcome: D1
stem: Luc has a cup and a scale. Which gives the same dough each time?
options:
  - id: cup
    text: The cup, filled to the brim.
    misconception: cups-are-exact
    feedback: Flour settles, so a cup holds more or less of it.
  - id: scale
    text: The scale.
    correct: true
    feedback: Grams do not settle.
explanation: Only weight stays the same.
source: flour-book
section: dough/flour
```
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.questions.base import LEFT_OUT, Option, QuestionBase, Response
from course.questions.grade import RIGHT, WRONG, Grade


def check_options(question_id: str, options: tuple[Option, ...]) -> None:
    """Raise ValueError when two options share an id or a text, or none is correct."""
    for name, values in (("id", [o.id for o in options]), ("text", [o.text for o in options])):
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice:
            raise ValueError(f'two options have the {name} "{twice}"; make them differ')
    if not any(option.correct for option in options):
        raise ValueError(f'question "{question_id}" has no correct option; add `correct: true` to one')


class Single(QuestionBase):
    """One right option; the answer is its id."""

    type: Literal["single"] = "single"
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        check_options(self.id, self.options)
        if sum(option.correct for option in self.options) > 1:
            raise ValueError(
                f'question "{self.id}" has several correct options; keep one, or write `type: multiple`'
            )
        return self

    @property
    @override
    def choices(self) -> tuple[Option, ...]:
        return self.options

    @override
    def normalise(self, response: object) -> Response:
        if response is None or (isinstance(response, str) and response in self.option_ids()):
            return response
        raise ValueError(f'the answer is none of the options of "{self.id}"')

    @override
    def grade_answer(self, response: str) -> Grade:
        return RIGHT if self.option(response).correct else WRONG

    @override
    def as_text(self, response: Response) -> str:
        return self.option(str(response)).text if response is not None else LEFT_OUT
