import logging

import pytest
from starlette.testclient import TestClient

from tests.routes.house import PASSWORD, House

FORM = {"email": "ada@example.ac.uk", "password": PASSWORD}


def test_a_fault_is_a_page_with_a_reference_that_is_in_the_log(
    browser: TestClient, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.broken.add("database")
    with caplog.at_level(logging.ERROR):
        page = browser.post("/account/sign-in", data=FORM)
    assert page.status_code == 500
    assert "<h1>Something went wrong</h1>" in page.text
    reference = caplog.text.partition("Fault ")[2][:6]
    assert reference in page.text
    assert "database is out of reach" in caplog.text
    assert "out of reach" not in page.text


def test_a_fault_writes_nothing_that_a_person_typed_into_the_log(
    browser: TestClient, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.broken.add("database")
    browser.post("/account/sign-in", data=FORM)
    assert "Fault" in caplog.text
    assert PASSWORD not in caplog.text
    assert "ada@" not in caplog.text


def test_without_a_course_the_fault_is_still_told(browser: TestClient, house: House) -> None:
    house.broken.add("course")
    page = browser.get("/account/sign-in")
    assert page.status_code == 500
    assert "Something went wrong" in page.text
    assert page.headers["cache-control"] == "no-store"
