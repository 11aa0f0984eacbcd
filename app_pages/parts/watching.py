"""Has the browser watch over every page: the line to the server (`static/line.js`) and full fields (`static/full.js`).

Both are files, so that a browser has them before the line is lost. When it is back, the page runs again: a server that
was restarted knows nothing of it, and one that was not may have missed what was done last.
"""

import streamlit as st
import streamlit.components.v2

from app_pages.parts.scripts import versioned
from app_pages.parts.sitting import come_back

START = """
const AGAIN = 2000;  // milliseconds until a file is asked for again that did not come
async function script(name, tries = 0) {
  const address = new URL(`app/static/${name}${tries ? `&again=${tries}` : ''}`, document.baseURI);
  try {
    return await import(address);
  } catch {
    await new Promise((then) => setTimeout(then, AGAIN));
    return script(name, tries + 1);
  }
}

export default async function ({ setTriggerValue }) {
  window.literacyWatching ??= Promise.all([script('line.js?v=VERSION'), script('full.js?v=VERSION')]);
  const [{ watch }, { watchFields }] = await window.literacyWatching;
  watch((question) => setTriggerValue('back', question || 'none'));
  watchFields();
}
"""


def watch() -> None:
    """Start watching. Stands outside fragments: what it asks for when the line is back is a run of the whole page.

    It comes before the page, which opens again the question that the browser then says it had open. Not in a callback:
    a server that was restarted knows of none when it is asked.
    """
    said = st.components.v2.component("watching", js=versioned(START), isolate_styles=False)(
        key="watching", on_back_change=lambda: None
    )
    if isinstance(question := said.get("back"), str):
        come_back(question)
