"""The key `/`, which leads to the search box from every page, and the switch that turns it off.

A single key that does something can be pressed by mistake, or by a voice that dictates (WCAG 2.2, 2.1.4): so it takes
nothing from a field, does not lead out of a quiz, and can be turned off. The choice stays in the browser.
"""

import streamlit as st
import streamlit.components.v2

SLASH = """
const OFF = 'literacy-slash-off', ON_THE_WAY = 'literacy-to-search';
const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'
  + ', [role="textbox"], [role="combobox"]';
const searchBox = () => [...document.querySelectorAll('[data-testid="stMain"] input[type="search"]')]
  .find((box) => box.getClientRects().length);
function focusSearch(tries = 60) {
  const box = searchBox();
  if (box) {
    box.focus();
    box.select();
  } else if (tries) setTimeout(() => focusSearch(tries - 1), 50);
}
function arriveBySlash() {
  if (!sessionStorage.getItem(ON_THE_WAY)) return false;
  sessionStorage.removeItem(ON_THE_WAY);
  focusSearch();
  return true;
}
// While a page is still being drawn, its own box may be on its way.
function toSearch(tries = 40) {
  const drawing = document.querySelector('.stApp')?.dataset.testScriptState !== 'notRunning';
  if (searchBox()) return focusSearch();
  if (drawing && tries) return setTimeout(() => toSearch(tries - 1), 50);
  sessionStorage.setItem(ON_THE_WAY, 'yes');
  const link = document.querySelector('header a[href$="/search"]');
  if (link) link.click();
  else location.assign(new URL('search', document.baseURI));
}
function listenForSlash() {
  if (window.literacySlash) return;
  window.literacySlash = true;
  document.addEventListener('keydown', (press) => {
    const other = press.key !== '/' || press.ctrlKey || press.metaKey || press.altKey || press.isComposing;
    if (other || press.defaultPrevented || localStorage.getItem(OFF)) return;
    const taken = document.querySelector('dialog[open], [role="dialog"], [class*=st-key-map-]');
    if (taken || press.target.closest?.(FIELD)) return;
    press.preventDefault();
    toSearch();
  });
}
"""

SWITCH = """
const OFF = 'literacy-slash-off';
export default function ({ parentElement }) {
  const box = parentElement.querySelector('input');
  box.checked = !localStorage.getItem(OFF);
  box.onchange = () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'yes');
  };
}
"""


def slash_switch() -> None:
    """Let whoever is here turn the key off and on again."""
    words = "The key <kbd>/</kbd> opens the search from any page"
    html = f'<label class="slash"><input type="checkbox"> <span>{words}</span></label>'
    st.components.v2.component("slash", html=html, js=SWITCH, isolate_styles=False)(key="slash")
