"""What the widgets of every question have in common: the names they are kept under, how they are read and filled."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import streamlit as st

from app_pages.parts.naming import name
from course.markdown import plain
from course.questions import QuestionBase, Response

OnChange = Callable[[], None]
Attributes = Mapping[str, str | None]
Q = TypeVar("Q", bound=QuestionBase)


class Form(Generic[Q]):
    """The widgets of one question under `key`. Most types have one widget, which has `key` itself as its name."""

    def __init__(self, question: Q, key: str) -> None:
        self.question = question
        self.key = key

    def draw(self, order: Sequence[str], on_change: OnChange) -> None:
        """Draw the widgets; `order` lists the ids that may be shuffled as this learner sees them."""
        raise NotImplementedError

    def names(self) -> list[str]:
        """The names in the session's state that hold the answer."""
        return [self.key]

    def widget(self, part: str) -> str:
        """The name of the widget of a part or an option. No other name that starts with the key can equal it."""
        return f"{self.key}-part-{part}"

    def read(self) -> object:
        """What the widgets hold, before the question makes an answer of it."""
        return st.session_state.get(self.key)

    def fill(self, response: Response) -> None:
        """Put a stored answer into the widgets, before they are drawn."""
        st.session_state[self.key] = response

    def group(self, task: str, attributes: Mapping[str, Attributes]) -> None:
        """Name all the widgets as one group for readers of sound, by the stem and the `task`; and set `attributes`.

        `attributes` are those of the widgets, by CSS selector.
        """
        words = {"role": "group", "aria-label": f"{plain(self.question.stem)} {task}"}
        name({f".st-key-ask-{self.key}": words, **attributes}, self.key)


class Parts(Form[Q]):
    """The widgets of a question that is answered in parts, one widget for each."""

    def names(self) -> list[str]:
        """One name for each part."""
        return [self.widget(part) for part in self.question.parts]

    def read(self) -> object:
        """Part -> what its widget holds, without the parts that hold nothing."""
        held = {part: st.session_state.get(self.widget(part)) for part in self.question.parts}
        return {part: value for part, value in held.items() if value} or None

    def fill(self, response: Response) -> None:
        """Put each part's answer into its widget; the other widgets are emptied."""
        held = response if isinstance(response, dict) else {}
        for part in self.question.parts:
            st.session_state[self.widget(part)] = held.get(part)

    def group_of(self, task: str, names: Mapping[str, str]) -> None:
        """Name the group, and each part's widget: to readers of sound Streamlit would read out the label's Markdown."""
        fields = ":is(input[type=text], [role=radiogroup])"
        self.group(
            task,
            {f".st-key-{self.widget(part)} {fields}": {"aria-label": words} for part, words in names.items()},
        )
