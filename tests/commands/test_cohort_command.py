"""`china-literacy cohort`: made, listed, filled and archived from the command line."""

import json
from pathlib import Path

import pytest

from accounts import people
from progress import cohorts
from progress.cohorts import Cohort
from progress.database import Database
from tests.test_commands import run, told


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "people.db"


def one(db: Path) -> Cohort:
    database = Database(db)
    (found,) = cohorts.all_cohorts(database)
    database.close()
    return found


def listed(folder: Path, *lines: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(["email,name", *lines]), encoding="utf-8")
    return file


def test_a_cohort_is_made_with_its_trainers_and_prints_its_link(db: Path) -> None:
    run("people", "add", "t@example.ac.uk", "--role", "trainer", "--db", db)
    result = run("cohort", "create", "Spring", "--trainer", "t@example.ac.uk", "--db", db)
    assert result.exit_code == 0
    assert f"/join?c={one(db).code}" in result.stdout
    database = Database(db)
    assert [who.email for who in cohorts.trainers_of(database, one(db).id)] == ["t@example.ac.uk"]
    database.close()


def test_a_cohort_is_not_made_for_who_is_no_trainer(db: Path) -> None:
    assert "No trainer here" in told(run("cohort", "create", "Spring", "--trainer", "x@a.uk", "--db", db))
    assert run("cohort", "list", "--db", db).stdout == "There is no cohort yet.\n"
    assert "of one line" in told(run("cohort", "create", " ", "--db", db))


def test_a_list_is_tried_then_enrolled(db: Path, tmp_path: Path) -> None:
    run("cohort", "create", "Spring", "--db", db)
    run("people", "add", "ada@example.ac.uk", "--role", "learner", "--db", db)
    file = listed(tmp_path, "ada@example.ac.uk", "nia@example.ac.uk,Nia")
    tried = run("cohort", "enrol", one(db).code, file, "--dry-run", "--db", db)
    assert "new accounts: 1" in tried.stdout
    assert "dry run" in tried.stdout
    assert one(db).members == 0
    done = run("cohort", "enrol", one(db).code.lower(), file, "--json", "--db", db)
    answer = json.loads(done.stdout)
    assert (answer["new"], answer["joining"]) == (["nia@example.ac.uk"], ["ada@example.ac.uk"])
    assert "/account/welcome/" in answer["links"][0]["link"]
    assert one(db).members == 2
    again = run("cohort", "enrol", one(db).code, file, "--db", db)
    assert "in “Spring” already: 2" in again.stdout


def test_one_wrong_line_and_nobody_is_enrolled(db: Path, tmp_path: Path) -> None:
    run("cohort", "create", "Spring", "--db", db)
    file = listed(tmp_path, "nia@example.ac.uk,Nia", "nobody,Ben")
    said = told(run("cohort", "enrol", one(db).code, file, "--db", db))
    assert f"{file}: line 3: Enter an email address" in said
    database = Database(db)
    assert people.by_email(database, "nia@example.ac.uk") is None
    database.close()


def test_a_wrong_code_and_a_missing_file_are_said(db: Path, tmp_path: Path) -> None:
    run("cohort", "create", "Spring", "--db", db)
    assert "no such cohort" in told(run("cohort", "enrol", "NOTACODE", listed(tmp_path), "--db", db))
    assert "cannot be read" in told(run("cohort", "enrol", one(db).code, tmp_path / "none.csv", "--db", db))
    assert "no such cohort" in told(run("cohort", "archive", "NOTACODE", "--db", db))


def test_a_cohort_is_archived_and_put_back(db: Path) -> None:
    run("cohort", "create", "Spring", "--db", db)
    assert "is archived" in run("cohort", "archive", one(db).code, "--db", db).stdout
    assert "(archived)" in run("cohort", "list", "--db", db).stdout
    assert "in use again" in run("cohort", "archive", one(db).code, "--undo", "--db", db).stdout
    (row,) = json.loads(run("cohort", "list", "--json", "--db", db).stdout)
    assert row["archived_at"] is None
