"""How a group is doing with the course, in a few numbers.

Who has begun, finished and passed is completion, which trainers see by name; it is given as it is. Times and gains are
given of people in steps of MINIMUM, never of fewer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.modules import Module
from course.quizzes import Quiz
from progress import activity_tallies, standings
from progress.database import Database, Row, Transaction, Value
from progress.groups import Group, in_steps
from progress.periods import Period

SOME, ALL = 1000, 10**9  # attempts
MOST_OVERDUE = 1000  # people who are overdue are counted up to here


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people are in a group, and how many did what in the period.

    joined: came into the group, or made their account. finished: completed the last module of those that were assigned
    to them, or of all where none was. passed: the final test; None where there is none.
    """

    people: int
    joined: int
    begun: int
    finished: int
    passed: int | None


@dataclass(frozen=True, slots=True)
class Gain:
    """What `people`, a multiple of MINIMUM, scored in their first diagnostic and their first final test, in per cent.

    `gain` is the mean of (after - before) / (100 - before), Hake's normalised gain (American Journal of Physics 66,
    1998, 64), of each person.
    """

    people: int
    before: float
    after: float
    gain: float


# ---- who is here

EVERYBODY = """
SELECT COUNT(*) AS people, SUM(CASE WHEN created_at >= :since AND created_at < :before THEN 1 ELSE 0 END) AS joined
FROM people WHERE active = 1 AND role = 'learner'
"""
MEMBERS = """
SELECT COUNT(*) AS people, SUM(CASE WHEN joined_at >= :since AND joined_at < :before THEN 1 ELSE 0 END) AS joined
FROM (SELECT person_id, MIN(joined_at) AS joined_at FROM cohort_members
    WHERE cohort_id IN ({cohorts}) AND {who} GROUP BY person_id) AS members
"""

# ---- who has finished. {shown}: a row of one module id for each module of the course.

ALL_MODULES = """
SELECT COUNT(*) AS people FROM (
    SELECT person_id FROM completions WHERE module_id IN ({modules})
    GROUP BY person_id
    HAVING COUNT(DISTINCT module_id) = :modules AND MAX(completed_at) >= :since AND MAX(completed_at) < :before
) AS found
"""
ASSIGNED = """
WITH shown (module_id) AS (VALUES {shown}),
wanted AS (
    SELECT cohort_id, target_id AS module_id FROM assignments
    WHERE kind = 'module' AND cohort_id IN ({cohorts}) AND target_id IN (SELECT module_id FROM shown)
    UNION
    SELECT cohorts.id, shown.module_id FROM cohorts CROSS JOIN shown
    WHERE cohorts.id IN ({cohorts}) AND NOT EXISTS (SELECT 1 FROM assignments
        WHERE assignments.cohort_id = cohorts.id AND kind = 'module'
            AND target_id IN (SELECT module_id FROM shown))
),
duties AS (
    SELECT DISTINCT cohort_members.person_id, wanted.module_id
    FROM cohort_members JOIN wanted ON wanted.cohort_id = cohort_members.cohort_id
    WHERE {who}
),
done AS (
    SELECT duties.person_id, duties.module_id,
        (SELECT MIN(completed_at) FROM completions
            WHERE completions.person_id = duties.person_id AND completions.module_id = duties.module_id) AS at
    FROM duties
)
SELECT COUNT(*) AS people FROM (
    SELECT person_id FROM done GROUP BY person_id
    HAVING COUNT(*) = COUNT(at) AND MAX(at) >= :since AND MAX(at) < :before
) AS found
"""
PASSED = """
SELECT COUNT(*) AS people FROM (
    SELECT person_id FROM attempts
    WHERE quiz_id IN ({quizzes}) AND passed = 1 AND preview = 0 AND {who}
    GROUP BY person_id HAVING MIN(submitted_at) >= :since AND MIN(submitted_at) < :before
) AS found
"""


def standing(
    db: Database, modules: Sequence[Module], finals: Sequence[Quiz], group: Group, period: Period
) -> Standing:
    """How the group is doing. Without `finals`, nobody passes a final test."""
    begun = activity_tallies.people(db, "begun", group, period)
    tallied = _tallied(db, modules, period) if group.everybody else None
    with db.read() as transaction:
        here = _here(transaction, group, period)
        finished = _finished(transaction, modules, group, period) if tallied is None else tallied
        passed = _passed(transaction, finals, group, period) if finals else None
    return Standing(here["people"], here["joined"] or 0, begun.get("", 0), finished, passed)


