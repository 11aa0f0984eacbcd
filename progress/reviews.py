"""What people review: their missed questions and chosen terms, and how well they remember each.

Every row belongs to its learner and is shown to nobody else; no statistic counts it. What was missed becomes a card
when it is next asked for, so that a regrade before then has its say, and one after it takes the card away again.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

from course.course import Course
from course.questions import Question, Response
from course.review import CHOSEN, LEFT_OUT, MISSED, TAKEN_UP, Event, Log, Rating, ratings
from course.review_day import (
    DAILY,
    Card,
    Day,
    course_question,
    faces,
    forecast,
    is_taught,
    latest_day,
    queue,
    reviewed,
    wording,
)
from progress import attempt_rows, review_rows
from progress.database import Database, Row, Transaction
from progress.moments import from_text, maybe, to_text


class ReviewRefused(Exception):
    """What was asked of a card cannot be; the text is a sentence for the learner."""


@dataclass(frozen=True, slots=True)
class Pile:
    """Somebody's cards that the course still teaches, and what of them is for today, a day in UTC.

    `done` cards were reviewed today already.
    """

    cards: tuple[Card, ...]
    today: date
    done: int
    paused_at: datetime | None

    @property
    def due(self) -> list[Card]:
        """What is left to review today, in order; nothing while the learner pauses."""
        return [] if self.paused_at else queue(self.cards, self.today, max(0, DAILY - self.done))

    @property
    def kept(self) -> list[Card]:
        """The cards that are asked at all."""
        return [card for card in self.cards if not card.memory.left_out]

    @property
    def days(self) -> list[Day]:
        """What to expect today and on the days to come."""
        return forecast(self.cards, self.today, self.done)

    def with_term(self, term_id: str) -> list[Card]:
        """The cards of a term that are asked; none for one that the person has not chosen."""
        return [card for card in self.kept if card.item_id == term_id and not card.quiz_id]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a card's question, with the question as it was asked."""

    question: Question
    response: Response


def pile(db: Database, course: Course, person_id: str, now: datetime) -> Pile:
    """The person's cards, with what they have missed by now."""
    _gather(db, course, person_id)
    today = now.astimezone(UTC).date()
    with db.read() as transaction:
        cards = review_rows.load(transaction, person_id)
        done = transaction.row(
            """
            SELECT COUNT(*) AS n FROM review_events JOIN review_cards ON review_cards.id = review_events.card_id
            WHERE review_cards.person_id = :person_id AND review_events.kind = 'reviewed'
                AND review_events.reviewed_on = :today
            """,
            person_id=person_id,
            today=today.isoformat(),
        )
        choices = transaction.row(
            "SELECT paused_at FROM review_choices WHERE person_id = :person_id", person_id=person_id
        )
    return Pile(
        cards=tuple(card for card in cards if is_taught(course, card)),
        today=today,
        done=done["n"] if done else 0,
        paused_at=maybe(choices["paused_at"]) if choices else None,
    )


def _gather(db: Database, course: Course, person_id: str) -> None:
    """Make cards of what was missed and is not noted yet."""
    with db.read() as transaction:
        if not _new(transaction, course, person_id):
            return
    with db.write() as transaction:
        for row in _new(transaction, course, person_id):
            at, question_id = from_text(row["submitted_at"]), row["question_id"]
            card_id = review_rows.card_id(transaction, person_id, "question", row["quiz_id"], question_id, at)
            event_id = f"{row['attempt_id']}/{question_id}"
            review_rows.note(
                transaction,
                card_id,
                MISSED,
                at,
                event_id,
                attempt_id=row["attempt_id"],
                version=row["version"],
            )


def _new(transaction: Transaction, course: Course, person_id: str) -> list[Row]:
    """What makes or changes a card."""
    quizzes = {one.id for one in reviewed(course)}
    return [row for row in review_rows.misses(transaction, person_id) if row["quiz_id"] in quizzes]


def question_of(db: Database, course: Course, card: Card) -> Question | None:
    """The question that a card asks: as it was missed, unless something else is right by now; None for a term."""
    row = db.row("SELECT content FROM question_versions WHERE version = :version", version=card.version)
    now = course_question(course, card.quiz_id, card.item_id)
    return wording(attempt_rows.frozen(row["content"]), now) if row and now else None


