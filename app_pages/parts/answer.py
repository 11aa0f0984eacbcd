"""An answered question: what was chosen, what is right, and why."""

from collections.abc import Sequence
from html import escape

from app_pages.parts.words import tag
from course.markdown import inline
from course.questions import Option, Question, Response, Text


def answered(question: Question, response: Response, order: Sequence[str]) -> str:
    """HTML of every option with its feedback, the learner's and the right ones marked in words."""
    if isinstance(question, Text):
        return _typed(question, response)
    chosen = response if isinstance(response, list) else [response]
    left_out = _box("", tag("You left this out", "warn"), "", "") if response is None else ""
    return left_out + "".join(_option(question.option(option), option in chosen) for option in order)


def _option(option: Option, chosen: bool) -> str:
    tags = ""
    if chosen:
        tags += tag("✓ Your answer", "good") if option.correct else tag("✕ Your answer", "bad")
    if option.correct:
        tags += tag("✓ Right", "good")
    look = "right" if option.correct else "wrong" if chosen else ""
    return _box(look, tags, inline(option.text), inline(option.feedback))


def _typed(question: Text, response: Response) -> str:
    right = question.grade(response).right
    if response is None:
        yours = _box("", tag("You left this out", "warn"), "", "")
    else:
        mark = tag("✓ Your answer", "good") if right else tag("✕ Your answer", "bad")
        said = question.feedback.right if right else question.feedback.wrong
        yours = _box("right" if right else "wrong", mark, f"<bdi>{escape(str(response))}</bdi>", inline(said))
    accepted = inline(", ".join(question.accept))
    return yours + ("" if right else _box("right", tag("✓ Accepted", "good"), accepted, ""))


def _box(look: str, tags: str, text: str, why: str) -> str:
    parts = f'<p class="tags">{tags}</p>' if tags else ""
    parts += f"<p>{text}</p>" if text else ""
    parts += f'<p class="why">{why}</p>' if why else ""
    return f'<div class="answer {look}">{parts}</div>'


def verdict(question: Question, response: Response) -> str:
    """HTML that tells at once whether an answer is right, and why: for checks in the text."""
    grade = question.grade(response)
    if grade.right:
        mark, look = tag("✓ Right", "good"), "right"
    elif grade.score > 0:
        mark, look = tag("Partly right", "warn"), ""
    else:
        mark, look = tag("✕ Not quite", "bad"), "wrong"
    return f'<div role="status">{_box(look, mark, inline(_said(question, response)), "")}</div>'


def _said(question: Question, response: Response) -> str:
    if isinstance(question, Text):
        return question.feedback.right if question.grade(response).right else question.feedback.wrong
    chosen = response if isinstance(response, list) else [str(response)]
    said = [question.option(option).feedback for option in chosen]
    return " ".join(sentence for sentence in said if sentence) or question.explanation
