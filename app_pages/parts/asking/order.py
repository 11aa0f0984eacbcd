"""Putting items in order, with two buttons for each: up and down.

Buttons were tried against a list of places for each item. They keep the focus: all stand in one container, where
Streamlit knows each by its own key, so that a moved item takes its focused button along. With places one has to say
what happens to the item whose place is taken, and every change moves two lists under the reader's hands.
"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from app_pages.parts.asking.form import Attributes, Form, OnChange
from app_pages.parts.words import plain_label
from course.markdown import inline, plain
from course.questions import Order, Response

KEPT = "This order is my answer"


class PutInOrder(Form[Order]):
    """A numbered list and its buttons. The order as it is shown first becomes an answer when the learner says so."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the items as they now stand, and the box that makes them the answer."""
        now = self._now(order)
        with st.container(key=f"order-{self.key}"):
            for place, item in enumerate(now, start=1):
                words = inline(self.question.label(item))
                st.html(f'<p class="item"><span class="n">{place}</span> <span>{words}</span></p>')
                for to, sign in (("up", "upward"), ("down", "downward")):
                    st.button(
                        f"Move “{plain_label(plain(self.question.label(item)))}” {to}",
                        icon=f":material/arrow_{sign}:",
                        key=f"{self.key}-{to}-{item}",
                        on_click=self._move,
                        args=(item, to, order, on_change),
                    )
        st.session_state.setdefault(self._kept, False)
        st.checkbox(KEPT, key=self._kept, on_change=self._keep, args=(order, on_change))
        st.html(f'<p class="vh moved">{escape(st.session_state.get(self._told, ""))}</p>')
        told = {f'.st-key-ask-{self.key} [data-testid="stElementContainer"]:has(.moved)': {"role": "status"}}
        self.group("Put these in order.", told | self._ends(now))

    def _now(self, order: Sequence[str]) -> list[str]:
        """The items as they stand: as the learner moved them, else as they are shown first."""
        return list(st.session_state.get(self.key) or order)

    def _ends(self, now: Sequence[str]) -> dict[str, Attributes]:
        """Which buttons lead nowhere. They are not disabled in earnest, for then they would lose the focus."""
        return {
            f".st-key-{self.key}-{to}-{item} button": {"aria-disabled": "true" if item == end else None}
            for to, end in (("up", now[0]), ("down", now[-1]))
            for item in now
        }

    def _move(self, item: str, to: str, order: Sequence[str], on_change: OnChange) -> None:
        moved = self._now(order)
        at = moved.index(item)
        other = at + (-1 if to == "up" else 1)
        if other not in range(len(moved)):
            return
        moved[at], moved[other] = moved[other], moved[at]
        st.session_state[self.key] = moved
        st.session_state[self._kept] = True
        name = plain(self.question.label(item))
        st.session_state[self._told] = f"“{name}” is now {other + 1} of {len(moved)}."
        on_change()

    def _keep(self, order: Sequence[str], on_change: OnChange) -> None:
        st.session_state[self.key] = self._now(order)
        on_change()

    @property
    def _kept(self) -> str:
        return f"{self.key}-kept"

    @property
    def _told(self) -> str:
        return f"{self.key}-told"

    def names(self) -> list[str]:
        """The order, and whether it is the answer."""
        return [self.key, self._kept]

    def read(self) -> object:
        """The order as it stands, when the learner has made it an answer."""
        return st.session_state.get(self.key) if st.session_state.get(self._kept) else None

    def fill(self, response: Response) -> None:
        """Show this order; without an answer the one that is shown first."""
        st.session_state[self.key] = response
        st.session_state[self._kept] = response is not None
        st.session_state[self._told] = ""
