"""The header on a phone: the course's name gives way, and the menu stays within reach."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.bread import Bread
from tests.browser.serving import Server
from tests.browser.visitor import Visitor


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("header")
    bread = Bread(folder / "bread")
    bread.edit(
        "modules/course.yaml", "title: Bread\n", "title: Bread and Butter for Research Bakers Everywhere\n"
    )
    server = Server(folder, bread.root)
    server.start()
    yield server
    server.stop()


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["/", "/module?m=oven"])
def test_the_menu_is_in_the_window_and_has_what_a_reader_needs(
    chromium: Browser, bakery: Server, path: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 700})
    visitor = Visitor(context.new_page(), bakery.address)
    visitor.open(path)
    menu = visitor.page.get_by_test_id("stMainMenuButton")
    expect(menu).to_be_in_viewport(ratio=1)
    menu.click()
    for role, name in (("menuitemradio", "Light"), ("menuitemradio", "Dark"), ("menuitem", "Print")):
        expect(visitor.page.get_by_role(role, name=name)).to_be_in_viewport(ratio=1)  # type: ignore[arg-type]
    expect(visitor.page.get_by_text("Record screen")).not_to_be_visible()
    visitor.page.get_by_role("menuitemradio", name="Dark").click()
    visitor.page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
    )
    context.close()
