"""How many people have not done by now what was assigned to them."""

from collections.abc import Sequence

from course.quizzes import Quiz
from progress.database import Database, Value
from progress.groups import Group

# Somebody is overdue with what they have not done by the end of its day, or of their own day where they were given one.
OVERDUE = """
SELECT COUNT(*) AS people FROM (
    SELECT DISTINCT members.person_id
    FROM cohort_members AS members
    JOIN cohorts ON cohorts.id = members.cohort_id AND cohorts.archived_at IS NULL
    JOIN people ON people.id = members.person_id AND people.active = 1
    WHERE {chosen} AND EXISTS (
        SELECT 1 FROM assignments LEFT JOIN extensions ON extensions.cohort_id = assignments.cohort_id
            AND extensions.person_id = members.person_id AND extensions.kind = assignments.kind
            AND extensions.target_id = assignments.target_id
        WHERE assignments.cohort_id = members.cohort_id
            AND COALESCE(extensions.due_on, assignments.due_on) < :today
            AND NOT (
                assignments.kind = 'module' AND EXISTS (SELECT 1 FROM completions
                    WHERE completions.person_id = members.person_id
                        AND completions.module_id = assignments.target_id)
                OR assignments.kind = 'quiz' AND EXISTS (SELECT 1 FROM attempts
                    WHERE attempts.person_id = members.person_id AND attempts.quiz_id = assignments.target_id
                        AND attempts.preview = 0 AND attempts.state = 'submitted'
                        AND (attempts.passed = 1 OR attempts.quiz_id IN ({unpassed})))
                OR assignments.kind = 'scenario' AND EXISTS (SELECT 1 FROM scenario_runs
                    WHERE scenario_runs.person_id = members.person_id
                        AND scenario_runs.scenario_id = assignments.target_id
                        AND scenario_runs.preview = 0 AND scenario_runs.finished_at IS NOT NULL)
            )
    )
    LIMIT :most
) AS found
"""


def people(db: Database, diagnostics: Sequence[Quiz], group: Group, today: str, most: int) -> int:
    """How many people of the group are overdue with something, counted up to `most`.

    `today` is a day such as 2026-11-23, in UTC. A quiz is done when it is passed, a diagnostic when it is submitted.
    """
    unpassed: dict[str, Value] = {f"quiz_{i}": quiz.id for i, quiz in enumerate(diagnostics)}
    query = OVERDUE.format(
        chosen="1 = 1" if group.everybody else f"members.cohort_id IN ({group.cohorts})",
        unpassed=", ".join(f":{name}" for name in unpassed) or "''",
    )
    found: int = db.rows(query, today=today, most=most, **unpassed, **group.values)[0]["people"]
    return found
