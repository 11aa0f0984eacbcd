"""Signing out. Only by POST, so that no link and no picture on another site can do it."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from accounts import sessions
from routes import cookies
from routes.return_path import HOME
from routes.services import Services
from routes.session import go_to
from routes.threads import reading


@dataclass(frozen=True)
class SignOut:
    """POST /account/sign-out."""

    services: Services

    async def submit(self, request: Request) -> Response:
        """End the session on the server, have the browser forget it, and go home, or on to the provider's session."""
        token = cookies.session_token(request)
        if token is not None:
            await reading(lambda: sessions.end(self.services.db(), token))
        elsewhere = self.services.provider.leave(request.cookies)
        response = go_to("/account/signed-out" if elsewhere else HOME)
        cookies.take_away(response, request)
        return response
