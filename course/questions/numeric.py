"""Numeric: a number is typed.

Either `answer`, with how far off is still right (`tolerance`, or `tolerance_percent` of the answer; nothing means
exactly), or `range`, whose ends are right too. `near` gives a part of the points to what is a little further off.
`unit` is shown after the box and may be typed as well. The arithmetic is exact.

```yaml
id: water-for-dough
type: numeric
outcome: D1
stem: Luc has 1 kg of flour and wants a dough with 70 % of water. How much water does he weigh?
answer: 700
tolerance: 10
unit: g
near: {tolerance: 50, score: 50}
feedback:
  right: Seven tenths of the flour.
  partly: Close. It is 700 g.
  wrong: 70 % is of the flour, not of the dough.
```
"""

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from typing_extensions import override

from course.authored import Authored
from course.questions.base import LEFT_OUT, FeedbackInPart, QuestionBase, Response
from course.questions.grade import RIGHT, WRONG, Grade
from course.questions.number import LONGEST, POWERS, read, spelled, typed_number


def _read(written: object, info: ValidationInfo) -> object:
    """Read an author's number. Raises ValueError with a sentence for the author."""
    if written is None or isinstance(written, list | dict):
        return written
    key = (info.field_name or "").rstrip("_")
    text = str(written)
    try:
        return read(text[: LONGEST + 1], "%" if key.endswith("percent") else "")
    except ValueError:
        raise ValueError(
            f'"{key}" cannot be "{text[:LONGEST]}"; write a number, such as 1250, 0.5 or 125万'
        ) from None


Number = Annotated[str, BeforeValidator(_read, json_schema_input_type=str | int | float)]
Interval = tuple[Fraction, Fraction]


class Range(Authored):
    """From the smallest to the largest number that is right, both included."""

    model_config = ConfigDict(populate_by_name=True)

    from_: Number = Field(alias="from", description="The smallest number that is right.")
    to: Number = Field(description="The largest number that is right.")


class Near(Authored):
    """How far off still earns a part, and how much of the points that is, in per cent."""

    tolerance: Number | None = Field(default=None, description="How far off still earns a part.")
    tolerance_percent: Number | None = Field(default=None, description="The same in per cent of the answer.")
    score: int = Field(ge=1, le=99, description="The part that it earns: 1 to 99 per cent.")


class Numeric(QuestionBase):
    """The answer is a number as canonical decimal text: no separators, no exponent, no zeros to spare."""

    type: Literal["numeric"] = "numeric"
    answer: Number | None = None
    tolerance: Number | None = None
    tolerance_percent: Number | None = None
    range: Range | None = None
    unit: str = ""
    near: Near | None = None
    feedback: FeedbackInPart = FeedbackInPart()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if wrong := _wrong_key(self) or _wrong_range(self) or _wrong_near(self) or _wrong_words(self):
            raise ValueError(wrong)
        return self

    @cached_property
    def interval(self) -> Interval:
        """The smallest and the largest number that is right."""
        if self.range:
            return Fraction(self.range.from_), Fraction(self.range.to)
        return self._around(_tolerance(self, self.answer) or Fraction(0))

    @cached_property
    def near_interval(self) -> Interval | None:
        """The smallest and the largest number that earns a part, if there is `near`."""
        return self._around(_tolerance(self.near, self.answer) or Fraction(0)) if self.near else None

    def _around(self, tolerance: Fraction) -> Interval:
        """From `tolerance` below to `tolerance` above the answer, or the ends of the range."""
        low, high = (self.range.from_, self.range.to) if self.range else (self.answer, self.answer)
        return Fraction(low or 0) - tolerance, Fraction(high or 0) + tolerance

    @cached_property
    def _nearly(self) -> Grade:
        return Grade(Fraction(self.near.score, 100)) if self.near else WRONG

    @override
    def normalise(self, response: object) -> Response:
        return typed_number(response, self.unit)

    @override
    def grade_answer(self, response: str) -> Grade:
        number = Fraction(response)
        if _holds(self.interval, number):
            return RIGHT
        return self._nearly if self.near_interval and _holds(self.near_interval, number) else WRONG

    @override
    def as_text(self, response: Response) -> str:
        return self._with_unit(spelled(str(response))) if response is not None else LEFT_OUT

    @override
    def key_text(self) -> str:
        if self.range:
            return self._with_unit(f"{spelled(self.range.from_)} to {spelled(self.range.to)}")
        off = f" ± {spelled(self.tolerance)}" if self.tolerance else ""
        off = f" ± {spelled(self.tolerance_percent)}%" if self.tolerance_percent else off
        return self._with_unit(spelled(self.answer or "0") + off)

    def _with_unit(self, number: str) -> str:
        return f"{number} {self.unit}".rstrip()


def _holds(interval: Interval, number: Fraction) -> bool:
    return interval[0] <= number <= interval[1]


def _tolerance(keys: Numeric | Near, answer: str | None) -> Fraction | None:
    """How far off the keys allow, as a number; None where they say nothing."""
    if keys.tolerance_percent is not None:
        return abs(Fraction(answer or 0)) * Fraction(keys.tolerance_percent) / 100
    return None if keys.tolerance is None else Fraction(keys.tolerance)


def _wrong_key(question: Numeric) -> str:
    """What is wrong with the answer and its tolerance, as a sentence for the author; '' if nothing is."""
    if (question.answer is None) == (question.range is None):
        return 'there must be either "answer" or "range"; write one of the two'
    tolerant = question.tolerance is not None or question.tolerance_percent is not None
    if question.range and tolerant:
        return 'a "range" has no tolerance; widen its ends, or write "answer"'
    return _wrong_tolerance(question, question.answer)


def _wrong_tolerance(keys: Numeric | Near, answer: str | None) -> str:
    if keys.tolerance is not None and keys.tolerance_percent is not None:
        return '"tolerance" and "tolerance_percent" say the same thing twice; keep one'
    if (keys.tolerance or keys.tolerance_percent or "").startswith("-"):
        return "a tolerance cannot be negative; write how far off is allowed, such as 5"
    if keys.tolerance_percent is not None and not Fraction(answer or 0):
        return 'there is nothing to take "tolerance_percent" of; write "tolerance"'
    return ""


def _wrong_range(question: Numeric) -> str:
    if not question.range:
        return ""
    low, high = Fraction(question.range.from_), Fraction(question.range.to)
    if low > high:
        return f'"range" goes from {question.range.from_} down to {question.range.to}; write the smaller one as "from"'
    return f'"range" holds one number only; write "answer: {question.range.to}"' if low == high else ""


def _wrong_near(question: Numeric) -> str:
    if not question.near:
        no_part = '"partly" is said to answers that are nearly right; add "near", or remove it'
        return no_part if question.feedback.partly else ""
    if wrong := _wrong_tolerance(question.near, question.answer):
        return wrong
    further = _tolerance(question.near, question.answer)
    if further is None:
        return '"near" does not say how far off; add "tolerance" to it'
    if further <= (_tolerance(question, question.answer) or 0):
        return '"near" reaches no further than what is right; write a larger tolerance in it'
    return ""


def _wrong_words(question: Numeric) -> str:
    if question.unit and (question.unit[0] in "0123456789.,'+-" or question.unit in POWERS):
        return f'"unit" cannot be "{question.unit}", which reads as part of a number; write what is counted'
    return ""
