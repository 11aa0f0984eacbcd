"""Addresses that no page has: our own words and ways on, whatever was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.bread import Bread
from tests.browser.looking import faults
from tests.browser.serving import Server
from tests.browser.visitor import Visitor

TITLE = "There is no such page"


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("astray")
    server = Server(folder, Bread(folder / "bread").root)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def visitor(bakery: Server, chromium: Browser) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    visitor = Visitor(context.new_page(), bakery.address)
    yield visitor
    context.close()
    assert visitor.faults == []


def test_a_mistyped_address_leads_to_what_was_meant(visitor: Visitor) -> None:
    visitor.open("/modules")
    visitor.heading(TITLE)
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    assert faults(visitor.page, "no-such-page", "light-390") == []
    visitor.page.get_by_role("listitem").filter(has_text="did you mean this?").get_by_role("link").click()
    visitor.heading("Modules")


def test_going_back_to_it_finds_it_again(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    visitor.open("/modules")
    visitor.heading(TITLE)
    visitor.page.locator("header").get_by_role("link", name="Glossary").click()
    visitor.heading("Glossary")
    visitor.page.go_back()
    visitor.heading(TITLE)
    visitor.sees("“modules”")
    visitor.page.go_forward()
    visitor.heading("Glossary")


def test_what_was_typed_can_be_searched_for(visitor: Visitor) -> None:
    visitor.open("/sourdough-starter")
    visitor.page.get_by_role("link", name="Search", exact=True).last.click()
    visitor.heading("Search")
    visitor.sees("places found for “sourdough starter”")


@pytest.mark.parametrize("address", ["/%3Cb%3Ex", "/出口", "/" + "x" * 2000, "/$x$%20:red[x]"])
def test_no_address_is_taken_for_anything_but_words(visitor: Visitor, address: str) -> None:
    visitor.open(address)
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.heading(TITLE)
    assert visitor.page.locator(".lead b").count() == 0
    assert faults(visitor.page, "odd-address", "light-390") == []


@pytest.mark.parametrize("address", ["/modules/flour", "/a%2Fb", "/quiz/dough/2"])
def test_an_address_of_several_parts_has_a_page_too(visitor: Visitor, address: str) -> None:
    visitor.page.goto(visitor.address + address)
    visitor.heading(TITLE)
    assert faults(visitor.page, "nested-address", "light-390") == []
    visitor.page.get_by_role("link", name="Go to the start page").click()
    expect(visitor.page).to_have_url(f"{visitor.address}/")
    visitor.settled()
