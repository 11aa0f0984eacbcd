"""An author previews a file of their own: the real command, a real browser, and the file changed while it is open."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.bread import Bread
from tests.browser.serving import ROOT, Server


@pytest.fixture
def previewed(bread: Bread, tmp_path: Path) -> Iterator[Server]:
    """`china-literacy preview` of the quiz about dough."""
    server = Previewed(tmp_path, bread.root)
    server.start()
    yield server
    server.stop()


class Previewed(Server):
    """The preview of one quiz, started as an author starts it."""

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "china_literacy",
            "preview",
            str(self.course / "quizzes" / "dough.yaml"),
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)], cwd=ROOT, stdout=log, stderr=log
            )
        self._wait()


def test_an_author_sees_the_quiz_as_a_learner_would_and_every_change_of_the_file(
    previewed: Server, bread: Bread, chromium: Browser
) -> None:
    (address,) = re.findall(r"Open http://localhost:\d+(/\S+)", previewed.log.read_text())
    assert "makes the first" not in previewed.log.read_text()
    page = chromium.new_context().new_page()
    page.goto(previewed.address + address)
    expect(page.get_by_text("recorded nowhere")).to_be_visible()
    page.get_by_role("button", name="Start the quiz").click()
    stem = bread.course().quiz("dough").questions[0].stem
    expect(page.get_by_role("heading", name="Question 1 of 5")).to_be_visible()
    bread.edit("quizzes/dough.yaml", stem, "What weighs the flour?")
    page.wait_for_timeout(2500)  # the server looks at the files every two seconds
    page.reload()
    expect(page.get_by_text("What weighs the flour?").first).to_be_visible()
