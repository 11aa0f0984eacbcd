"""The Content-Security-Policy in a real browser: pages work under it, and it stops what it is there for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from accounts import people, sessions
from progress.database import Database
from tests.browser.furnished import NOW
from tests.browser.serving import Server
from tests.browser.visitor import Visitor

NOTE = """window.broken = [];
document.addEventListener('securitypolicyviolation',
    (event) => window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`));"""
LEARNER = (
    "/",
    "/module?m=language",
    "/module?m=academic-freedom",  # with a drawing
    "/handout?m=academic-freedom",
    "/quiz?q=language",
    "/scenario?s=funding-offer",
    "/glossary",
    "/resources",
    "/search?q=chukou",
    "/record",
    "/certificate",
    "/about",
)
TRAINER = (
    "/overview",
    "/completion",
    "/cohorts",
    "/questions",
    "/scenario-figures",
    "/content-health",
    "/reminders",
    "/downloads",
    "/issued",
    "/regrade",
)
PLAIN = ("/account/sign-in", "/account/sign-up", "/certificates", "/account/forgotten")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("policy"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    """A trainer's window that notes what the policy stopped."""
    database = Database(server.database)
    trainer = people.by_email(database, "rhian@example.ac.uk") or people.add(
        database, email="rhian@example.ac.uk", name="Rhian", role="trainer", now=NOW
    )
    cookie = sessions.start(database, trainer, NOW)
    with chromium.new_context() as context:
        context.add_cookies([{"name": sessions.COOKIE, "value": cookie, "url": server.address}])
        context.add_init_script(NOTE)
        yield context.new_page()


def stopped(page: Page) -> list[str]:
    return list(page.evaluate("window.broken"))


def test_no_page_of_a_learner_does_what_the_policy_stops(server: Server, page: Page) -> None:
    visitor = Visitor(page, server.address)
    told = {}
    for path in LEARNER:
        visitor.open(path)
        visitor.calm()
        told[path] = stopped(page)
    visitor.open("/quiz?q=language")
    visitor.press("Start the quiz")
    page.wait_for_selector("[class*='st-key-ask-']")
    visitor.calm()
    told["a quiz under way"] = stopped(page)
    assert {path: what for path, what in told.items() if what} == {}
    assert (visitor.faults, visitor.outside) == ([], [])


def test_a_drawing_is_drawn_under_the_policy(server: Server, page: Page) -> None:
    Visitor(page, server.address).open("/module?m=academic-freedom&s=the-law-here")
    page.wait_for_selector(".drawing svg")
    assert stopped(page) == []


def test_no_page_of_a_trainer_does_what_the_policy_stops(server: Server, page: Page) -> None:
    visitor = Visitor(page, server.address)
    told = {}
    for path in TRAINER:
        visitor.open(path)
        visitor.calm()
        told[path] = stopped(page)
    assert {path: what for path, what in told.items() if what} == {}
    assert (visitor.faults, visitor.outside) == ([], [])


def test_no_page_at_the_door_does_what_the_policy_stops(server: Server, page: Page) -> None:
    page.context.clear_cookies()
    for path in PLAIN:
        page.goto(server.address + path)
        page.wait_for_selector("main h1")
        assert (path, stopped(page)) == (path, [])


def test_the_policy_stops_a_script_and_a_request_that_were_smuggled_in(server: Server, page: Page) -> None:
    visitor = Visitor(page, server.address)
    visitor.open("/about")
    page.evaluate("""async () => {
        const box = document.createElement('div');
        box.innerHTML = '<img src="x" onerror="window.smuggled = 1"><img src="https://evil.example/a.png">';
        document.body.append(box);
        const script = document.createElement('script');
        script.textContent = 'window.smuggled = 2';
        document.body.append(script);
        try { await fetch('https://evil.example/take'); } catch {}
    }""")
    page.wait_for_function("window.broken.length >= 4")
    assert page.evaluate("window.smuggled") is None
    told = " ".join(stopped(page))
    for directive in ("script-src-attr", "script-src-elem", "img-src", "connect-src"):
        assert directive in told


def test_another_site_cannot_frame_a_page(server: Server, chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content(f'<iframe src="{server.address}/account/sign-in"></iframe>')
        page.wait_for_timeout(1500)
        assert all(server.address not in frame.url for frame in page.frames)
