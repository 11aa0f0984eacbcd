"""Figures: Mermaid diagrams drawn in the browser, Vega-Lite charts, each with its words for whoever cannot see it."""

import json
from html import escape
from typing import Any

import streamlit as st
import streamlit.components.v2

from course.sections import Chart, Diagram

LABEL = 240  # pixels that a label beside an axis may take before it is cut
DRAW = """
export default async function ({ data, parentElement }) {
  const { draw } = await import(new URL('app/static/mermaid/draw.js', document.baseURI));
  const box = parentElement.querySelector('.drawing');
  if (box.dataset.source === data.source) return;
  box.dataset.source = data.source;
  await draw(box, data.source);
}
"""


def chart(figure: Chart) -> None:
    """Draw a Vega-Lite chart with its title above and its description below."""
    st.html(f'<p class="figure-title">{escape(figure.title)}</p>')
    spec = _own_data(json.loads(figure.spec))
    st.vega_lite_chart(spec={**spec, "config": {**_colours(), **spec.get("config", {})}}, width="stretch")
    st.html(f'<p class="figcaption">{escape(figure.description)}</p>')


def _colours() -> dict[str, Any]:
    """The colours of words in a chart, which must be read in the theme that is on; Vega writes black on any ground."""
    dark = st.context.theme.type == "dark"
    ink, muted = ("#eaf0ee", "#aebdb9") if dark else ("#0d1715", "#4a5a56")
    words = {"labelColor": muted, "titleColor": muted}
    return {"text": {"color": ink}, "axis": {**words, "labelLimit": LABEL}, "legend": words, "header": words}


def _own_data(spec: dict[str, Any]) -> dict[str, Any]:
    """Move a chart's data into its layers: data at the top would make Streamlit load pandas to pack it."""
    if "data" not in spec:
        return spec
    data = spec.pop("data")
    if "layer" in spec:
        layers = [{"data": data, **layer} for layer in spec["layer"]]
        return {**spec, "layer": layers}
    view = {name: spec.pop(name) for name in ("mark", "encoding", "transform") if name in spec}
    return {**spec, "layer": [{"data": data, **view}]}


def diagram(figure: Diagram) -> None:
    """Draw a Mermaid diagram in the browser; its words stand below, for everybody."""
    st.html(f'<p class="figure-title">{escape(figure.title)}</p>')
    drawing = st.components.v2.component(
        "diagram", html='<div class="drawing"></div>', js=DRAW, isolate_styles=False
    )
    drawing(data={"source": figure.source}, key=f"diagram-{figure.title}")
    st.html(f'<p class="figcaption">{escape(figure.description)}</p>')
