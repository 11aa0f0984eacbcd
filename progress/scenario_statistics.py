"""What people choose in a scenario, without names.

Each person's first finished run counts, and in it what they chose first at each decision, before they went back.
People come in in steps of MINIMUM, in the order in which they finished, each wording of a scenario by itself; previews
count nowhere. Where fewer than MINIMUM people stand behind a number, or behind what others leave over, it is None. The
others are given in steps of MINIMUM, and shares to the nearest twentieth: one decision leads to the next, and exact
numbers of the one would tell the hidden ones of the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from course.scenarios import Judgement, Node, Option, Scenario, from_json
from course.scenarios.debrief import raises_false_alarm
from progress import disclosure
from progress.database import Database, Transaction, Value
from progress.groups import MINIMUM, in_steps

MOST_PATHS = 5
LATEST = 5000  # people, a multiple of MINIMUM: more would change nothing that is seen


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the people: how many, in steps of MINIMUM, and their share, 0 to 1, to the nearest twentieth."""

    people: int
    share: float


@dataclass(frozen=True, slots=True)
class DecisionFigures:
    """What people chose first at one decision: how many came to it, in steps, and who chose each option, by its id.

    `judged` says for each judgement that an option here has how large a share chose one of that judgement. Where too
    few people came, `people` is 0 and all is None.
    """

    node: Node
    people: int
    options: Mapping[str, Part | None]
    judged: Mapping[Judgement, float | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the scenario, as the run ended: its choices in order, and who went it."""

    choices: tuple[tuple[Node, Option], ...]
    part: Part


@dataclass(frozen=True, slots=True)
class ScenarioFigures:
    """One wording of a scenario and the first runs of `people`, a multiple of MINIMUM, the latest LATEST at most.

    `false_alarms`, `naive`: the share of people who first chose something over-cautious, or naive, at least once; None
    where it would tell of fewer than MINIMUM. `ways` are the most usual; `others` went others, None for nobody.
    """

    scenario: Scenario
    version: str
    people: int
    decisions: tuple[DecisionFigures, ...]
    false_alarms: float | None
    naive: float | None
    ways: tuple[Way, ...]
    others: Part | None


# The runs that count, with their version. Whoever looks today and tomorrow sees five people come in, never one.
COUNTED = """
WITH RECURSIVE finished AS (
    SELECT id, person_id, version, finished_at,
        ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY finished_at, number) AS turn
    FROM scenario_runs WHERE scenario_id = :scenario_id AND preview = 0 AND finished_at IS NOT NULL
),
arrived AS (
    SELECT id, version, ROW_NUMBER() OVER (PARTITION BY version ORDER BY finished_at, person_id) AS place,
        COUNT(*) OVER (PARTITION BY version) AS people
    FROM finished WHERE turn = 1
),
counted AS (
    SELECT id, version FROM arrived
    WHERE place <= people - people % :minimum AND place > people - people % :minimum - :latest
)
"""
FINISHED = """
SELECT COUNT(*) AS runs, COUNT(DISTINCT person_id) AS people FROM scenario_runs
WHERE scenario_id = :scenario_id AND preview = 0 AND finished_at IS NOT NULL
"""

# These follow COUNTED.
VERSIONS = """
SELECT found.version, found.people, versions.content
FROM (SELECT version, COUNT(*) AS people FROM counted GROUP BY version) AS found
JOIN scenario_versions AS versions ON versions.version = found.version
ORDER BY versions.first_shown_at DESC, found.version
"""
FIRST_CHOICES = """,
first_choices AS (
    SELECT steps.run_id, steps.node_id, steps.option_id,
        ROW_NUMBER() OVER (PARTITION BY steps.run_id, steps.node_id ORDER BY steps.sequence) AS turn
    FROM counted JOIN scenario_steps AS steps ON steps.run_id = counted.id
    WHERE counted.version = :version AND steps.kind = 'choice'
)
"""
CHOICES = """
SELECT node_id, option_id, COUNT(*) AS people FROM first_choices WHERE turn = 1 GROUP BY node_id, option_id
"""
# {chosen}: places for node and option
WHO_CHOSE = """
SELECT COUNT(DISTINCT run_id) AS people FROM first_choices
WHERE turn = 1 AND (node_id || '/' || option_id) IN ({chosen})
"""
# A choice is on the path unless a later step returned to it, or to one before it.
PATHS = """,
kept AS (
    SELECT steps.run_id, steps.node_id, steps.option_id,
        ROW_NUMBER() OVER (PARTITION BY steps.run_id ORDER BY steps.sequence) AS place
    FROM counted JOIN scenario_steps AS steps ON steps.run_id = counted.id
    WHERE counted.version = :version AND steps.kind = 'choice' AND NOT EXISTS (
        SELECT 1 FROM scenario_steps AS back
        WHERE back.run_id = steps.run_id AND back.kind = 'return' AND back.sequence > steps.sequence
            AND steps.sequence >= (SELECT MAX(target.sequence) FROM scenario_steps AS target
                WHERE target.run_id = back.run_id AND target.kind = 'choice'
                    AND target.node_id = back.node_id AND target.sequence < back.sequence))
),
paths AS (
    SELECT run_id, place, node_id || '/' || option_id AS path FROM kept WHERE place = 1
    UNION ALL
    SELECT kept.run_id, kept.place, paths.path || ' ' || kept.node_id || '/' || kept.option_id
    FROM paths JOIN kept ON kept.run_id = paths.run_id AND kept.place = paths.place + 1
),
ways AS (
    SELECT paths.path FROM paths
    WHERE NOT EXISTS (SELECT 1 FROM kept WHERE kept.run_id = paths.run_id AND kept.place = paths.place + 1)
)
SELECT path, COUNT(*) AS people FROM ways GROUP BY path ORDER BY people DESC, path
"""


def runs(db: Database, scenario_id: str) -> tuple[int, int]:
    """How many runs of a scenario were finished, by how many people. Previews are left out."""
    found = db.rows(FINISHED, scenario_id=scenario_id)[0]
    return found["runs"], found["people"]


def of_scenario(db: Database, scenario_id: str) -> list[ScenarioFigures]:
    """The figures of each wording that MINIMUM people have finished, the latest first."""
    values: dict[str, Value] = {"scenario_id": scenario_id, "minimum": MINIMUM, "latest": LATEST}
    with db.read() as transaction:
        return [
            _version(transaction, row["version"], from_json(row["content"]), row["people"], values)
            for row in transaction.rows(COUNTED + VERSIONS, **values)
        ]


def _version(
    transaction: Transaction, version: str, scenario: Scenario, people: int, values: Mapping[str, Value]
) -> ScenarioFigures:
    values = {**values, "version": version}
    choices = transaction.rows(COUNTED + FIRST_CHOICES + CHOICES, **values)
    chosen = {(row["node_id"], row["option_id"]): row["people"] for row in choices}
    share = partial(_share_who, transaction, people, values)
    ways, others = _ways(transaction, scenario, people, values)
    return ScenarioFigures(
        scenario=scenario,
        version=version,
        people=people,
        decisions=_decisions(scenario, chosen),
        false_alarms=share(
            [(node, o) for node, o in _options(scenario) if raises_false_alarm(scenario, node, o)]
        ),
        naive=share([(node, o) for node, o in _options(scenario) if o.judgement == "naive"]),
        ways=ways,
        others=others,
    )


def _options(scenario: Scenario) -> list[tuple[Node, Option]]:
    return [(node, option) for node in scenario.by_id.values() for option in node.options]


def _share_who(
    transaction: Transaction,
    people: int,
    values: Mapping[str, Value],
    options: Sequence[tuple[Node, Option]],
) -> float | None:
    """The share of people who chose one of these options first, wherever they stand."""
    named: dict[str, Value] = {f"chosen_{i}": f"{node.id}/{o.id}" for i, (node, o) in enumerate(options)}
    if not named:
        return 0.0
    query = WHO_CHOSE.format(chosen=", ".join(f":{name}" for name in named))
    found = transaction.rows(COUNTED + FIRST_CHOICES + query, **values, **named)[0]["people"]
    return disclosure.share(found, people)


def _decisions(scenario: Scenario, chosen: Mapping[tuple[str, str], int]) -> tuple[DecisionFigures, ...]:
    return tuple(
        _decision(node, {option.id: chosen.get((node.id, option.id), 0) for option in node.options})
        for node in scenario.by_id.values()
        if node.options
    )


def _decision(node: Node, counts: Mapping[str, int]) -> DecisionFigures:
    came = sum(counts.values())
    shown = disclosure.shown(counts) if came >= MINIMUM else dict.fromkeys(counts)
    judged: dict[Judgement, float | None] = {}
    for judgement in dict.fromkeys(option.judgement for option in node.options):
        numbers = [shown[option.id] for option in node.options if option.judgement == judgement]
        known = [number for number in numbers if number is not None]
        judged[judgement] = disclosure.rough(sum(known), came) if len(known) == len(numbers) else None
    parts = {name: None if number is None else _part(number, came) for name, number in shown.items()}
    return DecisionFigures(node, in_steps(came), parts, judged)


def _part(people: int, whole: int) -> Part:
    return Part(in_steps(people), disclosure.rough(people, whole))


def _ways(
    transaction: Transaction, scenario: Scenario, people: int, values: Mapping[str, Value]
) -> tuple[tuple[Way, ...], Part | None]:
    """The most usual ways, and whoever went others: nobody, or MINIMUM people and more."""
    counts = {row["path"]: row["people"] for row in transaction.rows(COUNTED + PATHS, **values)}
    shown = disclosure.shown(counts)
    usual = [path for path, number in shown.items() if number is not None][:MOST_PATHS]
    others = people - sum(counts[path] for path in usual)
    ways = tuple(Way(_choices(scenario, path), _part(counts[path], people)) for path in usual)
    return ways, _part(others, people) if others else None


def _choices(scenario: Scenario, path: str) -> tuple[tuple[Node, Option], ...]:
    named = (step.split("/") for step in path.split(" "))
    return tuple(
        (scenario.node(node_id), scenario.node(node_id).option(option_id)) for node_id, option_id in named
    )
