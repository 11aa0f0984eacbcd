"""A mail server on this machine that keeps what it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from accounts.mail import MailServer


@dataclass
class MailBox:
    """The letters that came in. Addresses in `refuses` are not taken; after `closes_after` letters it hangs up."""

    letters: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    closes_after: int | None = None
    port: int = 0
    wants_a_name: bool = False

    @property
    def server(self) -> MailServer:
        """How to reach it, without protection or a name."""
        return MailServer("127.0.0.1", self.port, "", "", "Training <training@example.ac.uk>", "off")

    @property
    def to(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.wants_a_name and not session.authenticated:
            return "530 5.7.0 Sign in first"
        if self.closes_after is not None and len(self.letters) >= self.closes_after:
            return "421 4.3.2 Closing"
        if address in self.refuses:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def _knows(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"training", b"right")
    return AuthResult(success=right, handled=False)


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def mail_server(*, auth: bool = False) -> Iterator[MailBox]:
    """A running server on a free port of this machine. With `auth` it wants the name `training` and `right`."""
    box = MailBox(port=_free_port(), wants_a_name=auth)
    options: dict[str, Any] = {"auth_require_tls": False, "authenticator": _knows}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **(options if auth else {}))
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
