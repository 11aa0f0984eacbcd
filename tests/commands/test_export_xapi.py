"""`china-literacy export xapi`: a file, or a record store that has each statement once."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from china_literacy import main
from commands import record_store as posting
from progress.database import Database
from tests.progress.bakery import BREAD, Bakery
from tests.progress.finals import complete
from tests.record_store import KEY, SECRET, Store, record_store


@pytest.fixture
def bakery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bakery]:
    """Ada has completed a module: two statements."""
    monkeypatch.setenv("LITERACY_BASE_URL", "https://training.example.ac.uk")
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, copytree(BREAD, tmp_path / "course"))
    complete(bakery.learner("Ada"))
    yield bakery
    db.close()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    with record_store() as store:
        monkeypatch.setenv("LITERACY_LRS_URL", store.url)
        monkeypatch.setenv("LITERACY_LRS_KEY", KEY)
        monkeypatch.setenv("LITERACY_LRS_SECRET", SECRET)
        yield store


def xapi(bakery: Bakery, *words: str) -> Result:
    places = ["--db", str(bakery.db.path), "--course", str(bakery.folder)]
    return CliRunner().invoke(main, ["export", "xapi", *words, *places])


def test_a_file_has_one_statement_a_line(bakery: Bakery, tmp_path: Path) -> None:
    file = tmp_path / "statements.jsonl"
    assert xapi(bakery, "--out", str(file)).stdout == f"2 statements written to {file}.\n"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["verb"]["display"]["en"] for line in lines] == ["completed", "passed"]
    assert file.stat().st_mode & 0o777 == 0o600
    (entry,) = bakery.db.rows("SELECT detail FROM audit_log WHERE action = 'exported'")
    assert entry["detail"].startswith("xapi, under pseudonyms: 2 statements")


def test_posting_twice_stores_once(bakery: Bakery, store: Store) -> None:
    for _ in range(2):
        assert xapi(bakery, "--post").stdout == "The record store has 2 statements.\n"
        assert len(store.statements) == 2
    assert store.requests == ["POST", "POST"]


def test_statements_are_posted_in_batches(
    bakery: Bakery, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "BATCH", 2)
    complete(bakery.learner("Ben"))
    assert xapi(bakery, "--post").stdout == "The record store has 4 statements.\n"
    assert (len(store.statements), store.requests) == (4, ["POST", "POST"])


def test_what_the_store_has_otherwise_stays_and_the_rest_arrives(bakery: Bakery, store: Store) -> None:
    xapi(bakery, "--post")
    known, lost = store.statements
    store.statements[known]["result"] = {}
    del store.statements[lost]
    said = xapi(bakery, "--post").stdout
    assert said == "The record store has 1 statement. It has 1 otherwise under the same id, and keeps them.\n"
    assert store.statements[known]["result"] == {}
    assert len(store.statements) == 2


def test_people_are_named_only_on_request(bakery: Bakery, store: Store) -> None:
    xapi(bakery, "--post")
    assert "Ada" not in json.dumps(store.statements)
    xapi(bakery, "--post", "--identified")
    assert "mailto:learner1@example.ac.uk" in json.dumps(store.statements)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("LITERACY_LRS_SECRET", "wrong", "refuses the key"),
        (
            "LITERACY_LRS_SECRET",
            "",
            "LITERACY_LRS_KEY is set, and LITERACY_LRS_SECRET is not; set both, or neither",
        ),
        ("LITERACY_LRS_URL", "http://127.0.0.1:1/xapi", "does not answer as it should"),
        ("LITERACY_BASE_URL", "", "Set LITERACY_BASE_URL first"),
    ],
)
def test_what_keeps_statements_from_being_posted_is_said(
    bakery: Bakery, store: Store, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    done = xapi(bakery, "--post")
    assert done.exit_code == 1
    assert told in done.stderr
    assert store.statements == {}
    assert bakery.db.rows("SELECT * FROM audit_log WHERE action = 'exported'") == []


def test_another_answer_of_the_store_is_told(bakery: Bakery, store: Store) -> None:
    store.answer = 500
    assert "answered 500; check LITERACY_LRS_URL" in xapi(bakery, "--post").stderr


@pytest.mark.parametrize("words", [[], ["--post", "--out", "x"]])
def test_a_file_or_the_store_must_be_chosen(bakery: Bakery, words: list[str]) -> None:
    done = xapi(bakery, *words)
    assert done.exit_code == 2
    assert "Choose --out FILE or --post" in done.stderr


def test_since_a_day_only_what_came_later(bakery: Bakery, store: Store) -> None:
    assert xapi(bakery, "--post", "--since", "2026-11-24").stdout == "The record store has 0 statements.\n"
