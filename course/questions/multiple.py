"""Multiple choice: tick all that are right.

`scoring` names the partial-credit rule. With C the right options, S the ticked ones and n all of them:

- `net-correct` (the default): right ticks less wrong ticks, over the number of right options, never below 0.
- `each-option`: every option counts, whether it was rightly ticked or rightly left: (n - errors) / n.
- `all-or-nothing`: everything or 0.
- `weighted`: the sum of the ticked options' `weight`, in per cent, never below 0 nor above 100. The weights of the
  right options sum to 100, those of the wrong ones are 0 or less, and ticking everything earns less than everything.

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
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.questions.base import LEFT_OUT, NOT_OFFERED, Option, QuestionBase, Response
from course.questions.grade import Grade
from course.questions.single import check_options, check_right

ByCount = Literal["all-or-nothing", "each-option", "net-correct"]
Scoring = Literal["all-or-nothing", "each-option", "net-correct", "weighted"]


def share(scoring: ByCount, right: frozenset[str], ticked: frozenset[str], options: int) -> Fraction:
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
        check_options(self.options, weighted=self.scoring == "weighted")
        check_right(self.id, self.options)
        if self.scoring == "weighted" and (wrong := _wrong_weights(self.options)):
            raise ValueError(wrong)
        return self

    @cached_property
    def _right(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if option.correct)

    @property
    @override
    def choices(self) -> tuple[Option, ...]:
        return self.options

    @override
    def normalise(self, response: object) -> Response:
        if response is None:
            return None
        if not isinstance(response, list | tuple) or not all(
            isinstance(ticked, str) and ticked in self._options for ticked in response
        ):
            raise ValueError(NOT_OFFERED)
        ticked = frozenset(response)
        return [option_id for option_id in self._options if option_id in ticked] or None

    @override
    def grade_answer(self, response: list[str]) -> Grade:
        if self.scoring == "weighted":
            weight = sum(self.option(ticked).weight or 0 for ticked in response)
            return Grade(Fraction(min(max(weight, 0), 100), 100))
        return Grade(share(self.scoring, self._right, frozenset(response), len(self.options)))

    @override
    def as_text(self, response: Response) -> str:
        return "; ".join(self.option(chosen).text for chosen in response or ()) or LEFT_OUT

    @override
    def key_text(self) -> str:
        return "; ".join(option.text for option in self.options if option.correct)


def _wrong_weights(options: tuple[Option, ...]) -> str:
    """What is wrong with the weights, as a sentence for the author; '' if nothing is."""
    for option in options:
        if option.weight is None:
            return f'option "{option.id}" has no weight; with `scoring: weighted` each option needs one'
        if option.correct and option.weight <= 0:
            return f'the right option "{option.id}" has the weight {option.weight}; make it more than 0'
        if not option.correct and option.weight > 0:
            return f'the wrong option "{option.id}" has the weight {option.weight}; make it 0 or less'
    right = sum(option.weight or 0 for option in options if option.correct)
    if right != 100:
        return f"the weights of the right options sum to {right}; make them 100, such as 33, 33 and 34"
    wrong = [option.weight for option in options if not option.correct]
    if wrong and not any(wrong):
        return "ticking everything would earn everything; give a wrong option a weight below 0"
    return ""
