"""Signing in with an address and a password."""

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from accounts import browsers, sign_in
from accounts.person import Person
from accounts.throttle import Guess, Throttle
from routes import cookies, forms, pages
from routes.address import source_of
from routes.forms import Form
from routes.pages import Problem
from routes.return_path import return_path
from routes.services import Services
from routes.session import go_to, let_in, person_here
from routes.threads import hashing, reading

# Said of both at once: which of the two was wrong is nobody's business.
NO_MATCH = "That address and password do not match."
MISMATCH = Problem("password", NO_MATCH, advice="Check both and try again.", beside=False)


@dataclass(frozen=True)
class SignIn:
    """GET and POST /account/sign-in. `next` says where to go afterwards."""

    services: Services
    throttle: Throttle = field(default_factory=Throttle)

    async def show(self, request: Request) -> Response:
        """The form, or the page that was asked for if the visitor is signed in already."""
        destination = return_path(request.query_params.get("next"))
        if await person_here(self.services, request):
            return go_to(destination)
        return await self._page({"next": destination})

    async def submit(self, request: Request) -> Response:
        """Let the person in, or show the form with what to mend."""
        form = await forms.read(request)
        blanks = _blanks(form)
        if blanks:
            return await self._page(form, *blanks)
        source, browser = source_of(request), cookies.browser(request)
        found = await hashing(lambda: self._person(form, source, browser))
        if isinstance(found, Person):
            return await let_in(self.services, request, found, return_path(form.get("next")))
        if found:
            return await self._later(form, found)
        return await self._page(form, MISMATCH)

    def _person(self, form: Form, source: str | None, browser: str | None) -> Person | int:
        """Who signs in; otherwise the seconds to wait before the next guess, 0 for a guess that was wrong.

        So few run at once that what several guesses at the same moment gain does not matter.
        """
        email = form["email"]
        guess = Guess(email, source, browsers.recognise(self.services.db(), email, browser))
        if wait := self.throttle.wait(guess):
            return wait
        person = sign_in.sign_in(self.services.db(), email, form["password"], self.services.now())
        if person is None:
            self.throttle.failed(guess)
            return 0
        self.throttle.succeeded(guess)
        return person

    async def _later(self, form: Form, seconds: int) -> Response:
        page = await self._page(form, pages.too_often(seconds), status=429)
        page.headers["Retry-After"] = str(seconds)
        return page

    async def _page(self, form: Form, *problems: Problem, status: int = 200) -> Response:
        course = await reading(self.services.course)
        return pages.form_page(
            "sign_in.html",
            course,
            problems,
            status,
            email=form.get("email", ""),
            next=return_path(form.get("next")),
            letters="yes" if self.services.mail() else "",
        )


def _blanks(form: Form) -> list[Problem]:
    asked = {"email": "Enter your email address.", "password": "Enter your password."}
    return [Problem(field, text) for field, text in asked.items() if not form.get(field, "").strip()]
