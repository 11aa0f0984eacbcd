"""Taking everything away and leaving, in a browser: by keyboard, and accessible at every step."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from accounts import people, sessions
from progress.database import Database
from tests.browser import looking
from tests.browser.serving import PASSWORD, Server
from tests.browser.visitor import Visitor

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str]]]:
    """A running server with an administrator, and a learner for each look."""
    server = Server(tmp_path_factory.mktemp("leaving"))
    database = Database(server.database)
    database.prepare()
    cookies = {}
    for name, role in [("Tove Oven", "admin"), *((f"Ada {look}", "learner") for look in looking.NAMES)]:
        email = f"{name.lower().replace(' ', '-')}@example.ac.uk"
        person = people.add(database, email=email, name=name, role=role, now=NOW, password=PASSWORD)  # type: ignore[arg-type]
        cookies[name] = sessions.start(database, person, NOW)
    server.start()
    yield server, cookies
    server.stop()


@pytest.mark.parametrize(("scheme", "width"), looking.LOOKS, ids=looking.NAMES)
def test_leaving_is_accessible_at_every_step(
    chromium: Browser, house: tuple[Server, dict[str, str]], scheme: str, width: int
) -> None:
    server, cookies = house
    look = f"{scheme}-{width}"
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_cookies([{"name": sessions.COOKIE, "value": cookies["Tove Oven"], "url": server.address}])
    visitor = Visitor(context.new_page(), server.address)
    page = visitor.page
    visitor.open("/people")
    box = page.get_by_role("combobox", name="Account")
    box.scroll_into_view_if_needed()
    visitor.calm()  # a list closes when the page scrolls
    box.click()
    page.get_by_role("option", name=re.compile(f"Ada {look}")).click()
    visitor.sees("Download what is held (ZIP)")
    visitor.press("Erase this account")
    visitor.sees("Nobody can bring it back.")
    visitor.calm()
    faults = looking.faults(page, "erase-somebody", look)

    context.add_cookies([{"name": sessions.COOKIE, "value": cookies[f"Ada {look}"], "url": server.address}])
    visitor.open("/record")
    for opens in ("Change your name", "Change your password", "Leave and have everything erased"):
        page.get_by_text(opens, exact=True).click()
    visitor.calm()
    faults += looking.faults(page, "own-account", look)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download everything (ZIP)").press("Enter")
    assert re.fullmatch(r"everything-\d{4}-\d\d-\d\d\.zip", download.value.suggested_filename)
    page.get_by_role("button", name=re.compile("Erase my account")).press("Enter")
    visitor.sees("Nobody can bring it back.")
    visitor.calm()
    expect(page.get_by_label("Type your email address to go on")).to_be_visible()
    faults += looking.faults(page, "erase-me", look)
    page.get_by_label("Type your email address to go on").fill(f"ada-{look}@example.ac.uk")
    page.get_by_role("button", name="Erase for good").press("Enter")
    visitor.sees("Your account is erased.")
    visitor.calm()
    faults += looking.faults(page, "erased", look)
    faults += visitor.faults + visitor.outside
    context.close()
    assert faults == []
