"""GET /metrics: who may read it, what it tells, and that it tells nothing about a person."""

import logging
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

import faults
from accounts.person import Person
from progress.database import DatabaseProblem
from tests.routes.house import House

TOKEN = "a-token-made-by-chance"


@pytest.fixture
def monitored(house: House) -> House:
    house.metrics_token = TOKEN
    return house


def numbers(browser: TestClient) -> dict[str, float]:
    """Every sample by its name and labels, as a monitor reads them."""
    answer = browser.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_without_a_token_in_the_settings_there_is_no_such_address(browser: TestClient) -> None:
    assert browser.get("/metrics").status_code == 404
    assert browser.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("sent", [None, "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer \xe9"])
def test_another_token_reads_nothing(browser: TestClient, monitored: House, sent: str | None) -> None:
    headers = {b"Authorization": sent.encode("latin-1")} if sent is not None else {}
    answer = browser.get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert "literacy_" not in answer.text


def test_a_sound_server_says_that_every_part_is_well(browser: TestClient, monitored: House) -> None:
    found = numbers(browser)
    parts = {name: value for name, value in found.items() if name.startswith("literacy_well")}
    assert parts == dict.fromkeys(
        [f"literacy_well {part}" for part in ("pages", "course", "database", "writing", "room")], 1
    )
    assert found["literacy_database_bytes database"] == monitored.db.path.stat().st_size
    assert found["literacy_disk_free_bytes"] > 0
    assert found["process_resident_memory_bytes"] > 1_000_000


def test_a_broken_part_is_told_and_the_rest_is_still_counted(browser: TestClient, monitored: House) -> None:
    monitored.broken.add("database")
    found = numbers(browser)
    assert found["literacy_well database"] == 0
    assert found["literacy_well pages"] == 1
    assert found["literacy_course_problems"] == 1
    assert not [name for name in found if name.startswith("literacy_database")]


def test_writes_are_timed_from_asking_to_the_disk(
    browser: TestClient, monitored: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = numbers(browser)
    clock = iter([100.0, 100.3])
    # the database's clock and no other: the browser's event loop runs by time.monotonic, too
    monkeypatch.setattr("progress.database.time", SimpleNamespace(monotonic=lambda: next(clock)))
    with monitored.db.write():
        pass
    monkeypatch.undo()
    after = numbers(browser)
    names = [f"literacy_write_seconds_{end}" for end in ("bucket 0.25", "bucket 0.5", "bucket +Inf", "count")]
    assert [after[name] - before[name] for name in names] == [0, 1, 1, 1]
    assert after["literacy_write_seconds_sum"] - before["literacy_write_seconds_sum"] == pytest.approx(0.3)


def test_a_write_that_could_not_be_done_is_counted(browser: TestClient, monitored: House) -> None:
    monitored.db.timeout = 0.05
    monitored.db.close()
    with closing(sqlite3.connect(monitored.db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseProblem), monitored.db.write():
            pass
    assert numbers(browser)["literacy_writes_refused_total"] == 1


def test_a_page_that_failed_is_counted(browser: TestClient, monitored: House) -> None:
    before = numbers(browser)["literacy_page_faults_total"]
    faults.log_fault(logging.getLogger("nobody"), ValueError("x"))
    assert numbers(browser)["literacy_page_faults_total"] == before + 1


def test_nothing_about_a_person_is_told(browser: TestClient, monitored: House, ada: Person) -> None:
    text = browser.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert ada.email
    for word in (ada.id, ada.email, ada.name, "example.ac.uk"):
        assert word not in text
