"""The line to the server is cut, the server restarts or does not answer: the learner is told, and nothing is lost."""

import os
import re
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from accounts import people, sessions
from course.attempts import Attempt
from progress import answers, attempts
from progress.database import Database
from tests.bread import Bread
from tests.browser.serving import Server
from tests.browser.visitor import READY, Visitor

NOW = datetime.now(UTC)
BACK = 20_000  # milliseconds within which Streamlit tries again
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
NONE = "No connection. What you saved is safe"
UNSENT = "No connection. What you did last is not saved."
SILENT = "What you did last is not saved yet"


@dataclass
class Desk:
    """One learner at an open attempt, in one window of a narrow browser, and the server."""

    server: Server
    database: Database
    attempt: Attempt
    tab: Visitor

    def go_to(self, question_id: str) -> None:
        """Open a question over the map."""
        place = [drawn.question_id for drawn in self.attempt.questions].index(question_id)
        self.tab.page.locator("[class*=st-key-map-] button").nth(place).click()
        self.tab.heading(f"Question {place + 1} of 5")
        self.tab.calm()

    def option(self, words: str) -> Locator:
        return self.tab.question.locator("[data-testid='stRadioOption']").filter(has_text=words)

    def saves(self, words: str) -> None:
        """Choose an option, and wait until the page says that it is saved."""
        self.option(words).click()
        expect(self.tab.page.locator(".saved")).to_contain_text("✓ Saved", timeout=READY)
        self.tab.calm()

    def shows_chosen(self, words: str) -> None:
        expect(self.option(words).locator("input")).to_be_checked(timeout=READY)

    def stored(self, question_id: str) -> object:
        return answers.of_attempt(self.database, self.attempt)[question_id].response

    def says(self, words: str) -> None:
        """Wait until the place that readers of sound know says this, and anybody can see it."""
        line = self.tab.page.get_by_role("status").filter(has_text=words)
        expect(line).to_be_visible(timeout=BACK)
        expect(self.tab.page.get_by_role("dialog")).to_have_count(0)

    def pause(self) -> None:
        """Have the server answer nobody, as behind a network that swallows everything."""
        assert self.server.process
        os.kill(self.server.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        assert self.server.process
        os.kill(self.server.process.pid, signal.SIGCONT)


@pytest.fixture
def desk(chromium: Browser, tmp_path: Path) -> Iterator[Desk]:
    bread = Bread(tmp_path / "bread")
    bread.edit("quizzes/dough.yaml", "draw: 4\nattempts: 3\ncool_off_minutes: 30\n", "")
    server = Server(tmp_path, bread.root)
    server.start()
    database = Database(server.database)
    ada = people.add(database, email="ada@example.ac.uk", name="Ada", role="learner", now=NOW)
    attempt = attempts.start_or_resume(database, bread.course().quiz("dough"), ada.id, NOW)
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    cookie = {"name": sessions.COOKIE, "value": sessions.start(database, ada, NOW), "url": server.address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    tab = Visitor(context.new_page(), server.address)
    tab.open("/quiz?q=dough")
    tab.page.wait_for_selector("#line", state="attached")
    desk = Desk(server, database, attempt, tab)
    desk.go_to("weigh-first")
    yield desk
    context.close()
    server.kill()
    assert tab.faults == []


def test_a_restarted_server_is_told_in_words_and_the_quiz_goes_on_where_it_was(desk: Desk) -> None:
    desk.saves("The cup")
    desk.tab.page.reload()  # a page that was never touched is what a restarted server knows least of
    desk.tab.calm()
    desk.tab.page.wait_for_selector("#line", state="attached")
    desk.go_to("weigh-first")
    desk.server.stop()
    desk.says(NONE)
    expect(desk.option("The scale").locator("input")).to_be_disabled()
    desk.tab.page.wait_for_timeout(6000)  # by then Streamlit has laid its own window over the page
    desk.says(NONE)
    for scheme in SCHEMES:
        desk.tab.page.emulate_media(color_scheme=scheme)
        assert Axe().run(desk.tab.page, context="#line").response["violations"] == []
    desk.server.start()
    desk.says("Connected again. Nothing that was saved is lost.")
    desk.shows_chosen("The cup")
    desk.saves("The scale")
    assert desk.stored("weigh-first") == "scale"


def test_an_answer_that_never_arrived_is_not_shown_as_saved(desk: Desk) -> None:
    desk.saves("The cup")
    desk.pause()
    desk.option("The scale").click()
    desk.says(SILENT)
    expect(desk.tab.page.locator(".saved")).to_be_hidden()
    desk.server.kill()
    desk.says(UNSENT)
    desk.server.start()
    desk.says("Your last change did not arrive: this is what is saved.")
    desk.shows_chosen("The cup")
    expect(desk.tab.page.locator(".saved")).to_contain_text("✓ Saved")
    assert desk.stored("weigh-first") == "cup"


def test_an_answer_to_a_server_that_pauses_is_saved_when_it_goes_on(desk: Desk) -> None:
    desk.pause()
    desk.option("The scale").click()
    desk.says(SILENT)
    desk.resume()
    expect(desk.tab.page.locator(".saved")).to_contain_text("✓ Saved", timeout=READY)
    expect(desk.tab.page.locator("#line")).to_be_empty()
    assert desk.stored("weigh-first") == "scale"


def test_typed_words_outlast_a_lost_connection(desk: Desk) -> None:
    desk.go_to("french-word")
    field = desk.tab.question.locator("input")
    field.press_sequentially("lev")
    field.press("Enter")
    expect(desk.tab.page.locator(".saved")).to_contain_text("✓ Saved", timeout=READY)
    field.press_sequentially("ain")
    desk.server.kill()
    desk.says(NONE)
    desk.server.start()
    desk.says("Connected again.")
    expect(field).to_have_value("levain")
    field.press("Enter")
    desk.tab.press(re.compile("^Save and"))
    desk.tab.calm()
    assert desk.stored("french-word") == "levain"


def test_what_takes_more_than_a_second_is_said_to_be_worked_on(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.server.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.option("The scale").click()
        desk.says("One moment, this is being worked on.")
        other.execute("ROLLBACK")
    expect(desk.tab.page.locator(".saved")).to_contain_text("✓ Saved", timeout=READY)
    expect(desk.tab.page.locator("#line")).to_be_empty()


def test_a_text_too_long_for_its_field_is_refused_in_words(desk: Desk) -> None:
    desk.go_to("french-word")
    field = desk.tab.question.locator("input")
    field.press_sequentially("lev")
    desk.tab.page.keyboard.insert_text("x" * 600)
    expect(
        desk.tab.page.get_by_role("status").filter(has_text="This field takes 500 characters")
    ).to_contain_text("that would be 603. So nothing was changed")
    expect(field).to_have_value("lev")
    field.press_sequentially("ain")
    expect(desk.tab.page.locator(".full-note")).to_be_empty()


def test_a_file_that_takes_more_than_a_second_is_said_to_be_made(desk: Desk) -> None:
    desk.tab.open("/record")
    button = desk.tab.page.get_by_test_id("stDownloadButton").get_by_role("button")
    button.wait_for()
    desk.tab.page.wait_for_selector("#line", state="attached")
    desk.pause()
    with desk.tab.page.expect_download() as waiting:
        button.click()
        desk.says("One moment, the file is being made.")
        desk.resume()
    assert waiting.value.suggested_filename.endswith(".zip")
    expect(desk.tab.page.locator("#line")).to_be_empty()


def test_a_form_that_is_answered_late_says_that_it_is_under_way(desk: Desk) -> None:
    page = desk.tab.page
    page.context.clear_cookies()
    page.goto(f"{desk.server.address}/account/sign-in")
    page.evaluate(
        """() => {
            document.forms[0].noValidate = true;
            document.forms[0].addEventListener('submit', (event) => event.preventDefault());
        }"""
    )
    page.locator("form button[type=submit]").last.click()
    expect(page.get_by_role("status")).to_have_text("One moment, this is being worked on.")
    page.evaluate("() => dispatchEvent(new Event('pageshow'))")
    expect(page.get_by_role("status")).to_be_empty()
