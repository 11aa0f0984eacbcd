"""Whoever asks their system for less motion gets none from the course: nothing moves and nothing fades."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.bread import ORIGINAL
from tests.browser.serving import Server
from tests.browser.visitor import Visitor

MOVING = """() => [...document.querySelectorAll('*')].flatMap(e => ['', '::before', '::after'].filter(part => {
    const { transitionDuration, animationName } = getComputedStyle(e, part || undefined);
    return animationName !== 'none' || transitionDuration.split(', ').some(time => parseFloat(time) > 0);
}).map(part => e.outerHTML.slice(0, 100) + part))"""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("motion"), ORIGINAL)
    server.start()
    yield server
    server.stop()


def moving(chromium: Browser, bakery: Server, wish: str) -> list[str]:
    """What may move on the front page, and in a section with a card, a figure enlarged, and a list of choices open."""
    context = chromium.new_context(reduced_motion=wish)  # type: ignore[arg-type]
    visitor = Visitor(context.new_page(), bakery.address)
    visitor.open("/")
    found = visitor.page.evaluate(MOVING)
    visitor.open("/module?m=dough&s=starter")
    visitor.page.locator("button.zoom").click()
    found += visitor.page.evaluate(MOVING)
    visitor.page.keyboard.press("Escape")
    visitor.page.locator(".st-key-body a.term").first.click()
    found += visitor.page.evaluate(MOVING)
    visitor.page.keyboard.press("Escape")
    visitor.page.get_by_role("button", name="Main menu").click()
    visitor.page.get_by_role("dialog").or_(visitor.page.get_by_role("menu")).first.wait_for()
    found += visitor.page.evaluate(MOVING)
    context.close()
    return list(found)


def test_nothing_moves_for_whoever_asks_for_less_motion(chromium: Browser, bakery: Server) -> None:
    assert moving(chromium, bakery, "no-preference") != [], "a case that can fail"
    assert moving(chromium, bakery, "reduce") == []
