"""Multiple choice: tick all that are right.

`scoring` names the partial-credit rule. With C the right options, S the ticked ones and n all of them:

- `net-correct` (the default): right ticks less wrong ticks, over the number of right options, never below 0.
- `each-option`: every option counts, whether it was rightly ticked or rightly left: (n - errors) / n.
- `all-or-nothing`: everything or 0.

```yaml
id: what-to-weigh
type: multiple
outcome: D1
scoring: net-correct
stem: What does Luc weigh?
options:
  - {id: flour, text: Flour, correct: true, feedback: It drinks by weight.}
  - {id: water, text: Water, correct: true, feedback: A gram of it is a millilitre.}
  - {id: oven, text: The oven, feedback: It stays where it is.}
```
"""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.questions.base import LEFT_OUT, Option, QuestionBase, Response
from course.questions.grade import Grade
from course.questions.single import check_options

Scoring = Literal["all-or-nothing", "each-option", "net-correct"]


def share(scoring: Scoring, right: frozenset[str], ticked: frozenset[str], options: int) -> Fraction:
    """The score, 0 to 1, of ticking `ticked` where `right` are right, out of `options` in all."""
    match scoring:
        case "all-or-nothing":
            return Fraction(ticked == right)
        case "each-option":
            return Fraction(options - len(ticked ^ right), options)
        case "net-correct":
            return max(Fraction(0), Fraction(len(ticked & right) - len(ticked - right), len(right)))


class Multiple(QuestionBase):
    """Several options may be right; the answer is the list of ticked ids, and an empty one was left out."""

    type: Literal["multiple"] = "multiple"
    scoring: Scoring = "net-correct"
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        check_options(self.id, self.options)
        return self

    @property
    @override
    def choices(self) -> tuple[Option, ...]:
        return self.options

    @override
    def normalise(self, response: object) -> Response:
        if response is None:
            return None
        if not isinstance(response, list | tuple) or not all(
            ticked in self.option_ids() for ticked in response
        ):
            raise ValueError(f'the answer is no choice among the options of "{self.id}"')
        return [option_id for option_id in self.option_ids() if option_id in response] or None

    @override
    def grade_answer(self, response: list[str]) -> Grade:
        right = frozenset(option.id for option in self.options if option.correct)
        return Grade(share(self.scoring, right, frozenset(response), len(self.options)))

    @override
    def as_text(self, response: Response) -> str:
        return "; ".join(self.option(chosen).text for chosen in response or ()) or LEFT_OUT
