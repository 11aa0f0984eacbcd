"""Choosing terms of the glossary for one's own review. Visitors, who have none, see nothing of it."""

from collections.abc import Collection, Sequence
from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.words import count, tag
from course.glossary import Term
from progress import reviews
from progress.reviews import Pile

MOST = 30  # terms at once: two days' worth, and what one can have looked at


def _pile() -> Pile | None:
    person = services.person()
    if person is None:
        return None
    return reviews.pile(services.database(), services.course(), person.id, services.now())


def choose_term(term: Term) -> None:
    """One term: take it in, or leave it out again."""
    pile = _pile()
    if pile is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="choose-term"):
        if pile.with_term(term.id):
            st.html(
                f'<p role="status">{tag("In my review", "pine")} It is asked on <a href="review">Review</a>.</p>'
            )
            st.button("Leave it out of my review", on_click=_leave_out, args=(term.id,))
        else:
            st.button("Review this word", type="primary", on_click=_take_in, args=([term.id],))


def choose_terms(terms: Sequence[Term], of: int) -> Collection[str] | None:
    """Take in at once the terms that a search or a theme left of all; returns the ids of those that are in.

    None for a visitor.
    """
    pile = _pile()
    if pile is None:
        return None
    in_review = {card.item_id for card in pile.kept if not card.quiz_id}
    new = [term.id for term in terms if term.id not in in_review]
    if new and len(terms) < of and len(new) <= MOST:
        st.button(
            f"Review {count(len(new), 'word')} of these" if len(new) < len(terms) else _all(len(new)),
            key="choose-terms",
            on_click=_take_in,
            args=(new,),
        )
    return in_review


def _all(number: int) -> str:
    return "Review this word" if number == 1 else f"Review these {number} words"


def review_mark(term: Term, in_review: Collection[str] | None) -> str:
    """Beside a term: that it is in the review, or the way to take it in, as HTML."""
    if in_review is None:
        return ""
    if term.id in in_review:
        return f" {tag('In my review', 'pine')}"
    name = f'<span class="vh">: {escape(term.english)}</span>'
    return f' <a class="take-in" href="glossary?t={escape(term.id)}">Review this word{name}</a>'


def _take_in(term_ids: Sequence[str]) -> None:
    """Take terms in, of the course as it is now."""
    person, course = services.person(), services.course()
    if person:
        known = [term_id for term_id in term_ids if term_id in course.terms]
        reviews.choose(services.database(), course, person.id, known, services.now())


def _leave_out(term_id: str) -> None:
    person, pile = services.person(), _pile()
    if person and pile:
        ids = [card.id for card in pile.with_term(term_id)]
        reviews.leave_out(services.database(), person.id, ids, services.now())
