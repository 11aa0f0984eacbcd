"""A trainer looks around: the real command, a real browser, and nothing left behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.bread import Bread
from tests.browser import looking
from tests.browser.serving import ROOT, Server
from tests.browser.visitor import Visitor

LINE = "All 12 learners and what they did are invented."


class Demonstrated(Server):
    """`china-literacy demo`, started as a trainer starts it."""

    def start(self) -> None:
        command = [sys.executable, "-m", "china_literacy", "demo", "--learners", "12"]
        command += ["--port", str(self.port), "--course", str(self.course)]
        environment = {**os.environ, "TMPDIR": str(self.log.parent)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self._wait()


@pytest.fixture
def demonstrated(bread: Bread, tmp_path: Path) -> Iterator[Server]:
    server = Demonstrated(tmp_path, bread.root)
    server.start()
    yield server
    server.stop()
    assert [*tmp_path.glob("china-literacy-demo-*")] == []


def test_whoever_starts_a_demonstration_is_its_trainer_and_reads_on_every_page_what_it_is(
    demonstrated: Server, chromium: Browser
) -> None:
    assert "makes the first" not in demonstrated.log.read_text()
    visitor = Visitor(chromium.new_context().new_page(), demonstrated.address)
    page = visitor.page
    page.goto(demonstrated.address)
    page.get_by_role("link", name="Trainer").first.click()
    expect(page.get_by_text("Demonstration Trainer", exact=True)).to_be_visible()
    expect(page.get_by_text(LINE)).to_be_visible()
    page.goto(f"{demonstrated.address}/account/sign-in")
    expect(page.get_by_text(LINE)).to_be_visible()
    page.goto(f"{demonstrated.address}/completion")
    visitor.settled()
    expect(page.get_by_role("rowheader").first).to_be_visible()
    assert looking.faults(page, "demonstration", "light-1280") == []
    assert (visitor.faults, visitor.outside) == ([], [])
