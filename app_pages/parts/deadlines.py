"""Days by which something is due, in words."""

from collections.abc import Sequence
from datetime import date
from html import escape

from app_pages.parts.dates import day
from app_pages.parts.words import tag
from progress.assignments import Due
from progress.targets import Kind, Target

KINDS: dict[Kind, str] = {"module": "Module", "quiz": "Quiz", "scenario": "Scenario"}
PAGES: dict[Kind, str] = {"module": "module?m=", "quiz": "quiz?q=", "scenario": "scenario?s="}


def by(value: date, today: date) -> str:
    """`by 4 December`, with the year where it is not this one."""
    return f"by {value.day} {value:%B}" + ("" if value.year == today.year else f" {value.year}")


def state(due: Due, today: date) -> str:
    """Whether it is done, and else by when it is due, in a word or two."""
    if due.done:
        return tag("Done", "good")
    if due.due_on is None:
        return "no fixed day"
    if due.is_overdue(today):
        return f"{tag('Overdue', 'warn')} since {day(due.due_on)}"
    left = (due.due_on - today).days
    when = by(due.due_on, today)
    return tag(f"{when}, {'today' if not left else 'tomorrow'}", "warn") if left < 2 else when


def named(target: Target) -> str:
    """`Module: Dough`."""
    return f"{KINDS[target.kind]}: {target.title}"


def due_list(dues: Sequence[Due], today: date) -> str:
    """What somebody has to do, as a list that leads there."""
    items = "".join(
        f'<li><div><p class="t"><a href="{PAGES[due.target.kind]}{escape(due.target.id)}">'
        f'{escape(due.target.title)}</a></p><p class="meta">{KINDS[due.target.kind]}</p></div>'
        f'<p class="meta nb">{state(due, today)}</p></li>'
        for due in dues
    )
    return f'<ol class="index plain scenarios">{items}</ol>'
