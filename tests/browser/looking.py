"""Looks at a page: whether axe-core finds anything, whether it keeps to its width, and what it looks like.

With LITERACY_SCREENS set to a folder, each page is also saved there as a picture, to be looked at.
"""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
NAMES = [f"{scheme}-{width}" for scheme, width in LOOKS]
SETTLE = 300  # milliseconds for what moves when a page appears
DRAWN = """async () => {
    await document.fonts.ready;
    return [...document.querySelectorAll('.drawing, [data-testid="stVegaLiteChart"]')]
        .every(figure => figure.querySelector('svg, canvas'));
}"""
FITS = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .every(box => !box || box.scrollWidth <= box.clientWidth)"""
WIDEST = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.scroll'))
    .map(e => e.outerHTML.slice(0, 120)).slice(-3).join(' | ')"""
# A window of 320 px, which WCAG 2.2 asks for (1.4.10); and one of 1280 by 900 px at twice the size (1.4.4).
SMALL = {"320 px": (320, 640), "200 %": (640, 450)}
# What a reader may set of the spacing of text, by WCAG 2.2, 1.4.12.
SPACED = """.stApp *, body > * * { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } .stApp p, main p { margin-bottom: 2em !important }"""
# By a sheet of the script's own, for the course's policy lets no other be added.
SPACE = """text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
}"""
CLIPPED = """() => [...document.querySelectorAll('main *, .stMain *')].filter(e => {
    const { overflowX, overflowY, clipPath, webkitLineClamp } = getComputedStyle(e);
    const cuts = (how) => ['hidden', 'clip'].includes(how);  // what shows its first lines on purpose leads to the whole
    return e.innerText?.trim() && clipPath === 'none' && webkitLineClamp === 'none'
        && e.clientWidth > 3 && e.clientHeight > 3
        && ((cuts(overflowX) && e.scrollWidth > e.clientWidth + 1)
            || (cuts(overflowY) && e.scrollHeight > e.clientHeight + 1));
}).map(e => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 160))"""
SCREENS = os.environ.get("LITERACY_SCREENS")  # read before the tests' own environment is cleared


def faults(page: Page, name: str, look: str) -> list[str]:
    """What is wrong with the page as it is now drawn, in one line each."""
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(SETTLE)
    _keep_picture(page, f"{name}-{look}")
    found = Axe().run(page).response["violations"]
    told = [f"{name}: {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
    return told + ([] if _fits(page) else [f"{name}: scrolls sideways: {page.evaluate(WIDEST)}"])


def reflow_faults(page: Page, name: str) -> list[str]:
    """What scrolls sideways in a small window, and whose words are cut off when text is spaced widely."""
    found = []
    for size, (width, height) in SMALL.items():
        page.set_viewport_size({"width": width, "height": height})
        if not _fits(page):
            found.append(f"{name}: scrolls sideways at {size}: {page.evaluate(WIDEST)}")
    page.evaluate(SPACE, SPACED)
    for width in (SMALL["320 px"][0], 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if not _fits(page):
            found.append(f"{name}: scrolls sideways at {width} px with spaced text: {page.evaluate(WIDEST)}")
        found += [
            f"{name}: cuts words off at {width} px with spaced text: {one}" for one in page.evaluate(CLIPPED)
        ]
    return found


def _fits(page: Page) -> bool:
    """Whether the page comes to rest within its width."""
    try:
        page.wait_for_function(FITS, timeout=3000)
    except PlaywrightTimeout:
        return False
    return True


def _keep_picture(page: Page, name: str) -> None:
    """Save the whole page as a picture: Streamlit scrolls inside, so the window grows for a moment."""
    if not SCREENS:
        return
    size = page.viewport_size
    assert size
    height = page.evaluate(
        "document.querySelector('[data-testid=stMain]')?.scrollHeight ?? document.body.scrollHeight"
    )
    page.set_viewport_size({"width": size["width"], "height": max(900, min(height + 70, 6000))})
    page.wait_for_timeout(500)
    page.screenshot(path=Path(SCREENS) / f"{name}.png")
    page.set_viewport_size(size)
