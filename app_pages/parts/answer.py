"""An answered question: what was given, what is right, and why, as HTML."""

from collections.abc import Sequence
from typing import assert_never

from app_pages.parts.explaining import choice, parted, sequence, typed
from app_pages.parts.explaining.box import box
from app_pages.parts.words import tag
from course.markdown import inline
from course.questions import (
    Categorise,
    Cloze,
    Match,
    Multiple,
    Numeric,
    Order,
    Parted,
    Pinyin,
    Question,
    Reflection,
    Response,
    Single,
    Text,
    TrueFalse,
)


def answered(question: Question, response: Response, order: Sequence[str]) -> str:
    """The learner's answer and the right one, told apart in words, with the feedback to both.

    `order` lists the options as this learner saw them. A reflection is shown as it was written: only to its writer.
    """
    match question:
        case Single() | TrueFalse() | Multiple():
            return choice.explain(question, response, order)
        case Text() | Numeric() | Pinyin():
            return typed.explain(question, response)
        case Match() | Categorise() | Cloze():
            return parted.explain(question, response)
        case Order():
            return sequence.explain(question, response)
        case Reflection():
            return typed.explain_reflection(response)
        case _:
            assert_never(question)


def verdict(question: Question, response: Response) -> str:
    """What tells at once whether an answer is right, and why: for checks in the text, where one may try again."""
    mark, look = _mark(question, response)
    said = _said(question, response) or question.explanation
    whole = box(look, mark, inline(said)) if said else f'<p class="tags">{mark}</p>'
    return f'<div role="status">{whole}{_marks(question, response)}</div>'


def _mark(question: Question, response: Response) -> tuple[str, str]:
    """The tag that says how right an answer is, and the look of its box."""
    if not question.graded:
        return typed.PRIVATE, ""
    grade = question.grade(response)
    if grade.right:
        return tag("✓ Right", "good"), "right"
    if isinstance(question, Parted) and (right := len(question.right_parts(response))):
        return tag(f"{right} of {len(question.parts)} right", "warn"), ""
    if grade.score > 0:
        return tag("Partly right", "warn"), ""
    return tag("✕ Not quite", "bad"), "wrong"


def _said(question: Question, response: Response) -> str:
    """The author's feedback to the whole answer, as Markdown; empty when there is none."""
    match question:
        case Single() | TrueFalse() | Multiple():
            return choice.said(question, response)
        case Text() | Numeric() | Pinyin():
            return question.feedback.on(question.grade(response))
        case _:
            return ""


def _marks(question: Question, response: Response) -> str:
    """The mark of each part."""
    match question:
        case Match() | Categorise() | Cloze():
            return parted.marks(question, response)
        case Order():
            return sequence.marks(question, response)
        case _:
            return ""
