"""`china-literacy certificates`: listing and withdrawing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accounts import audit, people
from china_literacy import main
from progress import certificates
from progress.database import Database
from progress.moments import to_text

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """Records with one certificate."""
    db = Database(tmp_path / "progress.db")
    db.prepare()
    ada = people.add(db, email="ada@example.ac.uk", name="Ada", role="learner", now=NOW)
    with db.write() as transaction:
        transaction.run(
            """
            INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, score, issued_at)
            VALUES ('ABCDEFGHJKMN', 'x1', :id, 'Ada', 'Bread', 'Bread', '{"modules": [], "finals": []}', 80, :now)
            """,
            id=ada.id,
            now=to_text(NOW),
        )
    return db


def run(db: Database, *words: str) -> Result:
    return CliRunner().invoke(main, ["certificates", *words, "--db", str(db.path)])


def test_they_are_listed(db: Database) -> None:
    line = run(db, "list").stdout
    for words in ("ABCD-EFGH-JKMN", "2026-11-23", "no end", "valid", "Ada", "ada@example.ac.uk"):
        assert words in line
    assert run(db, "list", "--search", "nobody").stdout == "No certificate was found.\n"
    (found,) = json.loads(run(db, "list", "--search", "abcd efgh jkmn", "--json").stdout)
    assert (found["status"], found["score"], found["valid_until"]) == ("valid", 80.0, None)


def test_one_is_withdrawn_with_a_trace(db: Database) -> None:
    said = run(db, "revoke", "abcd-efgh-jkmn", "--reason", "Somebody else sat the test.")
    assert said.stdout == "ABCD-EFGH-JKMN of Ada is withdrawn.\n"
    found = certificates.by_code(db, "ABCDEFGHJKMN")
    assert found
    assert found.revoked
    assert found.revoked.reason == "Somebody else sat the test."
    entry = audit.recent(db, 1)[0]
    assert (entry.action, entry.actor_id, entry.subject_id) == ("certificate-revoked", None, found.person_id)


@pytest.mark.parametrize(
    ("code", "told"), [("XXXXXXXXXXXX", "There is no certificate with this code."), ("", "There is no")]
)
def test_a_code_of_none_is_refused(db: Database, code: str, told: str) -> None:
    refused = run(db, "revoke", code, "--reason", "Why.")
    assert refused.exit_code == 1
    assert told in refused.stderr
