"""How many people did what for the first time on which day, and how often it was done.

Counted when it happens, in the same transaction, so that figures about everybody never read what everybody did. The
members of a cohort are counted in what they did, by the same definitions (progress/activity_facts.py).
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from progress.activity_facts import FACTS, FILLED
from progress.database import Database, Transaction
from progress.groups import Group
from progress.periods import Period

READING = ("begun", "module-begun", "section-read", "reads", "readers")
TRYING = ("begun", "quiz-begun", "attempts", "starters")
SUBMITTING = ("submissions", "submitters")
FINISHING = ("module-finished", "modules-finished")
"""The kinds that change when somebody goes on from a section, begins an attempt, submits it, finishes a module."""


def recount(transaction: Transaction) -> None:
    """Count everything anew."""
    transaction.run("DELETE FROM activity_tallies")
    for statement in FILLED:
        transaction.run(statement)


class _OnlyLooked(Exception):
    """Undoes the counting of whoever only wanted to know."""


def differences(db: Database, *, repair: bool = False) -> list[str]:
    """Every number that differs from a count anew, each in a sentence; with `repair` they are put right."""
    told: list[str] = []
    with suppress(_OnlyLooked), db.write() as transaction:
        stored = _numbers(transaction)
        recount(transaction)
        counted = _numbers(transaction)
        told += [
            f"{' '.join(key)}: {stored.get(key, 0)} stored, {counted.get(key, 0)} counted"
            for key in sorted(stored.keys() | counted.keys())
            if stored.get(key, 0) != counted.get(key, 0)
        ]
        if not repair:
            raise _OnlyLooked
    return told


def _numbers(transaction: Transaction) -> dict[tuple[str, ...], int]:
    """What is counted -> how many."""
    rows = [list(row.values()) for row in transaction.rows("SELECT * FROM activity_tallies")]
    return {tuple(map(str, row[:-1])): int(row[-1]) for row in rows}


def people(db: Database, kind: str, group: Group, period: Period) -> dict[str, int]:
    """Target -> how many of the group have their day of this kind in the period."""
    return _sums(db, kind, "target", group, period)


def by_day(db: Database, kind: str, group: Group, period: Period) -> dict[str, int]:
    """Day of the period -> the number of this kind on it; without days that have none."""
    return _sums(db, kind, "day", group, period)


# {by}: target or day; {facts}: one of FACTS
TALLIED = """
SELECT {by}, SUM(number) AS number FROM activity_tallies
WHERE kind = :kind AND day >= :first AND day <= :last GROUP BY {by}
"""
COUNTED = "SELECT {by}, COUNT(*) AS number FROM ({facts}) AS facts WHERE day >= :first AND day <= :last GROUP BY {by}"


def _sums(db: Database, kind: str, by: str, group: Group, period: Period) -> dict[str, int]:
    values = {"first": period.first.isoformat() if period.first else "", "last": period.last.isoformat()}
    if group.everybody:
        rows = db.rows(TALLIED.format(by=by), kind=kind, **values)
    else:
        facts = FACTS[kind].format(who=group.who, since=":first")
        rows = db.rows(COUNTED.format(by=by, facts=facts), **values, **group.values)
    return {row[by]: row["number"] for row in rows}


OF_KIND = """
SELECT '{kind}' AS kind, target, day, COUNT(*) AS number FROM ({facts}) AS facts GROUP BY target, day
"""
OF_MODULE = {"module-begun", "section-read", "module-finished"}
"""The kinds whose target is of one module, so that nothing else need be looked at."""

# ---- kept as things happen


@contextmanager
def counting(
    transaction: Transaction, person_id: str, kinds: tuple[str, ...], module_id: str = ""
) -> Iterator[None]:
    """Count what the block changes of a person's doings, by looking at them before and after.

    `module_id` is the module in which something is done, where it is done in one.
    """
    before = _of_person(transaction, person_id, kinds, module_id)
    yield
    after = _of_person(transaction, person_id, kinds, module_id)
    after.subtract(before)
    changed = [(*key, number) for key, number in after.items() if number]
    transaction.run_each(
        """
        INSERT INTO activity_tallies (kind, target, day, number) VALUES (:kind, :target, :day, :number)
        ON CONFLICT (kind, target, day) DO UPDATE SET number = activity_tallies.number + excluded.number
        """,
        [{"kind": k, "target": target, "day": day, "number": number} for k, target, day, number in changed],
    )
    transaction.run_each(
        "DELETE FROM activity_tallies WHERE kind = :kind AND target = :target AND day = :day AND number = 0",
        [{"kind": k, "target": target, "day": day} for k, target, day, number in changed if number < 0],
    )


def _of_person(
    transaction: Transaction, person_id: str, kinds: tuple[str, ...], module_id: str
) -> Counter[tuple[str, str, str]]:
    """How often each kind, target and day is met in what a person did."""
    who, in_module = "person_id = :person_id", "person_id = :person_id AND module_id = :module_id"
    facts = " UNION ALL ".join(
        OF_KIND.format(
            kind=kind, facts=FACTS[kind].format(who=in_module if kind in OF_MODULE else who, since="''")
        )
        for kind in kinds
    )
    values = {"person_id": person_id} | ({"module_id": module_id} if OF_MODULE & {*kinds} else {})
    rows = transaction.rows(facts, **values)
    return Counter({(row["kind"], row["target"], row["day"]): row["number"] for row in rows})
