"""Whether a certificate or a completion is real: anybody who has its code can ask, and is told what it says, no more.

A certificate has its code printed on it; a completed module or a passed test has one in the list that a research office
keeps of its people.

Nothing limits how often somebody asks, and nothing has to: codes are random, and there are 31 to the power of 12 of
them, so that trying them out finds none.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from course.course import Course
from progress import certificates, certified
from progress.certificates import Certificate, plain, shown
from progress.certified import Certified
from routes import pages
from routes.services import Services
from routes.session import go_to
from routes.threads import reading

TITLES = {
    "valid": "This certificate is valid",
    "expired": "This certificate has expired",
    "revoked": "This certificate was withdrawn",
}
COMPLETIONS = {
    "valid": "This completion is valid",
    "expired": "This completion has expired",
    "under review": "This completion is under review",
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
            return await self._completion(code)
        status = found.status(self.services.now().date())
        return pages.view_page(
            "certificate.html",
            course,
            title=TITLES[status],
            withdrawn=_day(found.revoked.at.date()) if found.revoked else "",
            facts=_facts(found),
        )

    async def _completion(self, code: str) -> Response:
        """The same of a module completed or a final test passed."""
        course = await reading(self.services.course)
        found = await reading(lambda: certified.by_code(self.services.db(), course, code))
        if found is None:
            text = "No certificate of this course has that code. Check it letter by letter and try again."
            return pages.view_page(
                "check.html", course, 404, title="No such certificate", text=text, code=code[:40]
            )
        title = COMPLETIONS[found.status(self.services.now().date())]
        return pages.view_page(
            "certificate.html", course, title=title, withdrawn="", facts=_done(found, course)
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


def _done(found: Certified, course: Course) -> dict[str, str]:
    return {
        "Name": found.name,
        "Course": course.title,
        "Completed": found.title,
        "Edition": found.edition,
        "On": _day(found.completed_at.date()),
        "Valid until": _day(found.until) if found.until else "No end",
        "Code": shown(found.code or ""),
    }


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
