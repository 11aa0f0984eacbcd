"""Asking for a letter that makes an account. What is answered, and when, is the same whether there is one or not."""

import logging
from dataclasses import dataclass, field

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from accounts import sign_up_letter
from accounts.mail import LetterRefused, MailProblem, MailServer
from accounts.names import clean_email
from accounts.problems import AccountProblem
from accounts.throttle import Throttle
from faults import log_fault
from routes import pages
from routes.address import source_of
from routes.forms import Form
from routes.pages import Problem
from routes.return_path import return_path
from routes.services import Services
from routes.threads import reading

LOG = logging.getLogger("china_literacy.routes")


@dataclass(frozen=True)
class SignUpLetter:
    """What /account/sign-up is where an address has to be confirmed before there is an account."""

    services: Services
    throttle: Throttle = field(default_factory=Throttle)

    def server(self) -> MailServer | None:
        """The mail server, where signing up goes by a letter; None where it does not."""
        return self.services.mail() if self.services.confirm_email() else None

    async def page(self, form: Form, *problems: Problem) -> Response:
        """The form, which asks for the address alone: nothing else is kept before it is confirmed."""
        course = await reading(self.services.course)
        return pages.form_page(
            "sign_up_letter.html",
            course,
            problems,
            email=form.get("email", ""),
            next=return_path(form.get("next")),
            hours=str(sign_up_letter.HOURS),
        )

    async def submit(self, request: Request, form: Form, server: MailServer) -> Response:
        """Say that a link is on its way, and send it afterwards, or a letter that says that there is an account."""
        try:
            email = clean_email(form.get("email", ""))
        except AccountProblem as problem:
            return await self.page(form, Problem("email", str(problem)))
        answer = pages.notice_page(
            await reading(self.services.course),
            200,
            "Look into your mailbox",
            f"A letter is on its way to {email}; its link makes your account. Nothing came after a few minutes? Look"
            " among unwanted mail, check the address, or ask the people who run the course.",
        )
        destination = return_path(form.get("next"))
        answer.background = BackgroundTask(self._send, email, source_of(request), server, destination)
        return answer

    def _send(self, email: str, source: str | None, server: MailServer, destination: str) -> None:
        if not self.throttle.may_write(email, source):
            return
        services = self.services
        try:
            sign_up_letter.send(
                services.db(),
                email,
                services.course(),
                server,
                services.address(),
                destination,
                services.now(),
            )
        except (MailProblem, LetterRefused) as problem:
            LOG.warning("A letter to sign up could not be sent: %s", type(problem).__name__)
        except Exception as fault:
            log_fault(LOG, fault)