def _here(transaction: Transaction, group: Group, period: Period) -> dict[str, int]:
    query = EVERYBODY if group.everybody else MEMBERS.format(cohorts=group.cohorts, who=group.who)
    return transaction.rows(query, since=period.since, before=period.before, **group.values)[0]


def _tallied(db: Database, modules: Sequence[Module], period: Period) -> int | None:
    """How many people finished every module, from the tallies; None where modules that are no more were finished too.

    Then somebody may have finished as many modules as there are, and not these.
    """
    with db.read() as transaction:
        if standings.withdrawn(transaction, [module.id for module in modules]):
            return None
    return activity_tallies.people(db, "modules-finished", Group(), period).get(str(len(modules)), 0)


def _finished(transaction: Transaction, modules: Sequence[Module], group: Group, period: Period) -> int:
    values: dict[str, Value] = {f"module_{i}": module.id for i, module in enumerate(modules)}
    names = [f":{name}" for name in values]
    values |= {"since": period.since, "before": period.before}
    if group.everybody:
        query = ALL_MODULES.format(modules=", ".join(names))
        values |= {"modules": len(modules)}
    else:
        shown = ", ".join(f"({name})" for name in names)
        query = ASSIGNED.format(shown=shown, cohorts=group.cohorts, who=group.who)
    found: int = transaction.rows(query, **values, **group.values)[0]["people"]
    return found


def _passed(transaction: Transaction, finals: Sequence[Quiz], group: Group, period: Period) -> int:
    quizzes = {f"quiz_{i}": quiz.id for i, quiz in enumerate(finals)}
    query = PASSED.format(quizzes=", ".join(f":{name}" for name in quizzes), who=group.who)
    found: int = transaction.rows(query, since=period.since, before=period.before, **quizzes, **group.values)[
        0
    ]["people"]
    return found


# ---- what they gained

GAINS = """
FROM attempts AS later JOIN attempts AS earlier ON earlier.person_id = later.person_id
WHERE later.quiz_id = :final AND later.number = 1 AND later.preview = 0 AND later.state = 'submitted'
    AND earlier.quiz_id = :diagnostic AND earlier.number = 1 AND earlier.preview = 0
    AND earlier.state = 'submitted' AND earlier.submitted_at <= later.submitted_at AND earlier.score < 100
    AND later.submitted_at >= :since AND later.submitted_at < :before AND {who}
"""
SUMS = f"""
SELECT COUNT(*) AS people, SUM(earlier.score) AS earlier, SUM(later.score) AS later,
    SUM((later.score - earlier.score) / (100.0 - earlier.score)) AS gain {GAINS}
"""
RECENT = """(
    SELECT * FROM attempts WHERE quiz_id = :final AND number = 1 AND preview = 0 AND state = 'submitted'
        AND submitted_at >= :since AND submitted_at < :before ORDER BY submitted_at DESC, person_id DESC LIMIT :among
)"""
LAST = f"""
SELECT earlier.score AS earlier, later.score AS later,
    (later.score - earlier.score) / (100.0 - earlier.score) AS gain
{GAINS.replace("attempts AS later", f"{RECENT} AS later")}
ORDER BY later.submitted_at DESC, later.person_id DESC LIMIT :number
"""


def gain(db: Database, diagnostic: Quiz, final: Quiz, group: Group, period: Period) -> Gain | None:
    """What those gained who took their first final test in the period; None for fewer than MINIMUM of them.

    Only people with both tests count, the diagnostic first and with less than 100 per cent, above which nothing can be
    gained. They are counted in steps of MINIMUM, in the order of their final test.
    """
    who = "1 = 1" if group.everybody else f"later.person_id IN ({group.members})"
    values: dict[str, Value] = {
        "diagnostic": diagnostic.id,
        "final": final.id,
        "since": period.since,
        "before": period.before,
        **group.values,
    }
    with db.read() as transaction:
        whole = transaction.rows(SUMS.format(who=who), **values)[0]
        people = in_steps(whole["people"])
        if not people:
            return None
        left_out = _latest(transaction, LAST.format(who=who), whole["people"] - people, values)
    earlier, later, gained = (
        whole[name] - sum(row[name] for row in left_out) for name in ("earlier", "later", "gain")
    )
    return Gain(people, earlier / people, later / people, gained / people)


def _latest(transaction: Transaction, query: str, number: int, values: Mapping[str, Value]) -> list[Row]:
    """The latest pairs, looked for among the latest final tests first."""
    for among in (0, SOME, ALL):
        found = transaction.rows(query, number=number, among=among, **values)
        if len(found) == number:
            break
    return found
