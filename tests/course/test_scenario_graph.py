"""The graph of a scenario: what the checker accepts is exactly what can be walked to an ending from everywhere."""

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.scenarios import Node, Scenario
from course.scenarios.graph import faults, loop, within_reach
from tests.bread import Bread

Ways = Mapping[str, Sequence[str]]
SCENARIO = "quizzes/scenarios/long.yaml"
MOST_SECONDS = 1.0


def scenario(ways: Ways, start: str = "n0") -> Scenario:
    """A scenario whose nodes lead where `ways` says; those that lead nowhere are endings."""
    return Scenario.model_validate(
        {**HEAD, "start": start, "nodes": [node(name, ways[name]) for name in ways]}
    )


HEAD = {"id": "long", "title": "Long", "summary": "S", "minutes": 1, "role": "R"}


def node(name: str, following: Sequence[str]) -> dict[str, object]:
    options = [
        {
            "id": f"o{i}",
            "text": "T",
            "judgement": "sound",
            "consequence": "C",
            "rests_on": "R",
            "next": following[i],
        }
        for i in range(len(following))
    ]
    return {"id": name, "title": "T", "text": "T"} | ({"options": options} if options else {"ending": True})


def told(ways: Ways) -> list[str]:
    return [fault.told for fault in faults(scenario(ways))]


def walks(ways: Ways, here: str, steps: int) -> list[list[str]]:
    """Every walk from a node, cut off after so many steps; by trying everything."""
    if not ways[here] or not steps:
        return [[here]]
    return [[here, *walk] for following in ways[here] for walk in walks(ways, following, steps - 1)]


def can_be_walked(ways: Ways) -> bool:
    """Whether all names are known, and every walk from the start ends, and all of them together meet every node."""
    if not all(following in ways for name in ways for following in ways[name]):
        return False
    if not all(len(ways[name]) in (0, 2, 3, 4, 5) for name in ways):
        return False
    tried = walks(ways, "n0", len(ways))
    return all(not ways[walk[-1]] for walk in tried) and {name for walk in tried for name in walk} == set(
        ways
    )


names = st.integers(0, 5).map("n{}".format)
some_ways = st.lists(st.lists(names, max_size=3), min_size=1, max_size=5).map(
    lambda rows: {f"n{i}": row for i, row in enumerate(rows)}
)
# Most random graphs have a loop; these have none, so that the other faults are met as well.
downward = st.lists(st.lists(st.integers(1, 3), max_size=3), min_size=1, max_size=6).map(
    lambda rows: {f"n{i}": [f"n{i + by}" for by in row if i + by < len(rows)] for i, row in enumerate(rows)}
)


@given(some_ways | downward)
def test_the_checker_accepts_exactly_what_can_be_walked(ways: dict[str, list[str]]) -> None:
    assert (told(ways) == []) is can_be_walked(ways)


@given(downward)
def test_a_graph_without_loops_is_never_said_to_have_one(ways: dict[str, list[str]]) -> None:
    assert not [sentence for sentence in told(ways) if "loop" in sentence]


@given(some_ways)
def test_the_loop_that_is_told_is_one(ways: dict[str, list[str]]) -> None:
    known = {name: [following for following in ways[name] if following in ways] for name in ways}
    path = loop(known)
    if path is None:
        assert all(name not in within_reach(known, following) for name in known for following in known[name])
    else:
        assert path[0] == path[-1]
        assert len(path) > 1
        assert all(following in known[name] for name, following in pairwise(path))


@pytest.mark.parametrize(
    ("ways", "sentences"),
    [
        ({"n0": ["a", "b"], "a": [], "b": []}, []),
        ({"n0": []}, []),
        (
            {"n0": ["ask", "end"], "ask": ["wait", "end"], "wait": ["ask", "end"], "end": []},
            ['scenario "long": the choices ask → wait → ask lead round in a loop; let one of them lead on'],
        ),
        (
            {"n0": ["end", "end"], "y": ["z", "end"], "z": ["end", "end"], "end": []},
            ['node "y" is reached by no choice; let one lead to it, or remove it'],
        ),
        (
            {"n0": ["end", "end"], "y": ["z", "end"], "z": ["y", "end"], "end": []},
            ['scenario "long": the choices y → z → y lead round in a loop; let one of them lead on'],
        ),
        (
            {"n0": ["a", "edn"], "a": [], "end": []},
            ['node "n0", option "o1": unknown node "edn"; did you mean "end"?'],
        ),
        ({"n0": ["a"], "a": []}, ['node "n0" has 1 option; a decision has 2 to 5']),
        ({"n0": ["a"] * 6, "a": []}, ['node "n0" has 6 options; a decision has 2 to 5']),
    ],
)
def test_what_is_wrong_is_told_once(ways: Ways, sentences: list[str]) -> None:
    assert told(ways) == sentences


