"""The shape of a scenario: whether every choice leads on, every node is reached and every way comes to an ending.

Nothing here recurses, so that a way of ten thousand nodes is walked like one of ten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from course.documents import Place
from course.problems import did_you_mean
from course.scenarios.shapes import Node, Scenario

FEWEST, MOST = 2, 5  # options of a decision
MOST_HINTS = 10  # suggestions take time where there are many names
LONGEST_PATH = 8  # nodes of a path that are named in a sentence

Ways = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Fault:
    """What is wrong in a scenario, in a sentence, and its place in the file."""

    place: Place
    told: str


def faults(scenario: Scenario) -> Iterator[Fault]:
    """Everything that keeps a scenario from being walked to its end; nothing if every walk ends well."""
    for i, node in enumerate(scenario.nodes):
        yield from _of_options(node, ("nodes", i))
    ends = [*_loose_ends(scenario)]
    yield from ends
    ways = _ways(scenario)
    if path := loop(ways):
        yield _loop_fault(scenario, path)
    if not ends:  # a mistyped name has told already why its node is reached by nothing
        yield from _unreached(scenario, ways)


def _ways(scenario: Scenario) -> dict[str, list[str]]:
    """Node id -> the nodes that its options lead to, as far as they exist."""
    known = scenario.by_id
    return {node.id: [o.next for o in node.options if o.next in known] for node in known.values()}


def _of_options(node: Node, place: Place) -> Iterator[Fault]:
    name, number = f'node "{node.id}"', len(node.options)
    if node.ending:
        if number:
            yield Fault((*place, "ending"), f"{name} is an ending and has options; remove one of the two")
    elif not number:
        yield Fault(place, f"{name} leads to no ending; give it options, or write `ending: true`")
    elif not FEWEST <= number <= MOST:
        has = "1 option" if number == 1 else f"{number} options"
        yield Fault((*place, "options"), f"{name} has {has}; a decision has {FEWEST} to {MOST}")
    elif node.better is None:
        told = f"{name} has no option that is sound; judge one of them `sound` or `escalate`"
        yield Fault((*place, "options"), told)


def _loose_ends(scenario: Scenario) -> Iterator[Fault]:
    """Names that lead to no node."""
    known = scenario.by_id
    ends: list[tuple[Place, str, str]] = []
    if scenario.start not in known:
        ends.append((("start",), "", scenario.start))
    for i, node in enumerate(scenario.nodes):
        for j, option in enumerate(node.options):
            if option.next not in known:
                where = f'node "{node.id}", option "{option.id}": '
                ends.append((("nodes", i, "options", j, "next"), where, option.next))
    for number, (place, where, name) in enumerate(ends):
        near = did_you_mean(name, known) if number < MOST_HINTS else ""
        hint = near or "; add it to the nodes, or mend the name"
        yield Fault(place, f'{where}unknown node "{name}"{hint}')


def _loop_fault(scenario: Scenario, path: list[str]) -> Fault:
    last = scenario.node(path[-2])
    i = next(i for i, node in enumerate(scenario.nodes) if node is last)
    j = next(j for j, option in enumerate(last.options) if option.next == path[0])
    told = (
        f'scenario "{scenario.id}": the choices {_arrows(path)} lead round in a loop; let one of them lead on'
    )
    return Fault(("nodes", i, "options", j, "next"), told)


def _arrows(path: Sequence[str]) -> str:
    half = LONGEST_PATH // 2
    shown = path if len(path) <= LONGEST_PATH else [*path[:half], "…", *path[-half:]]
    return " → ".join(shown)


def _unreached(scenario: Scenario, ways: Ways) -> Iterator[Fault]:
    """Nodes that no choice leads to. What only they lead to is not told: it is reached once they are."""
    reached = within_reach(ways, scenario.start)
    led_to = {following for node_id in ways for following in ways[node_id]}
    for i, node in enumerate(scenario.nodes):
        if node.id not in reached and node.id not in led_to:
            told = f'node "{node.id}" is reached by no choice; let one lead to it, or remove it'
            yield Fault(("nodes", i), told)


def within_reach(ways: Ways, start: str) -> set[str]:
    """Every node that some way from `start` comes through, `start` itself included."""
    reached, waiting = {start}, [start]
    while waiting:
        for following in ways[waiting.pop()]:
            if following not in reached:
                reached.add(following)
                waiting.append(following)
    return reached


def loop(ways: Ways) -> list[str] | None:
    """One way that comes back to where it began, its first node named again at its end; None when there is none."""
    finished: set[str] = set()
    for start in ways:
        path: dict[str, Iterator[str]] = {} if start in finished else {start: iter(ways[start])}
        while path:
            here = next(reversed(path))
            following = next(path[here], None)
            if following is None:
                finished.add(here)
                del path[here]
            elif following in path:
                names = [*path]
                return [*names[names.index(following) :], following]
            elif following not in finished:
                path[following] = iter(ways[following])
    return None
