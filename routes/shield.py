"""What stands around every answer of the server, ours and Streamlit's: who may ask, and what a browser may do with it.

It refuses requests for another host (DNS rebinding) and connections that another site opens in a visitor's name, tells
browsers what the pages may load and who may frame them, and marks cookies as Secure where people come over HTTPS.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from routes.same_site import host_of, is_ours

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
YEAR = 365 * 24 * 3600  # seconds
# Whatever watches the server asks by the machine's address or by a name of its own, and learns nothing about people.
WATCHED = frozenset({"/healthz", "/readyz", "/metrics", "/_stcore/health"})
NAMELESS = "This server does not go by that name. Its operator can give it one: LITERACY_BASE_URL."
UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def policy(page: str) -> str:
    """The Content-Security-Policy that Streamlit's page works under.

    Its scripts are files of this server, the few lines inside the page itself, which are named by their hash, and our
    own components, which it makes into blobs; its protobuf counts in WebAssembly. Styles it writes into the page
    while it runs. No text is evaluated as a script.
    """
    inline = " ".join(
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in INLINE.findall(page)
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {inline}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class Shield:
    """The middleware. `base_url` is where people find the server, empty where nobody said so."""

    def __init__(self, app: ASGIApp, base_url: Callable[[], str], page: str) -> None:
        self.app = app
        self.base_url = base_url
        self.headers = {"Content-Security-Policy": policy(page), **HEADERS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the answer through with what it lacks."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        base = urlsplit(self.base_url())
        connection = HTTPConnection(scope)
        host = connection.headers.get("host", "")
        refusal = self._refusal(scope, connection.headers, host, base.netloc)
        if refusal is None and base.scheme == "https" and _same(host, base.netloc):
            # A proxy took the TLS off. It need not be trusted with anything else for cookies to be Secure.
            scope["scheme"] = "wss" if scope["type"] == "websocket" else "https"
        over_tls = scope.get("scheme") in ("https", "wss")

        async def send_on(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                self._complete(MutableHeaders(scope=message), over_tls)
            await send(message)

        if refusal is None:
            await self.app(scope, receive, send_on)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal[1]})
        else:
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, send_on)

    def _refusal(self, scope: Scope, headers: Headers, host: str, ours: str) -> tuple[int, str] | None:
        """A status and a sentence for what is not answered."""
        if len(headers.getlist("host")) > 1 or not (scope["path"] in WATCHED or _answers_to(host, ours)):
            return 400, f"This server is found at {ours}." if ours else NAMELESS
        if scope["type"] == "websocket":
            origin = headers.get("origin")
            if origin is not None and host_of(origin) not in {host, ours} - {""}:
                return 403, "This connection was opened by another site."
            return None
        harmless = scope["method"] in ("GET", "HEAD", "OPTIONS") or scope["path"].startswith("/account/")
        if harmless or is_ours(headers.get("sec-fetch-site"), headers.get("origin"), host):
            return None
        return 403, "This request came from another site."

    def _complete(self, headers: MutableHeaders, over_tls: bool) -> None:
        for name, value in self.headers.items():
            headers.setdefault(name, value)
        if not over_tls:
            return
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
        cookies = headers.getlist("set-cookie")
        if cookies:
            del headers["set-cookie"]
        for cookie in cookies:
            headers.append("set-cookie", cookie if _is_secure(cookie) else f"{cookie}; Secure")


def _answers_to(host: str, ours: str) -> bool:
    """Whether the server goes by this name: the one that people type, or an address of a machine.

    An address cannot be made to point elsewhere, as a name can; neither can `localhost`.
    """
    if ours and _same(host, ours):
        return True
    try:
        name = urlsplit(f"//{host}").hostname or ""
        port = urlsplit(f"//{host}").port
    except ValueError:
        return False
    if "@" in host or "/" in host or (port is None and host.endswith(":")):
        return False
    if name == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return not ours or address.is_loopback


def _same(host: str, ours: str) -> bool:
    """Whether two hosts are one, whether or not they name the usual port."""
    return _bare(host) == _bare(ours)


def _bare(host: str) -> str:
    return host.lower().removesuffix(":443").removesuffix(":80")


def _is_secure(cookie: str) -> bool:
    return any(part.strip().lower() == "secure" for part in cookie.split(";")[1:])
