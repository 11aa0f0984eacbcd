"""The command line: what each command prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accounts import identities, invitations, people, sign_in
from accounts.claims import Policy
from china_literacy import main
from progress.database import Database
from settings import ROOT
from tests.bread import Bread

BREAD = ROOT / "tests" / "courses" / "bread"
COUNTS = {"modules", "sections", "quizzes", "questions", "scenarios", "terms", "resources", "sources"}

PASSWORD = "three quiet pandas"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands hand their options on through the environment; each test starts from an empty one, and leaves none."""
    for variable in ("COURSE", "DB", "HOST", "PORT", "BASE_URL"):
        monkeypatch.setenv(f"LITERACY_{variable}", "")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "people.db"


def run(*words: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=stdin)


def told(result: Result) -> str:
    """The sentence on standard error, of a command that failed with 1 and printed nothing else."""
    assert result.exit_code == 1
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A course with two errors in two files."""
    course = tmp_path / "broken"
    for file in BREAD.rglob("*"):
        if file.is_file():
            copy = course / file.relative_to(BREAD)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    glossary = course / "modules" / "glossary.yaml"
    glossary.write_text(glossary.read_text(encoding="utf-8") + "\ncolour: red\n", encoding="utf-8")
    (course / "quizzes" / "dough.yaml").write_text("id: [\n", encoding="utf-8")
    return course


def test_check_passes_the_shipped_course() -> None:
    result = run("check")
    assert result.exit_code == 0, result.stdout
    assert "0 errors" in result.stdout


def test_check_counts_a_course_given_by_option() -> None:
    result = run("check", "--course", BREAD, "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(report["counts"]) == COUNTS
    assert report["counts"]["modules"] == 2
    assert not [problem for problem in report["problems"] if problem["severity"] == "error"]


def test_check_tells_every_error_with_its_line_and_exits_with_1(broken: Path) -> None:
    result = run("check", "--course", broken)
    assert result.exit_code == 1
    assert "modules/glossary.yaml:" in result.stdout
    assert "quizzes/dough.yaml:" in result.stdout


def test_check_gives_errors_as_json_and_exits_with_1(broken: Path) -> None:
    result = run("check", "--course", broken, "--json")
    assert result.exit_code == 1
    problems = json.loads(result.stdout)["problems"]
    assert {"modules/glossary.yaml", "quizzes/dough.yaml"} <= {problem["file"] for problem in problems}
    for problem in problems:
        assert set(problem) == {"file", "line", "severity", "message"}
        assert problem["line"] >= 1


def test_check_names_the_rule_behind_a_warning_about_a_question(tmp_path: Path) -> None:
    course = Bread(tmp_path / "bread")
    course.edit("quizzes/dough.yaml", "  number-of-options: A course for tests is short.\n", "")
    result = run("check", "--course", course.root, "--json")
    assert result.exit_code == 0
    problems = json.loads(result.stdout)["problems"]
    (warned,) = [problem for problem in problems if problem["file"] == "quizzes/dough.yaml"]
    assert (warned["rule"], warned["severity"]) == ("number-of-options", "warning")
    assert "rule" not in next(problem for problem in problems if problem["file"] == "modules/sources.yaml")


def test_check_of_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    result = run("check", "--course", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert f"there is no folder {tmp_path / 'nowhere'}" in result.stdout


def test_an_added_person_without_a_password_gets_a_link_that_lets_them_in(db: Path) -> None:
    result = run(
        "people", "add", "Ada@Example.org", "--role", "trainer", "--name", "Ada Lovelace", "--db", db
    )
    assert result.exit_code == 0, result.stderr
    address, token = result.stdout.strip().splitlines()[-1].rsplit("/", 1)
    assert address == "http://localhost:8501/account/welcome"
    person = people.by_email(Database(db), "ada@example.org")
    assert person is not None
    assert (person.name, person.role) == ("Ada Lovelace", "trainer")
    invitation = invitations.peek(Database(db), token, person.created_at)
    assert invitation is not None
    assert invitation.person_id == person.id


def test_an_added_person_with_a_password_can_sign_in_with_it(db: Path) -> None:
    words = ("people", "add", "ada@example.org", "--role", "learner", "--password-stdin", "--db", db)
    result = run(*words, stdin="a long  pass phrase \n")
    assert result.exit_code == 0, result.stderr
    assert "pass phrase" not in result.output
    assert "/account/welcome/" not in result.output
    person = people.by_email(Database(db), "ada@example.org")
    assert person is not None
    assert person.name == "ada"
    found = sign_in.sign_in(Database(db), "ada@example.org", "a long  pass phrase ", person.created_at)
    assert found == person


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("ada@example.org", "short", "10"),
        ("no address", "a long pass phrase", "address"),
    ],
)
def test_a_person_who_cannot_be_added_is_refused_in_a_sentence(
    db: Path, email: str, password: str, sentence: str
) -> None:
    result = run("people", "add", email, "--role", "learner", "--password-stdin", "--db", db, stdin=password)
    assert sentence in told(result)
    assert people.list_all(Database(db)) == []


def test_an_address_is_added_once(db: Path) -> None:
    run("people", "add", "ada@example.org", "--role", "learner", "--db", db)
    assert "people link" in told(run("people", "add", "ADA@example.org", "--role", "admin", "--db", db))
    assert [person.role for person in people.list_all(Database(db))] == ["learner"]


def test_a_forgotten_password_is_set_anew_through_a_new_link(db: Path) -> None:
    run(
        "people",
        "add",
        "ada@example.org",
        "--role",
        "learner",
        "--password-stdin",
        "--db",
        db,
        stdin=PASSWORD,
    )
    token = run("people", "link", "Ada@example.org", "--db", db).stdout.split("/account/welcome/")[1].strip()
    now = datetime.now(UTC)
    chosen = "another quiet panda"
    invitations.accept(Database(db), token, email="", name="", password=chosen, now=now)
    assert sign_in.sign_in(Database(db), "ada@example.org", PASSWORD, now) is None
    assert sign_in.sign_in(Database(db), "ada@example.org", chosen, now) is not None


def test_nobody_gets_no_link(db: Path) -> None:
    run("people", "list", "--db", db)
    assert "people list" in told(run("people", "link", "ada@example.org", "--db", db))


def test_people_are_listed_as_lines_and_as_json(db: Path) -> None:
    assert run("people", "list", "--db", db).stdout == "Nobody has an account yet.\n"
    assert json.loads(run("people", "list", "--json", "--db", db).stdout) == []
    run("people", "add", "ada@example.org", "--role", "trainer", "--name", "王小明", "--db", db)
    assert run("people", "list", "--db", db).stdout == "trainer  ada@example.org  王小明\n"
    (row,) = json.loads(run("people", "list", "--json", "--db", db).stdout)
    assert {
        "email": "ada@example.org",
        "name": "王小明",
        "role": "trainer",
        "active": True,
    }.items() <= row.items()


def test_a_role_can_be_changed(db: Path) -> None:
    run("people", "add", "ada@example.org", "--role", "learner", "--db", db)
    result = run("people", "role", "ada@example.org", "admin", "--db", db)
    assert result.stdout == "ada@example.org is now admin, and was learner.\n"
    assert [person.role for person in people.list_all(Database(db))] == ["admin"]


def test_an_identity_is_taken_from_who_has_one(db: Path) -> None:
    run("people", "add", "ada@example.org", "--role", "learner", "--db", db)
    assert "no identity" in told(run("people", "unlink", "ada@example.org", "--db", db))
    database = Database(db)
    said = {
        "iss": "https://login.example.org",
        "sub": "a",
        "email": "ada@example.org",
        "email_verified": True,
    }
    ada = identities.sign_in(database, said, Policy(), datetime.now(UTC))
    assert "signed out" in run("people", "unlink", "Ada@example.org", "--db", db).stdout
    assert not identities.is_linked(database, ada.id)
    database.close()


def test_the_role_of_nobody_cannot_be_changed(db: Path) -> None:
    assert "Nobody here has the address" in told(
        run("people", "role", "bob@example.org", "admin", "--db", db)
    )


@pytest.mark.parametrize(
    "words",
    [
        ("people", "add", "ada@example.org"),
        ("people", "add", "ada@example.org", "--role", "king"),
        ("people", "role", "ada@example.org", "king"),
        ("check", "--corse", "x"),
        ("dance",),
    ],
)
def test_wrong_usage_exits_with_2(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_unusable_settings_are_told_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITERACY_BASE_URL", "nowhere")
    sentences = told(run("serve", "--port", "eighty"))
    assert "LITERACY_PORT" in sentences
    assert "LITERACY_BASE_URL" in sentences


def test_a_file_that_is_no_database_is_refused_and_left_alone(db: Path) -> None:
    db.parent.mkdir()
    db.write_text("minutes of the meeting\n" * 100)
    before = db.read_bytes()
    assert str(db) in told(run("people", "list", "--db", db))
    assert db.read_bytes() == before


def test_every_command_and_option_has_a_help_text() -> None:
    for words in (("serve",), ("check",), ("people", "add"), ("people", "list"), ("people", "role")):
        result = run(*words, "--help")
        assert result.exit_code == 0
        options = result.stdout.partition("Options:")[2].strip().splitlines()
        assert all(len(line.split("  ")) > 1 for line in options), result.stdout


def test_the_module_runs_as_the_command_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "china_literacy", "check", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["modules"] >= 2
