"""Gives widgets the names and states for readers of sound that Streamlit has no words for."""

from collections.abc import Mapping

import streamlit as st
import streamlit.components.v2

NAME = """
export default function ({ data }) {
  for (const [selector, attributes] of Object.entries(data.names))
    for (const element of document.querySelectorAll(selector))
      for (const [name, value] of Object.entries(attributes))
        value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
}
"""


def name(names: Mapping[str, Mapping[str, str | None]], key: str) -> None:
    """Set attributes on what each CSS selector finds; None takes one away. Draw it after what it names."""
    st.components.v2.component("naming", js=NAME, isolate_styles=False)(
        data={"names": dict(names)}, key=f"naming-{key}"
    )
