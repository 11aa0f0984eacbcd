import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from accounts import people, sessions
from accounts.person import Person
from tests.routes.house import PASSWORD, House

PATH = "/account/sign-up"


def sign_up(browser: TestClient, **fields: str) -> Response:
    form = {"name": "Bo Miller", "email": "bo@example.ac.uk", "password": PASSWORD, **fields}
    return browser.post(PATH, data=form)


def test_signing_up_makes_a_learner_and_lets_them_in(browser: TestClient, house: House) -> None:
    answer = sign_up(browser, next="/module?m=dough")
    person = sessions.person_of(house.db, browser.cookies[sessions.COOKIE], house.now)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/module?m=dough"
    assert person is not None
    assert (person.email, person.name, person.role) == ("bo@example.ac.uk", "Bo Miller", "learner")


def test_nobody_makes_themselves_a_trainer(browser: TestClient, house: House) -> None:
    sign_up(browser, role="trainer")
    person = people.by_email(house.db, "bo@example.ac.uk")
    assert person is not None
    assert person.role == "learner"


def test_everything_wrong_is_said_at_once_and_at_its_field(browser: TestClient, house: House) -> None:
    page = sign_up(browser, name=" ", email="bo", password="short")
    assert page.status_code == 422
    for field in ("name", "email", "password"):
        assert f'<a href="#{field}">' in page.text
        assert f'id="{field}-problem"' in page.text
    assert people.list_all(house.db) == []


def test_what_was_written_is_kept_except_the_password(browser: TestClient) -> None:
    text = sign_up(browser, email="bo", password="short-one").text
    assert 'value="Bo Miller"' in text
    assert 'value="bo"' in text
    assert "short-one" not in text


def test_an_address_that_is_taken_is_refused_at_its_field(
    browser: TestClient, house: House, ada: Person
) -> None:
    page = sign_up(browser, email="ADA@example.ac.uk")
    assert page.status_code == 422
    assert 'id="email-problem"' in page.text
    assert people.list_all(house.db) == [ada]
    assert sessions.COOKIE not in browser.cookies


@pytest.mark.parametrize("name", ["王静", "محمد الفارسي", "Zoë O’Neil-Đặng", "Ng", '<b>Bo</b> & "Co"'])
def test_a_name_in_any_script_is_kept_as_written(browser: TestClient, house: House, name: str) -> None:
    assert sign_up(browser, name=name).status_code == 303
    person = people.by_email(house.db, "bo@example.ac.uk")
    assert person is not None
    assert person.name == name


@pytest.mark.parametrize(
    "name", ["Bo\x00", "Bo\x07", "Bo\r\nSet-Cookie: a=b", "\u202eoB", "Bo\u2066", "x" * 101]
)
def test_a_name_with_control_characters_or_without_end_is_refused(
    browser: TestClient, house: House, name: str
) -> None:
    page = sign_up(browser, name=name)
    assert page.status_code == 422
    assert 'id="name-problem"' in page.text
    assert people.list_all(house.db) == []


def test_markup_in_a_name_stays_text(browser: TestClient) -> None:
    text = sign_up(browser, name='"><img src=x onerror=alert(1)>', email="bo").text
    assert "<img src=x" not in text


def test_pressing_the_button_twice_makes_one_account(browser: TestClient, house: House) -> None:
    sign_up(browser)
    sign_up(browser)
    assert len(people.list_all(house.db)) == 1


def test_who_is_signed_in_goes_straight_on(browser: TestClient) -> None:
    sign_up(browser)
    assert browser.get(PATH).headers["location"] == "/"
