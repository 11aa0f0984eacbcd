"""How many people did what for the first time on which day, and how often it was done: everybody, and each cohort.

Counted when it happens, in the same transaction, so that figures never read what everybody did. Whoever joins a cohort
brings along what they did before, and takes it away again. Where cohorts have somebody in common, their members are
counted in what they did, by the same definitions (progress/activity_facts.py).
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from progress import standings
from progress.activity_facts import FACTS, FILLED, FILLED_COHORTS
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
    for statement in FILLED + FILLED_COHORTS:
        transaction.run(statement)


def differences(db: Database, *, repair: bool = False) -> list[str]:
    """Every number that differs from a count anew, each in a sentence; with `repair` they are put right."""
    with db.write(keep=repair) as transaction:
        stored = _numbers(transaction)
        recount(transaction)
        counted = _numbers(transaction)
    return [
        f"{' '.join(key).strip()}: {stored.get(key, 0)} stored, {counted.get(key, 0)} counted"
        for key in sorted(stored.keys() | counted.keys())
        if stored.get(key, 0) != counted.get(key, 0)
    ]


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
WHERE cohort_id IN ({cohorts}) AND kind = :kind AND day >= :first AND day <= :last GROUP BY {by}
"""
# Whether somebody is in several of the cohorts.
SHARED = """
SELECT person_id FROM cohort_members WHERE cohort_id IN ({cohorts}) GROUP BY person_id HAVING COUNT(*) > 1 LIMIT 1
"""
COUNTED = "SELECT {by}, COUNT(*) AS number FROM ({facts}) AS facts WHERE day >= :first AND day <= :last GROUP BY {by}"


def _sums(db: Database, kind: str, by: str, group: Group, period: Period) -> dict[str, int]:
    values = {"first": period.first.isoformat() if period.first else "", "last": period.last.isoformat()}
    if len(group.cohort_ids) > 1 and db.row(SHARED.format(cohorts=group.cohorts), **group.values):
        facts = FACTS[kind].format(who=group.who, since=":first")
        rows = db.rows(COUNTED.format(by=by, facts=facts), **values, **group.values)
    else:
        tallied = TALLIED.format(by=by, cohorts=group.cohorts or "''")
        rows = db.rows(tallied, kind=kind, **values, **group.values)
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
    """Count what the block changes of a person's doings, by looking at them before and after, and where they stand now.

    `module_id` is the module in which something is done, where it is done in one.
    """
    before = _of_person(transaction, person_id, kinds, module_id)
    yield
    after = _of_person(transaction, person_id, kinds, module_id)
    after.subtract(before)
    for cohort_id in ("", *_cohorts_of(transaction, person_id)):
        _add(transaction, cohort_id, after)
    standings.settle(transaction, person_id)


@contextmanager
def moving(transaction: Transaction, person_id: str) -> Iterator[None]:
    """Within this a person joins or leaves cohorts, or their account is closed or opened: cohorts are counted anew."""
    did, before = _of_person(transaction, person_id, tuple(FACTS)), _cohorts_of(transaction, person_id)
    yield
    after = _cohorts_of(transaction, person_id)
    for cohort_id in after - before:
        _add(transaction, cohort_id, did)
    for cohort_id in before - after:
        _add(transaction, cohort_id, Counter({key: -number for key, number in did.items()}))


def _cohorts_of(transaction: Transaction, person_id: str) -> set[str]:
    """The cohorts in which a person is counted: while their account is open."""
    rows = transaction.rows(
        """
        SELECT cohort_id FROM cohort_members JOIN people ON people.id = cohort_members.person_id
        WHERE cohort_members.person_id = :person_id AND people.active = 1
        """,
        person_id=person_id,
    )
    return {row["cohort_id"] for row in rows}


def _add(transaction: Transaction, cohort_id: str, changes: Counter[tuple[str, str, str]]) -> None:
    """Add what changed to the tallies of a cohort, or of everybody."""
    changed = [(*key, number) for key, number in changes.items() if number]
    transaction.run_each(
        """
        INSERT INTO activity_tallies (cohort_id, kind, target, day, number)
        VALUES (:cohort_id, :kind, :target, :day, :number)
        ON CONFLICT (cohort_id, kind, target, day) DO UPDATE SET number = activity_tallies.number + excluded.number
        """,
        [
            {"cohort_id": cohort_id, "kind": kind, "target": target, "day": day, "number": number}
            for kind, target, day, number in changed
        ],
    )
    transaction.run_each(
        """
        DELETE FROM activity_tallies
        WHERE cohort_id = :cohort_id AND kind = :kind AND target = :target AND day = :day AND number = 0
        """,
        [
            {"cohort_id": cohort_id, "kind": kind, "target": target, "day": day}
            for kind, target, day, number in changed
            if number < 0
        ],
    )


def _of_person(
    transaction: Transaction, person_id: str, kinds: tuple[str, ...], module_id: str = ""
) -> Counter[tuple[str, str, str]]:
    """How often each kind, target and day is met in what a person did; in one module where that is named."""
    who = "person_id = :person_id"
    in_module = f"{who} AND module_id = :module_id" if module_id else who
    facts = " UNION ALL ".join(
        OF_KIND.format(
            kind=kind, facts=FACTS[kind].format(who=in_module if kind in OF_MODULE else who, since="''")
        )
        for kind in kinds
    )
    values = {"person_id": person_id} | (
        {"module_id": module_id} if module_id and OF_MODULE & {*kinds} else {}
    )
    rows = transaction.rows(facts, **values)
    return Counter({(row["kind"], row["target"], row["day"]): row["number"] for row in rows})
