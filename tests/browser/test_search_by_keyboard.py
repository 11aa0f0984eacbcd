"""Search with a keyboard: `/` leads to the box and takes nothing from a field, and a hit leads to its heading."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.bread import ORIGINAL
from tests.browser.serving import Server
from tests.browser.visitor import READY, Visitor

FOCUSED = "document.activeElement.matches('input[type=search]')"
TOP = "Math.round(document.getElementById('at-before-you-start').getBoundingClientRect().top)"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("search"), ORIGINAL)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visitor(chromium: Browser, bakery: Server) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 1280, "height": 500})
    visitor = Visitor(context.new_page(), bakery.address)
    yield visitor
    assert (visitor.faults, visitor.outside) == ([], [])
    context.close()


def test_the_key_leads_to_the_box_from_any_page_and_the_keyboard_alone_finds(visitor: Visitor) -> None:
    visitor.open("/module?m=dough&s=starter")
    visitor.calm()
    visitor.page.keyboard.press("/")
    visitor.page.wait_for_function(f"() => {FOCUSED}")
    visitor.heading("Search")
    visitor.page.keyboard.type("warm the water")
    visitor.page.keyboard.press("Enter")
    visitor.sees("1 place found")
    expect(visitor.page.locator("#announcements")).to_have_text("1 place found")
    assert visitor.page.url.endswith("/search?q=warm+the+water")
    hit = visitor.page.locator(".hit a")
    hit.focus()
    visitor.page.keyboard.press("Enter")
    visitor.heading("Flour comes first")
    visitor.page.wait_for_function("() => document.activeElement.id === 'at-before-you-start'")
    visitor.page.wait_for_function(f"() => {TOP} > 40 && {TOP} < 120")


def test_the_key_goes_to_the_box_that_a_page_has_and_is_a_letter_in_a_field(visitor: Visitor) -> None:
    visitor.open("/glossary")
    visitor.calm()
    visitor.page.keyboard.press("/")
    visitor.page.wait_for_function(f"() => {FOCUSED}")
    visitor.page.keyboard.press("/")
    box = visitor.page.locator("input[type=search]")
    expect(box).to_have_value("/")
    visitor.heading("Glossary")


def test_the_key_is_free_for_others_when_it_is_turned_off(visitor: Visitor) -> None:
    visitor.open("/search")
    visitor.page.get_by_role("checkbox", name="The key / opens the search").uncheck()
    visitor.open("/about")
    visitor.calm()
    visitor.page.keyboard.press("/")
    visitor.calm()
    assert visitor.page.url.endswith("/about")
    visitor.open("/search")
    switch = visitor.page.get_by_role("checkbox", name="The key / opens the search")
    expect(switch).not_to_be_checked(timeout=READY)
    switch.check()
    visitor.open("/about")
    visitor.page.keyboard.press("/")
    visitor.page.wait_for_function(f"() => {FOCUSED}")


def test_the_key_works_where_the_navigation_is_folded_away(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 390, "height": 800})
    visitor.open("/about")
    visitor.page.keyboard.press("/")
    visitor.page.wait_for_function(f"() => {FOCUSED}")
    visitor.heading("Search")
