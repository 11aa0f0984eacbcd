"""A link by email for somebody who forgot the password."""

from datetime import datetime

from accounts import audit, invitations, mail
from accounts.mail import MailServer
from accounts.people import by_email
from course.course import Course
from progress.database import Database

HOURS = 1  # a mailbox is read by others sooner or later

# It does not greet by name: whoever made the account may have written there what its true owner is to read.
TEXT = """\
Hello,

somebody, probably you, has asked for a new password for the course “{course}”. This link sets one; it works once,
within an hour:

{link}

If it was not you, do nothing: your password stays as it is. If letters like this keep coming, tell {contact}.
"""


def send(db: Database, email: str, course: Course, server: MailServer, address: str, now: datetime) -> bool:
    """Send a link to the person with this address, if there is one whose account is open; returns whether it was sent.

    Other links for the same person go on working, so that nobody can void them by asking. Raises MailProblem and
    LetterRefused.
    """
    person = by_email(db, email)
    if person is None or not person.active:
        return False
    with db.write() as transaction:
        token = invitations.insert(
            transaction,
            person_id=person.id,
            email=person.email,
            now=now,
            hours=HOURS,
            actor_id=person.id,
            replace_earlier=False,
        )
        audit.write(transaction, None, "password-link-sent", person.id, "", now)
    text = TEXT.format(
        course=course.title,
        link=invitations.address(address, token),
        contact=course.file.contact,
    )
    with mail.connected(server) as post:
        post.send(person.email, f"{course.title}: a new password", text)
    return True
