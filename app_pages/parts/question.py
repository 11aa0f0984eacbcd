"""Asks one question: the widget of each type, and what was in it, as the answer that the course understands."""

from collections.abc import Callable, Sequence
from typing import assert_never

import streamlit as st

from app_pages.parts.naming import name
from app_pages.parts.words import widget_text
from course.markdown import inline, plain
from course.questions import Multiple, Question, Response, Single, Text, TrueFalse
from course.questions.text import MAX_LENGTH

OnChange = Callable[[], None]


def ask(question: Question, order: Sequence[str], key: str, on_change: OnChange) -> None:
    """Draw a question under `key`; `on_change` runs when the learner changes the answer.

    `order` lists the option ids as this learner sees them. The stem is drawn as HTML, so that hanzi have their
    language; the widget carries the same words as its name, for readers of sound only.
    """
    with st.container(key=f"ask-{key}"):
        st.html(f'<h2 class="stem">{inline(question.stem)}</h2>')
        match question:
            case Single() | TrueFalse():
                _choose_one(question, order, key, on_change)
            case Multiple():
                _choose_many(question, order, key, on_change)
            case Text():
                _type(question, key, on_change)
            case _:
                assert_never(question)


def _choose_one(question: Single | TrueFalse, order: Sequence[str], key: str, on_change: OnChange) -> None:
    st.session_state.setdefault(key, None)
    st.radio(
        plain(question.stem),
        order,
        format_func=lambda option: widget_text(question.option(option).text),
        key=key,
        on_change=on_change,
        width="stretch",
        label_visibility="collapsed",
    )


def _choose_many(question: Multiple, order: Sequence[str], key: str, on_change: OnChange) -> None:
    st.html('<p class="meta">Choose all that are right.</p>')
    for option in order:
        st.session_state.setdefault(f"{key}-{option}", False)
        st.checkbox(widget_text(question.option(option).text), key=f"{key}-{option}", on_change=on_change)
    group = {"role": "group", "aria-label": f"{plain(question.stem)} Choose all that are right."}
    name({f".st-key-ask-{key}": group}, key)


def _type(question: Text, key: str, on_change: OnChange) -> None:
    st.session_state.setdefault(key, "")
    st.text_input(
        plain(question.stem),
        key=key,
        on_change=on_change,
        max_chars=MAX_LENGTH,
        autocomplete="off",
        label_visibility="collapsed",
    )


def given(question: Question, key: str) -> Response:
    """The answer that now stands in the widgets; None when nothing is chosen."""
    state = st.session_state
    if isinstance(question, Multiple):
        return question.normalise([o for o in question.option_ids() if state.get(f"{key}-{o}")])
    return question.normalise(state.get(key))


def is_filled(question: Question, key: str) -> bool:
    """Whether the widgets still hold something: Streamlit forgets those of a question that left the page."""
    names = [f"{key}-{o}" for o in question.option_ids()] if isinstance(question, Multiple) else [key]
    return all(one in st.session_state for one in names)


def fill(question: Question, key: str, response: Response) -> None:
    """Put a stored answer into the widgets, before they are drawn."""
    state = st.session_state
    if isinstance(question, Multiple):
        for option in question.option_ids():
            state[f"{key}-{option}"] = option in (response or ())
    else:
        state[key] = response if response is not None or not isinstance(question, Text) else ""
