"""Whose cookie it is: forged, expired, foreign and broken ones are nobody's."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from accounts import people, sessions
from accounts.person import Person
from progress.database import Database
from tests.routes.house import House


def is_known(browser: TestClient, cookie: str) -> bool:
    """Whether a request with this cookie is taken for somebody's. The sign-in page lets those pass."""
    headers = {"cookie": f"{sessions.COOKIE}={cookie}"}
    status = browser.get("/account/sign-in", headers=headers).status_code
    assert status in (200, 303)
    return status == 303


@pytest.fixture
def token(house: House, ada: Person) -> str:
    return sessions.start(house.db, ada, house.now)


def test_a_true_cookie_is_its_owners(browser: TestClient, token: str) -> None:
    assert is_known(browser, token)


@pytest.mark.parametrize(
    "forged",
    [
        "x",
        "A" * 43,
        "A" * 5000,
        "王",
        "\x01",
        "%00",
        '"quoted; text"',
        "a=b",
        "../../etc/passwd",
        "' OR 1=1 --",
        " ",
    ],
)
def test_a_forged_or_broken_cookie_is_nobodys(browser: TestClient, token: str, forged: str) -> None:
    headers = {b"cookie": f"{sessions.COOKIE}={forged}".encode()}
    assert browser.get("/account/sign-in", headers=headers).status_code == 200


def test_one_changed_letter_makes_a_cookie_nobodys(browser: TestClient, token: str) -> None:
    assert not is_known(browser, token[:-1] + ("A" if token[-1] != "A" else "B"))


def test_an_old_cookie_is_nobodys(browser: TestClient, house: House, token: str) -> None:
    house.wait(days=31)
    assert not is_known(browser, token)


def test_a_cookie_from_another_installation_is_nobodys(
    browser: TestClient, house: House, token: str, tmp_path: Path
) -> None:
    elsewhere = Database(tmp_path / "elsewhere.db")
    elsewhere.prepare()
    eve = people.add(elsewhere, email="eve@example.ac.uk", name="Eve", role="learner", now=house.now)
    foreign = sessions.start(elsewhere, eve, house.now)
    assert not is_known(browser, foreign)


def test_many_cookies_of_other_sites_do_no_harm(browser: TestClient, token: str) -> None:
    others = "; ".join(f"c{i}={'x' * 100}" for i in range(200))
    headers = {"cookie": f"{others}; ;=; {sessions.COOKIE}={token}"}
    assert browser.get("/account/sign-in", headers=headers).status_code == 303
