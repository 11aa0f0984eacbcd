"""How sure the learner is of an answer: three steps in words, none of them chosen beforehand."""

from collections.abc import Callable

import streamlit as st

from course.certainty import WORDS


def certainty(key: str, value: int | None, on_change: Callable[[], None]) -> None:
    """Ask how sure the learner is; `value` is what is stored (a level, None when not said).

    The widget shows what is stored on every run. In `on_change` the new level stands in `st.session_state[key]`.
    """
    st.session_state[key] = value
    with st.container(key=f"sure-{key}"):
        st.radio(
            "How sure are you?",
            list(WORDS),
            format_func=WORDS.__getitem__,
            key=key,
            on_change=on_change,
            horizontal=True,
            width="stretch",
        )
