"""What a visit asks of the server and of the browser: what costs the time until there is something to read."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.serving import Server
from tests.browser.visitor import Visitor

SECTION = "/module?m=export-controls"
MOST_MESSAGES = 30  # each takes a browser milliseconds


class Visit:
    """What went over the network while a page was opened."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Response] = []
        self.messages: list[ForwardMsg] = []
        page.on("response", self._keep)
        page.on("websocket", self._listen)

    def _keep(self, answer: Response) -> None:
        self.answers.append(answer)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._note)

    def _note(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self.messages.append(ForwardMsg.FromString(frame))

    def paths(self) -> list[str]:
        return [urlsplit(answer.url).path for answer in self.answers]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("visit"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def visit(chromium: Browser, server: Server) -> Iterator[Visit]:
    """Somebody who has never been here opens a section."""
    with chromium.new_context() as context:
        page = context.new_page()
        visit = Visit(page)
        visitor = Visitor(page, server.address)
        visitor.open(SECTION)
        visitor.calm()
        yield visit


def test_the_page_is_made_once(visit: Visit) -> None:
    assert [message.WhichOneof("type") for message in visit.messages].count("new_session") == 1


def test_the_page_comes_in_few_messages(visit: Visit) -> None:
    assert 10 < len(visit.messages) <= MOST_MESSAGES


def test_nothing_is_asked_for_in_vain(visit: Visit) -> None:
    assert [answer.url for answer in visit.answers if answer.status >= 400] == []


def test_the_server_is_found_at_the_first_address(visit: Visit) -> None:
    assert visit.paths().count("/_stcore/health") == 1
    assert not any(path.startswith("/module/") for path in visit.paths())


def test_every_script_is_named_by_the_first_page(visit: Visit) -> None:
    first = visit.answers[0].text()
    scripts = [path for path in visit.paths() if path.startswith("/static/js/")]
    assert scripts
    assert [path for path in scripts if f'".{path}"' not in first] == []


def test_the_look_comes_with_the_first_page_and_not_in_messages(visit: Visit) -> None:
    assert visit.paths().index("/app/static/look.css") < len(visit.paths()) / 2
    assert sum(message.ByteSize() for message in visit.messages) < 40_000


def test_upright_letters_are_those_of_our_slices(visit: Visit) -> None:
    assert "/app/static/fonts/source-serif-4-latin-opsz-normal.woff2" in visit.paths()
    assert not any("SourceSerifVariable-Roman" in path for path in visit.paths())
