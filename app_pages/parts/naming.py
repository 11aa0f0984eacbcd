"""Gives widgets the names and states for readers of sound that Streamlit has no words for."""

from collections.abc import Mapping

import streamlit as st
import streamlit.components.v2

NAME = """
const watching = new WeakMap();  // where the component stands -> what watches for widgets to name

export default function ({ data, parentElement }) {
  const set = () => {
    for (const [selector, attributes] of Object.entries(data.names))
      for (const element of document.querySelectorAll(selector))
        for (const [name, value] of Object.entries(attributes))
          value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
  };
  set();
  // A kind of widget that the browser meets for the first time is loaded first, and drawn after this has run.
  watching.get(parentElement)?.disconnect();
  const watch = new MutationObserver(set);
  watch.observe(document.querySelector('.stApp'), { childList: true, subtree: true });
  watching.set(parentElement, watch);
  return () => watch.disconnect();
}
"""


def name(names: Mapping[str, Mapping[str, str | None]], key: str) -> None:
    """Set attributes on what each CSS selector finds; None takes one away. Draw it after what it names."""
    st.components.v2.component("naming", js=NAME, isolate_styles=False)(
        data={"names": dict(names)}, key=f"naming-{key}"
    )
