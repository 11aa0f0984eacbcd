"""Choosing from options: one of them, or all that are right."""

from collections.abc import Sequence

import streamlit as st

from app_pages.parts.asking.form import Form, OnChange
from app_pages.parts.words import widget_text
from course.markdown import plain
from course.questions import Multiple, Response, Single, TrueFalse

ALL_RIGHT = "Choose all that are right."


class ChooseOne(Form[Single | TrueFalse]):
    """One radio. This is the most common question, so it costs one widget and nothing else."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the options as rows."""
        st.session_state.setdefault(self.key, None)
        st.radio(
            plain(self.question.stem),
            order,
            format_func=lambda option: widget_text(self.question.option(option).text),
            key=self.key,
            on_change=on_change,
            width="stretch",
            label_visibility="collapsed",
        )


class ChooseMany(Form[Multiple]):
    """A box for each option, all in one group."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the boxes."""
        st.html(f'<p class="meta">{ALL_RIGHT}</p>')
        for option in order:
            st.session_state.setdefault(self.widget(option), False)
            text = widget_text(self.question.option(option).text)
            st.checkbox(text, key=self.widget(option), on_change=on_change)
        self.group(ALL_RIGHT, {})

    def names(self) -> list[str]:
        """One name for each option."""
        return [self.widget(option) for option in self.question.option_ids()]

    def read(self) -> object:
        """The ticked options."""
        return [o for o in self.question.option_ids() if st.session_state.get(self.widget(o))]

    def fill(self, response: Response) -> None:
        """Tick what was chosen."""
        for option in self.question.option_ids():
            st.session_state[self.widget(option)] = option in (response or ())
