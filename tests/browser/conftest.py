"""A real server and a real Chromium. Where there is no Chromium these tests skip and say how to get one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from benchmarks.chromium import FLAGS, find
from tests.browser.serving import Server

REQUIRED = os.environ.get("LITERACY_REQUIRE_BROWSER")  # read before the tests' own environment is cleared


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file's tests; each test opens its own contexts.

    Not for the whole run: while Playwright is open its event loop is too, and other tests start their own.
    """
    program = find()
    if program is None:
        if REQUIRED:
            pytest.fail("No Chromium found, and LITERACY_REQUIRE_BROWSER says there must be one.")
        pytest.skip("No Chromium found; `apt-get install chromium` brings one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server of the shipped course."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()
