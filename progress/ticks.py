"""Which lines of the checklists in the text people have ticked. A tick is theirs alone: no trainer sees it."""

from collections.abc import Iterable
from datetime import datetime

from progress.database import Database, Transaction
from progress.moments import to_text


def of_section(db: Database, person_id: str, module_id: str, section_id: str) -> frozenset[str]:
    """What the person has ticked in a section, as its text stands now or stood once."""
    rows = db.rows(
        """
        SELECT task FROM checklist_ticks
        WHERE person_id = :person_id AND module_id = :module_id AND section_id = :section_id
        """,
        person_id=person_id,
        module_id=module_id,
        section_id=section_id,
    )
    return frozenset(row["task"] for row in rows)


def change(
    transaction: Transaction,
    person_id: str,
    module_id: str,
    section_id: str,
    ticked: Iterable[str],
    cleared: Iterable[str],
    now: datetime,
) -> None:
    """Keep ticks and take others away. What is ticked already keeps its time."""
    where = {"person_id": person_id, "module_id": module_id, "section_id": section_id}
    for task in ticked:
        transaction.run(
            """
            INSERT INTO checklist_ticks (person_id, module_id, section_id, task, ticked_at)
            VALUES (:person_id, :module_id, :section_id, :task, :now) ON CONFLICT DO NOTHING
            """,
            **where,
            task=task,
            now=to_text(now),
        )
    for task in cleared:
        transaction.run(
            """
            DELETE FROM checklist_ticks WHERE person_id = :person_id AND module_id = :module_id
                AND section_id = :section_id AND task = :task
            """,
            **where,
            task=task,
        )
