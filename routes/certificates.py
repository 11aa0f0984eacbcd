"""Whether a certificate is real: asked by anybody who has its code, and answered with what stands on it, no more.

Nothing limits how often somebody asks, and nothing has to: codes are random, and there are 31 to the power of 12 of
them, so that trying them out finds none.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from progress import certificates
from progress.certificates import Certificate, plain, shown
from routes import pages
from routes.services import Services
from routes.session import go_to
from routes.threads import reading

TITLES = {
    "valid": "This certificate is valid",
    "expired": "This certificate has expired",
    "revoked": "This certificate was withdrawn",
}


@dataclass(frozen=True)
class Certificates:
    """GET /certificates, where a code can be typed, and /certificates/{code}."""

    services: Services

    async def ask(self, request: Request) -> Response:
        """The form, or, with a code, the way to its page."""
        if code := plain(request.query_params.get("code", "")):
            return go_to(f"/certificates/{quote(shown(code[: 2 * certificates.CODE]))}")
        course = await reading(self.services.course)
        return pages.view_page("check.html", course, title="Check a certificate", text="", code="")

    async def show(self, request: Request) -> Response:
        """Whether there is such a certificate and whether it counts today."""
        code = request.path_params["code"]
        course, found = await reading(
            lambda: (self.services.course(), certificates.by_code(self.services.db(), code))
        )
        if found is None:
            text = "No certificate of this course has that code. Check it letter by letter and try again."
            return pages.view_page(
                "check.html", course, 404, title="No such certificate", text=text, code=code[:40]
            )
        status = found.status(self.services.now().date())
        return pages.view_page(
            "certificate.html",
            course,
            title=TITLES[status],
            withdrawn=_day(found.revoked.at.date()) if found.revoked else "",
            facts=_facts(found),
        )


def _facts(found: Certificate) -> dict[str, str]:
    """What stands on it. Of one that was withdrawn only the code: the name may be what was wrong with it."""
    code = {"Code": shown(found.code)}
    if found.revoked:
        return code
    return {
        "Name": found.name,
        "Course": found.course_title,
        "Issued by": found.issuer,
        "Issued": _day(found.issued_on),
        "Valid until": _day(found.until) if found.until else "No end",
        "Editions": " · ".join(f"{part.title} ({part.edition})" for part in (*found.modules, *found.finals)),
        **code,
    }


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
