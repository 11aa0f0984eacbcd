import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from accounts import sessions
from accounts.person import Person
from tests.routes.house import PASSWORD, House

PATH = "/account/sign-in"


def sign_in(
    browser: TestClient, email: str = "ada@example.ac.uk", password: str = PASSWORD, **more: str
) -> Response:
    return browser.post(PATH, data={"email": email, "password": password, **more})


def test_signing_in_sets_a_cookie_that_is_the_persons_session(
    browser: TestClient, house: House, ada: Person
) -> None:
    assert sign_in(browser).status_code == 303
    assert sessions.person_of(house.db, browser.cookies[sessions.COOKIE], house.now) == ada


def test_scripts_and_other_sites_cannot_use_the_cookie(browser: TestClient, ada: Person) -> None:
    cookie = sign_in(browser).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/;" in cookie
    assert "Secure" in cookie


def test_the_cookie_works_on_plain_http_too(browser: TestClient, ada: Person) -> None:
    browser.base_url = "http://localhost:8501"
    assert "Secure" not in sign_in(browser).headers["set-cookie"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    browser: TestClient, ada: Person
) -> None:
    wrong = sign_in(browser, password="seven loaves of wheat")
    unknown = sign_in(browser, email="eve@example.ac.uk")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text == unknown.text.replace("eve@", "ada@")
    assert dict(wrong.headers) == dict(unknown.headers)
    assert "do not match" in wrong.text


def test_the_address_is_kept_and_the_password_is_not(browser: TestClient, ada: Person) -> None:
    text = sign_in(browser, password="seven loaves of wheat").text
    assert 'value="ada@example.ac.uk"' in text
    assert "seven loaves" not in text


def test_an_empty_form_names_both_fields_and_links_to_them(browser: TestClient) -> None:
    page = sign_in(browser, email="", password=" ")
    assert page.status_code == 422
    assert '<a href="#email">Enter your email address.</a>' in page.text
    assert '<a href="#password">Enter your password.</a>' in page.text
    assert "<title>Error: " in page.text


@pytest.mark.parametrize("email", ["ada@example.ac.uk\x00", "\u202eku.ca", "ada", "a" * 5000, "王@例子.cn"])
def test_an_odd_address_is_only_a_wrong_one(browser: TestClient, ada: Person, email: str) -> None:
    page = sign_in(browser, email=email)
    assert page.status_code == 422
    assert "do not match" in page.text


def test_markup_in_the_address_stays_text(browser: TestClient) -> None:
    text = sign_in(browser, email='"><script>alert(1)</script>').text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_next_leads_back_to_the_page_that_was_open(browser: TestClient, ada: Person) -> None:
    form = browser.get(PATH, params={"next": "/module?m=dough&s=rise"}).text
    assert 'name="next" value="/module?m=dough&amp;s=rise"' in form
    assert sign_in(browser, next="/module?m=dough&s=rise").headers["location"] == "/module?m=dough&s=rise"


def test_next_survives_a_mistyped_password(browser: TestClient, ada: Person) -> None:
    assert 'name="next" value="/record"' in sign_in(browser, password="wrong", next="/record").text


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]
)
def test_next_never_leads_to_another_site(browser: TestClient, ada: Person, target: str) -> None:
    assert "evil" not in browser.get(PATH, params={"next": target}).text
    assert sign_in(browser, next=target).headers["location"] == "/"
    assert browser.get(PATH, params={"next": target}).headers["location"] == "/"


def test_who_is_signed_in_goes_straight_on(browser: TestClient, ada: Person) -> None:
    sign_in(browser)
    page = browser.get(PATH, params={"next": "/record"})
    assert page.status_code == 303
    assert page.headers["location"] == "/record"


def test_signing_in_again_ends_the_session_before(browser: TestClient, house: House, ada: Person) -> None:
    sign_in(browser)
    before = browser.cookies[sessions.COOKIE]
    sign_in(browser)
    assert sessions.person_of(house.db, before, house.now) is None
    assert sessions.person_of(house.db, browser.cookies[sessions.COOKIE], house.now) == ada
