"""A full server tells who comes next to come back, lets those inside go on, and has room again when they leave."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from accounts.sessions import COOKIE
from course.course import Course
from routes import pages
from routes.crowd import Crowd
from tests.routes.house import House

BROWSER = {"accept": "text/html,*/*", "sec-fetch-dest": "document"}
MOST = 4


async def page(_: Request) -> Response:
    return PlainTextResponse("here you are")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    if (await socket.receive())["type"] == "websocket.receive":
        await socket.close()


def client(course: Course, most: int) -> TestClient:
    routes = [
        Route("/", page),
        Route("/account/sign-in", page),
        Route("/static/look.css", page),
        Route("/healthz", page),
        WebSocketRoute("/_stcore/stream", stream),
    ]
    crowd = Middleware(Crowd, most=lambda: most, busy=lambda: pages.busy(lambda: course))
    return TestClient(Starlette(routes=routes, middleware=[crowd]))


@pytest.fixture
def browser(house: House) -> TestClient:
    return client(house.course, MOST)


def test_who_comes_to_a_full_server_is_asked_to_come_back(browser: TestClient) -> None:
    with browser.websocket_connect("/_stcore/stream"), browser.websocket_connect("/_stcore/stream"):
        assert browser.get("/", headers=BROWSER).status_code == 200
        with browser.websocket_connect("/_stcore/stream"), browser.websocket_connect("/_stcore/stream"):
            answer = browser.get("/", headers=BROWSER)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "Many people are here just now" in answer.text
    assert "What you saved is safe" in answer.text


def test_there_is_room_again_when_somebody_leaves(browser: TestClient) -> None:
    for _ in range(MOST + 1):
        with browser.websocket_connect("/_stcore/stream") as socket:
            socket.send_text("bye")
    assert browser.get("/", headers=BROWSER).status_code == 200


def test_who_is_signed_in_finds_room_for_a_quarter_more(browser: TestClient) -> None:
    signed_in = {**BROWSER, "cookie": f"{COOKIE}=x"}
    opened = [browser.websocket_connect("/_stcore/stream") for _ in range(MOST + 1)]
    for socket in opened[:MOST]:
        socket.__enter__()
    assert browser.get("/", headers=BROWSER).status_code == 503
    assert browser.get("/", headers=signed_in).status_code == 200
    opened[MOST].__enter__()
    assert browser.get("/", headers=signed_in).status_code == 503
    for socket in opened:
        socket.__exit__(None, None, None)


@pytest.mark.parametrize("path", ["/account/sign-in", "/static/look.css", "/healthz"])
def test_files_and_plain_pages_are_answered_always(house: House, path: str) -> None:
    full = client(house.course, 1)
    with full.websocket_connect("/_stcore/stream"):
        assert full.get("/", headers=BROWSER).status_code == 503
        headers = {"accept": "*/*", "sec-fetch-dest": "style"} if path.endswith("css") else BROWSER
        assert full.get(path, headers=headers).status_code == 200


def test_zero_is_any_number(house: House) -> None:
    open_to_all = client(house.course, 0)
    with open_to_all.websocket_connect("/_stcore/stream"):
        assert open_to_all.get("/", headers=BROWSER).status_code == 200
