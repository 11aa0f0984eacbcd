"""`china-literacy sessions`: where somebody is signed in, and signing them out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accounts import people, sessions
from accounts.person import Person
from china_literacy import main
from progress.database import Database

NOW = datetime.now(UTC)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    return db


@pytest.fixture
def ada(db: Database) -> Person:
    return people.add(db, email="ada@example.ac.uk", name="Ada", role="learner", now=NOW)


def run(db: Database, *words: str) -> Result:
    return CliRunner().invoke(main, ["sessions", *words, "--db", str(db.path)])


def test_sessions_are_listed_without_what_would_let_anybody_in(db: Database, ada: Person) -> None:
    token = sessions.start(db, ada, NOW)
    told = run(db, "list", ada.email)
    assert told.exit_code == 0
    assert f"signed in {NOW:%Y-%m-%d %H:%M}" in told.output
    assert token not in told.output


def test_one_is_ended_by_its_name_and_the_other_stays(db: Database, ada: Person) -> None:
    sessions.start(db, ada, NOW)
    lost = sessions.of_person(db, ada.id, None, NOW)[0].id
    kept = sessions.start(db, ada, NOW)
    assert run(db, "end", ada.email, "--session", lost).output == f"Signed {ada.email} out of 1 browser.\n"
    assert sessions.person_of(db, kept, NOW) == ada
    assert len(sessions.of_person(db, ada.id, None, NOW)) == 1
    assert "has no session" in run(db, "end", ada.email, "--session", lost).output


def test_all_are_ended_at_once(db: Database, ada: Person) -> None:
    tokens = [sessions.start(db, ada, NOW) for _ in range(2)]
    assert run(db, "end", ada.email).output == f"Signed {ada.email} out of 2 browsers.\n"
    assert [sessions.person_of(db, token, NOW) for token in tokens] == [None, None]
    assert run(db, "list", ada.email).output == f"{ada.email} is signed in nowhere.\n"


def test_nobody_is_told_of_as_such(db: Database) -> None:
    told = run(db, "list", "eve@example.ac.uk")
    assert told.exit_code == 1
    assert "Nobody here has the address eve@example.ac.uk" in told.output
