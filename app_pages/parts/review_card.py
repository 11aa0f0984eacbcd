"""One card of the review: what is asked, and after that what was to be known and how well it was."""

import logging
from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.answer import answered
from app_pages.parts.entries import term_entry
from app_pages.parts.question import ask, given
from app_pages.parts.saving import NO_DATABASE, is_here
from app_pages.parts.why import why
from app_pages.parts.words import count
from course.course import Course
from course.draw import option_order
from course.glossary import Term
from course.markdown import inline, marked_hanzi
from course.questions import Question, Response
from course.review import RATINGS, Rating, days_until, ratings
from course.review_day import Card
from progress import reviews
from progress.database import DatabaseProblem
from progress.reviews import Given, ReviewRefused

LOG = logging.getLogger("china_literacy")

SAID = "review-said"  # the name of what the learner is told next
NAMES: dict[Rating, str] = {"again": "Again", "hard": "Hard", "good": "Good", "easy": "Easy"}
SCALE = "Again: you did not know it. Hard: you only just did. Good: you did, with some thought. Easy: you did at once."
GUESS = "Good unless you say otherwise. Again, if it was a guess."
NO_ANSWER = "Answer first, or say that you do not know."


def is_open(card: Card) -> bool:
    """Whether this browser tab has seen the answer."""
    return _shown(card) in st.session_state


def draw(course: Course, person: Person, card: Card) -> None:
    """Draw a card as far as the learner is with it."""
    question = reviews.question_of(services.database(), course, card)
    if question:
        (_answer if is_open(card) else _ask)(course, person, card, question)
    else:
        term = course.terms[card.item_id]
        (_back if is_open(card) else _front)(course, person, card, term)


def _key(card: Card) -> str:
    return f"recall-{card.id}-{card.sequence}"


def _shown(card: Card) -> str:
    return f"{_key(card)}-shown"


# ---- a question


def _order(card: Card, question: Question) -> tuple[str, ...]:
    """Another order of the options each time."""
    ids = option_order(question.option_ids(), _key(card), question.id, shuffle=question.shuffle)
    return question.shown_first(ids)


def _ask(course: Course, person: Person, card: Card, question: Question) -> None:
    key = _key(card)
    ask(question, _order(card, question), key, lambda: None)
    _tell()
    with st.container(horizontal=True):
        st.button("Check my answer", type="primary", on_click=_check, args=(card, question))
        st.button("I do not know", on_click=_open, args=(card, None))


def _check(card: Card, question: Question) -> None:
    try:
        response = given(question, _key(card))
    except ValueError as refusal:
        st.session_state[SAID] = str(refusal)
        return
    if response is None:
        st.session_state[SAID] = NO_ANSWER
    else:
        _open(card, response)


def _open(card: Card, response: Response) -> None:
    st.session_state[_shown(card)] = response


def _answer(course: Course, person: Person, card: Card, question: Question) -> None:
    response: Response = st.session_state[_shown(card)]
    st.html(
        f'<h2 class="stem">{inline(question.stem)}</h2>{answered(question, response, _order(card, question))}'
        + why(course, question, response)
    )
    allowed = ratings(question, response)
    _rate(course, person, card, Given(question, response), allowed, GUESS if len(allowed) > 1 else "")


# ---- a term


def _front(course: Course, person: Person, card: Card, term: Term) -> None:
    if card.face == "word":
        task, shown = (
            "Which word is this, and how is it read?",
            f'<p class="english">{marked_hanzi(term.english)}</p>',
        )
    elif term.hanzi:
        task = "What does it mean, and how is it read?"
        shown = f'<p class="hanzi" lang="zh-Hans">{escape(term.hanzi)}</p>'
    else:
        task, shown = "What does it mean?", f'<p class="english">{marked_hanzi(term.english)}</p>'
    st.html(f'<h2 class="stem">{task}</h2><div class="recall">{shown}</div>')
    _tell()
    st.button("Show the answer", type="primary", on_click=_open, args=(card, None))


def _back(course: Course, person: Person, card: Card, term: Term) -> None:
    st.html(f'<h2 class="stem vh">The answer</h2><div class="recall">{term_entry(course, term)}</div>')
    _rate(course, person, card, None, RATINGS, SCALE)


# ---- how well it was known


def _rate(
    course: Course, person: Person, card: Card, held: Given | None, allowed: tuple[Rating, ...], scale: str
) -> None:
    """One button for each rating, with the day to which it leads; what the answer means by itself stands out."""
    now = services.now()
    latest = reviews.latest_of(
        services.database(), course, person.id, card, held.question if held else None, now
    )
    _tell()
    if len(allowed) > 1:
        st.html(f'<p class="part"><strong>How well did you know it?</strong></p><p class="meta">{scale}</p>')
    with st.container(horizontal=True, key="rate"):
        for rating in (one for one in RATINGS if one in allowed):
            when = _when(days_until(card.memory, rating, now, latest))
            st.button(
                f"{NAMES[rating]}, {when}" if len(allowed) > 1 else f"Go on. It comes again {when}",
                key=f"rate-{rating}",
                type="primary" if held and rating == allowed[0] else "secondary",
                on_click=_keep,
                args=(person, card, rating, held),
            )


def _when(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {count(days, 'day')}"


def _keep(person: Person, card: Card, rating: Rating, held: Given | None) -> None:
    """Store a rating; whatever keeps it from being stored is told, and the card stays as it is."""
    if not is_here(person):
        return  # the desk itself says so
    try:
        reviews.review(services.database(), services.course(), person.id, card, rating, services.now(), held)
    except ReviewRefused as refusal:
        st.session_state[SAID] = f"{refusal} Here is what comes next."
    except DatabaseProblem as problem:
        LOG.error("A review could not be saved: %s", problem)
        st.session_state[SAID] = NO_DATABASE
        return
    st.session_state.pop(_shown(card), None)


def _tell() -> None:
    if said := st.session_state.pop(SAID, None):
        st.html(f'<div class="callout warn" role="alert"><p>{escape(said)}</p></div>')


# ---- its name


def named(course: Course, card: Card) -> str:
    """What a card is about, as HTML."""
    if card.face != "question":
        term = course.terms[card.item_id]
        return marked_hanzi(f"{term.hanzi}, {term.english}" if term.hanzi else term.english)
    question = next(one for one in course.quiz(card.quiz_id).questions if one.id == card.item_id)
    return inline(question.stem)


def origin(course: Course, card: Card) -> str:
    """Why a card is there, as HTML."""
    if card.face == "question":
        return f"Missed in the quiz “{escape(course.quiz(card.quiz_id).title)}”."
    return f'From the <a href="glossary?t={escape(card.item_id)}">glossary</a>.'
