"""Filling gaps in a text: the text with numbered gaps, then a list or a field for each of them."""

from collections.abc import Sequence

import streamlit as st

from app_pages.parts.asking.form import OnChange, Parts
from app_pages.parts.asking.pairs import choose
from app_pages.parts.passage import BLANK, numbers, passage, surroundings
from app_pages.parts.words import plain_label
from course.markdown import plain
from course.questions import Cloze, Response
from course.questions.text import MAX_LENGTH


class FillGaps(Parts[Cloze]):
    """The text, and below it a list or a field for each gap, named by its number and the words around it."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the text and the fields in the order of the text."""
        number, around = numbers(self.question), surroundings(self.question)
        names = {gap: f"Gap {number[gap]}: {around[gap].replace(BLANK, 'blank')}" for gap in number}
        with st.container(key=f"gaps-{self.key}"):
            st.html(passage(self.question, lambda gap: f'<span class="gap">({number[gap]})</span>'))
            for gap in number:
                label = f"**Gap {number[gap]}:** {plain_label(around[gap])}"
                if options := self.question.gap(gap).labels:
                    choose(
                        label, {o: plain(text) for o, text in options.items()}, self.widget(gap), on_change
                    )
                else:
                    _type(label, self.widget(gap), on_change)
        self.group_of("Fill the gaps.", names)

    def fill(self, response: Response) -> None:
        """Put each gap's answer into its list or field."""
        held = response if isinstance(response, dict) else {}
        for gap in self.question.gaps:
            st.session_state[self.widget(gap.id)] = held.get(gap.id, None if gap.options else "")


def _type(label: str, key: str, on_change: OnChange) -> None:
    st.session_state.setdefault(key, "")
    st.text_input(label, key=key, on_change=on_change, max_chars=MAX_LENGTH, autocomplete="off")
