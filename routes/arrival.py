"""Signing in through a provider of OpenID Connect, and signing out there.

Who comes back gets a session of this course's own, like everybody else: it can be ended here, it ends when an account
is closed or changes its role, and nothing that the browser keeps is taken for an identity later.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from accounts import identities, sessions
from accounts.claims import Arrival, Claims
from accounts.person import Person
from accounts.problems import AccountProblem
from routes import cookies, pages
from routes.door import Endpoint
from routes.refusal import Refusal
from routes.return_path import HOME, return_path
from routes.services import Services
from routes.session import go_to, let_in, person_here
from routes.threads import reading

NEXT = "literacy_next"  # in the signed cookie that holds the provider's answer together with the question

ERRORS = 400  # HTTP statuses from here on


@dataclass(frozen=True)
class ThroughProvider:
    """GET /account/provider/{way}, /auth/login, /oauth2callback and /account/signed-out."""

    services: Services

    async def start(self, request: Request) -> Response:
        """Lead to the provider, and remember where to go afterwards."""
        destination = return_path(request.query_params.get("next"))
        if await person_here(self.services, request):
            return go_to(destination)
        way = request.path_params["way"]
        if way not in self.services.provider.ways():
            raise Refusal(
                404, "There is no such way to sign in", "Go back to the page Sign in and choose one."
            )
        request.session[NEXT] = destination
        return go_to(self.services.provider.start(way))

    async def lead(self, request: Request) -> Response:
        """Go to the provider, or say that it cannot be reached."""
        response = await self.services.provider.lead(request)
        if response.status_code >= ERRORS:
            raise Refusal(
                503,
                "The sign-in service does not answer",
                "Try again in a few minutes. Everything that needs no account can be read meanwhile.",
            )
        return response

    async def arrive(self, request: Request) -> Response:
        """Let in who comes back from the provider, or say why not."""
        if not request.query_params:  # back from signing out there
            return go_to(HOME)
        arrival = await self.services.provider.arrive(request)
        destination = return_path(request.session.pop(NEXT, None))
        if arrival.claims is None:
            return await self._not_signed_in(request, destination)
        person = await self._person(arrival.claims)
        response = await let_in(self.services, request, person, destination)
        _keep(arrival, response, request)
        return response

    async def signed_out(self, _: Request) -> Response:
        """Say that the session here is over, and go on to end the provider's.

        A page between the two, because browsers let a form lead to this site only (form-action), however it is
        redirected.
        """
        course = await reading(self.services.course)
        return pages.view_page("signed_out.html", course)

    async def _not_signed_in(self, request: Request, destination: str) -> Response:
        if await person_here(self.services, request):  # an old answer, opened again with the browser's Back
            return go_to(destination)
        raise Refusal(
            403,
            "You were not signed in",
            "Signing in was broken off, or took too long. Go to the start page and sign in again; if that does not"
            " help, tell the people who run the course.",
        )

    async def _person(self, said: Claims) -> Person:
        services = self.services
        try:
            return await reading(
                lambda: identities.sign_in(services.db(), said, services.policy(), services.now())
            )
        except AccountProblem as problem:
            raise Refusal(403, "You cannot sign in here", str(problem)) from None


def local_only(services: Services, endpoint: Endpoint) -> Endpoint:
    """The endpoint while this course has accounts of its own; else a page that leads to the provider."""

    async def answer(request: Request) -> Response:
        if services.local_accounts():
            return await endpoint(request)
        destination = return_path(request.query_params.get("next"))
        if request.method == "GET" and await person_here(services, request):
            return go_to(destination)
        course = await reading(services.course)
        status = 200 if request.method == "GET" else 403
        return pages.view_page("provider.html", course, status, next=destination)

    return answer


def _keep(arrival: Arrival, response: Response, request: Request) -> None:
    for name, value in arrival.cookies.items():
        response.set_cookie(
            name,
            value,
            max_age=int(sessions.LONGEST.total_seconds()),
            path="/",
            secure=cookies.is_https(request),
            httponly=True,
            samesite="lax",
        )
