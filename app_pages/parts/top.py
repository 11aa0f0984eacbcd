"""Starts each new place at its top, as a browser does, and tells readers of sound what happened at the one they are at.

Streamlit stays where the last place was scrolled to, and it replaces an element that changes, so that no announcement
in it is heard: the one place for announcements stands outside what it draws.
"""

import streamlit as st
import streamlit.components.v2

from app_pages.parts.anchor import GO_TO_ANCHOR
from app_pages.parts.focus import KEEP_FOCUS
from app_pages.parts.shortcut import SLASH

START = (
    f"""{GO_TO_ANCHOR}{SLASH}{KEEP_FOCUS}"""
    + """
function tell(words) {
  let teller = document.getElementById('announcements');
  if (!teller) {
    teller = Object.assign(document.createElement('div'), { id: 'announcements', className: 'vh' });
    teller.setAttribute('role', 'status');
    document.querySelector('.stApp').append(teller);
  }
  if (teller.textContent !== words) teller.textContent = words;
}
// On the way to another page Streamlit first writes the new query behind the old path and then the whole address:
// two steps for one. The first names nothing, so "back" must not lead there.
const TOGETHER = 600;  // milliseconds within which two such steps are one
function keepOneStep() {
  if (window.literacyOneStep) return;
  window.literacyOneStep = true;
  const push = history.pushState.bind(history);
  let half = -Infinity;  // when a step changed the query alone
  history.pushState = (state, title, url) => {
    const to = new URL(url ?? location.href, location.href);
    const stays = to.pathname === location.pathname;
    if (!stays && performance.now() - half < TOGETHER) history.replaceState(state, title, url);
    else push(state, title, url);
    half = stays ? performance.now() : -Infinity;
  };
}
// A second click on what ends an attempt would reach Streamlit on its way to the results and leave them blank.
const ONCE = 3000;  // milliseconds in which it takes one click
function takeOneClick() {
  if (window.literacyOneClick) return;
  window.literacyOneClick = true;
  let last = -Infinity;
  document.addEventListener('click', (click) => {
    if (!click.target.closest?.('.st-key-submit button')) return;
    if (click.timeStamp - last < ONCE) click.stopImmediatePropagation();
    else last = click.timeStamp;
  }, true);
}

// The new heading is drawn after this runs, so wait for it: the focus would go with the old one.
function moveTo(place, tries = 40) {
  const [eyebrow, heading] = ['.eyebrow', 'h1'].map((part) => document.querySelector(`.heading ${part}`));
  if (heading && `${eyebrow?.textContent ?? ''}|${heading.textContent}` === place) {
    heading.setAttribute('tabindex', '-1');
    heading.focus({ preventScroll: true });
  } else if (tries && window.literacyPlace === place) setTimeout(() => moveTo(place, tries - 1), 50);
}

export default function ({ data }) {
  keepOneStep();
  takeOneClick();
  keepFocus();
  listenForSlash();
  const before = window.literacyPlace;
  window.literacyPlace = data.place;
  tell(before === data.place ? data.say : '');
  if (before === undefined) {
    if (!goToAnchor()) arriveBySlash();
    return;
  }
  if (before === data.place) return;
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  if (!arriveBySlash()) moveTo(data.place);
}
"""
)


def start_at_top(place: str, say: str = "") -> None:
    """Scroll up and move the reading position to the heading when `place` is another than before; else tell `say`."""
    data = {"place": place, "say": say}
    st.components.v2.component("top", js=START, isolate_styles=False)(data=data, key="top")
