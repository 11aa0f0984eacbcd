import re
from datetime import datetime, timedelta

import pytest

from accounts import audit, forgotten, invitations, people
from accounts.people import Person
from course.course import Course
from course.loader import load
from progress.database import Database
from tests.bread import ORIGINAL
from tests.mail_server import MailBox, mail_server

AT = "https://course.example.ac.uk"


@pytest.fixture
def course() -> Course:
    course = load(ORIGINAL).course
    assert course
    return course


def ask(db: Database, email: str, course: Course, box: MailBox, now: datetime) -> bool:
    return forgotten.send(db, email, course, box.server, AT, now)


def test_the_link_goes_to_the_persons_own_address_and_sets_a_password(
    db: Database, now: datetime, ada: Person, course: Course
) -> None:
    with mail_server() as box:
        assert ask(db, " ADA@example.ac.uk", course, box, now)
    [letter] = box.letters
    assert letter["To"] == ada.email
    found = re.search(rf"{AT}/account/welcome/(\S+)", letter.get_content())
    assert found
    invitation = invitations.peek(db, found[1], now)
    assert invitation
    assert invitation.person_id == ada.id
    assert invitations.peek(db, found[1], now + timedelta(hours=1)) is None
    assert audit.recent(db, 1)[0].subject_id == ada.id


def test_nobody_else_is_written_to(
    db: Database, now: datetime, ada: Person, tove: Person, course: Course
) -> None:
    people.set_active(db, ada, False, tove, now)
    with mail_server() as box:
        assert not ask(db, ada.email, course, box, now)  # or asking would reopen a closed account
        assert not ask(db, "nobody@example.ac.uk", course, box, now)
    assert box.letters == []


def test_asking_voids_no_link_that_a_trainer_made(
    db: Database, now: datetime, ada: Person, course: Course
) -> None:
    made = invitations.create(db, person_id=ada.id, now=now, hours=300)
    with mail_server() as box:
        ask(db, ada.email, course, box, now)
    assert invitations.peek(db, made, now)


def test_a_new_password_voids_the_link_that_came_by_mail(
    db: Database, now: datetime, ada: Person, course: Course
) -> None:
    with mail_server() as box:
        ask(db, ada.email, course, box, now)
        ask(db, ada.email, course, box, now)
    first, second = (re.findall(r"welcome/(\S+)", letter.get_content())[0] for letter in box.letters)
    invitations.accept(db, first, email="", name="", password="seven loaves of rye", now=now)
    assert invitations.peek(db, second, now) is None


@pytest.mark.parametrize(
    "name", ["{link} Bcc: all <b>%s</b>", "Your account was broken into, go to https://evil.example.org"]
)
def test_whoever_made_the_account_writes_nothing_into_the_letter(
    db: Database, now: datetime, course: Course, name: str
) -> None:
    people.add(db, email="x@example.ac.uk", name=name, role="learner", now=now)
    with mail_server() as box:
        assert ask(db, "x@example.ac.uk", course, box, now)
    [letter] = box.letters
    assert not [part for part in ("evil", "Bcc", "<b>") if part in letter.as_string()]
    assert letter.get_content_type() == "text/plain"
