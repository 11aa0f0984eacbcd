"""What a run shows in the end: each decision of its path and what it rested on, the better path, and three numbers.

The numbers are about the final path. Soundness is the share of its decisions that were sound, naivety the share that
were naive; escalating is sound exactly where no option of the decision is sound by itself. A false alarm is a decision
that was over-cautious and, where nothing is wrong in a scenario, also one that escalated although a sound option stood
beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from course.scenarios.shapes import Evidence, Node, Option, Scenario
from course.scenarios.walk import Run


@dataclass(frozen=True)
class Decision:
    """One decision of the path: what was chosen, what was looked at before, and what was chosen and taken back.

    `better` is the option that would have been better; None where the chosen one is sound.
    """

    node: Node
    option: Option
    sound: bool
    better: Option | None
    opened: tuple[Evidence, ...]
    abandoned: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many decisions a path has, and how many of them were sound, naive, or false alarms."""

    decisions: int
    sound: int
    naive: int
    false_alarms: int

    @property
    def soundness(self) -> float:
        """The share of decisions that were sound, 0 to 1; 1 on a path without decisions."""
        return self.sound / self.decisions if self.decisions else 1.0

    @property
    def naivety(self) -> float:
        """The share of decisions that were naive, 0 to 1."""
        return self.naive / self.decisions if self.decisions else 0.0


@dataclass(frozen=True)
class Debrief:
    """A run looked back on. `better_path` starts at the scenario's start and ends at the node `better_ending`.

    `beliefs` are the misconceptions behind the choices that were not sound, once each, in order; also behind those
    that were taken back.
    """

    decisions: tuple[Decision, ...]
    ending: Node
    better_path: tuple[tuple[Node, Option], ...]
    better_ending: Node
    numbers: Numbers
    beliefs: tuple[str, ...]


def debrief(run: Run) -> Debrief:
    """Look back on a run, finished or not."""
    scenario = run.scenario
    path, ending = better_path(scenario)
    decisions = tuple(_decisions(run))
    return Debrief(
        decisions=decisions,
        ending=run.here,
        better_path=path,
        better_ending=ending,
        numbers=_numbers(scenario, decisions),
        beliefs=_beliefs(run),
    )


def better_path(scenario: Scenario) -> tuple[tuple[tuple[Node, Option], ...], Node]:
    """The better option of each decision from the start on, and the ending to which they lead."""
    path: list[tuple[Node, Option]] = []
    node = scenario.node(scenario.start)
    while node.better:
        path.append((node, node.better))
        node = scenario.node(node.better.next)
    return tuple(path), node


def _decisions(run: Run) -> Iterator[Decision]:
    for step in run.path:
        node = run.scenario.node(step.node_id)
        option = node.option(str(step.option_id))
        sound = node.is_sound(option)
        seen = {
            card.card_id for card in run.opened if card.node_id == node.id and card.sequence < step.sequence
        }
        yield Decision(
            node=node,
            option=option,
            sound=sound,
            better=None if sound else node.better,
            opened=tuple(card for card in node.evidence if card.id in seen),
            abandoned=run.abandoned(node.id),
        )


def _numbers(scenario: Scenario, decisions: tuple[Decision, ...]) -> Numbers:
    return Numbers(
        decisions=len(decisions),
        sound=sum(decision.sound for decision in decisions),
        naive=sum(decision.option.judgement == "naive" for decision in decisions),
        false_alarms=sum(is_false_alarm(scenario, decision) for decision in decisions),
    )


def is_false_alarm(scenario: Scenario, decision: Decision) -> bool:
    """Whether a decision raised an alarm for nothing (see the top of this file)."""
    return raises_false_alarm(scenario, decision.node, decision.option)


def raises_false_alarm(scenario: Scenario, node: Node, option: Option) -> bool:
    """Whether choosing an option at a node raises an alarm for nothing."""
    if option.judgement == "escalate":
        return scenario.benign and not node.is_sound(option)
    return option.judgement == "over-cautious"


def _beliefs(run: Run) -> tuple[str, ...]:
    met: dict[str, None] = {}
    for step in run.steps:
        node = run.scenario.node(step.node_id)
        option = node.option(step.option_id) if step.option_id else None
        if option and option.misconception and not node.is_sound(option):
            met[option.misconception] = None
    return tuple(met)
