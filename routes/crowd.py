"""Keeps a server that is full from hanging: who comes next is told to come back, and who is here goes on.

Each open page is one websocket, and what a page costs is what keeps it fresh. Beyond a number of them every page would
answer late, so a page that says so is better than one that does not come.
"""

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from accounts import sessions

ROOM_FOR_LEARNERS = 1.25  # times as many, until somebody who is signed in has to wait too
RETRY = 30  # seconds
# Plain pages and what watches the server cost next to nothing.
ALWAYS = frozenset(
    {"account", "auth", "certificates", "oauth2callback", "healthz", "readyz", "metrics", "_stcore"}
)


class Crowd:
    """The middleware. `most` is how many pages may be open, 0 for any number; `busy` draws what is said beyond it."""

    def __init__(
        self, app: ASGIApp, most: Callable[[], int], busy: Callable[[], Awaitable[Response]]
    ) -> None:
        self.app = app
        self.most = most
        self.busy = busy
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, count a page that opens, or turn away whoever asks for one."""
        if scope["type"] == "websocket":
            self.open += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.open -= 1
        elif scope["type"] == "http" and self._is_full(HTTPConnection(scope)):
            response = await self.busy()
            response.headers["Retry-After"] = str(RETRY)
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_full(self, asked: HTTPConnection) -> bool:
        most = self.most()
        if not most or self.open < most or not _is_page(asked.scope, asked.headers):
            return False
        return sessions.COOKIE not in asked.cookies or self.open >= ROOM_FOR_LEARNERS * most


def _is_page(scope: Scope, headers: Headers) -> bool:
    """Whether a browser asks for one of Streamlit's pages, and not for a file or a plain page of ours."""
    if scope["method"] != "GET" or scope["path"].split("/")[1] in ALWAYS:
        return False
    return headers.get("sec-fetch-dest", "document") == "document" and "text/html" in headers.get(
        "accept", ""
    )
