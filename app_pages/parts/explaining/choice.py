"""Explains a choice: every option with its feedback, the chosen and the right ones marked in words."""

from collections.abc import Sequence

from app_pages.parts.explaining.box import LEFT_OUT, RIGHT, box
from app_pages.parts.words import tag
from course.markdown import inline
from course.questions import Multiple, Option, Response, Single, TrueFalse

Choosing = Single | TrueFalse | Multiple


def explain(question: Choosing, response: Response, order: Sequence[str]) -> str:
    """Every option, in the order in which the learner saw them."""
    chosen = response if isinstance(response, list) else [response]
    left_out = box("", LEFT_OUT, "") if response is None else ""
    return left_out + "".join(_option(question.option(option), option in chosen) for option in order)


def _option(option: Option, chosen: bool) -> str:
    tags = ""
    if chosen:
        tags += tag("✓ Your answer", "good") if option.correct else tag("✕ Your answer", "bad")
    if option.correct:
        tags += RIGHT
    look = "right" if option.correct else "wrong" if chosen else ""
    return box(look, tags, inline(option.text), inline(option.feedback))


def said(question: Choosing, response: Response) -> str:
    """The feedback to what was chosen, as Markdown."""
    chosen = response if isinstance(response, list) else [str(response)]
    return " ".join(words for option in chosen if (words := question.option(option).feedback))
