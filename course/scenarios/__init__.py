"""Scenarios: branching cases with decisions to make, from their files to the way of one learner through them."""

from course.scenarios.debrief import Debrief, Decision, Numbers, debrief
from course.scenarios.shapes import Evidence, Judgement, Node, Option, Scenario, from_json
from course.scenarios.walk import Run, Step, StepRefused

__all__ = [
    "Debrief",
    "Decision",
    "Evidence",
    "Judgement",
    "Node",
    "Numbers",
    "Option",
    "Run",
    "Scenario",
    "Step",
    "StepRefused",
    "debrief",
    "from_json",
]
