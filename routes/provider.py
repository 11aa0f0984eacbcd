"""What the routes need to know of providers of OpenID Connect: how signing in there begins, and how it ends."""

from collections.abc import Mapping
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response

from accounts.claims import Arrival


class Provider(Protocol):
    """The providers that an operator has set up."""

    def ways(self) -> Mapping[str, str]:
        """The name of each provider, and what people sign in with there; empty when there is none."""

    def start(self, way: str) -> str:
        """The path that leads to a provider."""

    async def lead(self, request: Request) -> Response:
        """The way out of that path; an error where the provider cannot be reached."""

    async def arrive(self, request: Request) -> Arrival:
        """What the provider says of whoever comes back from there, checked."""

    def leave(self, cookies: Mapping[str, str]) -> str:
        """The path that signs out at the provider where the browser with these cookies signed in; empty without one."""


class _NoProvider:
    """A course whose accounts are all its own."""

    def ways(self) -> Mapping[str, str]:
        """None."""
        return {}

    def start(self, way: str) -> str:
        """Nowhere: there is no way."""
        raise KeyError(way)

    async def lead(self, _: Request) -> Response:
        """Nowhere."""
        return Response(status_code=404)

    async def arrive(self, _: Request) -> Arrival:
        """Nobody."""
        return Arrival()

    def leave(self, _: Mapping[str, str]) -> str:
        """Nowhere."""
        return ""


NONE: Provider = _NoProvider()
