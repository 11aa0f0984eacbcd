"""What is served beside Streamlit, as plain HTTP: accounts, certificates, badges, health, figures and static files.

The account pages are HTML forms: they work without JavaScript and with a password manager, and no password
passes through Streamlit's widget state.
"""

from starlette.routing import BaseRoute, Mount, Route

from routes.arrival import ThroughProvider, local_only
from routes.badges import Badges
from routes.certificates import Certificates
from routes.door import guarded
from routes.figures import Figures
from routes.forgotten import Forgotten
from routes.health import Health
from routes.metrics import Metrics
from routes.nowhere import Nowhere
from routes.services import Services
from routes.short import Short
from routes.sign_in import SignIn
from routes.sign_out import SignOut
from routes.sign_up import SignUp
from routes.static_files import FOLDER, CachedFiles
from routes.welcome import Welcome

__all__ = ["Services", "table"]


def table(services: Services) -> list[BaseRoute]:
    """Every route, for `st.App(routes=...)`."""
    static = CachedFiles(directory=services.script.parent / FOLDER, check_dir=False)
    return [
        *_account_routes(services),
        *_provider_routes(services),
        *_badge_routes(services),
        Route("/certificates", guarded(services, Certificates(services).ask), methods=["GET"]),
        Route("/certificates/{code}", guarded(services, Certificates(services).show), methods=["GET"]),
        Route("/healthz", Health(services).show, methods=["GET"]),
        Route("/readyz", Health(services).ready, methods=["GET"]),
        Route("/metrics", Metrics(services).show, methods=["GET"]),
        Route("/figures/{module}/{name}", Figures(services).show, methods=["GET"]),
        *_short_routes(services),
        Mount("/app/static", static),
        Route("/{address:unknown}", Nowhere(services).show, methods=["GET"]),
        *([Route("/{name:page}", services.front.show, methods=["GET"])] if services.front else []),
    ]


def _short_routes(services: Services) -> list[BaseRoute]:
    short = Short(services)
    return [
        Route(path, endpoint, methods=["GET"])
        for path, endpoint in (
            ("/module/{module}", short.module),
            ("/module/{module}/{section}", short.module),
            ("/quiz/{quiz}", short.quiz),
            ("/scenario/{scenario}", short.scenario),
        )
    ]


def _account_routes(services: Services) -> list[BaseRoute]:
    sign_in, sign_up, welcome = SignIn(services), SignUp(services), Welcome(services)
    forgotten = Forgotten(services)
    routes = [
        Route(path, guarded(services, local_only(services, endpoint)), methods=[method])
        for method, path, endpoint in (
            ("GET", "/account/sign-in", sign_in.show),
            ("POST", "/account/sign-in", sign_in.submit),
            ("GET", "/account/sign-up", sign_up.show),
            ("POST", "/account/sign-up", sign_up.submit),
            ("GET", "/account/forgotten", forgotten.show),
            ("POST", "/account/forgotten", forgotten.submit),
            ("GET", "/account/welcome/{token}", welcome.show),
            ("POST", "/account/welcome/{token}", welcome.submit),
        )
    ]
    leave = Route("/account/sign-out", guarded(services, SignOut(services).submit), methods=["POST"])
    return [*routes, leave]


def _provider_routes(services: Services) -> list[BaseRoute]:
    """Going to a provider and coming back lead through ours to Streamlit's own routes, which have the same paths."""
    through = ThroughProvider(services)
    return [
        Route(path, guarded(services, endpoint), methods=["GET"])
        for path, endpoint in (
            ("/account/provider/{way}", through.start),
            ("/account/signed-out", through.signed_out),
            ("/auth/login", through.lead),
            ("/oauth2callback", through.arrive),
        )
    ]


def _badge_routes(services: Services) -> list[BaseRoute]:
    badges = Badges(services)
    return [
        Route(path, guarded(services, endpoint), methods=["GET"])
        for path, endpoint in (
            ("/badges/issuer", badges.issuer),
            ("/badges/course", badges.course),
            ("/badges/keys/{key}", badges.key),
            ("/badges/revocations", badges.revocations),
        )
    ]
