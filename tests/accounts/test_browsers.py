from datetime import datetime

import pytest

from accounts import browsers, passwords, people, sign_in
from accounts.people import Person
from progress.database import Database

PASSWORD = "seven loaves of rye"


@pytest.fixture
def bo(db: Database, now: datetime) -> Person:
    return sign_in.sign_up(db, "bo@example.ac.uk", "Bo Miller", PASSWORD, now)


@pytest.fixture
def cookie(db: Database, bo: Person) -> str:
    made = browsers.remember(db, bo.id)
    assert made is not None
    return made


def test_a_browser_is_known_at_the_account_that_it_signed_in_to(
    db: Database, bo: Person, cookie: str
) -> None:
    assert browsers.recognise(db, " BO@example.ac.uk ", cookie) == cookie.partition(".")[0]


def test_two_browsers_are_told_apart(db: Database, bo: Person, cookie: str) -> None:
    other = browsers.remember(db, bo.id)
    assert browsers.recognise(db, bo.email, other) not in (None, browsers.recognise(db, bo.email, cookie))


def test_it_is_known_at_no_other_account(db: Database, now: datetime, cookie: str) -> None:
    sign_in.sign_up(db, "eve@example.ac.uk", "Eve", PASSWORD, now)
    assert browsers.recognise(db, "eve@example.ac.uk", cookie) is None
    assert browsers.recognise(db, "nobody@example.ac.uk", cookie) is None


def test_a_new_password_makes_every_browser_unknown(
    db: Database, now: datetime, bo: Person, cookie: str
) -> None:
    passwords.set_password(db, bo.id, "nine bowls of porridge", now)
    assert browsers.recognise(db, bo.email, cookie) is None


def test_a_closed_account_knows_no_browser(
    db: Database, now: datetime, bo: Person, tove: Person, cookie: str
) -> None:
    people.set_active(db, bo, False, tove, now)
    assert browsers.recognise(db, bo.email, cookie) is None


@pytest.mark.parametrize("forged", [None, "", "x", 3, "a" * 22 + "." + "0" * 64, "\ud800", "." * 87])
def test_a_forged_cookie_is_not_known(db: Database, bo: Person, forged: object) -> None:
    assert browsers.recognise(db, bo.email, forged) is None


def test_a_signature_holds_for_its_own_name_only(db: Database, bo: Person, cookie: str) -> None:
    name, _, signature = cookie.partition(".")
    assert browsers.recognise(db, bo.email, f"{name[::-1]}.{signature}") is None


def test_without_a_password_there_is_nothing_to_guess(db: Database, ada: Person) -> None:
    assert browsers.remember(db, ada.id) is None
