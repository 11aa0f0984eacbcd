"""Opening a one-time link, which makes an account with a role or sets the password of one that is there."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from accounts import invitations, people
from accounts.person import Person
from accounts.problems import AccountProblem
from routes import forms, pages, wishes
from routes.forms import Form
from routes.pages import Problem
from routes.refusal import Refusal
from routes.return_path import HOME, return_path
from routes.services import Services
from routes.session import let_in
from routes.threads import hashing, reading


@dataclass(frozen=True)
class Offer:
    """What a link that still works gives: a role to a new account, or a password to a person who is there.

    `email` is the address of a new account whose owner was sent the link, empty where they may choose one.
    """

    role: str | None
    person: Person | None
    email: str = ""


@dataclass(frozen=True)
class Welcome:
    """GET and POST /account/welcome/{token}."""

    services: Services

    async def show(self, request: Request) -> Response:
        """The form. Looking at it does not use the link up."""
        return await self._page(await self._offer(request), {"next": request.query_params.get("next", HOME)})

    async def submit(self, request: Request) -> Response:
        """Use the link up and let its owner in, or show the form with what to mend."""
        offer = await self._offer(request)
        form = _completed(await forms.read(request), offer)
        problems = await reading(
            lambda: wishes.password_problems(form, form["email"]) if offer.person else wishes.problems(form)
        )
        if problems:
            return await self._page(offer, form, *problems)
        try:
            person = await hashing(lambda: self._accept(request.path_params["token"], form))
        except AccountProblem as problem:
            await self._offer(request)  # somebody may have used the link in the meantime
            return await self._page(offer, form, Problem("email", str(problem)))
        return await let_in(self.services, request, person, return_path(form.get("next")))

    async def _offer(self, request: Request) -> Offer:
        offer = await reading(lambda: self._find(request.path_params["token"]))
        if offer is None:
            raise Refusal(
                404,
                "This link does not work any more",
                "It works once and for a limited time. Ask the people who run the course for a new one, or sign in"
                " if you have used it already.",
            )
        return offer

    def _find(self, token: str) -> Offer | None:
        invitation = invitations.peek(self.services.db(), token, self.services.now())
        if invitation is None:
            return None
        if invitation.person_id is None:
            return Offer(invitation.role, None, invitation.email or "")
        person = people.find(self.services.db(), invitation.person_id)
        return Offer(None, person) if person else None

    def _accept(self, token: str, form: Form) -> Person:
        return invitations.accept(
            self.services.db(),
            token,
            email=form["email"],
            name=form["name"],
            password=form["password"],
            now=self.services.now(),
        )

    async def _page(self, offer: Offer, form: Form, *problems: Problem) -> Response:
        course = await reading(self.services.course)
        if offer.person:
            return pages.form_page("set_password.html", course, problems, email=offer.person.email)
        if offer.email:
            return pages.form_page(
                "finish_sign_up.html",
                course,
                problems,
                name=form.get("name", ""),
                email=offer.email,
                next=return_path(form.get("next")),
            )
        return pages.form_page(
            "welcome.html",
            course,
            problems,
            role=offer.role or "learner",
            name=form.get("name", ""),
            email=form.get("email", ""),
        )


def _completed(form: Form, offer: Offer) -> Form:
    """The form with every field. A person who is there keeps name and address whatever the form says.

    So does an address that was confirmed.
    """
    if offer.person:
        return {"password": "", **form, "name": offer.person.name, "email": offer.person.email}
    fixed = {"email": offer.email} if offer.email else {}
    return {"name": "", "email": "", "password": "", **form, **fixed}
