"""What the routes need from outside, handed in so that a test can bring its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from accounts.claims import Policy
from accounts.mail import MailServer
from course.course import Course
from progress.database import Database
from routes.front import Front
from routes.provider import NONE, Provider


def _none() -> None:
    """No mail server."""


@dataclass(frozen=True)
class Services:
    """Asked anew for every request, so that nothing is opened before the server starts.

    `course` raises when there is no course to show, `db` when the database cannot be used. `now` is in UTC,
    `folder` holds the course's modules/, `script` is the file that Streamlit runs for every visitor. `address` is where
    people find the server, `issuer` who issues certificates, empty for the course itself. `broken_files` counts what is
    wrong with the course's files now, `metrics_token` is what a monitor has to send, empty where none may ask.
    `mail` is the mail server, if one is set; `confirm_email` says whether signing up goes by a letter then.
    `provider` and `policy` are about signing in elsewhere, `local_accounts` says whether passwords are taken here.
    `front` is the page that browsers are sent first.
    """

    db: Callable[[], Database]
    course: Callable[[], Course]
    now: Callable[[], datetime]
    folder: Callable[[], Path]
    script: Path
    address: Callable[[], str]
    issuer: Callable[[], str]
    broken_files: Callable[[], int]
    metrics_token: Callable[[], str]
    front: Front | None = None
    provider: Provider = NONE
    policy: Callable[[], Policy] = Policy
    local_accounts: Callable[[], bool] = lambda: True
    mail: Callable[[], MailServer | None] = _none
    confirm_email: Callable[[], bool] = lambda: True
