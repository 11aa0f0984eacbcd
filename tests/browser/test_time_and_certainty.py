"""Certainty, hints and a time limit in a real browser."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from accounts import people, sessions
from accounts.person import Person
from progress import attempts
from progress.database import Database
from progress.moments import to_text
from tests.bread import Bread
from tests.browser.serving import Server
from tests.browser.visitor import READY, Visitor

RULES = "time_limit_minutes: 20\ncertainty: asked\n"
HINTS = "    hints: [Think of weight., {text: It is no cup., cost: 30}]\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("rules")
    bread = Bread(folder / "bread")
    bread.edit("quizzes/dough.yaml", "draw: 4\nattempts: 3\ncool_off_minutes: 30\n", RULES)
    bread.edit("quizzes/dough.yaml", "id: weigh-first\n", f"id: weigh-first\n{HINTS}")
    server = Server(folder, bread.root)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def database(server: Server) -> Database:
    return Database(server.database)


@pytest.fixture
def ada(database: Database) -> Person:
    now = datetime.now(UTC)
    return people.add(
        database, email=f"ada{now.timestamp()}@example.ac.uk", name="Ada", role="learner", now=now
    )


@pytest.fixture
def tab(chromium: Browser, server: Server, database: Database, ada: Person) -> Iterator[Visitor]:
    """Ada at her first question."""
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    token = sessions.start(database, ada, datetime.now(UTC))
    context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": server.address}])
    visitor = Visitor(context.new_page(), server.address)
    visitor.open("/quiz?q=dough")
    visitor.press("Start the quiz")
    visitor.heading("Question 1 of 5")
    yield visitor
    assert visitor.faults == []
    context.close()


def left(tab: Visitor) -> int:
    """The seconds that the clock on the page shows."""
    words = tab.page.get_by_role("timer").inner_text()
    found = re.fullmatch(r"Time left (\d+):(\d\d)", words)
    assert found, words
    return 60 * int(found[1]) + int(found[2])


def test_the_clock_counts_down_and_an_answer_does_not_wind_it_up(tab: Visitor) -> None:
    before = left(tab)
    assert 1180 <= before <= 1200
    tab.page.wait_for_timeout(1200)
    assert left(tab) < before
    tab.press("Save and continue")
    tab.heading("Question 2 of 5")
    assert left(tab) < before


def test_when_the_time_is_up_the_learner_is_led_to_the_result(
    tab: Visitor, database: Database, ada: Person
) -> None:
    (attempt,) = attempts.attempts_of(database, ada.id)
    soon = to_text(datetime.now(UTC) + timedelta(seconds=4))
    with database.write() as transaction:
        transaction.run("UPDATE attempts SET deadline_at = :soon WHERE id = :id", soon=soon, id=attempt.id)
    tab.open("/quiz?q=dough")
    tab.sees("Time is up. Your saved answers are being submitted.")
    tab.sees("The time was up, so what you had saved was submitted.")
    (done,) = attempts.attempts_of(database, ada.id)
    assert (done.state, done.closed_by) == ("submitted", "deadline")


def test_hints_and_certainty_work_with_keys_alone(tab: Visitor) -> None:
    while "cup and a scale" not in tab.stem():
        number = int(re.findall(r"\d+", tab.page.locator("h1").inner_text())[0])
        tab.press("Save and")
        tab.heading(f"Question {number + 1} of 5")
        tab.calm()  # the heading comes before the words of the question
    tab.page.get_by_role("button", name="Show a hint").focus()
    tab.page.keyboard.press("Enter")
    tab.sees("Think of weight.")
    tab.page.get_by_role("radiogroup", name="How sure are you?").get_by_role("radio").first.focus()
    tab.page.keyboard.press("ArrowRight")
    chosen = tab.page.get_by_role("radiogroup", name="How sure are you?").get_by_role("radio", checked=True)
    expect(chosen).to_have_count(1, timeout=READY)
    assert Axe().run(tab.page).response["violations"] == []
