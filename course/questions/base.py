"""What every question has, whatever its type.

A type adds how an answer is read (`normalise`), graded (`grade`) and said in words (`as_text`). All three are
pure: the same question and answer give the same result on every machine. `None` always means "left out".
"""

import hashlib
import json
from abc import abstractmethod
from typing import Annotated, Any

from pydantic import Field

from course.authored import Authored, Slug, Slugs, Words
from course.questions.grade import WRONG, Grade

Response = str | list[str] | None


class Option(Authored):
    """One choice. `feedback` is shown to whoever is shown the option after answering."""

    id: Slug
    text: Words
    correct: bool = False
    feedback: str = ""
    misconception: Slug | None = None


class QuestionBase(Authored):
    """The keys that all question types share."""

    id: Slug
    outcome: Slug
    stem: Words
    explanation: str = ""
    source: Slugs = ()
    section: str | None = None
    shuffle: bool = True
    points: Annotated[int, Field(ge=1, le=100)] = 1

    @property
    def choices(self) -> tuple[Option, ...]:
        """The options in the author's order; empty for types without options."""
        return ()

    def option_ids(self) -> tuple[str, ...]:
        """The ids whose order may be shuffled."""
        return tuple(option.id for option in self.choices)

    def option(self, option_id: str) -> Option:
        """The option with this id. Raises KeyError if there is none."""
        return {option.id: option for option in self.choices}[option_id]

    def misconceptions(self) -> tuple[str, ...]:
        """The ids of the misconceptions that this question can reveal."""
        return tuple(option.misconception for option in self.choices if option.misconception)

    def beliefs_met(self, response: Response) -> tuple[str, ...]:
        """The misconceptions behind the wrong options that an answer chose."""
        chosen = response if isinstance(response, list) else [response]
        wrong = (option for option in self.choices if option.id in chosen and not option.correct)
        return tuple(option.misconception for option in wrong if option.misconception)

    @abstractmethod
    def normalise(self, response: object) -> Response:
        """Read an answer as stored or sent; None when it was left out.

        Raises ValueError with a sentence when it is no answer to this question.
        """

    @abstractmethod
    def grade_answer(self, response: Any) -> Grade:
        """Grade a normalised answer that is not None."""

    @abstractmethod
    def as_text(self, response: Response) -> str:
        """The answer in plain words, for reports and exports."""

    def grade(self, response: object) -> Grade:
        """Grade an answer; one that was left out scores nothing."""
        answer = self.normalise(response)
        return WRONG if answer is None else self.grade_answer(answer)

    def to_json(self) -> str:
        """The question as canonical JSON: sorted, and without defaults so that new keys change no hash."""
        content = self.model_dump(mode="json", exclude_defaults=True) | {"type": self.kind}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def version(self) -> str:
        """SHA-256 (hex) of the question's content: two versions are equal exactly when nothing differs."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @property
    def kind(self) -> str:
        """The value of the question's `type` key."""
        return str(getattr(self, "type"))  # noqa: B009 - each type declares its own literal


LEFT_OUT = "left out"
