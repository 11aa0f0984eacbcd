"""Erasing one person: what names them goes, and what figures are counted from stays, as nobody's.

What stays is moved to a person without name, address and password, whose id nobody has seen before, so that nothing in
the audit log or in a file taken away earlier leads to it. Words that the person typed are stood in for by the author's
own, of the same worth. So every tally and every count is what it was, and can be counted again.
"""

import json
from uuid import uuid4

from progress import activity_tallies, standings
from progress.attempt_rows import frozen
from progress.database import Transaction
from progress.holdings import ACCOUNT, ACTS, HOLDINGS, rows

NAMELESS = "Erased person"
NO_MOMENT = (
    "1970-01-01T00:00:00.000000Z"  # the moment of the erasure would lead back to its entry in the audit log
)


def erase(transaction: Transaction, person_id: str) -> dict[str, int]:
    """Erase a person; returns how many rows of each table were deleted. Raises ValueError when there is none.

    Write with `Database.write(forgetting=True)`, or the words stay readable in the file's unused pages.
    """
    if not rows(transaction, ACCOUNT, person_id):
        raise ValueError("there is no such person")
    transaction.run(
        "DELETE FROM invitations WHERE email = (SELECT email FROM people WHERE id = :person_id)",
        person_id=person_id,
    )
    _take_words(transaction, person_id)
    with activity_tallies.moving(transaction, person_id):
        return _given_away(transaction, person_id, _nobody(transaction))


def _given_away(transaction: Transaction, person_id: str, nobody: str) -> dict[str, int]:
    """Delete what names the person, and give the rest to nobody."""
    deleted = {}
    for holding in HOLDINGS:
        if holding.fate == "gone" and holding is not ACCOUNT:
            deleted[holding.table] = transaction.run(
                f"DELETE FROM {holding.table} WHERE {holding.whose()}",  # noqa: S608 - our own names
                person_id=person_id,
            )
    kept = [(one.table, one.owner) for one in HOLDINGS if one.fate == "nameless" and one.parent is None]
    done = [(act.table, act.column) for act in ACTS if not act.stays]
    for table, column in kept + done:
        transaction.run(
            f"UPDATE {table} SET {column} = :nobody WHERE {column} = :person_id",  # noqa: S608 - our own names
            nobody=nobody,
            person_id=person_id,
        )
    transaction.run("DELETE FROM people WHERE id = :person_id", person_id=person_id)
    standings.settle(transaction, nobody)
    return deleted


def _nobody(transaction: Transaction) -> str:
    """The id of a new person without name, address and password."""
    nobody = uuid4().hex
    transaction.run(
        """
        INSERT INTO people (id, email, name, search_text, role, password_hash, active, created_at)
        VALUES (:id, NULL, :name, '', 'learner', NULL, 0, :at)
        """,
        id=nobody,
        name=NAMELESS,
        at=NO_MOMENT,
    )
    return nobody


TYPED = """
SELECT answers.event_id, answers.response, question_versions.content
FROM attempts
JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id
JOIN question_versions ON question_versions.version = drawn.version
JOIN answers ON answers.attempt_id = drawn.attempt_id AND answers.question_id = drawn.question_id
WHERE attempts.person_id = :person_id
"""
# What a grade says of the answer in words, which are in other words now.
GRADED = """
SELECT grades.attempt_id, grades.question_id, grades.grading, answers.response, question_versions.content
FROM attempts
JOIN grades ON grades.attempt_id = attempts.id
JOIN attempt_questions AS drawn
    ON drawn.attempt_id = grades.attempt_id AND drawn.question_id = grades.question_id
JOIN question_versions ON question_versions.version = drawn.version
LEFT JOIN answers ON answers.attempt_id = grades.attempt_id AND answers.question_id = grades.question_id
    AND answers.sequence = grades.sequence
WHERE attempts.person_id = :person_id
"""


def _take_words(transaction: Transaction, person_id: str) -> None:
    """Put other words of the same worth in the place of what the person typed; what they chose stays."""
    transaction.run_each(
        "UPDATE answers SET response = :response, raw_response = NULL WHERE event_id = :event_id",
        [
            {"event_id": row["event_id"], "response": _impersonal(row["content"], row["response"])}
            for row in transaction.rows(TYPED, person_id=person_id)
        ],
    )
    transaction.run_each(
        """
        UPDATE grades SET response = :response
        WHERE attempt_id = :attempt_id AND question_id = :question_id AND grading = :grading
        """,
        [
            {
                "attempt_id": row["attempt_id"],
                "question_id": row["question_id"],
                "grading": row["grading"],
                "response": _in_words(row["content"], row["response"]),
            }
            for row in transaction.rows(GRADED, person_id=person_id)
        ],
    )


def _impersonal(content: str, response: str) -> str:
    """A stored answer in nobody's words, as it is stored."""
    return json.dumps(frozen(content).impersonal(json.loads(response)), ensure_ascii=False)


def _in_words(content: str, response: str | None) -> str:
    return frozen(content).as_text(json.loads(response) if response is not None else None)
