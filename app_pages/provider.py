"""Providers of OpenID Connect as Streamlit knows them: `[auth]` in secrets.toml, the protocol, its cookies.

Streamlit and Authlib do what `st.login` does: the question with state, nonce and, where the provider can, PKCE; the
answer's signature, issuer, audience and time. What they would then keep in the browser for a month, `st.user`, is read
once, where the answer arrives, and becomes a session of ours.
"""

import importlib.util
import json
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from streamlit import auth_util
from streamlit.errors import StreamlitSecretNotFoundError
from streamlit.runtime.secrets import secrets_singleton
from streamlit.user_info import AUTH_LOGIN_ENDPOINT, AUTH_LOGOUT_ENDPOINT, generate_login_redirect_url
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from accounts.claims import Arrival, Policy
from app_pages import services
from settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

CALLBACK = "/oauth2callback"
DEFAULT = "default"  # Streamlit's name for the provider that stands in [auth] itself
NEEDED = ("client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32  # characters
ATTRIBUTES = 100  # bytes that stand behind a cookie's value

_routes = {route.path: route.endpoint for route in create_auth_routes("")}


class StreamlitProvider:
    """The providers in secrets.toml."""

    def ways(self) -> Mapping[str, str]:
        """The name of each provider, and what people sign in with there. Previews and demonstrations have none."""
        return {} if services.preview or services.demo else _ways(_auth(), services.settings().oidc_name)

    def start(self, way: str) -> str:
        """The path to which `st.login` leads."""
        return generate_login_redirect_url(way)

    async def lead(self, request: "Request") -> "Response":
        """Streamlit's way to the provider. Its metadata is asked for first, so it may be out of reach."""
        response: Response = await _routes[AUTH_LOGIN_ENDPOINT](request)
        return response

    async def arrive(self, request: "Request") -> Arrival:
        """The claims of the ID token, if the answer is sound and new."""
        if not self.ways():
            return Arrival()
        answered = await _routes[CALLBACK](request)
        found = _read(answered, USER_COOKIE_NAME)
        if not found.get("is_logged_in"):
            return Arrival()
        way, origin = found.pop("provider"), found.pop("origin")
        tokens = _read(answered, TOKENS_COOKIE_NAME)
        return Arrival(found, _for_signing_out(way, origin, tokens.get("id_token")))

    def leave(self, cookies: Mapping[str, str]) -> str:
        """The path of `st.logout`, for a browser that keeps what it needs."""
        return AUTH_LOGOUT_ENDPOINT if self.ways() and cookies.get(USER_COOKIE_NAME) else ""


def policy() -> Policy:
    """What the settings say about who may sign in."""
    settings = services.settings()
    return Policy(
        domains=settings.oidc_domains,
        new_accounts=settings.oidc_new_accounts,
        verified_claim=settings.oidc_verified_claim,
        role_claim=settings.oidc_role_claim,
        trainers=settings.oidc_trainers,
        admins=settings.oidc_admins,
    )


def problems(settings: Settings) -> list[str]:
    """What is wrong with secrets.toml and the settings about it, each in a sentence."""
    try:
        auth = _auth()
    except ValueError as problem:
        return [str(problem)]
    if not auth:
        if settings.local_accounts:
            return []
        return [
            "LITERACY_LOCAL_ACCOUNTS is false and .streamlit/secrets.toml has no [auth]: nobody could sign in."
            " Set up a provider first."
        ]
    found = [] if importlib.util.find_spec("authlib") else [NO_AUTHLIB]
    if len(str(auth.get("cookie_secret", ""))) < SHORTEST_SECRET:
        found.append(
            f"secrets.toml, [auth]: cookie_secret needs {SHORTEST_SECRET} random characters or more; `python -c"
            ' "import secrets; print(secrets.token_urlsafe(32))"` makes one.'
        )
    return [*found, *_redirect_problems(auth, settings), *_way_problems(auth)]


NO_AUTHLIB = "secrets.toml has [auth], which needs Authlib: run `pip install -e '.[oidc]'`."


def _redirect_problems(auth: Mapping[str, Any], settings: Settings) -> list[str]:
    wanted = settings.address + CALLBACK
    uri = str(auth.get("redirect_uri", ""))
    if not uri.endswith(CALLBACK) or (settings.base_url and uri != wanted):
        return [f'secrets.toml, [auth]: redirect_uri is "{uri}"; write "{wanted}".']
    return []


def _way_problems(auth: Mapping[str, Any]) -> list[str]:
    ways = _sections(auth)
    if not ways:
        return [f"secrets.toml, [auth]: a provider needs {', '.join(NEEDED)}."]
    found = []
    for way, section in ways.items():
        place = "[auth]" if way == DEFAULT else f"[auth.{way}]"
        found += [f"secrets.toml, {place}: {key} is missing." for key in NEEDED if not section.get(key)]
        if not (way.isascii() and way.isalnum()):
            found.append(f"secrets.toml, {place}: a provider's name is made of letters and digits.")
        if not _is_safe(str(section.get("server_metadata_url", "https://"))):
            found.append(f"secrets.toml, {place}: server_metadata_url must begin with https://.")
    return found


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _auth() -> dict[str, Any]:
    """`[auth]` of secrets.toml; empty without one. Raises ValueError with a sentence for a file that is no TOML."""
    try:
        auth = secrets_singleton.to_dict().get("auth", {})
    except StreamlitSecretNotFoundError as problem:
        if problem.error_id == "no-secrets-found":
            return {}
        raise ValueError(f"{problem}.") from None
    if not isinstance(auth, dict):
        raise ValueError("secrets.toml: [auth] is no section.")
    return auth


def _sections(auth: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Each provider's section: [auth] itself, and those below it."""
    named = {
        name: section
        for name, section in auth.items()
        if isinstance(section, dict) and name != "client_kwargs"
    }
    return ({DEFAULT: auth} if any(auth.get(key) for key in NEEDED) else {}) | named


def _ways(auth: Mapping[str, Any], name: str) -> dict[str, str]:
    return {way: name if way == DEFAULT else way.capitalize() for way in _sections(auth)}


def _read(response: "Response", name: str) -> dict[str, Any]:
    """What a signed cookie, in one piece or several, that is being set says; empty when it is not."""
    kept: SimpleCookie = SimpleCookie()
    for header in response.headers.getlist("set-cookie"):
        kept.load(header)

    def piece(name: str) -> bytes | None:
        if name not in kept or not kept[name].value:
            return None
        return decode_signed_value(get_cookie_secret(), name, kept[name].value)

    whole = auth_util.get_cookie_with_chunks(piece, name)
    return json.loads(whole) if whole else {}


def _for_signing_out(way: str, origin: str, id_token: str | None) -> dict[str, str]:
    """The cookies that `/auth/logout` reads: which provider, and the token that it wants to see. No claims."""
    cookies: dict[str, str] = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(get_cookie_secret(), name, value)

    def keep(name: str, value: str) -> None:
        cookies[name] = sign(name, value).decode()

    user = {"provider": way, "origin": origin, "is_logged_in": False}
    for name, value in ((USER_COOKIE_NAME, user), (TOKENS_COOKIE_NAME, {"id_token": id_token})):
        auth_util.set_cookie_with_chunks(keep, sign, name, value, cookie_attr_size=ATTRIBUTES)
    return cookies
