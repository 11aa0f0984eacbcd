"""What a cohort can be given to do, and how a database knows that somebody has done it.

A module is done when it is completed, a scenario when a run of it is finished, a quiz when it is passed; a diagnostic
quiz, which nobody fails, when it is submitted. What has left the course is asked of nobody.
"""

from dataclasses import dataclass
from typing import Literal

from course.course import Course
from progress.database import Value

Kind = Literal["module", "scenario", "quiz"]
KINDS: tuple[Kind, ...] = ("module", "quiz", "scenario")


@dataclass(frozen=True, slots=True)
class Target:
    """Something to do. `done_by` is what counts: completed, passed, submitted or finished."""

    kind: Kind
    id: str
    title: str
    done_by: Literal["completed", "passed", "submitted", "finished"]


def targets(course: Course) -> tuple[Target, ...]:
    """All that can be given to do: modules, quizzes and scenarios, in the course's order."""
    return (
        *(Target("module", module.id, module.title, "completed") for module in course.modules),
        *(
            Target("quiz", quiz.id, quiz.title, "submitted" if quiz.role == "diagnostic" else "passed")
            for quiz in course.quizzes.values()
        ),
        *(Target("scenario", one.id, one.title, "finished") for one in course.scenarios.values()),
    )


@dataclass(frozen=True, slots=True)
class Conditions:
    """SQL about a row of assignments: whether its target is in the course, whether `person` has done it; the values."""

    known: str
    done: str
    values: dict[str, Value]


DONE = """
CASE assignments.kind
    WHEN 'module' THEN EXISTS (SELECT 1 FROM completions
        WHERE completions.person_id = {person} AND completions.module_id = assignments.target_id)
    WHEN 'scenario' THEN EXISTS (SELECT 1 FROM scenario_runs
        WHERE scenario_runs.person_id = {person} AND scenario_runs.scenario_id = assignments.target_id
            AND scenario_runs.preview = 0 AND scenario_runs.finished_at IS NOT NULL)
    ELSE EXISTS (SELECT 1 FROM attempts
        WHERE attempts.person_id = {person} AND attempts.quiz_id = assignments.target_id AND attempts.preview = 0
            AND (attempts.passed = 1 OR (attempts.state = 'submitted' AND attempts.quiz_id IN ({diagnostics}))))
    END
"""


def conditions(every: tuple[Target, ...], person: str) -> Conditions:
    """The conditions for a person whose id stands in the column `person`."""
    values: dict[str, Value] = {}
    known = []
    for kind in KINDS:
        names = _names(values, kind, [target.id for target in every if target.kind == kind])
        known.append(f"(assignments.kind = '{kind}' AND assignments.target_id IN ({names}))")
    submitted = [target.id for target in every if target.done_by == "submitted"]
    diagnostics = _names(values, "diagnostic", submitted)
    done = DONE.format(person=person, diagnostics=diagnostics)
    return Conditions(f"({' OR '.join(known)})", done, values)


def _names(values: dict[str, Value], name: str, ids: list[str]) -> str:
    """The parameters for some ids, which join the values; an empty list is met by nothing."""
    values |= {f"target_{name}_{i}": one for i, one in enumerate(ids)}
    return ", ".join(f":target_{name}_{i}" for i in range(len(ids))) or "NULL"
