"""Which people a page of the matrix shows, and in which order: the SQL is put together from what is asked.

Only what is asked is worked out. On the page that everybody opens first, by name, the database walks an index and
reads one page of people, however many there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
DONE = "(people.finished{withdrawn})"
WITHDRAWN = """
- (SELECT COUNT(DISTINCT module_id) FROM completions
    WHERE completions.person_id = people.id AND module_id IN ({withdrawn}))
"""
MEMBERS = "{person} IN (SELECT person_id FROM cohort_members WHERE cohort_id IN ({cohorts}))"

# {where}: conditions on people; {order}: by what. Who is on the page is found first, in an index that holds names in
# order and where people stand; all else is looked up for the page alone.
PAGE = """
WITH found AS (SELECT people.id{counted} FROM people WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset)
SELECT people.id, people.name, people.email, people.seen_at, found.total
FROM found JOIN people ON people.id = found.id ORDER BY {order}
"""
TOTAL = "SELECT COUNT(*) AS people FROM people WHERE {where}"
# Counted with the page where few are found: the database has looked at everybody then anyhow.
COUNTED, UNCOUNTED = ", COUNT(*) OVER () AS total", ", NULL AS total"
FINISHED = """
WITH shown (module_id) AS (VALUES {rows})
SELECT module_id, (SELECT COUNT(*) FROM (SELECT DISTINCT person_id FROM completions
    WHERE completions.module_id = shown.module_id AND {who}) AS done) AS people
FROM shown
"""
FOUND = "person_id IN (SELECT people.id FROM people WHERE {where})"
# The same for everybody: what is counted as it happens, less those who are gone.
FINISHED_BY_ALL = """
SELECT target AS module_id, SUM(number) - (SELECT COUNT(DISTINCT person_id) FROM completions
    WHERE completions.module_id = activity_tallies.target
        AND person_id IN (SELECT people.id FROM people WHERE people.active = 0)) AS people
FROM activity_tallies WHERE cohort_id = '' AND kind = 'module-finished' AND target IN ({modules}) GROUP BY target
"""

EVERYBODY = 10**9  # people, more than there are

STATES = {
    "finished": "{done} = :modules",
    "under-way": "people.begun_at IS NOT NULL AND {done} < :modules",
    "not-started": "people.begun_at IS NULL",
}
BY_NAME = "people.search_text, people.id"
ORDERS = {
    "name": BY_NAME,
    "most": "{done} DESC, " + BY_NAME,
    "fewest": "{done}, " + BY_NAME,
    "latest": "COALESCE(people.seen_at, '') DESC, " + BY_NAME,
    "longest-ago": "COALESCE(people.seen_at, ''), " + BY_NAME,
}


@dataclass(frozen=True, slots=True)
class Statements:
    """The SQL that finds people, its pieces filled in, and the values that it needs."""

    search: Search
    withdrawn: Sequence[str]
    values: dict[str, Value]
    where: str
    order: str

    def page(self, transaction: Transaction, limit: int, offset: int) -> tuple[list[Row], int]:
        """One page of people in their order, and how many are found in all."""
        counted = COUNTED if self.search.show in STATES or self.search.show == "overdue" else UNCOUNTED
        sql = PAGE.format(counted=counted, where=self.where, order=self.order)
        rows = transaction.rows(sql, limit=limit, offset=offset, **self.values)
        if rows and rows[0]["total"] is not None:
            return rows, rows[0]["total"]
        return rows, self._number(transaction, self.where)

    def everybody(self, transaction: Transaction) -> list[Row]:
        """All people who are found, in their order."""
        sql = PAGE.format(counted=UNCOUNTED, where=self.where, order=self.order)
        return transaction.rows(sql, limit=EVERYBODY, offset=0, **self.values)

    def finished(self, transaction: Transaction) -> dict[str, int]:
        """Module id -> how many of those who are found have done it; without modules that nobody has."""
        search = self.search
        if search.cohort_ids is None and not search.text.strip() and search.show != "overdue":
            found = self._finished_of_all(transaction)
        else:
            rows = ", ".join(f"(:module_{i})" for i in range(len(search.modules)))
            query = FINISHED.format(rows=rows, who=FOUND.format(where=self.where))
            counted = transaction.rows(query, **self._modules(), **self.values)
            found = {row["module_id"]: row["people"] for row in counted}
        return {module_id: people for module_id, people in found.items() if people}

    def _finished_of_all(self, transaction: Transaction) -> dict[str, int]:
        """The same where only a state leaves people out: whoever finished a module finished all, or is under way."""
        modules = self._modules()
        query = FINISHED_BY_ALL.format(modules=", ".join(f":{name}" for name in modules))
        found = {row["module_id"]: row["people"] for row in transaction.rows(query, **modules)}
        match self.search.show:
            case "not-started":
                return {}
            case "finished" | "under-way" as show:
                of_all = statements(replace(self.search, show="finished"), self.withdrawn)
                all_done = of_all._number(transaction, of_all.where)
                return {
                    one: all_done if show == "finished" else people - all_done
                    for one, people in found.items()
                }
        return found

    def _number(self, transaction: Transaction, where: str) -> int:
        number: int = transaction.rows(TOTAL.format(where=where), **self.values)[0]["people"]
        return number

    def _modules(self) -> dict[str, Value]:
        return {f"module_{i}": module.id for i, module in enumerate(self.search.modules)}


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
        conditions.append("(people.role = 'learner' OR people.begun_at IS NOT NULL)")
    else:
        conditions.append(MEMBERS.format(person="people.id", cohorts=cohorts))
    if state := STATES.get(search.show):
        conditions.append(state.format(done=done))
    elif search.show == "overdue":
        conditions.append(_overdue(values, search.deadlines, cohorts))
    order = ORDERS.get(search.sort, BY_NAME).format(done=done)
    return Statements(search, withdrawn, values, " AND ".join(conditions), order)


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
