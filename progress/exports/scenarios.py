"""How scenarios are walked, without names: at each decision, how many chose soundly, naively or too cautiously.

The first finished run of each person counts, and people come into the figures five at a time, in the order in which
they finished, as with questions. A decision that fewer than five of them met is left blank. Choices count where the
path led in the end, not what was taken back.
"""

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from course.course import Course
from course.scenarios import Scenario, from_json
from course.scenarios.shapes import Judgement, Node
from progress.database import Database, Row, Value
from progress.exports.tables import Cell, Column, Table
from progress.statistics import MINIMUM

JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
COLUMNS = (
    Column("scenario", "Scenario"),
    Column("current", "Words of today"),
    Column("benign", "Nothing is wrong in it"),
    Column("runs", "People counted"),
    Column("decision", "Decision"),
    Column("title", "Its title"),
    Column("people", "People who met it"),
    *(Column(judgement, f"Chose {judgement}") for judgement in JUDGEMENTS),
)
PLACES = 4  # decimals of a share

# The first finished run of the first five, ten, fifteen ... people to finish this scenario in these words.
COUNTED = """
WITH finished AS (
    SELECT runs.id, runs.person_id, runs.version, runs.finished_at,
        ROW_NUMBER() OVER (PARTITION BY runs.person_id ORDER BY runs.finished_at, runs.number) AS turn
    FROM scenario_runs AS runs
    WHERE runs.scenario_id = :scenario_id AND runs.preview = 0 AND runs.finished_at IS NOT NULL
),
arrived AS (
    SELECT finished.*, ROW_NUMBER() OVER (PARTITION BY version ORDER BY finished_at, person_id) AS place,
        COUNT(*) OVER (PARTITION BY version) AS people
    FROM finished WHERE turn = 1
),
counted AS (SELECT * FROM arrived WHERE place <= people - people % :step)
"""
VERSIONS = """
SELECT counted.version, versions.content, COUNT(*) AS runs FROM counted
JOIN scenario_versions AS versions ON versions.version = counted.version
GROUP BY counted.version, versions.content ORDER BY counted.version
"""
STEPS = """
SELECT steps.run_id, steps.kind, steps.node_id, steps.option_id FROM counted
JOIN scenario_steps AS steps ON steps.run_id = counted.id
WHERE counted.version = :version ORDER BY steps.run_id, steps.sequence
"""


def scenarios(db: Database, course: Course) -> Table:
    """A line per decision of every scenario in each of its wordings. Shares are from 0 to 1."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for scenario in course.scenarios.values():
            yield from _of_scenario(db, scenario)

    return Table("Scenarios", COLUMNS, rows())


def _of_scenario(db: Database, scenario: Scenario) -> Iterator[tuple[Cell, ...]]:
    values: dict[str, Value] = {"scenario_id": scenario.id, "step": MINIMUM}
    with db.read() as transaction:
        for version in transaction.rows(COUNTED + VERSIONS, **values):
            steps = transaction.rows(COUNTED + STEPS, version=version["version"], **values)
            shown = from_json(version["content"])
            chosen = _chosen(shown, steps)
            for node in shown.nodes:
                if not node.ending:
                    yield _row(scenario, shown, node, version["runs"], chosen.get(node.id, Counter()))


def _chosen(scenario: Scenario, steps: list[Row]) -> dict[str, Counter[Judgement]]:
    """Node id -> how often each judgement was chosen there on the final paths."""
    paths: dict[str, list[tuple[str, str]]] = {}
    for step in steps:
        path = paths.setdefault(step["run_id"], [])
        if step["kind"] == "choice":
            path.append((step["node_id"], step["option_id"]))
        else:
            del path[[node_id for node_id, _ in path].index(step["node_id"]) :]
    chosen: dict[str, Counter[Judgement]] = {}
    for path in paths.values():
        for node_id, option_id in path:
            judgement = scenario.node(node_id).option(option_id).judgement
            chosen.setdefault(node_id, Counter())[judgement] += 1
    return chosen


def _row(
    scenario: Scenario, shown: Scenario, node: Node, runs: int, chosen: Counter[Judgement]
) -> tuple[Cell, ...]:
    met = chosen.total()
    enough = met >= MINIMUM
    return (
        scenario.id,
        "yes" if scenario.version() == shown.version() else "no",
        "yes" if shown.benign else "no",
        runs,
        node.id,
        node.title,
        met if enough else None,
        *(round(chosen[judgement] / met, PLACES) if enough else None for judgement in JUDGEMENTS),
    )
