"""What every question has, whatever its type.

A type adds how an answer is read (`normalise`), graded (`grade_answer`) and said in words (`as_text`). All three
are pure: the same question and answer give the same result on every machine. `None` always means "left out".
"""

import hashlib
import json
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from typing_extensions import override

from course.authored import Authored, Slug, Slugs, Words
from course.questions.grade import WRONG, Grade
from course.questions.offers import Offer, Pick

Response = str | list[str] | dict[str, str] | None
Difficulty = Literal["easy", "medium", "hard"]

STORED = "Answers are stored under it: as lasting as the question's own id."
LEFT_OUT = "left out"
NOT_OFFERED = "This answer is not among the choices. Reload the page and choose again."


class Option(Authored):
    """One choice. `feedback` is shown to whoever is shown the option after answering.

    `weight` is the per cent of the points that ticking it gives or takes, for `scoring: weighted` only.
    """

    id: Slug
    text: Words
    correct: bool = False
    weight: Annotated[int, Field(ge=-100, le=100)] | None = None
    feedback: str = ""
    misconception: Slug | None = None


def check_differ(what: str, key: str, values: Iterable[str]) -> None:
    """Raise ValueError when two of `what`, such as "options", have the same `key`, such as "text"."""
    if twice := next((value for value, number in Counter(values).items() if number > 1), None):
        raise ValueError(f'two {what} have the {key} "{twice}"; make them differ')


class Choice(Authored):
    """Something to choose or to place that is neither right nor wrong by itself: a category, a decoy."""

    id: Slug = Field(description=STORED)
    text: Words = Field(description="What learners read.")


class Feedback(Authored):
    """What to say after a right and after a wrong answer."""

    right: str = Field(default="", description="Said after a right answer.")
    wrong: str = Field(default="", description="Said after a wrong answer.")

    def on(self, grade: Grade) -> str:
        """What to say to this grade."""
        return self.right if grade.right else self.wrong


class FeedbackInPart(Feedback):
    """The same, and what to say to an answer that earned a part; without it, what a wrong one is told."""

    partly: str = Field(default="", description="Said after an answer that earned a part.")

    @override
    def on(self, grade: Grade) -> str:
        return self.partly if self.partly and 0 < grade.score < 1 else super().on(grade)


class Hint(Authored):
    """One step of help, shown on request. `cost` is the per cent of the question's points that it takes."""

    text: Words = Field(description="What learners read when they open it.")
    cost: int = Field(
        default=0,
        ge=0,
        le=100,
        description="Per cent of the question's points that it takes; 0 if you say nothing.",
    )


def _hint(written: object) -> object:
    return {"text": written} if isinstance(written, str) else written


Hints = tuple[Annotated[Hint, BeforeValidator(_hint, json_schema_input_type=Hint | str)], ...]


class QuestionBase(Authored):
    """The keys that all question types share.

    `notes` and `accepted` are for authors and the checker: they are part of no stored question.
    """

    id: Slug
    outcome: Slug
    stem: Words
    explanation: str = ""
    source: Slugs = ()
    section: str | None = None
    difficulty: Difficulty = "medium"
    hints: Hints = ()
    shuffle: bool = True
    points: Annotated[int, Field(ge=1, le=100)] = 1
    notes: str = Field(default="", exclude=True)
    accepted: Mapping[str, Words] = Field(default_factory=dict, exclude=True)

    @model_validator(mode="after")
    def _affordable(self) -> Self:
        cost = sum(hint.cost for hint in self.hints)
        if cost > 100:
            raise ValueError(f"the hints cost {cost} per cent together; make it 100 or less")
        return self

    @property
    def module(self) -> str:
        """The id of the module that its section belongs to; empty if it names none."""
        return (self.section or "").partition("/")[0]

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options in the author's order; empty for types whose answer is not a choice of options."""
        return ()

    @property
    def graded(self) -> bool:
        """Whether an answer earns points; what is not graded is private too."""
        return True

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids of what is answered separately (pairs, items, gaps); empty where there is one answer."""
        return ()

    def option_ids(self) -> tuple[str, ...]:
        """The ids whose order may be shuffled, in the author's order, which can give the answer away."""
        return tuple(self._options)

    def shown_first(self, order: tuple[str, ...]) -> tuple[str, ...]:
        """The order to show instead of a shuffled one; another one only where that would be the answer."""
        return order

    def option(self, option_id: str) -> Option:
        """The option with this id. Raises KeyError if there is none."""
        return self._options[option_id]

    @cached_property
    def _options(self) -> Mapping[str, Option]:
        return {option.id: option for option in self.choices}

    def label(self, option_id: str) -> str:
        """The author's words for one of `option_ids`. Raises KeyError if it is none."""
        return self.option(option_id).text

    def misconceptions(self) -> tuple[str, ...]:
        """The ids of the misconceptions that this question can reveal."""
        return tuple(option.misconception for option in self.choices if option.misconception)

    def beliefs_met(self, response: Response) -> tuple[str, ...]:
        """The misconceptions behind the wrong options that an answer chose."""
        chosen = response if isinstance(response, list) else [response]
        wrong = (option for option in self.choices if option.id in chosen and not option.correct)
        return tuple(option.misconception for option in wrong if option.misconception)

    def offers(self) -> tuple[Offer, ...]:
        """What there is to choose, in the author's order; empty where the answer is typed or written."""
        return tuple(Offer("", option.id, "", option.text, option.correct) for option in self.choices)

    def picks(self, response: Response) -> tuple[Pick, ...]:
        """What a normalised answer chose of the offers; nothing when it was left out."""
        chosen = response if isinstance(response, list) else [response]
        return tuple(offer.pick for offer in self.offers() if offer.choice in chosen)

    @abstractmethod
    def normalise(self, response: object) -> Response:
        """Read an answer as stored or sent; None when it was left out.

        Raises ValueError with a sentence for the learner when it is no answer to this question.
        """

    @abstractmethod
    def grade_answer(self, response: Any) -> Grade:
        """Grade a normalised answer that is not None."""

    @abstractmethod
    def as_text(self, response: Response) -> str:
        """The answer in plain words, for reports and exports."""

    @abstractmethod
    def key_text(self) -> str:
        """The right answer in plain words."""

    def impersonal(self, response: Response) -> Response:
        """A normalised answer in nobody's own words: what was chosen stays, what was typed is stood in for.

        It has the same grade and the same picks, so that figures stay when a person is erased.
        """
        return response

    def is_complete(self, response: Response) -> bool:
        """Whether a normalised answer leaves nothing open; one that answers only some parts does."""
        return response is not None and all(part in response for part in self.parts)

    def grade(self, response: object) -> Grade:
        """Grade an answer; one that was left out scores nothing."""
        answer = self.normalise(response)
        return WRONG if answer is None else self.grade_answer(answer)

    def to_json(self) -> str:
        """The question as canonical JSON: sorted, and without defaults so that new keys change no hash."""
        return self._json

    @cached_property
    def _json(self) -> str:
        content = self.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"type": self.kind}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def version(self) -> str:
        """SHA-256 (hex) of the question's content: two versions are equal exactly when nothing differs."""
        return self._version

    @cached_property
    def _version(self) -> str:
        return hashlib.sha256(self._json.encode()).hexdigest()

    @property
    def kind(self) -> str:
        """The value of the question's `type` key."""
        return str(getattr(self, "type"))  # noqa: B009 - each type declares its own literal

    @override
    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values, which remembers nothing that was worked out from the old ones."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(copied).model_fields.keys():
            del copied.__dict__[name]
        return copied
