"""Hints to a question, shown one after the other when the learner asks for them."""

from collections.abc import Callable

import streamlit as st

from course.markdown import inline
from course.questions import Question


def hint_steps(
    question: Question, shown: int, key: str, on_show: Callable[[], None], *, free: bool = False
) -> None:
    """Draw the first `shown` hints, and while there is another a button that calls `on_show`.

    The button says what the next hint costs, unless it costs nothing or all are `free`, as in a check. Nothing of a
    hint that is not shown yet is sent to the browser. Draws nothing for a question without hints.
    """
    hints = question.hints
    if shown:
        told = "".join(f"<li>{inline(hint.text)}</li>" for hint in hints[:shown])
        title = "Hint" if len(hints) == 1 else f"Hints: {min(shown, len(hints))} of {len(hints)}"
        st.html(
            f'<div class="callout hint" role="note"><p class="callout-title">{title}</p><ul>{told}</ul></div>'
        )
    if shown < len(hints):
        cost = 0 if free else hints[shown].cost
        label = "Show another hint" if shown else "Show a hint"
        st.button(
            f"{label} (costs {cost} % of this question)" if cost else label,
            icon=":material/lightbulb:",
            key=f"{key}-hint",
            on_click=on_show,
        )
