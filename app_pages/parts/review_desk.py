"""The desk at which the day's review is done, one card after the other.

The desk is one fragment: a rating reruns it and nothing else of the page.
"""

from contextlib import nullcontext
from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts import review_card
from app_pages.parts.dates import day
from app_pages.parts.desk import SIGNED_OUT
from app_pages.parts.frame import sign_in_address
from app_pages.parts.review_ahead import ahead, contents
from app_pages.parts.saving import is_here
from app_pages.parts.words import count, heading, steps
from course.course import Course
from course.review_day import DAILY, Card
from progress import reviews
from progress.reviews import Pile

LEFT_OUT = "review-left-out"  # the name of what was left out last: the cards' ids and what they are about
FORGETTING = "review-forgetting"
FOLDED = "What is to come, pause and forget"

EMPTY = (
    '<div class="empty"><p class="empty-title">How the review fills</p><p>A question that you miss in a quiz '
    "comes back here from the next day, and then ever more seldom, as long as you know it.</p>"
    '<p>You can also take words in: open them in the <a href="glossary">glossary</a>.</p></div>'
)


@st.fragment
def desk(person: Person) -> None:
    """Show the card to review now, or that there is none; below it what is to come."""
    if not is_here(person):
        st.html(f'<p class="lead">{SIGNED_OUT} <a href="{escape(sign_in_address())}">Sign in</a></p>')
        return
    course = services.course()
    pile = reviews.pile(services.database(), course, person.id, services.now())
    due = pile.due
    if due:
        _card(course, person, pile, due)
    else:
        _rest(person, pile)
    _undo(person)
    with st.container(key="below-review"), st.expander(FOLDED) if due else nullcontext():
        _below(course, person, pile)
    st.html('<p class="meta">Only you see this page. It changes no score, and no trainer is told of it.</p>')


def _below(course: Course, person: Person, pile: Pile) -> None:
    """What is to come and what there is to choose; folded away while there is a card to think about."""
    if pile.kept and not pile.paused_at:
        st.html(ahead(pile.days))
    if pile.cards:
        st.html(contents(course, pile))
    if pile.cards or pile.paused_at:
        _choices(person, pile)


def _card(course: Course, person: Person, pile: Pile, due: list[Card]) -> None:
    card, done, total = due[0], pile.done, pile.done + len(due)
    side = ", answer" if review_card.is_open(card) else ""
    heading("Review", eyebrow=f"Card {done + 1} of {total} today{side}")
    left, right = st.columns((1.9, 1), gap="large")
    with left:
        review_card.draw(course, person, card)
    with right:
        st.html(
            f'<div class="margin-term">{steps(done, total, done)}<p class="note">{count(total - done, "card")} left '
            f"today. {review_card.origin(course, card)}</p></div>"
        )
        st.button("Do not ask this again", on_click=_leave_out, args=(person, pile, card))


def _rest(person: Person, pile: Pile) -> None:
    """There is nothing to review now: why, and when there will be."""
    if pile.paused_at:
        heading("The review is paused")
        st.html(f'<p class="lead">Since {day(pile.paused_at)}. What comes due meanwhile waits for you.</p>')
        st.button("Go on reviewing", type="primary", on_click=_pause, args=(person, False))
        return
    if not pile.kept:
        heading("Nothing to review yet")
        st.html(EMPTY)
        return
    heading("Done for today" if pile.done else "Nothing to review today")
    coming = next((one for one in pile.days[1:] if one.number), None)
    done = f"{count(pile.done, 'card')} reviewed. " if pile.done else ""
    soonest = coming.on if coming else min(card.memory.due_on for card in pile.kept)
    st.html(f'<p class="lead">{done}The next come on {day(soonest)}.</p>')


def _undo(person: Person) -> None:
    """What was left out last can be put back."""
    if kept := st.session_state.get(LEFT_OUT):
        _, name = kept
        with st.container(horizontal=True, vertical_alignment="center", key="left-out"):
            st.html(f'<p role="status">Left out: {name}</p>')
            st.button("Put it back", on_click=_take_up, args=(person,))


def _leave_out(person: Person, pile: Pile, card: Card) -> None:
    """Leave a card out, of a term both."""
    ids = [card.id] if card.face == "question" else [one.id for one in pile.with_term(card.item_id)]
    if is_here(person):
        reviews.leave_out(services.database(), person.id, ids, services.now())
        st.session_state[LEFT_OUT] = (ids, review_card.named(services.course(), card))


def _take_up(person: Person) -> None:
    ids, _ = st.session_state.pop(LEFT_OUT, ([], ""))
    if is_here(person):
        reviews.take_up(services.database(), person.id, ids, services.now())


def _choices(person: Person, pile: Pile) -> None:
    """Pause, and forget: the second asks again."""
    st.html('<h2 class="section-rule">Pause or begin anew</h2>')
    if st.session_state.get(FORGETTING):
        st.html(
            f'<p role="alert">This removes {count(len(pile.cards), "card")} and how well you knew each; it cannot be '
            "taken back. Your quizzes and their results stay. Only what you miss from now on comes back.</p>"
        )
        with st.container(horizontal=True):
            st.button("Yes, forget them all", type="primary", on_click=_forget, args=(person,))
            st.button("Keep them", on_click=_ask_to_forget, args=(False,))
        return
    st.html(
        f'<p class="meta">While you pause, nothing is asked, and the front page says nothing of it; '
        f"afterwards it goes on with up to {DAILY} cards a day.</p>"
    )
    with st.container(horizontal=True):
        if not pile.paused_at:
            st.button("Pause the review", on_click=_pause, args=(person, True))
        if pile.cards:
            st.button("Forget everything here", on_click=_ask_to_forget, args=(True,))


def _pause(person: Person, paused: bool) -> None:
    if is_here(person):
        reviews.pause(services.database(), person.id, paused, services.now())


def _ask_to_forget(asking: bool) -> None:
    st.session_state[FORGETTING] = asking


def _forget(person: Person) -> None:
    st.session_state[FORGETTING] = False
    if is_here(person):
        reviews.forget(services.database(), person.id, services.now())
        st.session_state.pop(LEFT_OUT, None)
