"""Which people a page of the matrix shows, and in which order: the SQL is put together from what is asked.

Only what is asked is worked out. On the page that everybody opens first, by name, the database walks an index and
reads one page of people, however many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from course.modules import Module
from progress import targets
from progress.assignments import ASKED, OVERDUE
from progress.database import Row, Transaction, Value
from progress.folding import fold
from progress.targets import Target

Show = Literal["everyone", "finished", "under-way", "not-started", "overdue"]
Sort = Literal["name", "most", "fewest", "latest", "longest-ago"]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What can be asked of people, and the day on which the matrix is looked at, in UTC."""

    targets: tuple[Target, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: `text` in names and addresses, `cohort_ids` None for everybody."""

    modules: Sequence[Module]
    text: str
    show: str
    sort: str = "name"
    cohort_ids: Sequence[str] | None = None
    deadlines: Deadlines | None = None


MODULES_DONE = """
(SELECT COUNT(*) FROM (SELECT DISTINCT module_id FROM completions
    WHERE completions.person_id = people.id AND module_id IN ({modules})) AS finished)
"""
# As a set, which one walk along the index makes, and not for each person.
ALL_DONE = """
(people.id IN (SELECT person_id FROM completions WHERE module_id IN ({modules}){of_cohorts}
    GROUP BY person_id HAVING COUNT(DISTINCT module_id) = :modules))
"""
BEGUN = """
(EXISTS (SELECT 1 FROM section_reads WHERE section_reads.person_id = people.id AND module_id IN ({modules}))
    OR EXISTS (SELECT 1 FROM attempts
        WHERE attempts.person_id = people.id AND preview = 0 AND quiz_id IN ({quizzes})))
"""
LAST_SEEN = """
(SELECT MAX(at) FROM (
    SELECT MAX(seen_at) AS at FROM section_reads WHERE section_reads.person_id = people.id
    UNION ALL SELECT MAX(COALESCE(submitted_at, started_at)) FROM attempts
        WHERE attempts.person_id = people.id AND preview = 0
    UNION ALL SELECT MAX(COALESCE(finished_at, started_at)) FROM scenario_runs
        WHERE scenario_runs.person_id = people.id AND preview = 0) AS moments)
"""
MEMBERS = "{person} IN (SELECT person_id FROM cohort_members WHERE cohort_id IN ({cohorts}))"

# {where}: conditions on people; {order}: by what
PAGE = "SELECT people.id, people.name, people.email{counted} FROM people WHERE {where} ORDER BY {order}"
TOTAL = "SELECT COUNT(*) AS people FROM people WHERE {where}"
# Counted with the page where the condition is dear: the database has looked at everybody then anyhow.
COUNTED = ", COUNT(*) OVER () AS total"
FINISHED = """
WITH shown (module_id) AS (VALUES {rows})
SELECT module_id, (SELECT COUNT(*) FROM (SELECT DISTINCT person_id FROM completions
    WHERE completions.module_id = shown.module_id AND {who}) AS done) AS people
FROM shown
"""
FOUND = "person_id IN (SELECT people.id FROM people WHERE {where})"
# The same for everybody: who has finished a module has begun one. Few are gone, so this is ten times as fast.
NOT_GONE = "person_id NOT IN (SELECT people.id FROM people WHERE people.active = 0)"
SEEN = "SELECT people.id, {seen} AS seen_at FROM people WHERE people.id IN ({people})"

STATES = {
    "finished": "{all_done}",
    "under-way": "{begun} AND NOT {all_done}",
    "not-started": "NOT {begun}",
}
BY_NAME = "people.search_text, people.id"
ORDERS = {
    "name": BY_NAME,
    "most": "{done} DESC, " + BY_NAME,
    "fewest": "{done}, " + BY_NAME,
    "latest": "COALESCE({seen}, '') DESC, " + BY_NAME,
    "longest-ago": "COALESCE({seen}, ''), " + BY_NAME,
}


@dataclass(frozen=True, slots=True)
class Statements:
    """The SQL that finds people, its pieces filled in, and the values that it needs."""

    search: Search
    values: dict[str, Value]
    where: str
    order: str

    def page(self, transaction: Transaction, limit: int, offset: int) -> tuple[list[Row], int]:
        """One page of people in their order, and how many are found in all."""
        counted = COUNTED if self.search.show in STATES or self.search.show == "overdue" else ""
        sql = PAGE.format(counted=counted, where=self.where, order=self.order)
        rows = transaction.rows(
            f"{sql} LIMIT :limit OFFSET :offset", limit=limit, offset=offset, **self.values
        )
        if counted and rows:
            return rows, rows[0]["total"]
        return rows, transaction.rows(TOTAL.format(where=self.where), **self.values)[0]["people"]

    def everybody(self, transaction: Transaction) -> list[Row]:
        """All people who are found, in their order."""
        return transaction.rows(PAGE.format(counted="", where=self.where, order=self.order), **self.values)

    def finished(self, transaction: Transaction) -> dict[str, int]:
        """Module id -> how many of those who are found have done it; without modules that nobody has."""
        search = self.search
        all_are = search.show == "everyone" and search.cohort_ids is None and not search.text.strip()
        who = NOT_GONE if all_are else FOUND.format(where=self.where)
        rows = ", ".join(f"(:module_{i})" for i in range(len(search.modules)))
        found = transaction.rows(FINISHED.format(rows=rows, who=who), **self.values)
        return {row["module_id"]: row["people"] for row in found if row["people"]}


def statements(search: Search) -> Statements:
    """The SQL for what is looked for."""
    values: dict[str, Value] = {"modules": len(search.modules)}
    modules = _names(values, "module", [module.id for module in search.modules])
    quizzes = _names(values, "quiz", [module.quiz or "" for module in search.modules])
    done, begun = MODULES_DONE.format(modules=modules), BEGUN.format(modules=modules, quizzes=quizzes)
    conditions = ["people.active = 1"]
    if search.text.strip():
        conditions.append("people.search_text LIKE :pattern ESCAPE '!'")
        values["pattern"] = _pattern(search.text)
    cohorts = None if search.cohort_ids is None else _names(values, "cohort", search.cohort_ids)
    if cohorts is None:
        conditions.append(f"(people.role = 'learner' OR {begun})")
    else:
        conditions.append(MEMBERS.format(person="people.id", cohorts=cohorts))
    if state := STATES.get(search.show):
        of_cohorts = "" if cohorts is None else " AND " + MEMBERS.format(person="person_id", cohorts=cohorts)
        all_done = ALL_DONE.format(modules=modules, of_cohorts=of_cohorts)
        conditions.append(state.format(all_done=all_done, begun=begun))
    elif search.show == "overdue":
        conditions.append(_overdue(values, search.deadlines, cohorts))
    order = ORDERS.get(search.sort, BY_NAME).format(done=done, seen=LAST_SEEN)
    return Statements(search, values, " AND ".join(conditions), order)


def last_seen(transaction: Transaction, people: Sequence[str]) -> dict[str, str | None]:
    """Person id -> when they last read a section, took a quiz or walked a scenario, as text; None for never."""
    values: dict[str, Value] = {}
    sql = SEEN.format(seen=LAST_SEEN, people=_names(values, "person", people))
    return {row["id"]: row["seen_at"] for row in transaction.rows(sql, **values)}


def _overdue(values: dict[str, Value], deadlines: Deadlines | None, cohorts: str | None) -> str:
    """The condition that finds who is behind. Without deadlines nobody is."""
    if deadlines is None:
        return "1 = 0"
    about = targets.conditions(deadlines.targets, "cohort_members.person_id")
    values |= {**about.values, "today": deadlines.today.isoformat()}
    where = f"cohort_members.person_id = people.id AND {about.known} AND {OVERDUE.format(done=about.done)}"
    if cohorts is not None:
        where += f" AND cohort_members.cohort_id IN ({cohorts})"
    return f"EXISTS ({ASKED.format(done='0', where=where)})"


def _names(values: dict[str, Value], name: str, found: Sequence[str]) -> str:
    """The list of parameters for some texts, which join the values. An empty list finds nothing."""
    values |= {f"{name}_{i}": text for i, text in enumerate(found)}
    return ", ".join(f":{name}_{i}" for i in range(len(found))) or "NULL"


def _pattern(text: str) -> str:
    """The LIKE pattern of a text anywhere, its own wildcards taken as they are."""
    plain = fold(text).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{plain}%"
