"""Signing up by a letter: whoever opens its link reads the letters of the address, and only then has an account."""

from datetime import datetime
from urllib.parse import urlencode

from accounts import invitations, mail
from accounts.mail import MailServer
from accounts.people import by_email
from accounts.person import Person
from course.course import Course
from progress.database import Database

HOURS = 24

NEW = """\
Hello,

somebody, probably you, wants to join the course “{course}” with this address. This link makes the account; it works
once, within {hours} hours:

{link}

If it was not you, do nothing: there is no account, and the address is forgotten. If letters like this keep coming, tell
{contact}.
"""

THERE = """\
Hello,

somebody, probably you, wants to join the course “{course}” with this address. You have an account with it already. Sign
in here:

{address}/account/sign-in

You can have a link sent for a new password there. If it was not you, do nothing: nothing has changed. If letters like
this keep coming, tell {contact}.
"""


def send(
    db: Database,
    email: str,
    course: Course,
    server: MailServer,
    address: str,
    destination: str,
    now: datetime,
) -> bool:
    """Send a link that makes an account, or say that there is one; returns whether a letter was sent.

    `email` is clean, `address` the server's, `destination` the page to go on to. A closed account is not written to.
    Nothing that was typed is in the letter. Raises MailProblem and LetterRefused.
    """
    person = by_email(db, email)
    if person and not person.active:
        return False
    text = _there(course, address) if person else _new(db, email, course, address, destination, now)
    with mail.connected(server) as post:
        post.send(email, f"{course.title}: {_subject(person)}", text)
    return True


def _subject(person: Person | None) -> str:
    return "you have an account" if person else "your account"


def _there(course: Course, address: str) -> str:
    return THERE.format(course=course.title, address=address, contact=course.file.contact)


def _new(db: Database, email: str, course: Course, address: str, destination: str, now: datetime) -> str:
    with db.write() as transaction:
        invitations.forget_run_out(transaction, now)
        token = invitations.insert(
            transaction,
            role="learner",
            email=email,
            now=now,
            hours=HOURS,
            actor_id=None,
            replace_earlier=False,
        )
    link = invitations.address(address, token)
    if destination != "/":
        link += "?" + urlencode({"next": destination})
    return NEW.format(course=course.title, hours=HOURS, link=link, contact=course.file.contact)