def test_a_node_without_options_that_is_no_ending_leads_to_no_ending() -> None:
    unfinished = scenario({"n0": ["z", "z"], "z": []})
    z = unfinished.node("z").model_copy(update={"ending": False})
    broken = unfinished.model_copy(update={"nodes": (unfinished.nodes[0], z)})
    assert [fault.told for fault in faults(broken)] == [
        'node "z" leads to no ending; give it options, or write `ending: true`'
    ]


def chain(length: int, back: bool = False) -> dict[str, list[str]]:
    """A way of so many decisions, each with a way to its end; the last may lead back to the first."""
    ways = {f"n{i}": [f"n{i + 1}", "end"] for i in range(length)}
    return ways | {f"n{length}": ["n0", "end"] if back else [], "end": []}


def test_a_chain_of_ten_thousand_decisions_is_sound() -> None:
    assert told(chain(10_000)) == []


def test_a_loop_through_ten_thousand_decisions_is_told_in_a_sentence_of_reasonable_length() -> None:
    assert told(chain(10_000, back=True)) == [
        'scenario "long": the choices n0 → n1 → n2 → n3 → … → n9998 → n9999 → n10000 → n0 lead round in a loop; '
        "let one of them lead on"
    ]


def test_a_graph_of_two_thousand_nodes_is_checked_within_a_second() -> None:
    lattice = {f"n{i}": [f"n{i + by}" for by in (1, 2, 3, 4, 5) if i + by < 2000] for i in range(1998)}
    big = scenario(lattice | {"n1998": ["n1999", "n1999"], "n1999": []})
    start = time.process_time()
    assert [*faults(big)][1:] == []  # all ways of all lengths: trying them out would never end
    assert time.process_time() - start < MOST_SECONDS


def test_a_file_in_which_every_choice_leads_nowhere_is_told_of_without_a_flood(bread: Bread) -> None:
    bread.write(SCENARIO, as_yaml({f"n{i}": [f"m{i}", f"k{i}"] for i in range(2000)}))
    start = time.process_time()
    problems = bread.problems()
    assert time.process_time() - start < 4 * MOST_SECONDS
    assert len(problems) == 101
    assert problems[-1].endswith("there are more errors from here on; mend the others first")


def test_a_file_of_two_thousand_nodes_is_read(bread: Bread) -> None:
    bread.write(SCENARIO, as_yaml(chain(2000)))
    assert bread.problems() == []
    assert isinstance(bread.course().scenarios["long"].node("n1999"), Node)


def test_a_file_that_grows_beyond_all_bounds_is_refused_with_a_sentence(bread: Bread) -> None:
    bread.write(SCENARIO, as_yaml(chain(20_000)))
    (problem,) = bread.problems()
    assert problem.startswith(f"{SCENARIO}:1: this file has ")
    assert problem.endswith("it may have 2,000,000: split it")


def as_yaml(ways: Ways) -> str:
    """A scenario's file, as short as it can be."""
    option = "{id: %s, text: T, judgement: sound, consequence: C, rests_on: R, next: %s}"
    nodes = [
        f"- {{id: {name}, title: T, text: T, "
        + (
            f"options: [{', '.join(option % (f'o{i}', n) for i, n in enumerate(following))}]}}"
            if following
            else "ending: true}"
        )
        for name, following in ways.items()
    ]
    head = "id: long\ntitle: Long\nsummary: S\nminutes: 1\nrole: R\nstart: n0\nnodes:\n"
    return head + "\n".join(nodes) + "\n"
