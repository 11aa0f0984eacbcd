"""Explains an answer in parts: for each pair, item or gap what was given beside what is right."""

from typing import assert_never

from app_pages.parts.explaining.box import part, typed
from app_pages.parts.passage import numbers, passage
from course.markdown import inline, marked_hanzi
from course.questions import Categorise, Cloze, Gap, Grade, Match, Response
from course.questions.grade import RIGHT, WRONG

Parted = Match | Categorise | Cloze


def explain(question: Parted, response: Response) -> str:
    """Every part with what is right; a text with gaps first as a whole, with the right words in it."""
    parts = "".join(_part(question, one, response, tell=True) for one in _in_order(question))
    return _whole(question) + parts if isinstance(question, Cloze) else parts


def marks(question: Parted, response: Response) -> str:
    """Every part that was answered, with its mark; what is right is not told, so that one can try again."""
    given = response if isinstance(response, dict) else {}
    return "".join(_part(question, one, response, tell=False) for one in _in_order(question) if one in given)


def _in_order(question: Parted) -> list[str]:
    return list(numbers(question)) if isinstance(question, Cloze) else list(question.parts)


def _part(question: Parted, one: str, response: Response, *, tell: bool) -> str:
    given = response.get(one) if isinstance(response, dict) else None
    grade = RIGHT if given is not None and question.is_right(one, given) else WRONG
    match question:
        case Match():
            pair = next(pair for pair in question.pairs if pair.id == one)
            words = inline(question.label(given)) if given else ""
            return part(
                inline(pair.left), words, grade, inline(pair.right) if tell else "", inline(pair.feedback)
            )
        case Categorise():
            item = next(item for item in question.items if item.id == one)
            words = inline(question.category(given)) if given else ""
            right = inline(question.category(item.category)) if tell else ""
            return part(inline(item.text), words, grade, right, inline(item.feedback))
        case Cloze():
            return _gap(question, question.gap(one), given, grade, tell=tell)
        case _:
            assert_never(question)


def _gap(question: Cloze, gap: Gap, given: str | None, grade: Grade, *, tell: bool) -> str:
    words = "" if given is None else inline(gap.said(given)) if gap.options else typed(given)
    return part(
        f"Gap {numbers(question)[gap.id]}",
        words,
        grade,
        _right(gap) if tell else "",
        _why(gap, given, grade, tell),
    )


def _why(gap: Gap, given: str | None, grade: Grade, tell: bool) -> str:
    if not gap.options:
        return inline(gap.feedback.on(grade)) if given is not None else ""
    chosen = [option for option in gap.options if option.id == given]
    right = [option for option in gap.options if tell and option.correct and option.id != given]
    return inline(" ".join(option.feedback for option in chosen + right if option.feedback))


def _right(gap: Gap) -> str:
    return inline(gap.key_text()) if gap.options else marked_hanzi(gap.key_text())


def _whole(question: Cloze) -> str:
    """The text with the right words in its gaps; of several that may be typed, the first."""

    def right(one: str) -> str:
        gap = question.gap(one)
        return (
            f'<strong class="filled">{_right(gap) if gap.options else marked_hanzi(gap.accept[0])}</strong>'
        )

    return passage(question, right, look="answer")
