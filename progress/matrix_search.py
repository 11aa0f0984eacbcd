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


# How many modules of the course somebody has finished. {withdrawn}: what is taken off for modules that are no more.
DONE = "(COALESCE(standings.finished, 0){withdrawn})"
WITHDRAWN = """
- (SELECT COUNT(DISTINCT module_id) FROM completions
    WHERE completions.person_id = people.id AND module_id IN ({withdrawn}))
"""
MEMBERS = "{person} IN (SELECT person_id FROM cohort_members WHERE cohort_id IN ({cohorts}))"

HERE = "FROM people LEFT JOIN standings ON standings.person_id = people.id WHERE {where}"
# {where}: conditions on people and where they stand; {order}: by what
PAGE = f"SELECT people.id, people.name, people.email, standings.seen_at{{counted}} {HERE} ORDER BY {{order}}"
TOTAL = f"SELECT COUNT(*) AS people {HERE}"
# Counted with the page where few are found: the database has looked at everybody then anyhow.
COUNTED = ", COUNT(*) OVER () AS total"
FINISHED = """
WITH shown (module_id) AS (VALUES {rows})
SELECT module_id, (SELECT COUNT(*) FROM (SELECT DISTINCT person_id FROM completions
    WHERE completions.module_id = shown.module_id AND {who}) AS done) AS people
FROM shown
"""
FOUND = f"person_id IN (SELECT people.id {HERE})"
# The same for everybody: what is counted as it happens, less those who are gone.
FINISHED_BY_ALL = """
SELECT target AS module_id, SUM(number) - (SELECT COUNT(DISTINCT person_id) FROM completions
    WHERE completions.module_id = activity_tallies.target
        AND person_id IN (SELECT people.id FROM people WHERE people.active = 0)) AS people
FROM activity_tallies WHERE cohort_id = '' AND kind = 'module-finished' AND target IN ({modules}) GROUP BY target
"""

STATES = {
    "finished": "{done} = :modules",
    "under-way": "standings.begun_at IS NOT NULL AND {done} < :modules",
    "not-started": "standings.begun_at IS NULL",
}
BY_NAME = "people.search_text, people.id"
ORDERS = {
    "name": BY_NAME,
    "most": "{done} DESC, " + BY_NAME,
    "fewest": "{done}, " + BY_NAME,
    "latest": "COALESCE(standings.seen_at, '') DESC, " + BY_NAME,
    "longest-ago": "COALESCE(standings.seen_at, ''), " + BY_NAME,
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
        modules = [f":module_{i}" for i in range(len(search.modules))]
        values = self.values | {f"module_{i}": module.id for i, module in enumerate(search.modules)}
        if search.show == "everyone" and search.cohort_ids is None and not search.text.strip():
            query = FINISHED_BY_ALL.format(modules=", ".join(modules))
        else:
            rows = ", ".join(f"({name})" for name in modules)
            query = FINISHED.format(rows=rows, who=FOUND.format(where=self.where))
        found = transaction.rows(query, **values)
        return {row["module_id"]: row["people"] for row in found if row["people"]}


def statements(search: Search, withdrawn: Sequence[str]) -> Statements:
    """The SQL for what is looked for. `withdrawn` are modules that were finished and are not in the course now."""
    values: dict[str, Value] = {"modules": len(search.modules)}
    done = DONE.format(withdrawn="")
    if withdrawn:
        done = DONE.format(withdrawn=WITHDRAWN.format(withdrawn=_names(values, "withdrawn", withdrawn)))
    conditions = ["people.active = 1"]
    if search.text.strip():
        conditions.append("people.search_text LIKE :pattern ESCAPE '!'")
        values["pattern"] = _pattern(search.text)
    cohorts = None if search.cohort_ids is None else _names(values, "cohort", search.cohort_ids)
    if cohorts is None:
        conditions.append("(people.role = 'learner' OR standings.begun_at IS NOT NULL)")
    else:
        conditions.append(MEMBERS.format(person="people.id", cohorts=cohorts))
    if state := STATES.get(search.show):
        conditions.append(state.format(done=done))
    elif search.show == "overdue":
        conditions.append(_overdue(values, search.deadlines, cohorts))
    order = ORDERS.get(search.sort, BY_NAME).format(done=done)
    return Statements(search, values, " AND ".join(conditions), order)


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
