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

from course.questions.base import LEFT_OUT, NOT_OFFERED, Option, QuestionBase, Response, check_differ
from course.questions.grade import RIGHT, WRONG, Grade


def check_options(options: tuple[Option, ...], *, weighted: bool = False) -> None:
    """Raise ValueError when two options share an id or a text, or there are weights for nothing."""
    check_differ("options", "id", [option.id for option in options])
    check_differ("options", "text", [option.text for option in options])
    if not weighted and any(option.weight is not None for option in options):
        raise ValueError(
            '"weight" is for `type: multiple` with `scoring: weighted`; write these, or remove it'
        )


def check_right(question_id: str, options: tuple[Option, ...]) -> None:
    """Raise ValueError when no option is correct."""
    if not any(option.correct for option in options):
        raise ValueError(f'question "{question_id}" has no correct option; add `correct: true` to one')


class Single(QuestionBase):
    """One right option; the answer is its id."""

    type: Literal["single"] = "single"
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        check_options(self.options)
        check_right(self.id, self.options)
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
        if response is None or (isinstance(response, str) and response in self._options):
            return response
        raise ValueError(NOT_OFFERED)

    @override
    def grade_answer(self, response: str) -> Grade:
        return RIGHT if self.option(response).correct else WRONG

    @override
    def as_text(self, response: Response) -> str:
        return self.option(str(response)).text if response is not None else LEFT_OUT

    @override
    def key_text(self) -> str:
        return next(option.text for option in self.options if option.correct)
