import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from accounts import invitations, people, sessions, sign_in
from accounts.person import Person
from tests.routes.house import PASSWORD, House


def accept(browser: TestClient, token: str, **fields: str) -> Response:
    form = {"name": "Tove Oven", "email": "tove@example.ac.uk", "password": PASSWORD, **fields}
    return browser.post(f"/account/welcome/{token}", data=form)


@pytest.fixture
def first(house: House) -> str:
    """The link that the server prints while nobody has a trainer's account."""
    return invitations.create(house.db, role="trainer", now=house.now)


@pytest.fixture
def for_ada(house: House, ada: Person) -> str:
    """A link with which Ada sets a new password."""
    return invitations.create(house.db, person_id=ada.id, now=house.now)


def test_the_first_link_makes_a_trainer_and_lets_them_in(
    browser: TestClient, house: House, first: str
) -> None:
    assert "trainer account" in browser.get(f"/account/welcome/{first}").text
    assert accept(browser, first).headers["location"] == "/"
    person = sessions.person_of(house.db, browser.cookies[sessions.COOKIE], house.now)
    assert person is not None
    assert (person.name, person.role) == ("Tove Oven", "trainer")


def test_looking_at_a_link_does_not_use_it_up(browser: TestClient, first: str) -> None:
    assert browser.get(f"/account/welcome/{first}").status_code == 200
    assert browser.get(f"/account/welcome/{first}").status_code == 200


def test_a_mistake_does_not_use_a_link_up(browser: TestClient, first: str) -> None:
    assert accept(browser, first, password="short").status_code == 422
    assert accept(browser, first).status_code == 303


def test_a_link_works_once(browser: TestClient, house: House, first: str) -> None:
    accept(browser, first)
    assert browser.get(f"/account/welcome/{first}").status_code == 404
    again = accept(browser, first, email="eve@example.ac.uk")
    assert again.status_code == 404
    assert "does not work any more" in again.text
    assert [person.email for person in people.list_all(house.db)] == ["tove@example.ac.uk"]


def test_an_old_link_does_not_work(browser: TestClient, house: House, first: str) -> None:
    house.wait(hours=49)
    assert accept(browser, first).status_code == 404


@pytest.mark.parametrize("token", ["none", "A" * 43, "%00", "王", "A" * 5000])
def test_a_made_up_link_does_not_work(browser: TestClient, first: str, token: str) -> None:
    assert browser.get(f"/account/welcome/{token}").status_code == 404
    assert accept(browser, token).status_code == 404


def test_a_link_for_a_person_sets_their_password(
    browser: TestClient, house: House, ada: Person, for_ada: str
) -> None:
    form = browser.get(f"/account/welcome/{for_ada}").text
    assert 'value="ada@example.ac.uk" readonly' in form
    accept(browser, for_ada, password="nine bowls of porridge")
    assert sign_in.sign_in(house.db, ada.email, "nine bowls of porridge", house.now) == ada
    assert sign_in.sign_in(house.db, ada.email, PASSWORD, house.now) is None


def test_a_link_for_a_person_changes_neither_name_nor_address(
    browser: TestClient, house: House, ada: Person, for_ada: str
) -> None:
    accept(browser, for_ada, name="Eve", email="eve@example.ac.uk")
    assert people.list_all(house.db) == [ada]


def test_a_person_cannot_take_their_own_address_for_a_password(
    browser: TestClient, ada: Person, for_ada: str
) -> None:
    page = accept(browser, for_ada, email="eve@example.ac.uk", password=ada.email)
    assert page.status_code == 422
    assert 'id="password-problem"' in page.text


def test_a_taken_address_is_refused_and_the_link_still_works(
    browser: TestClient, ada: Person, first: str
) -> None:
    page = accept(browser, first, email=ada.email)
    assert page.status_code == 422
    assert 'id="email-problem"' in page.text
    assert accept(browser, first).status_code == 303


def test_a_link_cannot_be_used_from_another_site(browser: TestClient, house: House, first: str) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    form = {"name": "Eve", "email": "eve@example.ac.uk", "password": PASSWORD}
    assert browser.post(f"/account/welcome/{first}", data=form, headers=headers).status_code == 403
    assert people.list_all(house.db) == []
