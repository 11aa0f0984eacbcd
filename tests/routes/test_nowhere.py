"""Addresses of several parts that nobody answers."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routes
from tests.routes.house import ADDRESS, House

TITLE = "<h1>There is no such page</h1>"


@pytest.fixture
def browser(house: House) -> TestClient:
    return TestClient(Starlette(routes=routes.table(house.services())), ADDRESS)


@pytest.mark.parametrize(
    "path",
    ["/a/b", "/a%2Fb", "/a/b/", "/quiz/dough/2", "/account/nothing", "/..%2f..%2fetc/passwd", "/<b>/<i>"],
)
def test_a_page_of_ours_says_so(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert TITLE in answer.text
    assert "<i>" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/x",
        "/app/x",
        "/auth/logout",
        "/component/a/b",
        "/media/x.png",
        "/static/js/x.js",
        "/a/",
        "//a",
    ],
)
def test_what_streamlit_answers_is_left_to_it(browser: TestClient, path: str) -> None:
    assert TITLE not in browser.get(path).text
