"""Every page in light and dark, wide and narrow: axe-core finds nothing, nothing scrolls sideways or leaves the server.

With LITERACY_SCREENS set to a folder, each page is also saved there as a picture, to be looked at.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from accounts import people, sessions
from course.course import Course
from course.loader import load
from course.questions import Question
from progress import attempts, completion
from progress.database import Database
from tests.browser.serving import PASSWORD, ROOT, Server
from tests.browser.visitor import Visitor

LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
SETTLE = 300  # milliseconds for what moves when a page appears
DRAWN = """async () => {
    await document.fonts.ready;
    return [...document.querySelectorAll('.drawing, [data-testid="stVegaLiteChart"]')]
        .every(figure => figure.querySelector('svg, canvas'));
}"""
NOW = datetime.now(UTC)
SCREENS = os.environ.get("LITERACY_SCREENS")  # read before the tests' own environment is cleared


FITS = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .every(box => !box || box.scrollWidth <= box.clientWidth)"""
WIDEST = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.scroll'))
    .map(e => e.outerHTML.slice(0, 120)).slice(-3).join(' | ')"""


@dataclass(frozen=True)
class House:
    """A running server with a trainer, a learner half-way, and a learner's result."""

    server: Server
    cookies: dict[str, str]
    result: str


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    server = Server(tmp_path_factory.mktemp("looks"))
    database = Database(server.database)
    database.prepare()
    cookies, result = _furnish(database)
    server.start()
    yield House(server, cookies, result)
    server.stop()


def _furnish(database: Database) -> tuple[dict[str, str], str]:
    """A trainer, six learners and what they did; returns cookies by name and the id of a submitted attempt."""
    course = load(ROOT).course
    assert course
    trainer = _person(database, "Rhian Davies", "trainer")
    cookies = {"trainer": sessions.start(database, trainer, NOW)}
    result = ""
    for i, name in enumerate(NAMES):
        learner = _person(database, name, "learner")
        cookies[f"learner{i}"] = sessions.start(database, learner, NOW)
        for section in course.module("language").sections[: 3 + i]:
            completion.read_section(database, learner.id, course.module("language"), section.id, NOW)
        attempt = _attempt(database, course, learner, i)
        result = attempt if i == 1 else result
    return cookies, result


def _person(database: Database, name: str, role: people.Role) -> people.Person:
    email = f"{role}{abs(hash(name))}@a-long-department.northbridge.ac.uk"
    return people.add(database, email=email, name=name, role=role, now=NOW, password=PASSWORD)


def _attempt(database: Database, course: Course, learner: people.Person, i: int) -> str:
    """An attempt at the language quiz: the first learner's stays open, the others' are submitted."""
    attempt = attempts.start_or_resume(database, course.quiz("language"), learner.id, NOW)
    questions = attempts.questions_of(database, attempt)
    for j, drawn in enumerate(attempt.questions[: 9 if i else 4]):
        given = _answer(questions[drawn.question_id], right=(i + j) % 3 > 0)
        event = f"{attempt.id}-{j}"
        attempts.save_answer(
            database,
            attempt.id,
            learner.id,
            drawn.question_id,
            given,
            expected_sequence=0,
            event_id=event,
            now=NOW,
        )
    attempts.set_flag(database, attempt.id, learner.id, attempt.questions[1].question_id, True, NOW)
    if i:
        attempts.submit(database, attempt.id, learner.id, course.module("language"), NOW)
    return attempt.id


def _answer(question: Question, *, right: bool) -> str | list[str]:
    if question.kind == "text":
        return "Zhāng"
    chosen = [option.id for option in question.choices if option.correct is right]
    return chosen if question.kind == "multiple" else chosen[0]


NAMES = ["Amara Okafor", "王静 Wang Jing", "عمر فاروق", "Siân Hughes", "Luis García", "Katrin Fischer"]

PAGES = {
    "visitor": ("/", None),
    "modules": ("/module", None),
    "section": ("/module?m=export-controls&s=what-is-controlled", None),
    "tones": ("/module?m=language&s=pinyin-and-tones", None),
    "checklist": ("/module?m=export-controls&s=deciding-and-asking", None),
    "glossary": ("/glossary", None),
    "term": ("/glossary?t=guanxi", None),
    "resources": ("/resources", None),
    "about": ("/about", None),
    "sign-in": ("/account/sign-in", None),
    "sign-up": ("/account/sign-up", None),
    "home": ("/", "learner0"),
    "question": ("/quiz?q=language", "learner0"),
    "door": ("/quiz?q=export-controls", "learner0"),
    "results": ("/results?a={result}", "learner1"),
    "record": ("/record", "learner1"),
    "refused": ("/completion", "learner0"),
    "completion": ("/completion", "trainer"),
    "questions": ("/questions?q=language", "trainer"),
}


@pytest.mark.parametrize(("scheme", "width"), LOOKS, ids=[f"{scheme}-{width}" for scheme, width in LOOKS])
def test_every_page_is_accessible_and_keeps_to_its_width_and_its_server(
    chromium: Browser, house: House, scheme: str, width: int
) -> None:
    faults = []
    for who in dict.fromkeys(who for _, who in PAGES.values()):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        if who:
            cookie = {"name": sessions.COOKIE, "value": house.cookies[who], "url": house.server.address}
            context.add_cookies([cookie])  # type: ignore[list-item]
        visitor = Visitor(context.new_page(), house.server.address)
        for name, (path, whose) in PAGES.items():
            if whose == who:
                faults += _look(visitor, house, name, path, f"{scheme}-{width}")
        faults += [f"{who}: left the server for {url}" for url in visitor.outside]
        faults += [f"{who}: script error {fault}" for fault in visitor.faults]
        context.close()
    assert faults == []


def _look(visitor: Visitor, house: House, name: str, path: str, look: str) -> list[str]:
    page = visitor.page
    page.goto(house.server.address + path.format(result=house.result))
    if not path.startswith("/account/"):
        visitor.settled()
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(SETTLE)
    _keep_picture(page, f"{name}-{look}")
    found = Axe().run(page).response["violations"]
    faults = [f"{name}: {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
    return faults + ([] if _fits(page) else [f"{name}: scrolls sideways: {page.evaluate(WIDEST)}"])


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
