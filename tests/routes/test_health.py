from starlette.testclient import TestClient

from tests.routes.house import House


def test_a_sound_server_says_ok(browser: TestClient) -> None:
    answer = browser.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_a_database_out_of_reach_is_named(browser: TestClient, house: House) -> None:
    house.broken.add("database")
    answer = browser.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "failing": ["database"]}


def test_a_database_file_that_is_no_database_is_named(browser: TestClient, house: House) -> None:
    house.spoil_database()
    assert browser.get("/healthz").json()["failing"] == ["database"]


def test_a_course_that_cannot_be_read_is_named(browser: TestClient, house: House) -> None:
    house.broken.add("course")
    assert browser.get("/healthz").json()["failing"] == ["course"]


def test_missing_pages_are_named_and_nothing_else_is_told(browser: TestClient, house: House) -> None:
    house.script.unlink()
    answer = browser.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["failing"] == ["pages"]
    assert str(house.script) not in answer.text


def test_the_answer_is_never_an_old_one(browser: TestClient) -> None:
    assert browser.get("/healthz").headers["cache-control"] == "no-store"
