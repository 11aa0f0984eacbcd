"""Ordering: put the items in the right order, which is that of the file.

`scoring` names the partial-credit rule. With n items there are n - 1 steps from one item to the next:

- `all-or-nothing` (the default): everything or 0.
- `adjacent-pairs`: the share of the n - 1 steps that the answer has too, wherever they stand.
- `longest-run`: the steps of the longest unbroken stretch that is as in the right order, over n - 1.

```yaml
id: loaf-steps
type: order
outcome: D1
scoring: adjacent-pairs
stem: In which order does Luc work?
items:
  - {id: weigh, text: Weigh the flour}
  - {id: knead, text: Knead the dough, feedback: Only then does it hold gas.}
  - {id: bake, text: Bake the loaf}
```
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.authored import Authored, Slug, Words
from course.questions.base import LEFT_OUT, NOT_OFFERED, STORED, QuestionBase, Response, check_differ
from course.questions.grade import Grade
from course.questions.offers import Offer, Pick

Scoring = Literal["all-or-nothing", "adjacent-pairs", "longest-run"]


class Step(Authored):
    """One item; `feedback` says why it stands where it does."""

    id: Slug = Field(description=STORED)
    text: Words = Field(description="What learners read.")
    feedback: str = Field(default="", description="Said with the result: why it stands here.")


class Order(QuestionBase):
    """The answer is the list of all item ids in the order that the learner gave them."""

    type: Literal["order"] = "order"
    scoring: Scoring = "all-or-nothing"
    items: Annotated[tuple[Step, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        check_differ("items", "id", [item.id for item in self.items])
        check_differ("items", "text", [item.text for item in self.items])
        if not self.shuffle:
            raise ValueError("`shuffle: false` would show the items in the right order; remove it")
        return self

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The ids in the right order."""
        return tuple(item.id for item in self.items)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {item.id: item.text for item in self.items}

    @cached_property
    def _next(self) -> Mapping[str, str]:
        return dict(pairwise(self.key))

    @override
    def option_ids(self) -> tuple[str, ...]:
        return self.key

    @override
    def label(self, option_id: str) -> str:
        return self._labels[option_id]

    @override
    def offers(self) -> tuple[Offer, ...]:
        """Every item at every place, counted from 1."""
        return tuple(
            Offer(str(place), item.id, str(place), item.text, right == item.id)
            for place, right in enumerate(self.key, start=1)
            for item in self.items
        )

    @override
    def picks(self, response: Response) -> tuple[Pick, ...]:
        placed = response if isinstance(response, list) else []
        return tuple((str(place), item) for place, item in enumerate(placed, start=1))

    @override
    def shown_first(self, order: tuple[str, ...]) -> tuple[str, ...]:
        return (*order[1:], order[0]) if order == self.key else order

    @override
    def normalise(self, response: object) -> Response:
        if response is None:
            return None
        if not isinstance(response, list | tuple) or len(response) != len(self.key):
            raise ValueError(NOT_OFFERED)
        if not all(isinstance(one, str) for one in response) or set(response) != set(self.key):
            raise ValueError(NOT_OFFERED)
        return list(response)

    @override
    def grade_answer(self, response: list[str]) -> Grade:
        steps = [self._next.get(one) == other for one, other in pairwise(response)]
        match self.scoring:
            case "all-or-nothing":
                return Grade(Fraction(all(steps)))
            case "adjacent-pairs":
                return Grade(Fraction(sum(steps), len(steps)))
            case "longest-run":
                return Grade(Fraction(_longest(steps), len(steps)))

    @override
    def as_text(self, response: Response) -> str:
        return " → ".join(self._labels[one] for one in response) if response is not None else LEFT_OUT

    @override
    def key_text(self) -> str:
        return self.as_text(list(self.key))


def _longest(steps: list[bool]) -> int:
    """The length of the longest row of True."""
    longest = run = 0
    for step in steps:
        run = run + 1 if step else 0
        longest = max(longest, run)
    return longest
