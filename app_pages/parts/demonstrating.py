"""The line that says, on every page of a demonstration, that nobody in it is real."""

from html import escape

import streamlit as st

from accounts.demonstration import Demonstration


def demonstration_line(made: Demonstration) -> None:
    """Say that the learners are invented, whoever serves these records."""
    st.html(f'<p class="made-up"><strong>Demonstration.</strong> {escape(made.told)}</p>')
