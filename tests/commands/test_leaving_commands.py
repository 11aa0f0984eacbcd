"""`china-literacy people export`, `people erase` and `tidy`."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from accounts import people
from china_literacy import main
from progress.database import Database
from tests.progress.bakery import BREAD, Bakery, Learner


@pytest.fixture
def bakery(tmp_path: Path) -> Bakery:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    return Bakery(db, BREAD)


@pytest.fixture
def ada(bakery: Bakery) -> Learner:
    ada = bakery.learner("Ada Baker")
    ada.take(2)
    return ada


def run(bakery: Bakery, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--db", str(bakery.db.path)], input=typed)


def test_a_person_s_export_is_for_its_reader_alone(bakery: Bakery, ada: Learner, tmp_path: Path) -> None:
    out = tmp_path / "ada.zip"
    result = run(
        bakery, "people", "export", "Learner1@example.ac.uk", "--out", str(out), "--course", str(BREAD)
    )
    assert (
        result.output
        == f"Everything held on {ada.person.email} is in {out}. Pass it on to that person only.\n"
    )
    assert out.stat().st_mode & 0o777 == 0o600
    with ZipFile(out) as files:
        told = json.loads(files.read("everything.json"))
        assert told["tables"]["people"]["rows"][0]["name"] == "Ada Baker"
        assert len(told["tables"]["attempts"]["rows"]) == 1
        assert "Bread" in files.read("read-me.txt").decode()


def test_somebody_unknown_is_told_and_nothing_written(bakery: Bakery, tmp_path: Path) -> None:
    result = run(bakery, "people", "export", "x@example.ac.uk", "--out", str(tmp_path / "x.zip"))
    assert result.exit_code == 1
    assert "Nobody here has the address x@example.ac.uk" in result.output
    assert not (tmp_path / "x.zip").exists()


def test_erasing_asks_for_the_address_again(bakery: Bakery, ada: Learner) -> None:
    refused = run(bakery, "people", "erase", ada.person.email, typed="ada@example.ac.uk\n")
    assert refused.exit_code == 1
    assert "That is another address. Nothing was erased." in refused.output
    assert people.find(bakery.db, ada.id)
    done = run(bakery, "people", "erase", ada.person.email, typed=f"{ada.person.email}\n")
    assert done.exit_code == 0, done.output
    assert "Nobody can bring it back." in done.output
    assert people.find(bakery.db, ada.id) is None


def test_erasing_in_a_script_asks_nothing(bakery: Bakery, ada: Learner) -> None:
    assert run(bakery, "people", "erase", ada.person.email, "--yes").exit_code == 0
    assert people.find(bakery.db, ada.id) is None


def test_a_dry_run_says_whom_and_changes_nothing(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITERACY_KEEP_UNUSED", "30")
    bakery.wait(days=-4000)
    ada = bakery.learner("Ada Baker")
    result = run(bakery, "tidy", "--dry-run", "--course", str(BREAD))
    assert result.output == (
        "1 learner would be erased (unused for 30 days).\n"
        "  learner1@example.ac.uk  Ada Baker\n"
        "0 attempts would be submitted (left open for 365 days).\n"
        "0 sign-ins would be removed (run out).\n"
        "0 one-time links would be removed (run out).\n"
    )
    assert people.find(bakery.db, ada.id)


def test_tidy_does_it_and_names_nobody(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITERACY_KEEP_OPEN", "0")
    bakery.wait(days=-4000)
    ada = bakery.learner("Ada Baker")
    result = run(bakery, "tidy", "--course", str(BREAD))
    assert result.output.splitlines()[:2] == [
        "1 learner erased (unused for 1095 days).",
        "No attempt is ever submitted, as set.",
    ]
    assert "Ada" not in result.output
    assert people.find(bakery.db, ada.id) is None


@pytest.mark.parametrize("written", ["-1", "1.5", "soon", "10000"])
def test_a_period_that_is_none_is_refused(
    bakery: Bakery, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("LITERACY_KEEP_UNUSED", written)
    result = run(bakery, "tidy")
    assert result.exit_code == 1
    assert "write a whole number of days from 0, which is for ever, to 9999" in result.output
