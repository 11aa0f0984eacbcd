"""Cloze: a text with gaps to fill.

A gap stands in the text as its id in double braces. It has `options`, of which one is right and which are shown as
written, or `accept`, the words that may be typed, with `ignore` as in `text`. `scoring` is `each-gap` (the default:
every right gap earns its share) or `all-or-nothing`.

```yaml
id: starter-in-words
type: cloze
outcome: D2
stem: Complete what Ana says.
text: I feed it on the {{when}} of baking; in French it is called {{name}}.
gaps:
  - id: when
    options:
      - {id: day, text: day, correct: true}
      - {id: eve, text: eve, feedback: By morning it has eaten everything.}
  - id: name
    accept: [levain, le levain]
```
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property, partial
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from course.authored import Authored, Slug, Words
from course.problems import did_you_mean
from course.questions.base import LEFT_OUT, NOT_OFFERED, Feedback, Option, Response, check_differ
from course.questions.offers import TYPED_RIGHT, TYPED_WRONG, Offer
from course.questions.parted import Parted
from course.questions.single import check_options
from course.questions.text import Difference, in_our_words, plain, typed

GAP = re.compile(r"\{\{([^{}]*)\}\}")
Scoring = Literal["each-gap", "all-or-nothing"]


class Gap(Authored):
    """One gap: `options` to choose from, or words to type (`accept`, `ignore`, `feedback`)."""

    id: Slug = Field(description="It stands in the text, in double braces; answers are stored under it.")
    options: tuple[Option, ...] = Field(
        default=(), description="What there is to choose from, one of them right."
    )
    accept: tuple[Words, ...] = Field(default=(), description="Instead of options: every word that is right.")
    ignore: tuple[Difference, ...] = Field(
        default=("case", "spaces", "punctuation"),
        description="With `accept`: which differences do not count.",
    )
    feedback: Feedback = Field(
        default=Feedback(), description="With `accept`: what to say to what was typed."
    )

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if bool(self.options) == bool(self.accept):
            raise ValueError('a gap has either "options" or "accept"; keep or write one of the two')
        if self.options:
            self._check_choice()
        elif not all(plain(accepted, frozenset(self.ignore)) for accepted in self.accept):
            raise ValueError("it accepts an answer of which nothing is left; ignore less")
        return self

    def _check_choice(self) -> None:
        if len(self.options) == 1:
            raise ValueError("a gap with one option leaves no choice; add another")
        for key in ("ignore", "feedback"):
            if getattr(self, key) != type(self).model_fields[key].default:
                raise ValueError(f'"{key}" is for a gap to type in; remove it, or write "accept"')
        check_options(self.options)
        right = sum(option.correct for option in self.options)
        if right != 1:
            few, many = (
                "no option is correct; add `correct: true` to one",
                "several options are correct; keep one",
            )
            raise ValueError(many if right else few)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Option id -> its words, in the author's order; empty for a gap to type in."""
        return {option.id: option.text for option in self.options}

    @cached_property
    def right(self) -> frozenset[str]:
        """What is right: the id of an option, or the accepted words as they are compared."""
        if self.options:
            return frozenset(option.id for option in self.options if option.correct)
        return frozenset(plain(accepted, frozenset(self.ignore)) for accepted in self.accept)

    def said(self, given: str) -> str:
        """What was chosen or typed, in words."""
        return self.labels[given] if self.options else given

    def offers(self) -> tuple[Offer, ...]:
        """What there is to choose here; where words are typed, that they are right or not."""
        name = f"[{self.id}]"
        if self.options:
            return tuple(Offer(self.id, one.id, name, one.text, one.correct) for one in self.options)
        right = Offer(self.id, TYPED_RIGHT, name, " / ".join(self.accept), True)
        return right, Offer(self.id, TYPED_WRONG, name, "something else", False)

    def key_text(self) -> str:
        """What is right, in words."""
        if self.options:
            return next(option.text for option in self.options if option.correct)
        return " / ".join(self.accept)


