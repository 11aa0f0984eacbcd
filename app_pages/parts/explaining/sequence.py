"""Explains an order: the learner's beside the right one."""

from app_pages.parts.explaining.box import LEFT_OUT, box, look_of, yours
from app_pages.parts.words import tag
from course.markdown import inline
from course.questions import Grade, Order, Response


def explain(question: Order, response: Response) -> str:
    """Both orders side by side, with what the author says on each item; one list when they are the same."""
    right = _list([(item.id, _why(item.feedback)) for item in question.items], question)
    grade = question.grade(response)
    if grade.right:
        return _box("right", yours(grade), right)
    own = _own(question, response, grade, tell=True) if response is not None else box("", LEFT_OUT, "")
    return f'<div class="orders">{own}{_box("right", tag("✓ Right order", "good"), right)}</div>'


def marks(question: Order, response: Response) -> str:
    """The learner's order with the items that are in place; where the others belong is not told."""
    return _own(question, response, question.grade(response), tell=False)


def _why(feedback: str) -> str:
    return f'<span class="why">{inline(feedback)}</span>' if feedback else ""


def _own(question: Order, response: Response, grade: Grade, *, tell: bool) -> str:
    places = {item: place for place, item in enumerate(question.key, start=1)}
    rows = []
    for place, item in enumerate(response or (), start=1):
        elsewhere = tag(f"belongs at {places[item]}" if tell else "not in place", "warn")
        rows.append((item, tag("✓ in place", "good") if places[item] == place else elsewhere))
    return _box(look_of(grade), yours(grade), _list(rows, question))


def _list(rows: list[tuple[str, str]], question: Order) -> str:
    items = "".join(
        f'<li><span class="n">{place}</span><span>{inline(question.label(item))} {beside}</span></li>'
        for place, (item, beside) in enumerate(rows, start=1)
    )
    return f"<ol>{items}</ol>"


def _box(look: str, mark: str, rows: str) -> str:
    return f'<div class="answer order {look}"><p class="tags">{mark}</p>{rows}</div>'
