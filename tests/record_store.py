"""A learning record store on this machine, as the specification has it where it matters: ids, batches, conflicts."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY, SECRET = "key", "secret"


@dataclass
class Store:
    """The statements that came in, by id, and how many requests there were."""

    port: int = 0
    statements: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    answer: int | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/xapi"

    def take(self, method: str, path: str, headers: Any, body: Any) -> int:
        """The status of one request; a batch is taken whole or not at all."""
        self.requests.append(method)
        parts = urlsplit(path)
        if self.answer:
            return self.answer
        if headers["Authorization"] != "Basic " + b64encode(f"{KEY}:{SECRET}".encode()).decode():
            return 401
        if parts.path != "/xapi/statements":
            return 404
        if (
            headers["X-Experience-API-Version"] != "1.0.3"
            or "application/json" not in headers["Content-Type"]
        ):
            return 400
        batch = body if method == "POST" else [body]
        if method == "PUT" and parse_qs(parts.query)["statementId"] != [body["id"]]:
            return 400
        if any(self.statements.get(one["id"], one) != one for one in batch):
            return 409
        self.statements |= {one["id"]: one for one in batch}
        return 200 if method == "POST" else 204


@contextmanager
def record_store() -> Iterator[Store]:
    """A running store on a free port of this machine."""
    store = Store()

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = store.take(self.command, self.path, self.headers, body)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_PUT = _take  # noqa: N815 - the names are http.server's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    store.port = server.server_port
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
