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
SCREENS = os.environ.get("LITERACY_SCREENS")  # read before the tests' own environment is cleared


def faults(page: Page, name: str, look: str) -> list[str]:
    """What is wrong with the page as it is now drawn, in one line each."""
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(SETTLE)
    _keep_picture(page, f"{name}-{look}")
    found = Axe().run(page).response["violations"]
    told = [f"{name}: {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
    return told + ([] if _fits(page) else [f"{name}: scrolls sideways: {page.evaluate(WIDEST)}"])


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
