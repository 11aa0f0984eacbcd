"""What readers of badges ask for: who issues them, what they are for, the public key, and which were withdrawn."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from progress import badge_key, open_badge
from progress.open_badge import CONTEXT
from routes.services import Services
from routes.threads import reading

# For everybody, from any page: a reader of badges may run in somebody's browser.
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Badges:
    """GET /badges/issuer, /badges/course, /badges/keys/{key} and /badges/revocations."""

    services: Services

    async def issuer(self, _: Request) -> Response:
        """The profile of who issues badges."""
        course = await reading(self.services.course)
        issuer = self.services.issuer() or course.title
        return _json({"@context": CONTEXT, **open_badge.profile(issuer, self.services.address())})

    async def course(self, _: Request) -> Response:
        """What a badge is for, as the course stands now; each badge says what it was."""
        course = await reading(self.services.course)
        names = [module.title for module in course.modules]
        names += [quiz.title for quiz in course.quizzes_for("final")]
        return _json(
            {
                "@context": CONTEXT,
                "id": f"{self.services.address()}/badges/course",
                "type": ["Achievement"],
                "achievementType": "CertificateOfCompletion",
                "name": course.title,
                "description": course.file.summary,
                "criteria": {"narrative": f"Complete: {', '.join(names)}."},
            }
        )

    async def key(self, request: Request) -> Response:
        """The public key with this id, as a JSON Web Key."""
        found = await reading(lambda: badge_key.read(self.services.db()))
        if found is None or found.id != request.path_params["key"]:
            return _json({"error": "There is no such key."}, 404)
        return _json({**found.public_jwk, "kid": found.id, "use": "sig", "alg": open_badge.ALGORITHM})

    async def revocations(self, _: Request) -> Response:
        """The badges that were withdrawn."""
        address = self.services.address()
        return _json(await reading(lambda: open_badge.revocations(self.services.db(), address)))


def _json(body: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(body, status_code=status, headers=HEADERS)
