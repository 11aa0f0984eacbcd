"""What a person does in the browser, in words that the tests can read aloud."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import PASSWORD

READY = 30_000  # milliseconds that a page may take on a busy machine
DRAWING = 150  # milliseconds that a browser may take to draw what has arrived


class Visitor:
    """One person at one page of a browser. `faults` are script errors; `outside` requests that left the server."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.outside: list[str] = []
        page.set_default_timeout(READY)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(url)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.settled()

    def settled(self) -> None:
        """Wait until the page is drawn to its foot and nothing runs any more."""
        self.page.wait_for_selector("footer.foot")
        self.page.wait_for_selector("[data-testid='stStatusWidget']", state="detached")

    def calm(self) -> None:
        """Wait until the script has run to its end and everything is drawn, also what the browser fetches code for."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=READY)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=READY)
        self.page.wait_for_timeout(DRAWING)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=READY)

    def heading(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1, name=words)).to_be_visible(timeout=READY)

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def sign_up(self, name: str, email: str) -> None:
        self.page.goto(f"{self.address}/account/sign-up")
        self.page.locator("input[name=name]").fill(name)
        self._credentials(email)

    def sign_in(self, email: str, then: str = "/") -> None:
        self.page.goto(f"{self.address}/account/sign-in?next={then}")
        self._credentials(email)

    def _credentials(self, email: str) -> None:
        self.page.locator("input[name=email]").fill(email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("form button[type=submit]").last.click()
        self.settled()

    @property
    def question(self) -> Locator:
        return self.page.locator("[class*='st-key-ask-']")

    def stem(self) -> str:
        stem = self.question.locator("[data-testid='stWidgetLabel'], .stem").first
        return stem.inner_text().strip()