class Cloze(Parted):
    """The answer says for the id of each gap which option was chosen or what was typed."""

    type: Literal["cloze"] = "cloze"
    scoring: Scoring = "each-gap"
    text: Words
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        check_differ("gaps", "id", [gap.id for gap in self.gaps])
        if any(brace in GAP.sub("", self.text) for brace in ("{{", "}}")):
            raise ValueError("the text has double braces that hold no gap; write a gap as {{id}}")
        stands = Counter(gap.strip() for gap in GAP.findall(self.text))
        for gap_id, times in stands.items():
            if gap_id not in self._gaps:
                hint = did_you_mean(gap_id, self._gaps) or '; add it to "gaps"'
                raise ValueError(f'the text has an unknown gap "{gap_id}"{hint}')
            if times > 1:
                raise ValueError(f'the gap "{gap_id}" stands in the text twice; make two gaps of it')
        if lost := next((gap_id for gap_id in self._gaps if gap_id not in stands), None):
            raise ValueError(
                f'the gap "{lost}" does not stand in the text; write {{{{{lost}}}}} where it belongs'
            )
        return self

    @cached_property
    def _gaps(self) -> Mapping[str, Gap]:
        return {gap.id: gap for gap in self.gaps}

    @cached_property
    def pieces(self) -> tuple[str | Gap, ...]:
        """The text cut at its gaps: words and gaps as they follow each other, without empty words."""
        cut = GAP.split(self.text)
        return tuple(
            self._gaps[piece.strip()] if i % 2 else piece for i, piece in enumerate(cut) if i % 2 or piece
        )

    def gap(self, gap_id: str) -> Gap:
        """The gap with this id. Raises KeyError if there is none."""
        return self._gaps[gap_id]

    @property
    @override
    def parts(self) -> tuple[str, ...]:
        return tuple(self._gaps)

    @property
    @override
    def all_or_nothing(self) -> bool:
        return self.scoring == "all-or-nothing"

    @override
    def misconceptions(self) -> tuple[str, ...]:
        return tuple(o.misconception for gap in self.gaps for o in gap.options if o.misconception)

    @override
    def beliefs_met(self, response: Response) -> tuple[str, ...]:
        given = response if isinstance(response, dict) else {}
        chosen = (o for gap in self.gaps for o in gap.options if given.get(gap.id) == o.id)
        return tuple(o.misconception for o in chosen if o.misconception and not o.correct)

    @override
    def offers(self) -> tuple[Offer, ...]:
        return tuple(offer for gap in self.gaps for offer in gap.offers())

    @override
    def pick(self, part: str, given: str) -> str:
        if self._gaps[part].options:
            return given
        return TYPED_RIGHT if self.is_right(part, given) else TYPED_WRONG

    @override
    def read_part(self, part: str, given: object) -> str | None:
        gap = self._gaps[part]
        if not gap.options:
            return typed(given)
        if given is None or (isinstance(given, str) and given in gap.labels):
            return given
        raise ValueError(NOT_OFFERED)

    @override
    def is_right(self, part: str, given: str) -> bool:
        gap = self._gaps[part]
        return (given if gap.options else plain(given, frozenset(gap.ignore))) in gap.right

    @override
    def impersonal(self, response: Response) -> Response:
        if not isinstance(response, dict):
            return None
        return {part: self._in_our_words(part, given) for part, given in response.items()}

    def _in_our_words(self, part: str, given: str) -> str:
        gap = self._gaps[part]
        return given if gap.options else in_our_words(given, gap.accept[0], partial(self.is_right, part))

    @override
    def as_text(self, response: Response) -> str:
        if not isinstance(response, dict):
            return LEFT_OUT
        return self._filled({part: self._gaps[part].said(given) for part, given in response.items()})

    @override
    def key_text(self) -> str:
        return self._filled({gap.id: gap.key_text() for gap in self.gaps})

    def _filled(self, words: Mapping[str, str]) -> str:
        """The text with words in square brackets where its gaps are."""
        return " ".join(GAP.sub(lambda gap: f"[{words.get(gap[1].strip(), LEFT_OUT)}]", self.text).split())
