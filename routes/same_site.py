"""Refuses forms that another site sends in a visitor's name (cross-site request forgery).

The browser says where a request comes from, so no token has to be kept in the form. Sec-Fetch-Site decides
where it is sent; elsewhere, as on plain HTTP away from localhost, Origin has to name this host. A request
with neither comes from a program, which holds nobody's cookie. Go's net/http and Datasette do the same
(https://words.filippo.io/csrf/).

Not covered: a browser from before 2020 that sends neither, and a page on the same host over plain HTTP, whose
Origin names the same host. SameSite=Lax on the session cookie stands behind the first.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from routes.refusal import Refusal


def require(request: Request) -> None:
    """Raise Refusal unless the request comes from a page of this site or from a program."""
    headers = request.headers
    if not is_ours(headers.get("sec-fetch-site"), headers.get("origin"), headers.get("host")):
        raise Refusal(
            403,
            "This form came from another site",
            "Nothing was changed. Open the page here and send the form again.",
        )


def is_ours(site: str | None, origin: str | None, host: str | None) -> bool:
    """Whether a request with these headers comes from a page of this site or from a program."""
    if site is not None:
        return site in ("same-origin", "none")
    if origin is None:
        return True
    return bool(host) and host_of(origin) == host


def host_of(origin: str) -> str:
    """The host and port of an origin; nothing for `null` and for what is no origin, which no Host equals."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
