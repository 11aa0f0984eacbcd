"""The boxes in which answers are explained. Whatever is handed in is HTML already, and escaped."""

from html import escape

from app_pages.parts.words import tag
from course.questions import Grade

LEFT_OUT = tag("You left this out", "warn")
RIGHT = tag("✓ Right", "good")


def box(look: str, tags: str, text: str, why: str = "") -> str:
    """One answer: tags above its text, and below it why; `look` is right, wrong or nothing."""
    parts = f'<p class="tags">{tags}</p>' if tags else ""
    parts += f"<p>{text}</p>" if text else ""
    return f'<div class="answer {look}">{parts}{because(why)}</div>'


def because(why: str) -> str:
    """The line that says why; nothing when there is nothing to say."""
    return f'<p class="why">{why}</p>' if why else ""


def yours(grade: Grade) -> str:
    """The tag of the learner's own answer."""
    if grade.right:
        return tag("✓ Your answer", "good")
    return tag("Your answer, partly right", "warn") if grade.score else tag("✕ Your answer", "bad")


def look_of(grade: Grade) -> str:
    """The look of a box with an answer of this grade."""
    if grade.right:
        return "right"
    return "" if grade.score else "wrong"


def part(title: str, given: str, grade: Grade, right: str = "", why: str = "") -> str:
    """One part of an answer: its name, what was given (nothing when left out), what is right if told, and why."""
    lines = _said(yours(grade), given) if given else f'<p class="said">{LEFT_OUT}</p>'
    if right and not grade.right:
        lines += _said(RIGHT, right)
    look = look_of(grade) if given else ""
    return f'<div class="answer {look}"><p class="part">{title}</p>{lines}{because(why)}</div>'


def _said(mark: str, words: str) -> str:
    return f'<p class="said">{mark} <span>{words}</span></p>'


def typed(words: object) -> str:
    """What a person typed, in a direction of its own."""
    return f"<bdi>{escape(str(words))}</bdi>"