def latest_of(
    db: Database, course: Course, person_id: str, card: Card, question: Question | None, now: datetime
) -> date | None:
    """The day by which a card is to be asked again, however well it is remembered; None where nothing says so."""
    row = db.row(
        "SELECT MAX(valid_until) AS until FROM certificates WHERE person_id = :person_id AND revoked_at IS NULL",
        person_id=person_id,
    )
    until = date.fromisoformat(row["until"]) if row and row["until"] else None
    return latest_day(course, card, question, until, now.astimezone(UTC).date())


def review(
    db: Database,
    course: Course,
    person_id: str,
    card: Card,
    rating: Rating,
    now: datetime,
    given: Given | None = None,
) -> Log:
    """Note how well a card was remembered; when this returns, it is on the disk.

    `card` is as the learner saw it, so that a second click and another window note nothing. Raises ReviewRefused when
    it was reviewed meanwhile or is not theirs, and ValueError for a rating that the answer does not bear out.
    """
    if given and rating not in ratings(given.question, given.response):
        raise ValueError("an answer that is not right was not remembered")
    latest = latest_of(db, course, person_id, card, given.question if given else None, now)
    with db.write() as transaction:
        if _own(transaction, person_id, card.id).sequence != card.sequence:
            raise ReviewRefused("This card was reviewed meanwhile, in another window or by a second click.")
        return review_rows.note(
            transaction,
            card.id,
            Event("reviewed", rating, latest),
            now,
            uuid4().hex,
            version=review_rows.keep_version(transaction, given.question, now) if given else None,
            response=json.dumps(given.response, ensure_ascii=False) if given else None,
        )


def choose(db: Database, course: Course, person_id: str, term_ids: Iterable[str], now: datetime) -> None:
    """Take terms into the person's review. Those that are there already stay as they are.

    Raises KeyError for one that the course does not have.
    """
    wanted = [(term_id, face) for term_id in term_ids for face in faces(course.terms[term_id])]
    with db.write() as transaction:
        for term_id, face in wanted:
            card_id = review_rows.card_id(transaction, person_id, face, "", term_id, now)
            _, memory = review_rows.last(transaction, card_id)
            if memory is None or memory.left_out:
                event = TAKEN_UP if memory else CHOSEN
                review_rows.note(transaction, card_id, event, now, uuid4().hex)


def leave_out(db: Database, person_id: str, card_ids: Iterable[str], now: datetime) -> None:
    """Ask these cards no more. Raises ReviewRefused when one is not theirs."""
    _set_left_out(db, person_id, card_ids, LEFT_OUT, now)


def take_up(db: Database, person_id: str, card_ids: Iterable[str], now: datetime) -> None:
    """Ask cards again that were left out. Raises ReviewRefused when one is not theirs."""
    _set_left_out(db, person_id, card_ids, TAKEN_UP, now)


def _set_left_out(db: Database, person_id: str, card_ids: Iterable[str], event: Event, now: datetime) -> None:
    with db.write() as transaction:
        for card_id in card_ids:
            if _own(transaction, person_id, card_id).memory.left_out == (event is TAKEN_UP):
                review_rows.note(transaction, card_id, event, now, uuid4().hex)


def _own(transaction: Transaction, person_id: str, card_id: str) -> Card:
    """The person's card. Raises ReviewRefused."""
    card = review_rows.load_one(transaction, person_id, card_id)
    if card is None:
        raise ReviewRefused("This card is not there any more.")
    return card


def pause(db: Database, person_id: str, paused: bool, now: datetime) -> None:
    """Stop asking, or go on; what comes due meanwhile waits."""
    with db.write() as transaction:
        transaction.run(
            """
            INSERT INTO review_choices (person_id, paused_at) VALUES (:person_id, :at)
            ON CONFLICT (person_id) DO UPDATE SET paused_at = excluded.paused_at
            """,
            person_id=person_id,
            at=to_text(now) if paused else None,
        )


def forget(db: Database, person_id: str, now: datetime) -> None:
    """Remove all of the person's cards and how each was remembered. What they miss from now on makes new ones."""
    with db.write() as transaction:
        transaction.run(
            """
            DELETE FROM review_events
            WHERE card_id IN (SELECT id FROM review_cards WHERE person_id = :person_id)
            """,
            person_id=person_id,
        )
        transaction.run("DELETE FROM review_cards WHERE person_id = :person_id", person_id=person_id)
        transaction.run(
            """
            INSERT INTO review_choices (person_id, forgotten_at) VALUES (:person_id, :at)
            ON CONFLICT (person_id) DO UPDATE SET forgotten_at = excluded.forgotten_at
            """,
            person_id=person_id,
            at=to_text(now),
        )
