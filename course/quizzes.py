"""A quiz: its rules and its questions."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator

from course.authored import Authored, Slug, Words
from course.questions import Question

Role = Literal["module", "diagnostic", "final"]


def _unlimited(value: object) -> object:
    """Read `attempts`: a number, or the word unlimited."""
    if value == "unlimited":
        return None
    if isinstance(value, str) and not _is_number(value):
        raise ValueError(f'"attempts" cannot be "{value}"; write a number, or unlimited')
    return value


def _draw(value: object) -> int | Mapping[str, int] | None:
    """Read `draw`: a number, a number per outcome, or nothing."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return _number(value)
    if isinstance(value, Mapping) and value:
        return {str(outcome): _number(number) for outcome, number in value.items()}
    raise ValueError('"draw" must be a number, or one `outcome: number` line per outcome')


def _number(value: object) -> int:
    text = str(value)
    if not _is_number(text) or int(text) < 1:
        raise ValueError(f'"draw" cannot be "{text}"; write a number of questions, 1 or more')
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


DrawRule = Annotated[
    int | Mapping[str, int] | None,
    PlainValidator(_draw, json_schema_input_type=int | Mapping[str, int] | None),
]
Count = Annotated[int, Field(ge=1)]


class Quiz(Authored):
    """One quiz file.

    `draw` says how many questions an attempt has: a number (shared evenly over the outcomes), a number per
    outcome, or nothing (all of them). `checks` are asked inside the text only and never drawn.
    """

    id: Slug
    title: Words
    role: Role = "module"
    module: Slug | None = None
    pass_mark: Annotated[int, Field(ge=0, le=100)] = 80
    draw: DrawRule = None
    attempts: Annotated[Count | None, BeforeValidator(_unlimited)] = None
    cool_off_minutes: Annotated[int, Field(ge=0)] = 0
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    checks: tuple[Question, ...] = ()

    @cached_property
    def length(self) -> int:
        """How many questions one attempt has."""
        if self.draw is None:
            return len(self.questions)
        return self.draw if isinstance(self.draw, int) else sum(self.draw.values())

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in (*self.questions, *self.checks)}

    def question(self, question_id: str) -> Question:
        """The question or check with this id. Raises KeyError if there is none."""
        return self._by_id[question_id]

    def check(self, question_id: str) -> Question:
        """The check with this id. Raises KeyError if there is none; a question of the quiz itself is none."""
        return {check.id: check for check in self.checks}[question_id]

    def has(self, question_id: str) -> bool:
        """Whether a question or check has this id."""
        return question_id in self._by_id

    @cached_property
    def _edition(self) -> str:
        draw = sorted(self.draw.items()) if isinstance(self.draw, Mapping) else self.draw
        rules = f"{self.pass_mark}|{draw}"
        versions = "|".join(sorted(question.version() for question in self.questions))
        return hashlib.sha256(f"{self.id}|{rules}|{versions}".encode()).hexdigest()

    def edition(self) -> str:
        """SHA-256 (hex) of everything that decides what an attempt asks and how it is passed."""
        return self._edition
