"""How far people get in each module, and how much is done each week, in steps of MINIMUM people.

What somebody reads and when is not completion, so that nobody must be told from these numbers: people are counted in
steps, and a week in which fewer than MINIMUM people did something has no number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from course.modules import Module
from progress import activity_tallies
from progress.database import Database
from progress.days import monday
from progress.groups import MINIMUM, Group, in_steps
from progress.periods import Period

MOST_WEEKS = 26
DOINGS = {"reads": "readers", "attempts": "starters", "submissions": "submitters"}


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many people began a module, read each section, began its quiz and finished it, in steps of MINIMUM.

    `quiz` is None for a module without one.
    """

    module_id: str
    begun: int
    sections: Mapping[str, int]
    quiz: int | None
    finished: int


@dataclass(frozen=True, slots=True)
class Week:
    """What was done in the week of a Monday, in steps of MINIMUM; None where fewer than MINIMUM people did it."""

    monday: date
    reads: int | None
    attempts: int | None
    submissions: int | None


def funnels(db: Database, modules: Sequence[Module], group: Group, period: Period) -> list[Funnel]:
    """Each module's funnel, in the order of the course: of those whose first time of each step is in the period."""
    begun, sections, quizzes, done = (
        activity_tallies.people(db, kind, group, period)
        for kind in ("module-begun", "section-read", "quiz-begun", "module-finished")
    )
    return [
        Funnel(
            module_id=module.id,
            begun=in_steps(begun.get(module.id, 0)),
            sections={s.id: in_steps(sections.get(s.key, 0)) for s in module.sections},
            quiz=in_steps(quizzes.get(module.quiz, 0)) if module.quiz else None,
            finished=in_steps(done.get(module.id, 0)),
        )
        for module in modules
    ]


def weeks(db: Database, group: Group, period: Period) -> list[Week]:
    """The weeks in which the period lies, whole ones, at most the last MOST_WEEKS; without those before anything."""
    last = monday(period.last)
    first = last - timedelta(weeks=MOST_WEEKS - 1)
    if period.first:
        first = max(first, monday(period.first))
    whole = Period(first, last + timedelta(days=6))
    found = {kind: _shown(db, kind, group, whole) for kind in DOINGS}
    if not period.first:
        first = min((week for shown in found.values() for week in shown), default=last)
    number = (last - first).days // 7 + 1
    mondays = [first + timedelta(weeks=i) for i in range(number)]
    return [Week(week, *(found[kind].get(week, 0) for kind in DOINGS)) for week in mondays]


def _shown(db: Database, kind: str, group: Group, period: Period) -> dict[date, int | None]:
    """Monday -> what may be shown of its week."""
    numbers = _by_week(activity_tallies.by_day(db, kind, group, period))
    people = _by_week(activity_tallies.by_day(db, DOINGS[kind], group, period))
    return {week: in_steps(numbers[week]) if people[week] >= MINIMUM else None for week in numbers}


def _by_week(days: Mapping[str, int]) -> Counter[date]:
    weeks: Counter[date] = Counter()
    for day, number in days.items():
        weeks[monday(date.fromisoformat(day))] += number
    return weeks
