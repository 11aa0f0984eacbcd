"""Explains what was typed: it, what it was worth and, unless it was right, what would have been."""

from html import escape

from app_pages.parts.explaining.box import LEFT_OUT, box, look_of, typed, yours
from app_pages.parts.words import tag
from course.markdown import inline, marked_hanzi
from course.questions import Numeric, Pinyin, Response, Text

PRIVATE = tag("Private, not marked", "note")


def explain(question: Text | Numeric | Pinyin, response: Response) -> str:
    """The answer with the author's feedback, and what is accepted if it was not."""
    grade = question.grade(response)
    if response is None:
        own = box("", LEFT_OUT, "")
    else:
        own = box(
            look_of(grade), yours(grade), _shown(question, response), inline(question.feedback.on(grade))
        )
    own = _hanzi(question) + own
    return own if grade.right else own + box("right", tag("✓ Accepted", "good"), _accepted(question))


def _hanzi(question: Text | Numeric | Pinyin) -> str:
    """The characters that were to be read, where the question showed some."""
    if isinstance(question, Pinyin) and question.hanzi:
        return f'<p class="hanzi" lang="zh-Hans">{escape(question.hanzi)}</p>'
    return ""


def _shown(question: Text | Numeric | Pinyin, response: Response) -> str:
    if isinstance(question, Pinyin):
        return f'<bdi class="pinyin" lang="zh-Latn-pinyin">{escape(str(response))}</bdi>'
    return typed(question.as_text(response))


def _accepted(question: Text | Numeric | Pinyin) -> str:
    if isinstance(question, Pinyin):
        words = (
            f'<span class="pinyin" lang="zh-Latn-pinyin">{escape(one)}</span>' for one in question.accept
        )
        return ", ".join(words)
    return marked_hanzi(question.key_text())


def explain_reflection(response: Response) -> str:
    """What the learner wrote: only they see this page."""
    if response is None:
        return box("", LEFT_OUT + PRIVATE, "")
    return box("", tag("You wrote") + PRIVATE, f'<bdi class="written">{escape(str(response))}</bdi>')
