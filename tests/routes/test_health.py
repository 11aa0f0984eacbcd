import sqlite3
from collections import namedtuple
from contextlib import closing

import pytest
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


# ---- is it ready?


def test_a_sound_server_is_ready(browser: TestClient) -> None:
    answer = browser.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_what_keeps_a_server_from_being_well_keeps_it_from_being_ready(
    browser: TestClient, house: House
) -> None:
    house.broken.add("course")
    assert browser.get("/readyz").json()["failing"] == ["course"]


def test_a_database_that_cannot_be_written_is_well_but_not_ready(browser: TestClient, house: House) -> None:
    with closing(sqlite3.connect(house.db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert browser.get("/healthz").status_code == 200
        answer = browser.get("/readyz")
        assert (answer.status_code, answer.json()["failing"]) == (503, ["writing"])
    assert browser.get("/readyz").status_code == 200


def test_being_asked_changes_nothing_in_the_database(browser: TestClient, house: House) -> None:
    before = house.db.row("PRAGMA data_version")
    log = house.db.path.with_name(f"{house.db.path.name}-wal").stat().st_size
    assert browser.get("/readyz").status_code == 200
    assert house.db.row("PRAGMA data_version") == before
    assert house.db.path.with_name(f"{house.db.path.name}-wal").stat().st_size == log


def test_a_disk_that_is_nearly_full_is_named(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**9, 10**9 - 10**7, 10**7))
    assert browser.get("/readyz").json()["failing"] == ["room"]
