"""Flash cards from the glossary: characters on one side, the reading and the meaning on the other."""

from html import escape
from typing import Literal

import streamlit as st

from app_pages import services
from app_pages.parts.hear import hear
from app_pages.parts.naming import name
from app_pages.parts.words import count, first_sentence, heading, steps, syllables
from course.course import Course
from course.glossary import Term
from course.markdown import marked_hanzi
from course.practice import Deck

Side = Literal["characters", "meaning"]
SIDES: tuple[Side, ...] = ("characters", "meaning")
SIDE = "practice-side"


def flash_cards(course: Course, theme: str, title: str) -> None:
    """Show the deck in hand."""
    side: Side = st.session_state.get(SIDE, "characters")
    slot = f"practice-cards-{theme}-{side}"
    ids = course.material.ids("cards", theme)
    deck = _deck(slot, ids)
    heading(title, "Language practice")
    if deck.is_over:
        st.html(f'<p class="lead">You knew {count(deck.known, "card")}. Nothing is recorded.</p>')
        fresh = _begin(ids, deck.number + 1)
        more = f"Another {count(len(fresh.left), 'card')}" if len(fresh.left) > 1 else "Once more"
        st.button(more, key="flash-more", type="primary", on_click=_set, args=(slot, fresh))
    else:
        _card(course.material.term(deck.left[0]), deck, slot, side)
    st.radio(
        "Show first",
        SIDES,
        index=SIDES.index(side),
        format_func=str.capitalize,
        horizontal=True,
        key="flash-side",
        on_change=_choose_side,
    )


def _begin(ids: tuple[str, ...], number: int) -> Deck:
    return Deck.begin(ids, services.now().date().isoformat(), number)


def _deck(slot: str, ids: tuple[str, ...]) -> Deck:
    """The deck in hand; a new one where there is none, or where the course no longer has its cards."""
    kept = st.session_state.get(slot)
    if kept is None or not set(kept.left) <= set(ids):
        kept = st.session_state[slot] = _begin(ids, 0)
    return kept


def _card(term: Term, deck: Deck, slot: str, side: Side) -> None:
    total = deck.known + len(deck.left)
    st.html(
        f'<div class="narrow">{steps(deck.known, total)}</div>'
        f'<p class="meta">{deck.known} of {total} known</p>'
    )
    with st.container(key="flash"):
        st.html(f'<div class="flash">{_back(term) if deck.is_turned else _front(term, side)}</div>')
    name({".st-key-flash": {"role": "status"}}, "flash")
    with st.container(key="flash-go", horizontal=True):
        # The first button is one and the same, so that a deck can be gone through by pressing Enter.
        turn_or_next = "I knew it" if deck.is_turned else "Turn the card"
        after = deck.knew() if deck.is_turned else deck.turn()
        st.button(turn_or_next, key="flash-on", type="primary", on_click=_set, args=(slot, after))
        if deck.is_turned:
            st.button("Not yet", key="flash-not", on_click=_set, args=(slot, deck.not_yet()))
    if deck.is_turned or side == "characters":
        hear(term.hanzi or "")


def _front(term: Term, side: Side) -> str:
    if side == "meaning":
        return f'<p class="asked">{marked_hanzi(term.english)}</p>'
    return f'<p class="hanzi" lang="zh-Hans">{escape(term.hanzi or "")}</p>'


def _back(term: Term) -> str:
    return (
        f'{syllables(term)}<p class="asked">{marked_hanzi(term.english)}</p>'
        f'<p class="meta">{marked_hanzi(first_sentence(term.note))} '
        f'<a href="glossary?t={term.id}">More<span class="vh"> on {escape(term.english)}</span></a></p>'
    )


def _set(slot: str, deck: Deck) -> None:
    st.session_state[slot] = deck


def _choose_side() -> None:
    st.session_state[SIDE] = st.session_state["flash-side"]
