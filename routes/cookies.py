"""Our two cookies: who is signed in, and that this browser has signed in before. They hold random text only."""

from starlette.requests import Request
from starlette.responses import Response

from accounts import browsers, sessions

LONGEST = 200  # characters; ours have 43


def session_token(request: Request) -> str | None:
    """The token as the browser sent it, unchecked, or None if there is none that could be ours."""
    return _sent(request, sessions.COOKIE)


def browser(request: Request) -> str | None:
    """What the browser was given at an earlier sign-in, unchecked, or None if there is nothing that could be ours."""
    return _sent(request, browsers.COOKIE)


def _sent(request: Request, name: str) -> str | None:
    value = request.cookies.get(name)
    if not value or len(value) > LONGEST or not (value.isascii() and value.isprintable()):
        return None
    return value


def give(response: Response, request: Request, token: str) -> None:
    """Set the cookie for as long as a session can last, out of reach of scripts and of other sites' forms."""
    response.set_cookie(
        sessions.COOKIE,
        token,
        max_age=int(sessions.LONGEST.total_seconds()),
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )


def remember_browser(response: Response, request: Request, value: str) -> None:
    """Have the browser show at the sign-in page, and nowhere else, that it has signed in before."""
    response.set_cookie(
        browsers.COOKIE,
        value,
        max_age=int(browsers.KEPT.total_seconds()),
        path="/account/",
        secure=is_https(request),
        httponly=True,
        samesite="strict",
    )


def take_away(response: Response, request: Request) -> None:
    """Have the browser forget the cookie."""
    secure = is_https(request)
    response.delete_cookie(sessions.COOKIE, path="/", secure=secure, httponly=True, samesite="lax")


def is_https(request: Request) -> bool:
    """Whether the request came over HTTPS, as far as the proxy says."""
    return request.url.scheme == "https"
