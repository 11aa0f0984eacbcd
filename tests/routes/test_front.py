"""The page that every browser is sent first."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.file_util import get_static_dir

import routes
from routes.front import Front
from routes.shield import policy
from tests.routes.house import ADDRESS, House

STREAMLIT = Path(get_static_dir())
OURS = Path(__file__).parents[2] / "app_pages" / "static"


@pytest.fixture
def browser(house: House) -> TestClient:
    return TestClient(Starlette(routes=routes.table(house.services(Front(STREAMLIT, OURS)))), ADDRESS)


@pytest.mark.parametrize("path", ["/", "/module", "/quiz?q=dough", "/no-such-page"])
def test_every_page_begins_with_it(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text == Front(STREAMLIT, OURS).html


@pytest.mark.parametrize("path", ["/favicon.png", "/index.html", "/_stcore/health"])
def test_nothing_else_does(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404  # here, where no Streamlit answers


def test_a_browser_that_has_it_asks_whether_it_changed(browser: TestClient) -> None:
    first = browser.get("/module")
    assert first.headers["cache-control"] == "no-cache"
    again = browser.get("/module", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert browser.get("/module", headers={"if-none-match": '"another"'}).status_code == 200


def test_every_file_it_asks_for_is_there() -> None:
    asked = re.findall(r'(?:href|src)="\./(static|app/static)/([^"?]+)', Front(STREAMLIT, OURS).html)
    assert asked
    folders = {"static": STREAMLIT / "static", "app/static": OURS}
    assert [name for folder, name in asked if not (folders[folder] / name).is_file()] == []


def test_every_script_is_asked_for_once() -> None:
    asked = re.findall(r"\./static/js/([\w.-]+)", Front(STREAMLIT, OURS).html)
    assert len(asked) == len(set(asked))
    assert any(name.startswith("Html.") for name in asked)


def test_it_is_told_where_its_server_is_before_any_script_looks_for_it() -> None:
    html = Front(STREAMLIT, OURS).html
    assert html.index("BACKEND_BASE_URL") < html.index('<script type="module"')


def test_the_look_stands_after_everything_of_streamlits() -> None:
    body = Front(STREAMLIT, OURS).html.partition('<div id="root">')[2]
    assert re.findall(r"static/(\w+\.css)", body) == ["hanzi.css", "look.css"]


def test_another_look_has_another_address(tmp_path: Path) -> None:
    (tmp_path / "hanzi.css").touch()
    look = tmp_path / "look.css"
    look.write_text("p { color: red }")
    before = Front(STREAMLIT, tmp_path).html
    look.write_text("p { color: blue }")
    assert Front(STREAMLIT, tmp_path).html != before


def test_the_policy_names_each_script_inside_it() -> None:
    html = Front(STREAMLIT, OURS).html
    assert policy(html).count("'sha256-") == len(re.findall("<script>", html)) == 2


def test_a_page_of_streamlit_that_is_built_otherwise_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html></html>")
    with pytest.raises(ValueError, match="has not one '<script type"):
        _ = Front(tmp_path, OURS).html
