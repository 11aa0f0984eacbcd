"""Work with a day, and more time for somebody, written as their tables have it."""

from datetime import date

from progress.cohorts import Cohort
from progress.moments import to_text
from tests.progress.bakery import Bakery, Learner


def assign(bakery: Bakery, cohort: Cohort, target_id: str, due_on: date | None, kind: str = "module") -> None:
    """Give a cohort something to do."""
    with bakery.db.write() as transaction:
        transaction.run(
            """
            INSERT INTO assignments (cohort_id, kind, target_id, due_on, assigned_at)
            VALUES (:cohort_id, :kind, :target_id, :due_on, :now)
            """,
            cohort_id=cohort.id,
            kind=kind,
            target_id=target_id,
            due_on=due_on.isoformat() if due_on else None,
            now=to_text(bakery.now),
        )


def extend(
    bakery: Bakery, cohort: Cohort, learner: Learner, target_id: str, due_on: date, kind: str = "module"
) -> None:
    """Give one person another day."""
    with bakery.db.write() as transaction:
        transaction.run(
            """
            INSERT INTO extensions (cohort_id, person_id, kind, target_id, due_on, granted_at)
            VALUES (:cohort_id, :person_id, :kind, :target_id, :due_on, :now)
            """,
            cohort_id=cohort.id,
            person_id=learner.id,
            kind=kind,
            target_id=target_id,
            due_on=due_on.isoformat(),
            now=to_text(bakery.now),
        )
