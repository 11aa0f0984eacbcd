"""Cards of spaced review and what happened to them, as they stand in the tables.

The last event of a card holds its memory, so an event is noted by working out the memory after the one before it.
"""

from datetime import date, datetime
from uuid import uuid4

from course.questions import Question
from course.review import Event, Log, Memory, apply
from course.review_day import Card, Face
from progress.database import Row, Transaction
from progress.moments import to_text

# A grade in force says that the question was missed; what a regrade dropped has no points.
MISSES = """
SELECT attempts.id AS attempt_id, attempts.quiz_id, attempts.submitted_at, drawn.question_id, drawn.version
FROM attempts
JOIN grades ON grades.attempt_id = attempts.id AND grades.grading = attempts.grading
JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id AND drawn.question_id = grades.question_id
LEFT JOIN review_choices ON review_choices.person_id = attempts.person_id
WHERE attempts.person_id = :person_id AND attempts.state = 'submitted' AND attempts.preview = 0
    AND grades.fully_right = 0 AND grades.points > 0
    AND (review_choices.forgotten_at IS NULL OR attempts.submitted_at > review_choices.forgotten_at)
    AND NOT EXISTS (
        SELECT 1 FROM review_events WHERE review_events.event_id = attempts.id || '/' || drawn.question_id)
ORDER BY attempts.submitted_at, drawn.position
"""

# Each card with its last event; a question only while one of its misses still is one. {where}: a condition of ours.
CARDS = """
SELECT cards.*, latest.sequence, latest.due_on, latest.reviewed_on, latest.stability, latest.difficulty,
    latest.left_out, (
        SELECT missed.version FROM review_events AS missed
        WHERE missed.card_id = cards.id AND missed.kind = 'missed' ORDER BY missed.sequence DESC LIMIT 1) AS version
FROM review_cards AS cards
JOIN review_events AS latest ON latest.card_id = cards.id AND latest.sequence = (
    SELECT MAX(later.sequence) FROM review_events AS later WHERE later.card_id = cards.id)
WHERE cards.person_id = :person_id AND {where} AND (cards.face <> 'question' OR EXISTS (
    SELECT 1 FROM review_events AS missed
    JOIN attempts ON attempts.id = missed.attempt_id
    JOIN grades ON grades.attempt_id = attempts.id AND grades.grading = attempts.grading
        AND grades.question_id = cards.item_id
    WHERE missed.card_id = cards.id AND grades.fully_right = 0 AND grades.points > 0))
ORDER BY cards.added_at, cards.quiz_id, cards.item_id, cards.face
"""


def misses(transaction: Transaction, person_id: str) -> list[Row]:
    """What the person missed and has not been noted, oldest first; of previews nothing."""
    return transaction.rows(MISSES, person_id=person_id)


def load(transaction: Transaction, person_id: str) -> list[Card]:
    """The person's cards, left out ones too, in the order in which they came in."""
    return [_card(row) for row in transaction.rows(CARDS.format(where="1 = 1"), person_id=person_id)]


def load_one(transaction: Transaction, person_id: str, card_id: str) -> Card | None:
    """The person's card with this id, or None."""
    row = transaction.row(CARDS.format(where="cards.id = :id"), person_id=person_id, id=card_id)
    return _card(row) if row else None


def _card(row: Row) -> Card:
    return Card(
        id=row["id"],
        face=row["face"],
        quiz_id=row["quiz_id"],
        item_id=row["item_id"],
        memory=_memory(row),
        sequence=row["sequence"],
        version=row["version"],
    )


def _memory(row: Row) -> Memory:
    return Memory(
        due_on=date.fromisoformat(row["due_on"]),
        reviewed_on=date.fromisoformat(row["reviewed_on"]) if row["reviewed_on"] else None,
        stability=row["stability"],
        difficulty=row["difficulty"],
        left_out=bool(row["left_out"]),
    )


def card_id(
    transaction: Transaction, person_id: str, face: Face, quiz_id: str, item_id: str, now: datetime
) -> str:
    """The id of the person's card for a question or for a face of a term, which is made where there is none."""
    key = {"person_id": person_id, "face": face, "quiz_id": quiz_id, "item_id": item_id}
    row = transaction.row(
        """
        SELECT id FROM review_cards
        WHERE person_id = :person_id AND face = :face AND quiz_id = :quiz_id AND item_id = :item_id
        """,
        **key,
    )
    if row:
        return str(row["id"])
    made = uuid4().hex
    transaction.run(
        """
        INSERT INTO review_cards (id, person_id, face, quiz_id, item_id, added_at)
        VALUES (:id, :person_id, :face, :quiz_id, :item_id, :now)
        """,
        id=made,
        now=to_text(now),
        **key,
    )
    return made


def last(transaction: Transaction, card_id: str) -> tuple[int, Memory | None]:
    """How much has happened to a card, and its memory; 0 and None for a new one."""
    row = transaction.row(
        "SELECT * FROM review_events WHERE card_id = :card_id ORDER BY sequence DESC LIMIT 1", card_id=card_id
    )
    return (row["sequence"], _memory(row)) if row else (0, None)


def note(
    transaction: Transaction,
    card_id: str,
    event: Event,
    now: datetime,
    event_id: str,
    *,
    attempt_id: str | None = None,
    version: str | None = None,
    response: str | None = None,
) -> Log:
    """Note what happened to a card, with the memory after it."""
    sequence, memory = last(transaction, card_id)
    after, log = apply(memory, event, now)
    transaction.run(
        """
        INSERT INTO review_events (event_id, card_id, sequence, kind, rating, attempt_id, version, response,
            due_on, reviewed_on, stability, difficulty, left_out, at)
        VALUES (:event_id, :card_id, :sequence, :kind, :rating, :attempt_id, :version, :response,
            :due_on, :reviewed_on, :stability, :difficulty, :left_out, :at)
        """,
        event_id=event_id,
        card_id=card_id,
        sequence=sequence + 1,
        kind=event.kind,
        rating=event.rating,
        attempt_id=attempt_id,
        version=version,
        response=response,
        due_on=after.due_on.isoformat(),
        reviewed_on=after.reviewed_on.isoformat() if after.reviewed_on else None,
        stability=after.stability,
        difficulty=after.difficulty,
        left_out=int(after.left_out),
        at=to_text(now),
    )
    return log


def keep_version(transaction: Transaction, question: Question, now: datetime) -> str:
    """Store a question's words, where they are not stored yet; returns their version."""
    transaction.run(
        """
        INSERT INTO question_versions (version, question_id, content, first_asked_at)
        VALUES (:version, :question_id, :content, :now) ON CONFLICT (version) DO NOTHING
        """,
        version=question.version(),
        question_id=question.id,
        content=question.to_json(),
        now=to_text(now),
    )
    return question.version()
