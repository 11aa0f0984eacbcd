"""What a page says after it has done something: kept over the rerun that shows the new state, and said once."""

from html import escape

import streamlit as st

KEY = "notice"


def say(text: str) -> None:
    """Have the next run say what was done."""
    st.session_state[KEY] = text


def notice() -> None:
    """Say what was done in the last run, if anything."""
    if text := st.session_state.pop(KEY, ""):
        st.html(f'<div class="callout" role="status"><p>{escape(text)}</p></div>')


def warn(text: str) -> None:
    """Say at once what cannot be done and why."""
    st.html(f'<div class="callout warn" role="alert"><p>{escape(text)}</p></div>')
