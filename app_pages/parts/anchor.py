"""Takes whoever opens an address with a heading in it to that heading.

Streamlit draws a page after the browser has looked for the heading in vain, so a script looks again. It is part of
what runs at the top of every page (`parts/top.py`).
"""

GO_TO_ANCHOR = """
// What is drawn late, above all figures, moves what stands below: go there again until the reader moves.
const LATE = [0, 300, 1000, 2500];  // milliseconds after the heading is there
function anchor() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}
function goToAnchor(tries = 100) {
  const name = anchor();
  if (!name.startsWith('at-')) return false;
  const heading = document.getElementById(name);
  if (!heading) {
    if (tries) setTimeout(() => goToAnchor(tries - 1), 100);
    return true;
  }
  let moved = false;
  for (const kind of ['wheel', 'keydown', 'pointerdown', 'touchstart'])
    window.addEventListener(kind, () => { moved = true; }, { once: true, capture: true, passive: true });
  for (const wait of LATE)
    setTimeout(() => { if (!moved) document.getElementById(name)?.scrollIntoView(); }, wait);
  heading.setAttribute('tabindex', '-1');
  heading.focus({ preventScroll: true });
  return true;
}
"""
