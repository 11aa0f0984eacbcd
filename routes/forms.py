"""Reads a posted form, no more of it than an account form can need."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from routes.refusal import Refusal

LARGEST_BODY = 64 * 1024  # bytes
MOST_FIELDS = 20
# How much of a larger body is received and dropped: a browser shows no answer before it has sent everything.
LARGEST_DISCARDED = 8 * 1024 * 1024  # bytes

Form = Mapping[str, str]


async def read(request: Request) -> Form:
    """The fields of the form; where a name stands twice, the last one.

    Raises Refusal if the body is too large or is no form in UTF-8.
    """
    body = await _body(request)
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise _unreadable()
    try:
        text = body.decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS))
    except ValueError:
        raise _unreadable() from None


async def _body(request: Request) -> bytes:
    body = bytearray()
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received <= LARGEST_BODY:
            body += chunk
        if received > LARGEST_DISCARDED:
            break
    if received > LARGEST_BODY:
        raise Refusal(413, "That is too long", "No account needs so much text. Shorten it and send it again.")
    return bytes(body)


def _unreadable() -> Refusal:
    return Refusal(400, "The form could not be read", "Load the page again and fill in the form once more.")
