"""What stands around every answer: host, origin, headers and Secure cookies, before an application that has none."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from routes.shield import HEADERS, Shield, policy

OURS = "course.example.ac.uk"
PAGE = "<html><script>\n one = 1 \n</script><script src=x></script></html>"


async def page(request: Request) -> Response:
    response = PlainTextResponse(request.url.scheme)
    response.set_cookie("one", "1")
    response.set_cookie("two", "2", secure=True)
    return response


async def own(_: Request) -> Response:
    return PlainTextResponse("", headers={"Content-Security-Policy": "sandbox"})


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("open")
    await socket.close()


def client(base_url: str, at: str = f"http://{OURS}") -> TestClient:
    routes = [
        Route("/", page, methods=["GET", "POST"]),
        Route("/own", own),
        Route("/account/x", page, methods=["POST"]),
        Route("/healthz", page),
        WebSocketRoute("/_stcore/stream", stream),
    ]
    shield = Middleware(Shield, base_url=lambda: base_url, page=PAGE)
    return TestClient(Starlette(routes=routes, middleware=[shield]), at)


@pytest.fixture
def browser() -> TestClient:
    return client(f"https://{OURS}")


@pytest.mark.parametrize("path", ["/", "/own", "/nothing", "/healthz"])
def test_every_answer_has_every_header(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"]
    for name, value in HEADERS.items():
        assert headers[name] == value


def test_a_stricter_policy_of_an_answers_own_stays(browser: TestClient) -> None:
    assert browser.get("/own").headers["content-security-policy"] == "sandbox"


def test_the_policy_names_the_pages_own_lines_and_allows_no_others() -> None:
    told = policy(PAGE)
    script = next(part for part in told.split("; ") if part.startswith("script-src"))
    assert script.count("'sha256-") == 1
    assert "unsafe-inline" not in script
    assert "'unsafe-eval'" not in script
    assert "frame-ancestors 'none'" in told
    assert "sha256" not in policy("<html></html>")


@pytest.mark.parametrize(
    "host", [OURS, OURS.upper(), f"{OURS}:443", "localhost:8501", "127.0.0.1:8501", "[::1]:8501"]
)
def test_the_servers_own_names_are_answered(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"{OURS}.evil.example",
        f"evil.example@{OURS}",
        f"{OURS}:8080",
        "",
        "192.0.2.1",
        "[::1",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1:99999",
        f"{OURS}/x",
    ],
)
def test_another_host_is_not_answered(browser: TestClient, host: str) -> None:
    answer = browser.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert answer.text == f"This server is found at {OURS}."
    with (
        pytest.raises(WebSocketDisconnect),
        browser.websocket_connect("/_stcore/stream", headers={"host": host}),
    ):
        pass


def test_what_watches_the_server_may_ask_by_any_name(browser: TestClient) -> None:
    assert browser.get("/healthz", headers={"host": "10.1.2.3:8501"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"), [("192.0.2.1:8501", 200), ("localhost", 200), ("evil.example", 400)]
)
def test_without_a_name_the_server_is_found_by_its_addresses(host: str, status: int) -> None:
    answer = client("").get("/", headers={"host": host})
    assert answer.status_code == status
    assert ("LITERACY_BASE_URL" in answer.text) == (status == 400)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", f"https://{OURS}:8443", "https://["])
def test_no_other_site_opens_a_connection(browser: TestClient, origin: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        browser.websocket_connect("/_stcore/stream", headers={"host": OURS, "origin": origin}),
    ):
        pass


@pytest.mark.parametrize("headers", [{"origin": f"https://{OURS}"}, {}])
def test_our_own_pages_and_programs_open_one(browser: TestClient, headers: dict[str, str]) -> None:
    with browser.websocket_connect("/_stcore/stream", headers={"host": OURS, **headers}) as socket:
        assert socket.receive_text() == "open"


def test_no_other_site_sends_anything(browser: TestClient) -> None:
    other = {"origin": "https://evil.example"}
    assert browser.post("/", headers=other).status_code == 403
    assert browser.post("/", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert browser.post("/", headers={"origin": f"https://{OURS}"}).status_code == 200
    assert (
        browser.post("/account/x", headers=other).status_code == 200
    )  # the door checks by itself, with a page


def test_cookies_are_secure_where_people_come_over_https(browser: TestClient) -> None:
    answer = browser.get("/")
    assert answer.text == "https"
    cookies = answer.headers.get_list("set-cookie")
    assert [cookie.lower().count("secure") for cookie in cookies] == [1, 1]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_cookies_work_on_this_machine_without_https() -> None:
    answer = client("", "http://localhost:8501").get("/")
    assert answer.text == "http"
    assert [cookie.lower().count("secure") for cookie in answer.headers.get_list("set-cookie")] == [0, 1]
    assert "strict-transport-security" not in answer.headers
