"""A new password by email. What is answered, and when, is the same whether an account is there or not."""

import logging
from dataclasses import dataclass, field

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from accounts import forgotten
from accounts.mail import LetterRefused, MailProblem, MailServer
from accounts.names import clean_email
from accounts.problems import AccountProblem
from accounts.throttle import Throttle
from faults import log_fault
from routes import forms, pages
from routes.address import source_of
from routes.forms import Form
from routes.pages import Problem
from routes.refusal import Refusal
from routes.services import Services
from routes.threads import reading

LOG = logging.getLogger("china_literacy.routes")


@dataclass(frozen=True)
class Forgotten:
    """GET and POST /account/forgotten."""

    services: Services
    throttle: Throttle = field(default_factory=Throttle)

    async def show(self, _: Request) -> Response:
        """The form."""
        self._server()
        return await self._page({})

    async def submit(self, request: Request) -> Response:
        """Say that a link is on its way, and send it afterwards, if there is anybody to send it to."""
        server = self._server()
        form = await forms.read(request)
        try:
            email = clean_email(form.get("email", ""))
        except AccountProblem as problem:
            return await self._page(form, Problem("email", str(problem)))
        source = source_of(request)
        course = await reading(self.services.course)
        answer = pages.notice_page(
            course,
            200,
            "Look into your mailbox",
            f"If {email} has an account here, a link that sets a new password is on its way to it. Nothing came after a"
            " few minutes? Ask the people who run the course.",
        )
        answer.background = BackgroundTask(self._send, email, source, server)
        return answer

    def _send(self, email: str, source: str | None, server: MailServer) -> None:
        if not self.throttle.may_write(email, source):
            return
        services = self.services
        try:
            forgotten.send(
                services.db(), email, services.course(), server, services.address(), services.now()
            )
        except (MailProblem, LetterRefused) as problem:
            LOG.warning("A link for a new password could not be sent: %s", type(problem).__name__)
        except Exception as fault:
            log_fault(LOG, fault)

    def _server(self) -> MailServer:
        server = self.services.mail()
        if server is None:
            raise Refusal(
                404,
                "No letters from here",
                "This server sends no email. Ask the people who run the course for a link that sets a new password.",
            )
        return server

    async def _page(self, form: Form, *problems: Problem) -> Response:
        course = await reading(self.services.course)
        return pages.form_page("forgotten.html", course, problems, email=form.get("email", ""))
