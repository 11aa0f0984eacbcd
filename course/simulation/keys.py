"""What is right and what can be wrong in an answer, worked out from the question's key."""

import math
from collections.abc import Collection, Iterator

from course.questions import (
    Categorise,
    Cloze,
    Gap,
    Match,
    Multiple,
    Numeric,
    Option,
    Order,
    Pinyin,
    Question,
    Reflection,
    Response,
    Single,
    Text,
    TrueFalse,
)
from course.spelling import read

HELD, KNOWN, PLAIN = 6.0, 1.5, 1.0  # weights of wrong options: a belief held, one not held, none at all
BLANKS = ("?", "unsure", "0")  # what is typed by those who have no idea
THOUGHT = "I would look at this again with my own project in mind."

Weighted = list[tuple[float, Response]]


def right_answer(question: Question) -> Response:
    """An answer that earns everything; for a reflection, something to have written."""
    match question:
        case Single() | TrueFalse():
            return next(option.id for option in question.choices if option.correct)
        case Multiple():
            return [option.id for option in question.options if option.correct]
        case Numeric():
            return question.answer if question.range is None else question.range.from_
        case Text() | Pinyin():
            return question.accept[0]
        case Match() | Categorise() | Cloze():
            return right_parts(question)
        case Order():
            return list(question.key)
        case Reflection():
            return THOUGHT


def right_parts(question: Match | Categorise | Cloze) -> dict[str, str]:
    """Part -> what is right there."""
    if isinstance(question, Cloze):
        return {gap.id: _right_filling(gap) for gap in question.gaps}
    return dict(question.key)


def _right_filling(gap: Gap) -> str:
    """What is right in a gap: an option's id, or words."""
    return next((option.id for option in gap.options if option.correct), "") or gap.accept[0]


def slips(question: Question, beliefs: frozenset[str] = frozenset()) -> Weighted:
    """The wrong answers to a question that is answered as a whole, each with its weight; some may earn a part.

    Empty for a question in pieces, and for a reflection, which cannot be wrong.
    """
    match question:
        case Single() | TrueFalse():
            return [(_pull(one, beliefs), one.id) for one in question.choices if not one.correct]
        case Order():
            return [(1.0, swapped) for swapped in _swaps(question.key)]
        case Numeric():
            return [(1.0, number) for number in _numbers(question)]
        case Text():
            return [(1.0, word) for word in _words(question.accept[0]) if not question.grade(word).right]
        case Pinyin():
            toneless: str = "".join(letters for letters, _ in read(question.accept[0]).sounds)
            typed = [toneless, *BLANKS]
            wrong = [word for word in typed if not question.grade(word).right]
            return [(1.0, word) for word in wrong[:2]]
        case _:
            return []


def _pull(option: Option, beliefs: frozenset[str]) -> float:
    if option.misconception is None:
        return PLAIN
    return HELD if option.misconception in beliefs else KNOWN


def _swaps(key: tuple[str, ...]) -> Iterator[Response]:
    for i in range(len(key) - 1):
        yield [*key[:i], key[i + 1], key[i], *key[i + 2 :]]


def _numbers(question: Numeric) -> Iterator[str]:
    """One that earns a part, if a whole number does, and three that earn nothing."""
    _, high = question.near_interval or question.interval
    if 0 < question.grade(str(math.floor(high))).score < 1:
        yield str(math.floor(high))
    step = max(1, math.ceil(abs(high)))
    yield from (str(math.floor(high) + step * times) for times in (1, 4, 9))


def _words(accepted: str) -> tuple[str, ...]:
    return (accepted[:-1], accepted + accepted[-1], *BLANKS) if len(accepted) > 2 else BLANKS


def wrong_fillings(
    question: Match | Categorise | Cloze, part: str, beliefs: frozenset[str] = frozenset()
) -> list[tuple[float, str]]:
    """What can be wrongly given for one part, each with its weight."""
    match question:
        case Match():
            given = [(PLAIN, side.id) for side in question.right_sides]
        case Categorise():
            given = [(PLAIN, category.id) for category in question.categories]
        case Cloze():
            gap = question.gap(part)
            given = [(_pull(option, beliefs), option.id) for option in gap.options]
            given = given or [(PLAIN, word) for word in _words(gap.accept[0])]
    return [(weight, one) for weight, one in given if not question.is_right(part, one)]


def ticked(question: Multiple, got: Collection[str]) -> Response:
    """The ticks of somebody who judged just these options rightly."""
    return [option.id for option in question.options if option.correct == (option.id in got)]


def misleads(question: Question, piece: str, beliefs: frozenset[str]) -> bool:
    """Whether somebody with these beliefs is misled at a piece: a wrong option, a wrong place or a wrong gap."""
    match question:
        case Multiple():
            option = question.option(piece)
            return not option.correct and option.misconception in beliefs
        case Categorise():
            return any(item.id == piece and item.misconception in beliefs for item in question.items)
        case Cloze():
            return any(option.misconception in beliefs for option in question.gap(piece).options)
        case _:
            return False
