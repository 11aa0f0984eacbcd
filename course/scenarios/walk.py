"""A run of a scenario: the choices that one person makes on the way from its start to an ending.

A run holds the scenario as it was when the run began, so an edited file changes no run. Every choice stays in the
record; going back to an earlier decision is a step of its own, after which the choices from there on no longer lie on
the path. The path is what counts.

Everything here is pure: runs are values, and the time comes in as an argument, in UTC.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from course.scenarios.shapes import Node, Option, Scenario

Kind = Literal["choice", "return"]

ELSEWHERE = "You are at another place of this scenario by now. It is shown here."
FINISHED = "You have finished this run, so nothing of it can be changed. Begin another one."
NOT_AN_ENDING = "This run has not come to an ending yet. Go on until it does."


class StepRefused(Exception):
    """This step cannot be made; the text is a sentence for the learner."""


@dataclass(frozen=True, slots=True)
class Step:
    """A choice of an option at a node, or a return to a node (`option_id` is None). `sequence` counts from 1."""

    sequence: int
    kind: Kind
    node_id: str
    option_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """An evidence card that was opened, when `sequence` steps had been made."""

    sequence: int
    node_id: str
    card_id: str
    at: datetime


@dataclass(frozen=True)
class Run:
    """One person's way through a scenario. `number` counts a person's runs of it from 1, previews apart."""

    id: str
    person_id: str
    scenario: Scenario
    number: int
    started_at: datetime
    preview: bool = False
    steps: tuple[Step, ...] = ()
    opened: tuple[Opened, ...] = ()
    finished_at: datetime | None = None

    @property
    def sequence(self) -> int:
        """How many steps have been made."""
        return len(self.steps)

    @property
    def path(self) -> tuple[Step, ...]:
        """The choices that lead from the start to where the run is now."""
        path: list[Step] = []
        for step in self.steps:
            if step.kind == "choice":
                path.append(step)
            else:
                path = path[: [choice.node_id for choice in path].index(step.node_id)]
        return tuple(path)

    @property
    def here(self) -> Node:
        """The node at which the run is now."""
        path = self.path
        return self.scenario.node(option_of(self.scenario, path[-1]).next if path else self.scenario.start)

    def abandoned(self, node_id: str) -> tuple[Option, ...]:
        """The options that were chosen at a node and taken back, in order."""
        kept = self.path
        return tuple(
            option_of(self.scenario, step)
            for step in self.steps
            if step.kind == "choice" and step.node_id == node_id and step not in kept
        )

    def cards_open(self) -> frozenset[str]:
        """The cards that were opened at the node where the run is now, since it came there last."""
        return frozenset(
            card.card_id
            for card in self.opened
            if card.sequence == self.sequence and card.node_id == self.here.id
        )


def option_of(scenario: Scenario, step: Step) -> Option:
    """The option that a choice chose."""
    return scenario.node(step.node_id).option(str(step.option_id))


def choose(run: Run, node_id: str, option_id: str, now: datetime) -> Run:
    """Choose an option at the node where the run is. Raises StepRefused when it cannot be chosen now."""
    _check_open(run)
    if node_id != run.here.id:
        raise StepRefused(ELSEWHERE)
    if option_id not in {option.id for option in run.here.options}:
        raise StepRefused("This is none of the choices here. Choose one of those that are shown.")
    return _with(run, Step(run.sequence + 1, "choice", node_id, option_id, now))


def go_back(run: Run, node_id: str, now: datetime) -> Run:
    """Return to an earlier decision of the path. Raises StepRefused when it is none."""
    _check_open(run)
    if node_id not in {step.node_id for step in run.path}:
        raise StepRefused("This decision is not on your path any more. Go back to one that is shown.")
    return _with(run, Step(run.sequence + 1, "return", node_id, None, now))


def open_card(run: Run, node_id: str, card_id: str, now: datetime) -> Run:
    """Note that an evidence card was opened; a second time at the same place changes nothing.

    Raises StepRefused when there is no such card where the run is.
    """
    _check_open(run)
    if node_id != run.here.id:
        raise StepRefused(ELSEWHERE)
    if card_id not in {card.id for card in run.here.evidence}:
        raise StepRefused("There is no such card here. Open one of those that are shown.")
    if card_id in run.cards_open():
        return run
    return replace(run, opened=(*run.opened, Opened(run.sequence, node_id, card_id, now)))


def finish(run: Run, now: datetime) -> Run:
    """End a run that has come to an ending; a second time changes nothing. Raises StepRefused before that."""
    if run.finished_at is not None:
        return run
    if not run.here.ending:
        raise StepRefused(NOT_AN_ENDING)
    return replace(run, finished_at=now)


def _check_open(run: Run) -> None:
    if run.finished_at is not None:
        raise StepRefused(FINISHED)


def _with(run: Run, step: Step) -> Run:
    return replace(run, steps=(*run.steps, step))
