"""What somebody has done towards the certificate of the course."""

from course.certification import Pass, Way
from course.course import Course
from progress.at_stake import WITHOUT_ANOTHER
from progress.database import Transaction
from progress.moments import from_text


def way(transaction: Transaction, course: Course, person_id: str) -> Way:
    """Completions, readings and passed final tests of the course as it is now."""
    return Way(
        completed=_completed(transaction, person_id),
        read=_read(transaction, person_id),
        passes=[
            one for quiz in course.quizzes_for("final") for one in _passes(transaction, person_id, quiz.id)
        ],
        at_stake=_at_stake(transaction, person_id),
    )


def _completed(transaction: Transaction, person_id: str) -> dict[str, int]:
    rows = transaction.rows(
        """
        SELECT module_id, MAX(edition) AS edition FROM completions WHERE person_id = :person_id GROUP BY module_id
        """,
        person_id=person_id,
    )
    return {row["module_id"]: row["edition"] for row in rows}


def _read(transaction: Transaction, person_id: str) -> dict[str, dict[str, int]]:
    rows = transaction.rows(
        """
        SELECT module_id, section_id, MAX(edition) AS edition FROM section_reads
        WHERE person_id = :person_id GROUP BY module_id, section_id
        """,
        person_id=person_id,
    )
    read: dict[str, dict[str, int]] = {}
    for row in rows:
        read.setdefault(row["module_id"], {})[row["section_id"]] = row["edition"]
    return read


def _passes(transaction: Transaction, person_id: str, quiz_id: str) -> list[Pass]:
    rows = transaction.rows(
        """
        SELECT id, edition, score, submitted_at FROM attempts
        WHERE person_id = :person_id AND quiz_id = :quiz_id AND passed = 1 AND preview = 0
        ORDER BY submitted_at, id
        """,
        person_id=person_id,
        quiz_id=quiz_id,
    )
    return [
        Pass(quiz_id, row["id"], row["edition"], row["score"], from_text(row["submitted_at"])) for row in rows
    ]


def _at_stake(transaction: Transaction, person_id: str) -> set[str]:
    rows = transaction.rows(
        f"""
        SELECT DISTINCT stake.module_id FROM completions_at_stake AS stake
        JOIN attempts ON attempts.id = stake.attempt_id
        WHERE stake.person_id = :person_id AND stake.resolved_at IS NULL AND {WITHOUT_ANOTHER}
        """,  # noqa: S608 - the condition is ours
        person_id=person_id,
    )
    return {row["module_id"] for row in rows}
