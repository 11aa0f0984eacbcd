"""`china-literacy export`: a whole file or none, for its owner alone, and a line in the audit log."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from china_literacy import main
from progress.database import Database
from tests.progress.bakery import BREAD, Bakery
from tests.progress.finals import cohort_of, complete


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    """Ada, of the cohort Spring, has completed a module; Ben has not."""
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, copytree(BREAD, tmp_path / "course"))
    ada = bakery.learner("Ada")
    complete(ada)
    cohort_of(bakery, ada)
    bakery.learner("Ben")
    yield bakery
    db.close()


def export(bakery: Bakery, *words: str) -> Result:
    places = ["--db", str(bakery.db.path), "--course", str(bakery.folder)]
    return CliRunner().invoke(main, ["export", *words, *places])


@pytest.mark.parametrize("what", ["completion", "roster"])
def test_the_files_name_says_the_form(bakery: Bakery, tmp_path: Path, what: str) -> None:
    for name, start in (
        ("x.xlsx", b"PK"),
        ("x.json", b"[\n{"),
        ("x.csv", b"Name,Email"),
        ("x", b"Name,Email"),
    ):
        done = export(bakery, what, "--out", str(tmp_path / name))
        assert done.exit_code == 0, done.stderr
        assert "written to" in done.stdout
        assert (tmp_path / name).read_bytes().startswith(start)
    export(bakery, what, "--out", str(tmp_path / "x.csv"), "--bom")
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfName")
    export(bakery, what, "--format", "json", "--out", str(tmp_path / "x.csv"))
    assert (tmp_path / "x.csv").read_bytes().startswith(b"[")


def test_the_file_is_for_its_owner_alone_and_is_in_the_audit_log(bakery: Bakery, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    assert export(bakery, "roster", "--out", str(file)).stdout == f"1 row written to {file}.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    (entry,) = bakery.db.rows("SELECT actor_id, detail FROM audit_log WHERE action = 'exported'")
    assert entry == {"actor_id": None, "detail": "roster, csv, 1 rows"}


@pytest.mark.parametrize("what", ["items", "scenarios"])
def test_figures_without_names_are_written_too(bakery: Bakery, tmp_path: Path, what: str) -> None:
    file = tmp_path / "figures.json"
    done = export(bakery, what, "--out", str(file))
    assert done.stdout == f"0 rows written to {file}.\n"  # one person alone has no figures
    assert json.loads(file.read_bytes()) == []


@pytest.mark.parametrize("by", ["name", "code", "id"])
def test_a_cohort_is_named_by_its_name_its_code_or_its_id(bakery: Bakery, tmp_path: Path, by: str) -> None:
    (spring,) = bakery.db.rows("SELECT id, name, code FROM cohorts")
    export(bakery, "completion", "--cohort", spring[by], "--out", str(tmp_path / "x.json"))
    assert [row["name"] for row in json.loads((tmp_path / "x.json").read_bytes())] == ["Ada"]


def test_what_is_wrong_is_said_and_no_file_is_left(bakery: Bakery, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    assert 'There is no cohort "Sprong"; did you mean "Spring"?' in _refused(
        export(bakery, "roster", "--cohort", "Sprong", "--out", str(file))
    )
    cohort_of(bakery, name="Spring")
    assert "Several cohorts" in _refused(export(bakery, "roster", "--cohort", "Spring", "--out", str(file)))
    assert "name a file in it" in _refused(export(bakery, "roster", "--out", str(tmp_path)))
    assert "cannot be written: No such file" in _refused(
        export(bakery, "roster", "--out", str(tmp_path / "no" / "x"))
    )
    bakery.edit("quizzes/dough.yaml", "role: module", "roll: module")
    assert "The course has errors" in _refused(export(bakery, "roster", "--out", str(file)))
    assert not file.exists()
    assert bakery.db.rows("SELECT * FROM audit_log WHERE action = 'exported'") == []


def _refused(result: Result) -> str:
    assert result.exit_code == 1
    return result.stderr


def test_a_fault_half_way_leaves_the_old_file(
    bakery: Bakery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.xlsx"
    file.write_text("old", encoding="utf-8")
    monkeypatch.setattr("progress.exports.xlsx_form.MOST_ROWS", 0)
    assert "Choose CSV" in _refused(export(bakery, "roster", "--out", str(file)))
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
