"""Categorising: each item goes into the category where it belongs.

`scoring` is `each-item` (the default: every item in its place earns its share) or `all-or-nothing`. An item may
carry the misconception that putting it elsewhere reveals.

```yaml
id: where-it-waits
type: categorise
outcome: D2
stem: Where does Ana keep it?
categories:
  - {id: cold, text: In the cold}
  - {id: warm, text: In the warm}
items:
  - {id: butter, text: Butter, category: cold}
  - {id: loaf, text: The rising loaf, category: warm, feedback: Cold dough sleeps.}
```
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.authored import Authored, Slug, Words
from course.problems import did_you_mean
from course.questions.base import LEFT_OUT, NOT_OFFERED, STORED, Choice, Response, check_differ
from course.questions.offers import Offer
from course.questions.parted import Parted

Scoring = Literal["each-item", "all-or-nothing"]


class Sorted(Authored):
    """An item and the id of the category where it belongs."""

    id: Slug = Field(description=STORED)
    text: Words = Field(description="What learners read.")
    category: Slug = Field(description="The id of the category where it belongs.")
    feedback: str = Field(default="", description="Said about this item with the result.")
    misconception: Slug | None = Field(
        default=None, description="The id of the belief that putting it elsewhere reveals."
    )


class Categorise(Parted):
    """The answer says for the id of each item into which category it was put."""

    type: Literal["categorise"] = "categorise"
    scoring: Scoring = "each-item"
    categories: Annotated[tuple[Choice, ...], Field(min_length=2)]
    items: Annotated[tuple[Sorted, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        named: tuple[tuple[str, Sequence[Choice | Sorted]], ...]
        named = (("categories", self.categories), ("items", self.items))
        for what, choices in named:
            check_differ(what, "id", [choice.id for choice in choices])
            check_differ(what, "text", [choice.text for choice in choices])
        known = [category.id for category in self.categories]
        if lost := next((item for item in self.items if item.category not in known), None):
            hint = did_you_mean(lost.category, known) or f"; write one of: {', '.join(known)}"
            raise ValueError(f'item "{lost.id}" is in the unknown category "{lost.category}"{hint}')
        return self

    @cached_property
    def key(self) -> Mapping[str, str]:
        """Item id -> the id of its category."""
        return {item.id: item.category for item in self.items}

    @cached_property
    def _items(self) -> Mapping[str, Sorted]:
        return {item.id: item for item in self.items}

    @cached_property
    def _categories(self) -> Mapping[str, str]:
        return {category.id: category.text for category in self.categories}

    @property
    @override
    def parts(self) -> tuple[str, ...]:
        return tuple(self.key)

    @property
    @override
    def all_or_nothing(self) -> bool:
        return self.scoring == "all-or-nothing"

    @override
    def option_ids(self) -> tuple[str, ...]:
        return self.parts

    @override
    def label(self, option_id: str) -> str:
        return self._items[option_id].text

    def category(self, category_id: str) -> str:
        """The words for a category. Raises KeyError if there is none with this id."""
        return self._categories[category_id]

    @override
    def misconceptions(self) -> tuple[str, ...]:
        return tuple(item.misconception for item in self.items if item.misconception)

    @override
    def beliefs_met(self, response: Response) -> tuple[str, ...]:
        given = response if isinstance(response, dict) else {}
        wrong = (item for item in self.items if item.id in given and given[item.id] != item.category)
        return tuple(item.misconception for item in wrong if item.misconception)

    @override
    def offers(self) -> tuple[Offer, ...]:
        return tuple(
            Offer(item.id, category.id, item.text, category.text, item.category == category.id)
            for item in self.items
            for category in self.categories
        )

    @override
    def read_part(self, part: str, given: object) -> str | None:
        if given is None or (isinstance(given, str) and given in self._categories):
            return given
        raise ValueError(NOT_OFFERED)

    @override
    def is_right(self, part: str, given: str) -> bool:
        return self.key[part] == given

    @override
    def as_text(self, response: Response) -> str:
        if not isinstance(response, dict):
            return LEFT_OUT
        return "; ".join(
            f"{item.text}: {self._categories[response[item.id]] if item.id in response else LEFT_OUT}"
            for item in self.items
        )

    @override
    def key_text(self) -> str:
        return self.as_text(dict(self.key))
