"""Matching: each left side gets its right side.

The right sides are offered for every left side; `decoys` are right sides that belong to none. Right sides with the
same words count as the same one. `scoring` is `each-pair` (the default: every right pair earns its share) or
`all-or-nothing`.

```yaml
id: flour-and-use
type: match
outcome: D1
stem: What does Luc bake from which flour?
pairs:
  - {id: rye, left: Rye flour, right: A dense loaf, feedback: Rye holds little gas.}
  - {id: wheat, left: Wheat flour, right: An airy loaf}
decoys:
  - {id: glass, text: A window}
```
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.authored import Authored, Slug, Words
from course.questions.base import LEFT_OUT, NOT_OFFERED, STORED, Choice, Response, check_differ
from course.questions.offers import Offer
from course.questions.parted import Parted

Scoring = Literal["each-pair", "all-or-nothing"]


class Pair(Authored):
    """A left side and the right side that belongs to it; `feedback` is about the pair."""

    id: Slug = Field(description=STORED)
    left: Words = Field(description="What stands on the left.")
    right: Words = Field(description="What belongs to it.")
    feedback: str = Field(default="", description="Said about this pair with the result.")


class Match(Parted):
    """The answer says for the id of each pair which right side was chosen."""

    type: Literal["match"] = "match"
    scoring: Scoring = "each-pair"
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2)]
    decoys: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        check_differ("pairs or decoys", "id", [p.id for p in self.pairs] + [d.id for d in self.decoys])
        check_differ("pairs", "left side", [pair.left for pair in self.pairs])
        check_differ("decoys", "text", [decoy.text for decoy in self.decoys])
        rights = {pair.right for pair in self.pairs}
        if decoy := next((decoy for decoy in self.decoys if decoy.text in rights), None):
            raise ValueError(f'the decoy "{decoy.id}" has the words of a right side; write something wrong')
        if len(rights) == 1:
            raise ValueError(f'every pair has the right side "{rights.pop()}"; there is nothing to match')
        return self

    @cached_property
    def right_sides(self) -> tuple[Choice, ...]:
        """What is offered: every right side once, under the id of its first pair, then the decoys."""
        first: dict[str, str] = {}
        for pair in self.pairs:
            first.setdefault(pair.right, pair.id)
        return (*(Choice(id=one, text=text) for text, one in first.items()), *self.decoys)

    @cached_property
    def key(self) -> Mapping[str, str]:
        """Pair id -> the id of its right side."""
        offered = {side.text: side.id for side in self.right_sides}
        return {pair.id: offered[pair.right] for pair in self.pairs}

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {side.id: side.text for side in self.right_sides}

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
        return tuple(self._labels)

    @override
    def label(self, option_id: str) -> str:
        return self._labels[option_id]

    @override
    def offers(self) -> tuple[Offer, ...]:
        return tuple(
            Offer(pair.id, side.id, pair.left, side.text, self.is_right(pair.id, side.id))
            for pair in self.pairs
            for side in self.right_sides
        )

    @override
    def read_part(self, part: str, given: object) -> str | None:
        if given is None or (isinstance(given, str) and given in self._labels):
            return given
        if isinstance(given, str) and given in self.key:
            return self.key[given]
        raise ValueError(NOT_OFFERED)

    @override
    def is_right(self, part: str, given: str) -> bool:
        return self.key[part] == given

    @override
    def as_text(self, response: Response) -> str:
        if not isinstance(response, dict):
            return LEFT_OUT
        return "; ".join(
            f"{pair.left}: {self._labels[response[pair.id]] if pair.id in response else LEFT_OUT}"
            for pair in self.pairs
        )

    @override
    def key_text(self) -> str:
        return self.as_text(dict(self.key))
