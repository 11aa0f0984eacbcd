"""A new password by email, asked for at the door."""

import re

from starlette.testclient import TestClient

from accounts.mail import MailServer
from accounts.person import Person
from accounts.throttle import LETTERS
from tests.mail_server import mail_server
from tests.routes.house import House

PATH = "/account/forgotten"
NEW = "nine bowls of porridge"


def test_the_link_that_comes_sets_a_password_and_lets_its_owner_in(
    browser: TestClient, house: House, ada: Person
) -> None:
    with mail_server() as box:
        house.mail = box.server
        assert browser.get(PATH).status_code == 200
        assert PATH in browser.get("/account/sign-in").text
        assert browser.post(PATH, data={"email": ada.email}).status_code == 200
    [link] = re.findall(r"/account/welcome/\S+", box.letters[0].get_content())
    assert browser.post(link, data={"password": NEW}).status_code == 303
    answer = browser.post("/account/sign-in", data={"email": ada.email, "password": NEW})
    assert answer.status_code == 303


def test_the_answer_does_not_tell_who_has_an_account(browser: TestClient, house: House, ada: Person) -> None:
    with mail_server() as box:
        house.mail = box.server
        known = browser.post(PATH, data={"email": ada.email})
        unknown = browser.post(PATH, data={"email": "eve@example.ac.uk"})
    assert known.status_code == unknown.status_code
    assert known.text.replace("ada@", "eve@") == unknown.text
    assert dict(known.headers) == dict(unknown.headers)
    assert box.to == [ada.email]


def test_a_mail_server_that_is_away_changes_no_answer(browser: TestClient, house: House, ada: Person) -> None:
    house.mail = MailServer("127.0.0.1", 9, "", "", "x@example.ac.uk", "off")
    assert browser.post(PATH, data={"email": ada.email}).status_code == 200


def test_a_mailbox_gets_only_so_many_letters_and_the_answer_stays_the_same(
    browser: TestClient, house: House, ada: Person
) -> None:
    with mail_server() as box:
        house.mail = box.server
        answers = [browser.post(PATH, data={"email": ada.email}) for _ in range(LETTERS.amount + 2)]
    assert len(box.letters) == LETTERS.amount
    assert len({answer.text for answer in answers}) == 1


def test_where_no_mail_is_sent_the_page_says_whom_to_ask(browser: TestClient, ada: Person) -> None:
    assert PATH not in browser.get("/account/sign-in").text
    for answer in (browser.get(PATH), browser.post(PATH, data={"email": ada.email})):
        assert answer.status_code == 404
        assert "Ask the people who run the course" in answer.text


def test_what_is_no_address_is_told(browser: TestClient, house: House) -> None:
    house.mail = MailServer("127.0.0.1", 9, "", "", "x@example.ac.uk", "off")
    answer = browser.post(PATH, data={"email": "ada"})
    assert answer.status_code == 422
    assert "Enter an email address" in answer.text
