"""How long people take for a module, from the traces that they leave in it.

The sum of the gaps between them (progress/traces.py) is stored with the completion, so that no page adds up answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from course.modules import Module
from progress.database import Database, Row, Transaction, Value
from progress.groups import MINIMUM, Group
from progress.moments import to_text
from progress.periods import Period
from progress.traces import ONE, SPENT

LATEST = 1000  # people behind a median: more would change nothing that is seen


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """How long `people`, a multiple of MINIMUM, took for a module: `minutes` is the median."""

    people: int
    minutes: float


def note(transaction: Transaction, person_id: str, module: Module, now: datetime) -> None:
    """Store how long a person took for a module that they finish now; nothing where one trace is all there is."""
    transaction.run(
        SPENT.format(completed=ONE),
        person_id=person_id,
        module_id=module.id,
        quiz_id=module.quiz,
        now=to_text(now),
    )


# {who}: a condition on person_id
OF_GROUP = """
SELECT module_id, finished_at, seconds FROM module_times
WHERE {who} AND finished_at >= :since AND finished_at < :before ORDER BY finished_at, person_id
"""
OF_MODULE = """
SELECT module_id, finished_at, seconds FROM module_times
WHERE module_id = :module_id AND finished_at >= :since AND finished_at < :before
ORDER BY finished_at DESC LIMIT :latest
"""


def medians(
    db: Database, modules: tuple[Module, ...], group: Group, period: Period
) -> Mapping[str, TimeSpent]:
    """Module id -> how long people took who finished it in the period, without modules that fewer than MINIMUM did.

    Of everybody, the latest thousand count. People are counted in steps of MINIMUM: whoever came after the last step
    is not in the median yet.
    """
    values: dict[str, Value] = {"since": period.since, "before": period.before}
    if group.everybody:
        with db.read() as transaction:
            rows = [
                row
                for module in modules
                for row in reversed(transaction.rows(OF_MODULE, module_id=module.id, latest=LATEST, **values))
            ]
    else:
        rows = db.rows(OF_GROUP.format(who=group.who), **values, **group.values)
    return _medians(rows)


def _medians(rows: list[Row]) -> dict[str, TimeSpent]:
    seconds: dict[str, list[int]] = {}
    for row in rows:
        seconds.setdefault(row["module_id"], []).append(row["seconds"])
    kept = {module_id: each[: len(each) - len(each) % MINIMUM] for module_id, each in seconds.items()}
    return {module_id: TimeSpent(len(each), median(each) / 60) for module_id, each in kept.items() if each}
