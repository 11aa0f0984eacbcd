"""What to review on a day: which cards, in which order, how many; and how many to expect on the days to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from course.course import Course
from course.glossary import Term
from course.keys import same_key
from course.questions import Question
from course.quizzes import Quiz
from course.review import Memory

Face = Literal["question", "meaning", "word"]

DAILY = 15  # cards a day
FORECAST = 14  # days


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that somebody reviews: a question, or one face of a term.

    meaning: the word is shown and its meaning asked; word: the other way round. `quiz_id` is empty for a term.
    `sequence` counts what happened to the card, `version` is the question as it was missed.
    """

    id: str
    face: Face
    quiz_id: str
    item_id: str
    memory: Memory
    sequence: int
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """How many cards are expected on a day."""

    on: date
    number: int


def faces(term: Term) -> tuple[Face, ...]:
    """The faces that a term is asked by: a word in the reader's own script can be asked in one way only."""
    return ("meaning", "word") if term.hanzi else ("meaning",)


def reviewed(course: Course) -> list[Quiz]:
    """The quizzes whose missed questions are reviewed: a diagnostic asks what nobody was taught yet."""
    return [quiz for quiz in course.quizzes.values() if quiz.role != "diagnostic"]


def is_taught(course: Course, card: Card) -> bool:
    """Whether the course still has what a card is about; what has left it is asked no more."""
    if card.face == "question":
        return course_question(course, card.quiz_id, card.item_id) is not None
    term = course.terms.get(card.item_id)
    return term is not None and card.face in faces(term)


def course_question(course: Course, quiz_id: str, question_id: str) -> Question | None:
    """The question as the course has it now; None where it has it no more."""
    quiz = course.quizzes.get(quiz_id)
    return next((one for one in quiz.questions if one.id == question_id), None) if quiz else None


def wording(missed: Question, now: Question) -> Question:
    """The question to ask: as it was missed, or as the course has it now where something else is right by now."""
    return missed if same_key(missed, missed, now, ()) else now


def latest_day(
    course: Course, card: Card, question: Question | None, until: date | None, today: date
) -> date | None:
    """The first day to come on which what a card rests on is looked at again, or its certificate ends; else None.

    `until` is the last day of the person's certificate.
    """
    term = course.terms.get(card.item_id) if card.face != "question" else None
    named = question.source if question else (term.source,) if term and term.source else ()
    known = [course.sources[one].review_by for one in named if one in course.sources]
    return min((day for day in (*known, until) if day and day > today), default=None)


def queue(cards: Iterable[Card], today: date, room: int) -> list[Card]:
    """What to ask on a day, in order, at most `room` cards.

    What was asked before comes first, longest due first; then new cards, as they stand. Of a term's faces only one is
    asked a day: the other would give it away.
    """
    waiting = [card for card in cards if not card.memory.left_out]
    taken = {_thing(card) for card in waiting if card.memory.reviewed_on == today}
    chosen: list[Card] = []
    for card in sorted((card for card in waiting if card.memory.due_on <= today), key=_rank):
        if len(chosen) < room and _thing(card) not in taken:
            chosen.append(card)
            taken.add(_thing(card))
    return chosen


def _thing(card: Card) -> tuple[str, str]:
    return card.quiz_id, card.item_id


def _rank(card: Card) -> tuple[bool, date]:
    return card.memory.reviewed_on is None, card.memory.due_on


def forecast(cards: Sequence[Card], today: date, done: int) -> list[Day]:
    """How many cards to expect today and on the days after it, as far as is known today.

    `done` were reviewed today already. What finds no room on its day waits for the next; what a review will bring back
    within these days is not foreseen.
    """
    left, days = list(cards), []
    for i in range(FORECAST):
        on = today + timedelta(days=i)
        asked = {card.id for card in queue(left, on, DAILY if i else max(0, DAILY - done))}
        days.append(Day(on, len(asked)))
        left = [card for card in left if card.id not in asked]
    return days
