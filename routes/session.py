"""Who sends a request, and letting somebody in."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accounts import browsers, sessions
from accounts.person import Person
from routes import cookies
from routes.services import Services
from routes.threads import reading


async def person_here(services: Services, request: Request) -> Person | None:
    """The person whose session the request carries, or None for a visitor."""
    token = cookies.session_token(request)
    if token is None:
        return None
    return await reading(lambda: sessions.person_of(services.db(), token, services.now()))


async def let_in(services: Services, request: Request, person: Person, destination: str) -> Response:
    """Start a session in place of the one the request carries, and lead to `destination`."""
    token, browser = await reading(lambda: _start(services, person, cookies.session_token(request)))
    response = go_to(destination)
    cookies.give(response, request, token)
    if browser:
        cookies.remember_browser(response, request, browser)
    return response


def go_to(destination: str) -> Response:
    """Lead to a page of this site by GET, whatever the request was."""
    return RedirectResponse(destination, status_code=303, headers={"Cache-Control": "no-store"})


def _start(services: Services, person: Person, old: str | None) -> tuple[str, str | None]:
    """The tokens of the new session, and of a browser that has signed in."""
    if old is not None:
        sessions.end(services.db(), old)
    token = sessions.start(services.db(), person, services.now())
    return token, browsers.remember(services.db(), person.id)
