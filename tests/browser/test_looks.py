"""Every page in light and dark, wide and narrow: axe-core finds nothing, nothing scrolls sideways or leaves the server.

With LITERACY_SCREENS set to a folder, each page is also saved there as a picture, to be looked at.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from accounts import sessions
from tests.browser import looking
from tests.browser.furnished import PAGES, House, furnish
from tests.browser.visitor import Visitor

WIDTHS = (1280, 390)  # pixels: a laptop and a phone
STAFF = ("trainer", "admin")
SHARES = [
    pytest.param(
        scheme, staff, id=f"{scheme}-{name}", marks=pytest.mark.xdist_group(f"looks-{scheme}-{name}")
    )
    for scheme in ("light", "dark")
    for staff, name in ((False, "learners"), (True, "staff"))
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = furnish(tmp_path_factory.mktemp("looks"))
    house.server.start()
    yield house
    house.server.stop()


@pytest.mark.parametrize(("scheme", "staff"), SHARES)
def test_every_page_is_accessible_and_keeps_to_its_width_and_its_server(
    chromium: Browser, house: House, scheme: str, staff: bool
) -> None:
    """Each page is drawn once at the greater width, as turning a tablet would narrow it; so it takes half the time."""
    faults = []
    for who in dict.fromkeys(who for _, who in PAGES.values() if (who in STAFF) is staff):
        context = chromium.new_context(viewport={"width": WIDTHS[0], "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        if who:
            cookie = {"name": sessions.COOKIE, "value": house.cookies[who], "url": house.server.address}
            context.add_cookies([cookie])  # type: ignore[list-item]
        visitor = Visitor(context.new_page(), house.server.address)
        for name, (path, whose) in PAGES.items():
            if whose == who:
                faults += _look(visitor, house, name, path, scheme)
        faults += [f"{who}: left the server for {url}" for url in visitor.outside]
        faults += [f"{who}: script error {fault}" for fault in visitor.faults]
        context.close()
    assert not faults, "\n".join(faults)


def _look(visitor: Visitor, house: House, name: str, path: str, scheme: str) -> list[str]:
    page = visitor.page
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(house.server.address + path.format(**house.places))
    if not path.startswith(("/account/", "/certificates")):
        visitor.settled()
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        faults += looking.faults(page, name, f"{scheme}-{width}")
    return faults + (looking.reflow_faults(page, name) if scheme == "light" else [])
