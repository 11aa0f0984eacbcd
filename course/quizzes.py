"""A quiz: its rules and its questions."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, PlainValidator

from course.authored import Authored, Slug, Words
from course.draw import Rule, asked
from course.problems import did_you_mean
from course.questions import Question
from course.questions.base import Difficulty

Role = Literal["module", "diagnostic", "final"]
Certainty = Literal["off", "asked", "scored"]
DIFFICULTIES: tuple[Difficulty, ...] = get_args(Difficulty)


def _unlimited(value: object) -> object:
    """Read `attempts`: a number, or the word unlimited."""
    if value == "unlimited":
        return None
    if isinstance(value, str) and not _is_number(value):
        raise ValueError(f'"attempts" cannot be "{value}"; write a number, or unlimited')
    return value


def _draw(value: object) -> Rule:
    """Read `draw`: a number, a number per outcome or module or per difficulty within one, or nothing."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return _number(value)
    if isinstance(value, Mapping) and value:
        return {str(outcome): _share(str(outcome), wanted) for outcome, wanted in value.items()}
    raise ValueError('"draw" must be a number, or one `outcome: number` line per outcome')


def _share(outcome: str, wanted: object) -> int | Mapping[Difficulty, int]:
    """How many questions of one outcome: a number, or a number per difficulty."""
    if not isinstance(wanted, Mapping):
        return _number(wanted)
    levels: dict[Difficulty, int] = {}
    for level, number in wanted.items():
        if level not in DIFFICULTIES:
            hint = did_you_mean(str(level), DIFFICULTIES) or f"; write one of: {', '.join(DIFFICULTIES)}"
            raise ValueError(f'"draw" knows no difficulty "{level}" for outcome "{outcome}"{hint}')
        levels[level] = _number(number)
    if not levels:
        raise ValueError(f'"draw" says nothing for outcome "{outcome}"; write a number of questions')
    return levels


def _number(value: object) -> int:
    text = str(value)
    if not _is_number(text) or int(text) < 1:
        raise ValueError(f'"draw" cannot be "{text}"; write a number of questions, 1 or more')
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


Count = Annotated[int, Field(ge=1)]
Counts = Annotated[Mapping[str, Count | Mapping[Difficulty, Count]], Field(min_length=1)]
DrawRule = Annotated[Rule, PlainValidator(_draw, json_schema_input_type=Count | Counts | None)]
Minutes = Annotated[int, Field(ge=1, le=1440)]
Attempts = Annotated[
    Count | None, BeforeValidator(_unlimited, json_schema_input_type=Count | Literal["unlimited"] | None)
]


class Quiz(Authored):
    """One quiz file.

    `draw` says how many questions an attempt has: a number (shared evenly over the outcomes), a number per
    outcome or per outcome and difficulty, or nothing (all of them). `checks` are asked inside the text only and
    never drawn. `certainty` asks how sure the learner is; `scored` lets it count. `accepted` gives a reason for
    each lint rule that need not hold here; it decides nothing about an attempt.
    """

    id: Slug
    title: Words
    role: Role = "module"
    module: Slug | None = None
    pass_mark: Annotated[int, Field(ge=0, le=100)] = 80
    draw: DrawRule = None
    attempts: Attempts = None
    cool_off_minutes: Annotated[int, Field(ge=0)] = 0
    time_limit_minutes: Minutes | None = None
    certainty: Certainty = "off"
    accepted: Mapping[str, Words] = {}
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    checks: tuple[Question, ...] = ()

    @cached_property
    def drawable(self) -> tuple[Question, ...]:
        """The questions that are drawn and marked."""
        return tuple(question for question in self.questions if question.graded)

    @cached_property
    def reflections(self) -> tuple[Question, ...]:
        """The questions that every attempt asks at its end and nobody marks."""
        return tuple(question for question in self.questions if not question.graded)

    @cached_property
    def length(self) -> int:
        """How many questions of one attempt are marked."""
        return asked(self.draw) if self.draw is not None else len(self.drawable)

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
        draw = _in_key_order(self.draw) if isinstance(self.draw, Mapping) else self.draw
        rules = f"{self.pass_mark}|{draw}"
        if (
            self.time_limit_minutes or self.certainty != "off"
        ):  # editions from before these rules keep their hash
            rules += f"|{self.time_limit_minutes}|{self.certainty}"
        versions = "|".join(sorted(question.version() for question in self.questions))
        return hashlib.sha256(f"{self.id}|{rules}|{versions}".encode()).hexdigest()

    def edition(self) -> str:
        """SHA-256 (hex) of everything that decides what an attempt asks and how it is passed."""
        return self._edition


def _in_key_order(rule: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [
        (key, _in_key_order(value) if isinstance(value, Mapping) else value)
        for key, value in sorted(rule.items())
    ]
