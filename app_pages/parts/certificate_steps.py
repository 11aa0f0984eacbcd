"""What is left to do for a certificate, as a list whose items lead there."""

from html import escape

from course.certification import Standing
from course.course import Course
from course.modules import Module
from course.quizzes import Quiz


def steps_left(course: Course, standing: Standing) -> str:
    """The list as HTML."""
    again = " again" if not standing.first else ""
    items = [
        *(_step(_module(one), "Finish this module.") for one in standing.to_complete),
        *(
            _step(_module(one), f"Read its new edition, {one.edition}.{_changes(one)}")
            for one in standing.to_read
        ),
        *(_step(_quiz(one), f"Pass it{again}, with {one.pass_mark} % or more.") for one in standing.to_pass),
        *(
            _step(
                _module(one),
                f"A regrade took your pass away. Pass its quiz again, or ask {course.file.contact}.",
            )
            for one in standing.under_review
        ),
    ]
    lead = (
        "A certificate is made out to you, if you wish, once everything here is done."
        if standing.first
        else "A short refresher: what has changed since, and the test again."
    )
    title = "What is left" if standing.first else "For a new one"
    return (
        f'<div class="below-cert"><h2 class="section-rule">{title}</h2><p class="meta">{lead}</p>'
        f'<ol class="index plain scenarios">{"".join(items)}</ol></div>'
    )


def _step(link: str, what: str) -> str:
    return f'<li><div><p class="t">{link}</p><p class="meta">{escape(what)}</p></div></li>'


def _module(module: Module) -> str:
    return f'<a href="module?m={escape(module.id)}">{escape(module.title)}</a>'


def _quiz(quiz: Quiz) -> str:
    return f'<a href="quiz?q={escape(quiz.id)}">{escape(quiz.title)}</a>'


def _changes(module: Module) -> str:
    """What the new edition changed, in the author's words."""
    told = [change.what for change in module.changes if change.edition == module.edition]
    return f" {told[0]}" if told else ""
