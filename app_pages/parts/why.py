"""Why an answer is right or not: the explanation, the beliefs that were met, where to read it again, the sources."""

from html import escape

from app_pages.parts.sources import origin
from course.course import Course
from course.markdown import inline
from course.questions import Question, Response


def why(course: Course, question: Question, response: Response) -> str:
    """The whole as a box of HTML; empty where there is nothing to say."""
    parts = [f"<p>{inline(question.explanation)}</p>"] if question.explanation else []
    met = [course.misconceptions.get(belief) for belief in question.beliefs_met(response)]
    parts += [
        f"<p>“{inline(one.belief)}” is a common belief, but it is not so. {inline(one.correction)}</p>"
        for one in met
        if one
    ]
    if question.section and (link := _section_link(course, question.section)):
        parts.append(f"<p>{link}</p>")
    known = [course.sources[source_id] for source_id in question.source if source_id in course.sources]
    parts += [f'<p class="note">{origin(source)}</p>' for source in known]
    return f'<div class="margin-term"><p><strong>Why</strong></p>{"".join(parts)}</div>' if parts else ""


def _section_link(course: Course, key: str) -> str:
    try:
        section = course.section(key)
    except KeyError:
        return ""  # the section was renamed after the question was asked
    address = f"module?m={section.module_id}&amp;s={section.id}"
    return f'<a href="{address}">Read “{escape(section.title)}” again</a>'
