"""Anybody can ask whether a certificate is real, and learns what stands on it and no more."""

from html import escape

import pytest
from starlette.testclient import TestClient

from accounts.person import Person
from progress import certificates, certified
from progress.certificates import Certificate, shown
from progress.database import Transaction
from progress.moments import to_text
from tests.routes.house import House

CODE = "ABCDEFGHJKMN"


def made(house: House, ada: Person, until: str = "2028-11-23") -> Certificate:
    """A certificate of Ada's."""
    with house.db.write() as transaction:
        _store(transaction, house, ada, until)
    found = certificates.by_code(house.db, CODE)
    assert found
    return found


def _store(transaction: Transaction, house: House, ada: Person, until: str) -> None:
    transaction.run(
        """
        INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, score, issued_at,
            valid_until)
        VALUES (:code, 'x1', :person_id, 'Ada <Baker>', 'Bread', 'University of Bread',
            '{"modules": [["dough", "Dough", "2"]], "finals": []}', 86.7, :now, :until)
        """,
        code=CODE,
        person_id=ada.id,
        now=to_text(house.now),
        until=until,
    )


def test_a_valid_one_shows_what_stands_on_it_and_no_more(
    browser: TestClient, house: House, ada: Person
) -> None:
    made(house, ada)
    answer = browser.get(f"/certificates/{shown(CODE)}")
    assert answer.status_code == 200
    for words in (
        "This certificate is valid",
        "Ada &lt;Baker&gt;",
        "University of Bread",
        "23 November 2026",
        "23 November 2028",
        "Dough (2)",
        "ABCD-EFGH-JKMN",
    ):
        assert words in answer.text
    for private in (ada.email, ada.id, "86", "x1"):
        assert private not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("typed", ["abcdefghjkmn", "ABCD EFGH JKMN", "abcd-efgh-jkmn"])
def test_a_code_is_found_however_it_is_typed(
    browser: TestClient, house: House, ada: Person, typed: str
) -> None:
    made(house, ada)
    assert browser.get(f"/certificates/{typed}").status_code == 200
    form = browser.get("/certificates", params={"code": typed})
    assert (form.status_code, form.headers["location"]) == (303, "/certificates/ABCD-EFGH-JKMN")


def test_an_expired_one_says_so(browser: TestClient, house: House, ada: Person) -> None:
    made(house, ada, until="2026-11-24")
    assert "This certificate is valid" in browser.get(f"/certificates/{CODE}").text
    house.wait(days=2)
    assert "This certificate has expired" in browser.get(f"/certificates/{CODE}").text


def test_a_withdrawn_one_tells_neither_name_nor_reason(
    browser: TestClient, house: House, ada: Person
) -> None:
    made(house, ada)
    with house.db.write() as transaction:
        certificates.revoke(transaction, CODE, None, "Somebody else sat the test.", house.now)
    answer = browser.get(f"/certificates/{CODE}")
    assert "This certificate was withdrawn" in answer.text
    assert "on 23 November 2026" in answer.text
    for private in ("Ada", "Somebody else"):
        assert private not in answer.text


@pytest.mark.parametrize("code", ["ABCDEFGHJKMM", "x", "王静", "%00", "' OR 1=1 --", "A" * 5000])
def test_an_unknown_code_is_no_certificate(browser: TestClient, house: House, ada: Person, code: str) -> None:
    made(house, ada)
    answer = browser.get(f"/certificates/{code}")
    assert answer.status_code == 404
    assert "No such certificate" in answer.text
    assert "Ada" not in answer.text


def test_a_code_can_be_typed(browser: TestClient) -> None:
    answer = browser.get("/certificates")
    assert answer.status_code == 200
    assert 'name="code"' in answer.text
    assert browser.get("/certificates", params={"code": "?"}).status_code == 200


def test_a_very_long_code_stays_an_address(browser: TestClient) -> None:
    answer = browser.get("/certificates", params={"code": "A" * 5000})
    assert len(answer.headers["location"]) < 100


def test_a_database_out_of_reach_is_no_answer(browser: TestClient, house: House) -> None:
    house.broken.add("database")
    assert browser.get(f"/certificates/{CODE}").status_code == 500


def test_the_code_of_a_completion_in_the_roster_is_answered_too(
    browser: TestClient, house: House, ada: Person
) -> None:
    with house.db.write() as transaction:
        transaction.run(
            "INSERT INTO completions (person_id, module_id, edition, completed_at, score)"
            " VALUES (:person_id, 'dough', 1, :now, 91.5)",
            person_id=ada.id,
            now=to_text(house.now),
        )
    (one,) = certified.with_codes(house.db, house.course, house.now)
    assert one.code
    answer = browser.get(f"/certificates/{shown(one.code)}")
    assert answer.status_code == 200
    for words in ("This completion is valid", escape(ada.name), "Dough", "23 November 2026", "No end"):
        assert words in answer.text
    for private in (ada.email, ada.id, "91"):
        assert private not in answer.text
