"""Which questions have been explained to somebody: those of the attempts that they have submitted."""

from progress.database import Database


def versions(db: Database, person_id: str) -> frozenset[str]:
    """The versions of questions whose explanation the person's results show.

    An attempt that is still open explains nothing yet, nor does a question that was given up without a corrected key;
    where a key was corrected, it is the corrected version that is explained.
    """
    rows = db.rows(
        """
        SELECT DISTINCT grades.version
        FROM attempts
        JOIN grades ON grades.attempt_id = attempts.id AND grades.grading = attempts.grading
        LEFT JOIN regrades ON regrades.id = grades.regrade_id
        WHERE attempts.person_id = :person_id AND attempts.state = 'submitted' AND attempts.preview = 0
            AND (grades.regrade_id IS NULL OR grades.version = regrades.version)
        """,
        person_id=person_id,
    )
    return frozenset(row["version"] for row in rows)
