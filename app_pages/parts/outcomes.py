"""What somebody can do after a module."""

from html import escape

import streamlit as st

from course.modules import Module


def outcomes(module: Module) -> None:
    """The module's outcomes, as a list."""
    items = "".join(f"<li>{escape(outcome.text)}</li>" for outcome in module.outcomes)
    st.html(f'<div class="prose outcomes"><p>After this module you can:</p><ul>{items}</ul></div>')
