"""Statements posted to a learning record store, a hundred at a time.

A store keeps a statement that it has already and takes a batch whole or not at all; where it refuses one because a
statement of this id says something else, the batch is sent again one by one, and what it has stays as it is there.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import islice
from ssl import create_default_context
from urllib.parse import quote, urlsplit

from progress.exports.xapi import Statement

BATCH = 100  # statements in one request
TIMEOUT = 30.0  # seconds for each answer
SHOWN = 300  # characters of what a store says


class StoreProblem(Exception):
    """The store does not take statements; the text is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class RecordStore:
    """Where statements are posted to, and as whom."""

    url: str
    key: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Posted:
    """How many statements the store has now, and how many it has otherwise under the same id."""

    stored: int
    otherwise: int


def post(store: RecordStore, statements: Iterable[Statement]) -> Posted:
    """Post every statement. Raises StoreProblem; what was posted before that stays, and may be posted again."""
    stored = otherwise = 0
    for batch in _batches(statements):
        status = _send(store, "POST", "/statements", batch)
        if status == 409:
            for one in batch:
                single = _send(store, "PUT", f"/statements?statementId={quote(one['id'])}", one)
                otherwise += single == 409
                stored += single != 409
        else:
            stored += len(batch)
    return Posted(stored, otherwise)


def _batches(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    rest = iter(statements)
    while batch := [*islice(rest, BATCH)]:
        yield batch


def _send(store: RecordStore, method: str, path: str, body: Sequence[Statement] | Statement) -> int:
    """Send one request; returns the status, 200, 204 or 409. Raises StoreProblem for every other."""
    parts = urlsplit(store.url)
    try:
        connection = _connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            connection.request(
                method, parts.path + path, json.dumps(body, ensure_ascii=False).encode(), _headers(store)
            )
            response = connection.getresponse()
            status, said = response.status, response.read().decode("utf-8", "replace")
        finally:
            connection.close()
    except (OSError, HTTPException) as fault:
        raise StoreProblem(f"The record store {store.url} does not answer as it should: {fault}.") from None
    if status in (200, 204, 409):
        return status
    if status in (401, 403):
        raise StoreProblem(
            f"The record store {store.url} refuses the key; check LITERACY_LRS_KEY and LITERACY_LRS_SECRET."
        )
    words = " ".join(said.split())[:SHOWN]
    raise StoreProblem(
        f"The record store {store.url} answered {status}{f': {words}' if words else ''}; check LITERACY_LRS_URL."
    )


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=TIMEOUT, context=create_default_context())
    return HTTPConnection(host, port, timeout=TIMEOUT)


def _headers(store: RecordStore) -> dict[str, str]:
    named = b64encode(f"{store.key}:{store.secret}".encode()).decode()
    return {
        "Authorization": f"Basic {named}",
        "Content-Type": "application/json; charset=utf-8",
        "X-Experience-API-Version": "1.0.3",
    }
