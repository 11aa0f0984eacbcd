"""What the rules look at: the questions of one quiz, each with its place in the file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from course.documents import Place
from course.lint.wording import plain, width
from course.questions import Cloze, Multiple, Option, Question, Single
from course.quizzes import Quiz


@dataclass(frozen=True)
class Finding:
    """What a rule found: where in the quiz's file, and one sentence on what is wrong and what to do."""

    place: Place
    told: str


@dataclass(frozen=True)
class OptionList:
    """Options of which some are right: a question's, or those of one gap in a text.

    `place` is where the list of options stands; `several` says whether more than one may be chosen, `mixed` whether
    each learner meets them in another order.
    """

    place: Place
    options: Sequence[Option]
    several: bool
    mixed: bool

    @cached_property
    def key(self) -> int | None:
        """The position of the right option; None where several are right."""
        right = [i for i, option in enumerate(self.options) if option.correct]
        return right[0] if len(right) == 1 else None

    @cached_property
    def wrong(self) -> tuple[int, ...]:
        """The positions of the wrong options."""
        return tuple(i for i, option in enumerate(self.options) if not option.correct)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The options' texts as they are seen, without Markdown's marks."""
        return tuple(plain(option.text) for option in self.options)

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How much room each option takes, in Latin letters."""
        return tuple(width(text) for text in self.texts)

    def at(self, position: int, key: str = "text") -> Place:
        """The place of one option's key."""
        return (*self.place, position, key)


@dataclass(frozen=True)
class Item:
    """A question and where it stands; `drawn` is False for checks, which are asked in the text and never scored."""

    question: Question
    place: Place
    drawn: bool

    def at(self, key: str) -> Place:
        """The place of one of the question's keys."""
        return (*self.place, key)

    @cached_property
    def lists(self) -> tuple[OptionList, ...]:
        """Every list of options that its author wrote and a learner chooses from."""
        question = self.question
        if isinstance(question, Single | Multiple):
            several = isinstance(question, Multiple)
            return (OptionList(self.at("options"), question.options, several, question.shuffle),)
        if isinstance(question, Cloze):
            return tuple(
                OptionList((*self.place, "gaps", i, "options"), gap.options, several=False, mixed=False)
                for i, gap in enumerate(question.gaps)
                if gap.options
            )
        return ()


@dataclass(frozen=True)
class Bank:
    """One quiz as the rules see it.

    `outcomes` are the ids that its module promises, empty for a quiz of no module. `field_words` are words that
    the course teaches, in lower case: they are not held against a sentence that uses them.
    """

    quiz: Quiz
    outcomes: tuple[str, ...] = ()
    field_words: frozenset[str] = frozenset()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The questions, then the checks."""
        return tuple(
            Item(question, (key, i), key == "questions")
            for key, questions in (("questions", self.quiz.questions), ("checks", self.quiz.checks))
            for i, question in enumerate(questions)
        )

    @cached_property
    def drawn(self) -> tuple[Item, ...]:
        """The questions that attempts draw and score."""
        return tuple(item for item in self.items if item.drawn and item.question.graded)

    @cached_property
    def keyed(self) -> tuple[OptionList, ...]:
        """Every choice in drawn questions that has one right option."""
        return tuple(choice for item in self.drawn for choice in item.lists if choice.key is not None)


Rule: TypeAlias = Callable[[Bank], Iterable[Finding]]
