"""The session cookie: how it is read, set and taken away. It holds a random token and nothing else."""

from starlette.requests import Request
from starlette.responses import Response

from accounts import sessions

LONGEST = 200  # characters; ours have 43


def session_token(request: Request) -> str | None:
    """The token as the browser sent it, unchecked, or None if there is none that could be ours."""
    token = request.cookies.get(sessions.COOKIE)
    if not token or len(token) > LONGEST or not (token.isascii() and token.isprintable()):
        return None
    return token


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


def take_away(response: Response, request: Request) -> None:
    """Have the browser forget the cookie."""
    secure = is_https(request)
    response.delete_cookie(sessions.COOKIE, path="/", secure=secure, httponly=True, samesite="lax")


def is_https(request: Request) -> bool:
    """Whether the request came over HTTPS, as far as the proxy says."""
    return request.url.scheme == "https"
