"""Making an account of one's own."""

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from accounts import sign_in
from accounts.person import Person
from accounts.problems import AccountProblem
from accounts.throttle import Throttle
from routes import forms, pages, wishes
from routes.address import source_of
from routes.forms import Form
from routes.pages import Problem
from routes.return_path import return_path
from routes.services import Services
from routes.session import go_to, let_in, person_here
from routes.sign_up_letter import SignUpLetter
from routes.threads import hashing, reading


@dataclass(frozen=True)
class SignUp:
    """GET and POST /account/sign-up. `next` says where to go afterwards.

    Where letters are sent, the address is confirmed first, and nobody is told whether it has an account.
    """

    services: Services
    throttle: Throttle = field(default_factory=Throttle)

    @property
    def _letter(self) -> SignUpLetter:
        return SignUpLetter(self.services, self.throttle)

    async def show(self, request: Request) -> Response:
        """The form, or the page that was asked for if the visitor is signed in already."""
        destination = return_path(request.query_params.get("next"))
        if await person_here(self.services, request):
            return go_to(destination)
        if self._letter.server():
            return await self._letter.page({"next": destination})
        return await self._page({"next": destination})

    async def submit(self, request: Request) -> Response:
        """Make the account and let its owner in, or show the form with everything that has to be mended."""
        form = await forms.read(request)
        if server := self._letter.server():
            return await self._letter.submit(request, form, server)
        problems = await reading(lambda: wishes.problems(form))
        if problems:
            return await self._page(form, *problems)
        source = source_of(request)
        if wait := self.throttle.wait_to_sign_up(source):
            page = await self._page(form, pages.too_often(wait), status=429)
            page.headers["Retry-After"] = str(wait)
            return page
        try:
            person = await hashing(lambda: self._add(form))
        except AccountProblem as problem:  # the address is taken
            self.throttle.told_taken(source)
            return await self._page(form, Problem("email", str(problem)))
        return await let_in(self.services, request, person, return_path(form.get("next")))

    def _add(self, form: Form) -> Person:
        return sign_in.sign_up(
            self.services.db(), form["email"], form["name"], form["password"], self.services.now()
        )

    async def _page(self, form: Form, *problems: Problem, status: int = 200) -> Response:
        course = await reading(self.services.course)
        return pages.form_page(
            "sign_up.html",
            course,
            problems,
            status,
            name=form.get("name", ""),
            email=form.get("email", ""),
            next=return_path(form.get("next")),
        )
