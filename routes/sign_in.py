"""Signing in with an address and a password."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from accounts import sign_in
from accounts.person import Person
from routes import forms, pages
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
        person = await hashing(lambda: self._person(form))
        if person is None:
            return await self._page(form, MISMATCH)
        return await let_in(self.services, request, person, return_path(form.get("next")))

    def _person(self, form: Form) -> Person | None:
        return sign_in.sign_in(self.services.db(), form["email"], form["password"], self.services.now())

    async def _page(self, form: Form, *problems: Problem) -> Response:
        course = await reading(self.services.course)
        return pages.form_page(
            "sign_in.html", course, problems, email=form.get("email", ""), next=return_path(form.get("next"))
        )


def _blanks(form: Form) -> list[Problem]:
    asked = {"email": "Enter your email address.", "password": "Enter your password."}
    return [Problem(field, text) for field, text in asked.items() if not form.get(field, "").strip()]
