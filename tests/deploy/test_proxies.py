"""The examples for nginx and Caddy, tried before a real server."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from accounts import people
from benchmarks import quiz
from benchmarks.learner import Learner
from benchmarks.survival.crowd import QUIZ, SAVED, Memory, shows, type_word
from benchmarks.survival.rounds import gather
from benchmarks.survival.serving import Server, start
from progress.database import Database
from tests.deploy import proxies
from tests.deploy.proxies import Proxy

PASSWORD = "seven loaves of rye"
TOKEN = "a-token-made-by-chance"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(tmp_path_factory.mktemp("records") / "progress.db")
    database.prepare()
    people.add(
        database,
        email="ada@example.org",
        name="Ada",
        role="learner",
        now=datetime.now(UTC),
        password=PASSWORD,
    )
    yield database
    database.close()


@pytest.fixture(scope="module")
def memory(records: Database) -> Memory:
    return gather(records, 1)[0]


@pytest.fixture(scope="module")
def server(records: Database) -> Iterator[Server]:
    server = start(records.path, METRICS_TOKEN=TOKEN, TRUSTED_PROXIES="127.0.0.1")
    yield server
    server.stop()


@pytest.fixture(scope="module", params=[proxies.nginx, proxies.caddy], ids=["nginx", "caddy"])
def proxy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, server: Server
) -> Iterator[Proxy]:
    upstream = int(server.address.rpartition(":")[2])
    with request.param(tmp_path_factory.mktemp("proxy"), upstream) as proxy:
        yield proxy


@pytest.fixture
def browser(proxy: Proxy) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=proxy.address, verify=proxy.trust, follow_redirects=False) as client:
        yield client


def test_plain_http_leads_to_https(proxy: Proxy) -> None:
    answer = httpx2.get(f"{proxy.plain}/quiz?q=x", follow_redirects=False)
    assert answer.status_code in (301, 308)
    assert answer.headers["location"].startswith("https://localhost")
    assert answer.headers["location"].endswith("/quiz?q=x")


def test_pages_come_over_https_and_say_to_stay_there(browser: httpx2.Client) -> None:
    answer = browser.get("/account/sign-in")
    assert answer.status_code == 200
    assert 'type="password"' in answer.text
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert browser.get("/readyz").json() == {"status": "ok"}


def test_signing_in_gives_a_cookie_for_https_only(browser: httpx2.Client, proxy: Proxy) -> None:
    answer = browser.post(
        "/account/sign-in",
        data={"email": "ada@example.org", "password": PASSWORD},
        headers={"Origin": proxy.address},
    )
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "Secure" in cookie
    assert "HttpOnly" in cookie


def test_a_browsers_websocket_is_let_through(proxy: Proxy) -> None:
    with connect(
        f"{proxy.address.replace('https', 'wss')}/_stcore/stream",
        ssl=proxy.trust,
        origin=Origin(proxy.address),
        subprotocols=[Subprotocol("streamlit")],
    ) as socket:
        assert socket.subprotocol == "streamlit"


def test_a_learner_answers_through_the_proxy(
    proxy: Proxy, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(proxy.certificate))

    async def work() -> None:
        async with Learner(proxy.address, memory.cookie) as learner:
            await quiz.enter(learner, QUIZ)
            while (field := quiz.question(learner)) is None or field.kind != "text_input":
                await quiz.move_on(learner)
            await type_word(learner, memory, field)
            assert shows(learner, SAVED)

    asyncio.run(work())


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_numbers_are_told_on_the_server_itself_only(
    browser: httpx2.Client, server: Server, path: str
) -> None:
    token = {"Authorization": f"Bearer {TOKEN}"}
    assert httpx2.get(f"{server.address}{path}", headers=token).status_code == 200
    assert browser.get(path, headers=token).status_code == 404


def test_nginx_slows_down_who_guesses_passwords(tmp_path: Path, server: Server) -> None:
    upstream = int(server.address.rpartition(":")[2])
    with (
        proxies.nginx(tmp_path, upstream) as proxy,
        httpx2.Client(base_url=proxy.address, verify=proxy.trust) as client,
        ThreadPoolExecutor(8) as threads,
    ):
        answers = list(
            threads.map(lambda _: client.get("/account/sign-in", timeout=60).status_code, range(200))
        )
        assert set(answers) == {200, 429}
        assert answers.count(200) >= 60
        assert client.get("/readyz").status_code == 200
