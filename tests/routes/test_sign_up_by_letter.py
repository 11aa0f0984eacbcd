"""Where letters can be sent, an account is made by who opens the link that came to its address."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from accounts import identities, leaving, people, sessions, sign_in, tidying
from accounts.claims import Policy
from accounts.mail import MailServer
from accounts.person import Person
from accounts.throttle import LETTERS
from accounts.tidying import Limits
from tests.mail_server import MailBox, mail_server
from tests.routes.house import PASSWORD, House

PATH = "/account/sign-up"
BO = "bo@example.ac.uk"
NEW = "nine bowls of porridge"


@pytest.fixture
def box(house: House) -> Iterator[MailBox]:
    with mail_server() as box:
        house.mail = box.server
        yield box


def ask(browser: TestClient, email: str = BO, **fields: str) -> str:
    answer = browser.post(PATH, data={"email": email, **fields})
    assert answer.status_code == 200
    return answer.text


def link(box: MailBox) -> str:
    """The path of the link in the last letter."""
    [found] = re.findall(
        r"https://course\.example\.ac\.uk(/account/welcome/\S+)", box.letters[-1].get_content()
    )
    return str(found)


def waiting(house: House) -> list[str]:
    return [row["email"] for row in house.db.rows("SELECT email FROM invitations WHERE email IS NOT NULL")]


def test_the_link_makes_the_account_and_its_address_is_proven(
    browser: TestClient, house: House, box: MailBox
) -> None:
    assert 'name="password"' not in browser.get(PATH).text
    ask(browser, " BO@example.ac.uk", next="/module?m=dough")
    assert people.list_all(house.db) == []
    page = browser.get(link(box))
    assert BO in page.text
    answer = browser.post(
        link(box), data={"name": "Bo Miller", "password": PASSWORD, "next": "/module?m=dough"}
    )
    assert answer.headers["location"] == "/module?m=dough"
    person = sessions.person_of(house.db, browser.cookies[sessions.COOKIE], house.now)
    assert person
    assert (person.email, person.name, person.role, person.address_proof) == (
        BO,
        "Bo Miller",
        "learner",
        "letter",
    )


def test_the_link_carries_the_page_to_go_on_to_and_no_other_site(browser: TestClient, box: MailBox) -> None:
    ask(browser, next="/join?code=ABCD2345&x=ü")
    assert 'name="next" value="/join?code=ABCD2345&amp;x=ü"' in browser.get(link(box)).text
    ask(browser, next="//evil.example.org")
    assert "evil" not in box.letters[-1].get_content()
    answer = browser.post(link(box), data={"name": "Bo", "password": PASSWORD, "next": "//evil.example.org"})
    assert answer.headers["location"] == "/"


def test_the_answer_does_not_tell_who_has_an_account(
    browser: TestClient, house: House, box: MailBox, ada: Person
) -> None:
    known = browser.post(PATH, data={"email": ada.email})
    unknown = browser.post(PATH, data={"email": "eve@example.ac.uk"})
    assert known.status_code == unknown.status_code
    assert known.text.replace("ada@", "eve@") == unknown.text
    assert dict(known.headers) == dict(unknown.headers)
    assert box.to == [ada.email, "eve@example.ac.uk"]


def test_asking_hashes_no_password_so_its_time_tells_nothing(
    browser: TestClient, box: MailBox, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed(*_: object) -> None:
        raise AssertionError("a password was hashed")

    monkeypatch.setattr(PasswordHasher, "hash", hashed)
    monkeypatch.setattr(PasswordHasher, "verify", hashed)
    for email in (ada.email, "eve@example.ac.uk"):
        ask(browser, email, name="Eve", password=PASSWORD)
    assert len(box.letters) == 2


def test_whoever_has_an_account_is_told_so_in_the_letter_alone(
    browser: TestClient, house: House, box: MailBox, ada: Person
) -> None:
    ask(browser, ada.email)
    text = box.letters[0].get_content()
    assert "You have an account with it already" in text
    assert "/account/welcome/" not in text
    assert waiting(house) == []


def test_a_closed_account_is_not_written_to(
    browser: TestClient, house: House, box: MailBox, ada: Person
) -> None:
    people.set_active(house.db, ada, False, None, house.now)
    ask(browser, ada.email)
    assert box.letters == []


def test_the_link_works_once_and_for_a_day(browser: TestClient, house: House, box: MailBox) -> None:
    ask(browser)
    first = link(box)
    ask(browser)
    assert browser.post(first, data={"name": "Bo", "password": PASSWORD}).status_code == 303
    for used in (first, link(box)):  # the other one to the same address is of no use any more
        assert browser.get(used).status_code == 404
    ask(browser, "eve@example.ac.uk")
    house.wait(hours=24)
    assert browser.get(link(box)).status_code == 404
    assert browser.post(link(box), data={"name": "Eve", "password": PASSWORD}).status_code == 404


def test_the_form_cannot_give_the_account_another_address_or_role(
    browser: TestClient, house: House, box: MailBox, ada: Person
) -> None:
    ask(browser)
    fields = {"name": "Bo", "password": PASSWORD, "email": "rector@example.ac.uk", "role": "admin"}
    assert browser.post(link(box), data=fields).status_code == 303
    assert {(person.email, person.role) for person in people.list_all(house.db)} == {
        (ada.email, "learner"),
        (BO, "learner"),
    }


def test_what_is_typed_reaches_no_letter(browser: TestClient, box: MailBox) -> None:
    ask(browser, name="<b>Buy</b> https://evil.example.org", password="x" * 20)
    letter = box.letters[0]
    assert "evil" not in letter.as_string()
    assert letter.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    "email", ["bo", "bo@example.ac.uk\r\nBcc: all@example.ac.uk", "bo@example.ac.uk, eve@example.ac.uk"]
)
def test_what_is_no_single_address_is_told_and_not_written_to(
    browser: TestClient, box: MailBox, email: str
) -> None:
    answer = browser.post(PATH, data={"email": email})
    assert answer.status_code == 422
    assert 'id="email-problem"' in answer.text
    assert box.letters == []


def test_an_address_that_never_comes_is_forgotten(browser: TestClient, house: House, box: MailBox) -> None:
    ask(browser)
    assert waiting(house) == [BO]
    house.wait(hours=24)
    ask(browser, "eve@example.ac.uk")
    assert waiting(house) == ["eve@example.ac.uk"]
    house.wait(hours=24, seconds=1)
    tidying.tidy(house.db, Limits(0, 0), lambda _: None, house.now)
    assert waiting(house) == []


def test_who_is_erased_is_forgotten_where_their_address_waits_too(
    browser: TestClient, house: House, box: MailBox
) -> None:
    ask(browser)
    bo = people.add(house.db, email=BO, name="Bo", role="learner", now=house.now)
    leaving.erase(house.db, bo, bo, house.now)
    assert waiting(house) == []


def test_only_a_hash_of_the_link_is_stored(browser: TestClient, house: House, box: MailBox) -> None:
    ask(browser)
    token = link(box).rpartition("/")[2]
    stored = b"".join(file.read_bytes() for file in house.db.path.parent.glob("progress.db*"))
    assert BO.encode() in stored
    assert token.encode() not in stored


def test_a_mailbox_gets_only_so_many_letters_and_the_answer_stays_the_same(
    browser: TestClient, box: MailBox
) -> None:
    answers = {ask(browser) for _ in range(LETTERS.amount + 2)}
    assert len(box.letters) == LETTERS.amount
    assert len(answers) == 1


def test_a_mail_server_that_is_away_changes_no_answer(browser: TestClient, house: House) -> None:
    house.mail = MailServer("127.0.0.1", 9, "", "", "x@example.ac.uk", "off")
    assert "Look into your mailbox" in ask(browser)


def test_without_confirming_people_are_let_in_at_once_on_their_word(
    browser: TestClient, house: House, box: MailBox
) -> None:
    house.confirm_email = False
    answer = browser.post(PATH, data={"name": "Bo", "email": BO, "password": PASSWORD})
    assert answer.status_code == 303
    person = people.by_email(house.db, BO)
    assert person
    assert person.address_proof is None
    assert box.letters == []


# ---- an account that an impostor made before


@pytest.fixture
def impostor(browser: TestClient, house: House) -> str:
    """The session of somebody who signed up with another's address, on a server without mail."""
    browser.post(PATH, data={"name": "Bo", "email": BO, "password": PASSWORD})
    return browser.cookies[sessions.COOKIE]


def test_the_owner_who_comes_by_a_provider_puts_the_impostor_out(house: House, impostor: str) -> None:
    said = {"iss": "https://login.example.ac.uk", "sub": "1", "email": BO, "email_verified": True}
    owner = identities.sign_in(house.db, said, Policy(), house.now)
    assert owner.address_proof == "provider"
    assert sessions.person_of(house.db, impostor, house.now) is None
    assert sign_in.sign_in(house.db, BO, PASSWORD, house.now) is None


def test_the_owner_who_sets_a_password_by_letter_puts_the_impostor_out(
    browser: TestClient, house: House, impostor: str, box: MailBox
) -> None:
    browser.cookies.clear()
    browser.post("/account/forgotten", data={"email": BO})
    assert browser.post(link(box), data={"password": NEW}).status_code == 303
    assert sessions.person_of(house.db, impostor, house.now) is None
    assert sign_in.sign_in(house.db, BO, PASSWORD, house.now) is None
    owner = sign_in.sign_in(house.db, BO, NEW, house.now + timedelta(minutes=1))
    assert owner
    assert owner.address_proof == "letter"
