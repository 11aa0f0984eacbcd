from starlette.testclient import TestClient

from accounts import sessions
from accounts.person import Person
from tests.routes.house import House


def test_signing_out_ends_the_session_on_the_server_and_in_the_browser(
    browser: TestClient, house: House, ada: Person
) -> None:
    token = sessions.start(house.db, ada, house.now)
    browser.cookies.set(sessions.COOKIE, token, domain="course.example.ac.uk")
    answer = browser.post("/account/sign-out")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert sessions.person_of(house.db, token, house.now) is None
    assert sessions.COOKIE not in browser.cookies


def test_a_link_cannot_sign_anybody_out(browser: TestClient, house: House, ada: Person) -> None:
    token = sessions.start(house.db, ada, house.now)
    answer = browser.get("/account/sign-out", headers={"cookie": f"{sessions.COOKIE}={token}"})
    assert answer.status_code == 404
    assert sessions.person_of(house.db, token, house.now) == ada


def test_signing_out_twice_does_no_harm(browser: TestClient) -> None:
    assert browser.post("/account/sign-out").status_code == 303
    assert browser.post("/account/sign-out").status_code == 303
