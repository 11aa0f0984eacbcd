"""Putting two things together: the two sides of a pair, or an item and its category."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app_pages.parts.asking.form import OnChange, Parts
from app_pages.parts.words import widget_text
from course.markdown import plain
from course.questions import Categorise, Match

CHOOSE = "Choose…"
FEW = 3  # categories that stand side by side


class MatchPairs(Parts[Match]):
    """A list for each left side, named by it; its entries are the right sides as this learner sees them."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the lists."""
        rights = {right: plain(self.question.label(right)) for right in order}
        for pair in self.question.pairs:
            choose(widget_text(pair.left), rights, self.widget(pair.id), on_change)
        self.group_of("Match each.", {pair.id: plain(pair.left) for pair in self.question.pairs})


class Sort(Parts[Categorise]):
    """The categories for each item: side by side when they are few, else as a list."""

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the items in the order of this learner."""
        categories = {category.id: plain(category.text) for category in self.question.categories}
        with st.container(key=f"sort-{self.key}"):
            for item in order:
                if len(categories) > FEW:
                    choose(widget_text(self.question.label(item)), categories, self.widget(item), on_change)
                else:
                    self._side_by_side(item, on_change)
        self.group_of(
            "Choose a category for each.", {item: plain(self.question.label(item)) for item in order}
        )

    def _side_by_side(self, item: str, on_change: OnChange) -> None:
        st.session_state.setdefault(self.widget(item), None)
        st.radio(
            widget_text(self.question.label(item)),
            [category.id for category in self.question.categories],
            format_func=lambda category: widget_text(self.question.category(category)),
            key=self.widget(item),
            on_change=on_change,
            horizontal=True,
            width="stretch",
        )


def choose(label: str, choices: Mapping[str, str], key: str, on_change: OnChange) -> None:
    """A list to choose from, which can be emptied again; the label is Markdown, `choices` maps ids to plain text."""
    st.session_state.setdefault(key, None)
    st.selectbox(
        label,
        list(choices),
        index=None,
        format_func=lambda choice: choices[choice],
        key=key,
        on_change=on_change,
        placeholder=CHOOSE,
    )
