"""Letters to people by email, through the institution's own mail server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal, Protocol

Security = Literal["starttls", "tls", "off"]
TIMEOUT = 30.0  # seconds for each answer of the server


class MailProblem(Exception):
    """The mail server cannot be used; the text is a sentence for whoever runs the course."""


class LetterRefused(Exception):
    """The mail server does not take this one letter; the text says why, in its words."""


class MailSettings(Protocol):
    """The settings that say which mail server to use."""

    @property
    def smtp_host(self) -> str: ...  # noqa: D102
    @property
    def smtp_port(self) -> int: ...  # noqa: D102
    @property
    def smtp_user(self) -> str: ...  # noqa: D102
    @property
    def smtp_password(self) -> str: ...  # noqa: D102
    @property
    def smtp_from(self) -> str: ...  # noqa: D102
    @property
    def smtp_tls(self) -> Security: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in, and as whom. Without a user nobody is named to the server."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str
    security: Security


def server_of(settings: MailSettings) -> MailServer | None:
    """The mail server of the settings, or None when none is set."""
    if not settings.smtp_host or not settings.smtp_from:
        return None
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_user,
        settings.smtp_password,
        settings.smtp_from,
        settings.smtp_tls,
    )


class Post:
    """An open connection to a mail server."""

    def __init__(self, connection: smtplib.SMTP, server: MailServer) -> None:
        self._connection = connection
        self._server = server

    def send(self, to: str, subject: str, text: str) -> None:
        """Hand in a letter. Raises LetterRefused when this one is not taken, MailProblem when none is."""
        letter = EmailMessage()
        letter["From"] = self._server.sender
        letter["To"] = to
        letter["Subject"] = subject
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday replies
        letter.set_content(text)
        try:
            self._connection.send_message(letter, to_addrs=[to])  # to nobody else, whatever the head says
        except (
            smtplib.SMTPRecipientsRefused,
            smtplib.SMTPDataError,
            smtplib.SMTPNotSupportedError,
        ) as refusal:
            raise LetterRefused(_answer(refusal)) from None
        except (smtplib.SMTPException, OSError) as fault:
            raise MailProblem(_sentence(self._server, fault)) from None


@contextmanager
def connected(server: MailServer) -> Iterator[Post]:
    """A connection on which to send letters. Raises MailProblem when the server cannot be used."""
    try:
        connection = _connect(server)
    except (smtplib.SMTPException, OSError) as fault:
        raise MailProblem(_sentence(server, fault)) from None
    try:
        yield Post(connection, server)
    finally:
        connection.close()


def _connect(server: MailServer) -> smtplib.SMTP:
    trust = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=trust)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        if server.security == "starttls":
            connection.starttls(context=trust)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _sentence(server: MailServer, fault: Exception) -> str:
    place = f"The mail server {server.host}:{server.port}"
    if isinstance(fault, smtplib.SMTPAuthenticationError):
        return f"{place} refuses the name and password; check LITERACY_SMTP_USER and LITERACY_SMTP_PASSWORD."
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return f"{place} does not offer what is needed ({fault}); check LITERACY_SMTP_TLS."
    if isinstance(fault, smtplib.SMTPSenderRefused):
        return f"{place} refuses the sender {server.sender}: {_answer(fault)}; check LITERACY_SMTP_FROM."
    if isinstance(fault, ssl.SSLError):
        return f"{place} cannot be trusted ({fault.reason or fault}); check LITERACY_SMTP_HOST and LITERACY_SMTP_TLS."
    return f"{place} does not answer as it should: {fault}."


def _answer(refusal: Exception) -> str:
    """What the server said, without the address that it was about."""
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(words)}" for code, words in refusal.recipients.values())
    if isinstance(refusal, smtplib.SMTPResponseException):
        return f"{refusal.smtp_code} {_text(refusal.smtp_error)}"
    return str(refusal)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
