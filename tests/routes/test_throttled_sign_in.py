"""Guessing at the door: slowed down, the same answer for everybody, and nobody kept out by others."""

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

import routes
from accounts import browsers, passwords
from accounts.person import Person
from accounts.throttle import ACCOUNT, ADDRESS, PAIR, TAKEN
from tests.routes.house import ADDRESS as AT
from tests.routes.house import PASSWORD, House

PATH = "/account/sign-in"
WRONG = "seven loaves of wheat"


@pytest.fixture
def app(house: House) -> Starlette:
    return Starlette(routes=routes.table(house.services()))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Passwords are compared without the work of hashing; what they were compared with is noted."""
    compared: list[str | None] = []

    def verify(password_hash: str | None, password: str) -> bool:
        compared.append(password_hash)
        return password_hash is not None and password == PASSWORD

    monkeypatch.setattr(passwords, "verify", verify)
    return compared


def at(app: Starlette, source: str) -> TestClient:
    """A browser at this address, that has never been here."""
    return TestClient(app, AT, follow_redirects=False, client=(source, 50000))


def sign_in(browser: TestClient, email: str = "ada@example.ac.uk", password: str = WRONG) -> Response:
    return browser.post(PATH, data={"email": email, "password": password})


def test_after_so_many_guesses_even_the_right_one_is_not_tried(
    app: Starlette, ada: Person, quick: list[str | None]
) -> None:
    eve = at(app, "192.0.2.1")
    assert [sign_in(eve).status_code for _ in range(PAIR.amount)] == [422] * PAIR.amount
    refused = sign_in(eve, password=PASSWORD)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    assert "Wait 15 minutes" in refused.text
    assert len(quick) == PAIR.amount


def test_who_has_signed_in_here_before_gets_in_while_others_guess(
    app: Starlette, ada: Person, quick: list[str | None]
) -> None:
    own = at(app, "192.0.2.1")
    assert sign_in(own, password=PASSWORD).status_code == 303
    own.post("/account/sign-out")
    for i in range(ACCOUNT.amount):  # from her own network too
        sign_in(at(app, "192.0.2.1" if i < PAIR.amount else f"198.51.100.{i}"))
    assert sign_in(at(app, "192.0.2.1"), password=PASSWORD).status_code == 429
    assert sign_in(at(app, "203.0.113.9"), password=PASSWORD).status_code == 429
    assert sign_in(own, password=PASSWORD).status_code == 303


def test_a_whole_network_is_slowed_down_only_by_very_many_guesses(
    app: Starlette, ada: Person, quick: list[str | None]
) -> None:
    for i in range(ADDRESS.amount):
        assert sign_in(at(app, "192.0.2.1"), f"p{i}@example.ac.uk").status_code == 422
    assert sign_in(at(app, "192.0.2.1"), "new@example.ac.uk").status_code == 429
    assert sign_in(at(app, "192.0.2.2"), password=PASSWORD).status_code == 303


def test_one_ipv6_network_counts_as_one_address(app: Starlette, ada: Person, quick: list[str | None]) -> None:
    answers = [sign_in(at(app, f"2001:db8::{i:x}")).status_code for i in range(PAIR.amount + 1)]
    assert answers[-1] == 429
    assert sign_in(at(app, "2001:db8:0:1::1")).status_code == 422


def test_a_header_that_anybody_can_write_changes_no_address(
    app: Starlette, ada: Person, quick: list[str | None]
) -> None:
    eve = at(app, "192.0.2.1")
    answers = []
    for i in range(PAIR.amount + 1):
        headers = {"X-Forwarded-For": f"198.51.100.{i}", "Forwarded": f"for=198.51.100.{i}"}
        answers.append(eve.post(PATH, data={"email": ada.email, "password": WRONG}, headers=headers))
    assert answers[-1].status_code == 429


def test_waiting_does_not_tell_who_has_an_account(
    app: Starlette, ada: Person, quick: list[str | None]
) -> None:
    for name in ("ada", "eve"):
        for _ in range(PAIR.amount):
            sign_in(at(app, "192.0.2.1"), f"{name}@example.ac.uk")
    known, unknown = (sign_in(at(app, "192.0.2.1"), f"{name}@example.ac.uk") for name in ("ada", "eve"))
    assert known.status_code == unknown.status_code == 429
    assert known.text == unknown.text.replace("eve@", "ada@")
    assert {*known.headers} == {*unknown.headers}


def test_a_guess_costs_one_comparison_whether_there_is_an_account_or_not(
    app: Starlette, ada: Person, quick: list[str | None]
) -> None:
    for asked, email in enumerate(("ada@example.ac.uk", "eve@example.ac.uk", "eve", "\x00"), 1):
        sign_in(at(app, "192.0.2.1"), email)
        assert len(quick) == asked


def test_the_browsers_cookie_is_for_the_door_only(app: Starlette, ada: Person) -> None:
    answer = sign_in(at(app, "192.0.2.1"), password=PASSWORD)
    [cookie] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(browsers.COOKIE)]
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/account/"} <= set(cookie.split("; "))


def test_sign_up_does_not_tell_for_long_who_has_an_account(app: Starlette, ada: Person) -> None:
    form = {"email": ada.email, "name": "Eve", "password": "nine bowls of porridge"}
    eve = at(app, "192.0.2.1")
    answers = [eve.post("/account/sign-up", data=form).status_code for _ in range(TAKEN.amount + 1)]
    assert answers == [422] * TAKEN.amount + [429]
