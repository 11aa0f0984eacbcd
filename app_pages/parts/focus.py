"""Keeps the place of whoever works by keyboard when what they pressed vanishes, as a button does once it is used.

Or when it is hidden for a moment, as Streamlit may do with an element that moves among its neighbours. Without this
nothing has the focus then, and a reader of sound is told nothing or the whole page anew. It is part of what runs at the
top of every page (`parts/top.py`); who presses with a finger or a mouse is left alone.
"""

KEEP_FOCUS = """
const CONTROL = 'a[href], button:not([disabled]), input:not([disabled]), textarea, select, summary, [tabindex="0"]';
const PAUSE = 250;  // milliseconds without a change in which a page that moves the focus itself has done so
function keepFocus() {
  if (window.literacyFocus) return;
  window.literacyFocus = true;
  let path = [];  // what had the focus last, and all it stood in, each with its place among its neighbours
  let byKeys = false, waiting;
  document.addEventListener('keydown', () => { byKeys = true; }, true);
  document.addEventListener('pointerdown', () => { byKeys = false; }, true);
  document.addEventListener('focusin', ({ target }) => {
    path = [];
    if (!target.closest('[data-testid="stMain"]')) return;
    for (let at = target; at !== document.body; at = at.parentElement)
      path.push({ at, place: [...at.parentElement.children].indexOf(at) });
  });
  document.addEventListener('focusout', ({ relatedTarget }) => { if (byKeys && !relatedTarget) soon(); });
  function mend() {
    const running = document.querySelector('.stApp')?.dataset.testScriptState !== 'notRunning';
    if (running) return soon();
    if (!byKeys || !document.hasFocus() || document.activeElement !== document.body) return;
    const left = path.findIndex(({ at }) => at.isConnected);
    if (left < 0) return;
    if (!left && takes(path[0].at)) return;  // it was moved, and hidden on the way
    const there = Math.max(left, 1);  // what cannot take it any more is as good as gone
    const around = path[there].at;
    const after = around.children[path[there - 1].place];
    const near = [...around.querySelectorAll(CONTROL)].filter((one) => one.getClientRects().length);
    const next = near.find((one) => after && (after.contains(one)
      || after.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING));
    const heading = document.querySelector('.heading h1');
    heading?.setAttribute('tabindex', '-1');
    (next ?? near.at(-1) ?? heading)?.focus();
  }
  function takes(at) {
    at.focus();
    return document.activeElement === at;
  }
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(mend, PAUSE);
  }
  new MutationObserver(() => { if (path.length && !path[0].at.isConnected) soon(); })
    .observe(document.querySelector('.stApp'), { childList: true, subtree: true });
}
"""
