import pytest
from starlette.testclient import TestClient

from tests.routes.house import House


@pytest.fixture(autouse=True)
def files(house: House) -> None:
    static = house.script.parent / "static"
    (static / "account.css").write_text("p { margin: 0 }")
    (static / "font.woff2").write_bytes(b"font")
    (house.script.parent / "secret.py").write_text("secret")


def test_a_file_comes_with_its_type(browser: TestClient) -> None:
    answer = browser.get("/app/static/account.css")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_font_stays_in_the_browser_for_a_month(browser: TestClient) -> None:
    assert browser.get("/app/static/font.woff2").headers["cache-control"] == "public, max-age=2592000"


def test_a_file_of_a_named_version_never_changes(browser: TestClient) -> None:
    kept = browser.get("/app/static/account.css?v=284a662dcb64").headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"
    assert browser.get("/app/static/account.css").headers["cache-control"] == "public, max-age=3600"


def test_a_file_the_browser_has_is_not_sent_again(browser: TestClient) -> None:
    tag = browser.get("/app/static/account.css").headers["etag"]
    answer = browser.get("/app/static/account.css", headers={"if-none-match": tag})
    assert answer.status_code == 304
    assert answer.content == b""


@pytest.mark.parametrize(
    "path", ["none.css", "../secret.py", "..%2fsecret.py", "%2e%2e/secret.py", "", "fonts"]
)
def test_nothing_else_is_served(browser: TestClient, path: str) -> None:
    assert browser.get(f"/app/static/{path}").status_code == 404
