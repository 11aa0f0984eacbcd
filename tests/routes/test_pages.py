"""What every account page has in common."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from routes import pages

PAGES = ["/account/sign-in", "/account/sign-up", "/account/welcome/none"]
STATIC = Path(__file__).parents[2] / "app_pages" / "static"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_neither_framed_nor_stored(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_of_its_own_course(browser: TestClient, path: str) -> None:
    text = browser.get(path).text
    assert "Bread" in text
    assert "China" not in text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_language_and_has_one_main_heading(browser: TestClient, path: str) -> None:
    text = browser.get(path).text
    assert '<html lang="en">' in text
    assert text.count("<h1>") == 1
    assert 'name="viewport"' in text


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_blocks_nothing_that_the_page_has(browser: TestClient, path: str) -> None:
    text = browser.get(path).text
    assert "style=" not in text
    assert "<style" not in text
    assert not re.search(r"<script(?! src=)", text)
    assert not re.search(r"\son\w+=", text)


@pytest.mark.parametrize("path", PAGES)
def test_every_file_a_page_asks_for_is_there(browser: TestClient, path: str) -> None:
    asked = re.findall(r"/app/static/([\w./-]+)", browser.get(path).text)
    assert asked
    assert all((STATIC / name).is_file() for name in asked)


@pytest.mark.parametrize("path", PAGES[:2])
def test_every_field_has_a_label_and_tells_password_managers_what_it_is(
    browser: TestClient, path: str
) -> None:
    text = browser.get(path).text
    fields = [field for field in re.findall(r"<input[^>]*>", text) if 'type="hidden"' not in field]
    assert fields
    for field in fields:
        name = re.search(r'id="(\w+)"', field)
        assert name
        assert f'<label for="{name[1]}">' in text
        assert "autocomplete=" in field


def test_the_account_pages_have_the_colours_of_the_app() -> None:
    def tokens(file: Path) -> dict[str, str]:
        return dict(re.findall(r"(--[\w-]+): (light-dark\([^)]*\));", file.read_text(encoding="utf-8")))

    app = tokens(STATIC / "look.css")
    account = tokens(STATIC / "account.css")
    account.pop("--fill")  # the button, which the app takes from its theme
    assert account
    assert {name: app[name] for name in account} == account


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_a_demonstration_says_so(
    browser: TestClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Demonstration" not in browser.get(path).text
    monkeypatch.setitem(pages.TEMPLATES.globals, "demonstration", "")  # put back afterwards
    pages.mark("All 30 learners are invented.")
    assert "<strong>Demonstration.</strong> All 30 learners are invented." in browser.get(path).text
