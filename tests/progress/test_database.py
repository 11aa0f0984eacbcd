import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from progress import database
from progress.database import MIGRATION_SET, Database, DatabaseProblem
from progress.migrations import STEPS

NOW = "2026-11-23T12:00:00.000000Z"

# One row or more for each step's tables, so that every later step meets data.
DATA = {
    "people": [
        "INSERT INTO people (id, email, name, search_text, role, created_at)"
        f" VALUES ('ada', 'ada@example.ac.uk', '王静', '王静', 'learner', '{NOW}')",
        f"INSERT INTO sign_in_sessions VALUES ('hash', 'ada', '{NOW}', '{NOW}')",
        "INSERT INTO invitations (token_hash, role, created_at, expires_at)"
        f" VALUES ('hash', 'trainer', '{NOW}', '{NOW}')",
        f"INSERT INTO audit_log VALUES ('1', '{NOW}', NULL, 'person-added', 'ada', '')",
    ],
    "reading": [f"INSERT INTO section_reads VALUES ('ada', 'dough', 'flour', 1, '{NOW}', '{NOW}')"],
    "attempts": [
        f"INSERT INTO question_versions VALUES ('v1', 'q1', '{{}}', '{NOW}')",
        "INSERT INTO attempts (id, person_id, quiz_id, number, preview, edition, seed, pass_mark, started_at,"
        f" state) VALUES ('a1', 'ada', 'dough', 1, 0, 'e1', 's', 60, '{NOW}', 'open')",
        "INSERT INTO attempt_questions VALUES ('a1', 0, 'q1', 'v1', '[]', 1)",
    ],
    "answers": [
        "INSERT INTO answers (event_id, attempt_id, question_id, sequence, response, raw_response, saved_at)"
        f" VALUES ('click', 'a1', 'q1', 1, '\"x\"', NULL, '{NOW}')",
        f"INSERT INTO flags VALUES ('a1', 'q1', '{NOW}')",
    ],
    "grades": [
        "INSERT INTO grades (attempt_id, question_id, grading, version, sequence, score, fully_right, omitted,"
        " points, response, graded_at, reason)"
        f" VALUES ('a1', 'q1', 1, 'v1', 1, 1.0, 1, 0, 1, 'x', '{NOW}', 'submitted')"
    ],
    "completions": [f"INSERT INTO completions VALUES ('ada', 'dough', 1, '{NOW}', 'a1', 80.0)"],
    "certainty, hints and time": [f"INSERT INTO hints_shown VALUES ('a1', 'q1', 1, '{NOW}')"],
    "scenarios": [
        f"INSERT INTO scenario_versions VALUES ('v1', 'late-loaf', '{{}}', '{NOW}')",
        "INSERT INTO scenario_runs (id, person_id, scenario_id, version, number, preview, started_at)"
        f" VALUES ('r1', 'ada', 'late-loaf', 'v1', 1, 0, '{NOW}')",
        f"INSERT INTO scenario_steps VALUES ('click-1', 'r1', 1, 'choice', 'n1', 'o1', '{NOW}')",
        f"INSERT INTO scenario_cards VALUES ('r1', 0, 'n1', 'c1', '{NOW}')",
    ],
    "regrades": [
        f"INSERT INTO regrades VALUES ('g1', 'dough', 'q1', 'apply', 'v1', 'Wrong key.', 'ada', '{NOW}', 1)",
        f"INSERT INTO completions_at_stake VALUES ('ada', 'dough', 1, 'a1', 'g1', '{NOW}', NULL)",
    ],
    "cohorts": [
        f"INSERT INTO cohorts VALUES ('c1', 'Spring', 'ABCD2345', 'ada', '{NOW}', NULL)",
        "INSERT INTO cohort_trainers VALUES ('c1', 'ada')",
        f"INSERT INTO cohort_members VALUES ('c1', 'ada', '{NOW}', 'code')",
        f"INSERT INTO assignments VALUES ('c1', 'module', 'dough', '2026-12-04', '{NOW}')",
        "INSERT INTO extensions (cohort_id, person_id, kind, target_id, due_on, granted_by, granted_at)"
        f" VALUES ('c1', 'ada', 'module', 'dough', '2026-12-11', NULL, '{NOW}')",
    ],
    "cohort-extras": ["UPDATE extensions SET reason = 'Was ill.'"],
    "item-tallies": [
        f"INSERT INTO tallied_editions VALUES ('dough', 'e1', '{NOW}')",
        f"INSERT INTO waiting_attempts VALUES ('a1', 'dough', 'e1', 'ada', '{NOW}')",
        "INSERT INTO tally_lines VALUES ('l1', 'dough', 'e1', 'q1', 'v1', 'v1', '', 1)",
        "INSERT INTO total_tallies VALUES ('dough', 'e1', '7/3', '4', 1, 1, 1, 5)",
        "INSERT INTO score_tallies VALUES ('dough', 'e1', 58.5, 0, 1, 1, 1, 5)",
        "INSERT INTO mark_tallies VALUES ('l1', '1/3', '7/3', '4', 1, 1, 1, 5)",
        "INSERT INTO answer_tallies VALUES ('l1', 'option', '', 'x', 3, 1, 1, 1, 5)",
    ],
    "reminders": [
        f"INSERT INTO completion_codes VALUES ('ABCDEFGH2345', 'ada', 'module', 'dough', '1', '{NOW}')",
        "INSERT INTO reminders_sent"
        f" VALUES ('ada', 'overdue', 'module', 'dough', '2026-12-04', 'mail', NULL, '{NOW}')",
        f"INSERT INTO reminders_declined VALUES ('ada', '{NOW}')",
    ],
    "overview-indexes": [
        "INSERT INTO activity_tallies (kind, target, day, number) VALUES ('reads', 'of-tests', '2026-11-23', 1)",
        f"INSERT INTO module_times VALUES ('ada', 'of-tests', '{NOW}', 90)",
    ],
    "certificates": [
        "INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, attempt_id, score,"
        " issued_at, valid_until) VALUES ('ABCDEFGH2345', 'x1', 'ada', '王静', 'Bread', 'Bakers', '{}', 'a1', 80.0,"
        f" '{NOW}', '2028-11-23')",
    ],
    "identities": [
        f"INSERT INTO identities VALUES ('https://login.example.ac.uk', 'a-42', 'ada', '{NOW}')",
    ],
    "reader-marks": [
        f"INSERT INTO checklist_ticks VALUES ('ada', 'dough', 'flour', '0123456789ab', '{NOW}')",
    ],
    "review-cards": [
        f"INSERT INTO review_cards VALUES ('k1', 'ada', 'question', 'dough', 'q1', '{NOW}')",
        "INSERT INTO review_events VALUES ('a1/q1', 'k1', 1, 'missed', 'again', 'a1', 'v1', NULL, '2026-11-24',"
        f" '2026-11-23', 0.212, 6.4133, 0, '{NOW}')",
        f"INSERT INTO review_choices VALUES ('ada', '{NOW}', NULL)",
    ],
    "erasures": [f"INSERT INTO audit_log VALUES ('2', '{NOW}', 'ada', 'cohort-made', NULL, 'Spring')"],
    "cohort-tallies": ["INSERT INTO activity_tallies VALUES ('c1', 'reads', 'of-tests', '2026-11-23', 1)"],
    "standings": ["UPDATE people SET finished = 1"],
    "addresses": ["UPDATE people SET address_proof = 'letter' WHERE id = 'ada'"],
}


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Everything in the file except the record of migrations: table -> its rows, column -> value."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        tables = sorted(name for (name,) in names if name != "_sqlite_migrations")
        connection.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in tables
        }


COUNTED_LATER = {"activity_tallies"}  # a later step counts more in it


def has_kept(table: str, before: list[dict[str, object]], after: list[dict[str, object]]) -> bool:
    """Whether every row is still there with every value, and no other; columns may have come."""
    if table in COUNTED_LATER:
        return all(any(old.items() <= new.items() for new in after) for old in before)
    return len(before) == len(after) and all(
        old.items() <= new.items() for old, new in zip(before, after, strict=True)
    )


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = Database(tmp_path / "progress.db", timeout=0.2)
    db.prepare()
    yield db
    db.close()


# ---- migrations


def test_an_empty_folder_gets_a_database_with_every_table(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    Database(path).prepare()
    tables = set(rows_of(path))
    for statement in (statement for statements in STEPS.values() for statement in statements):
        words = statement.split()
        if words[:2] == ["CREATE", "TABLE"]:
            assert words[2] in tables


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    path.touch()
    Database(path).prepare()
    assert "people" in rows_of(path)


@pytest.mark.parametrize("last", list(STEPS))
def test_a_file_from_each_earlier_step_is_brought_up_to_date_with_its_data(tmp_path: Path, last: str) -> None:
    path = tmp_path / "progress.db"
    steps = list(STEPS)
    earlier = steps[: steps.index(last) + 1]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        later = steps[len(earlier)] if len(earlier) < len(steps) else "none"
        database._migrations().apply(sqlite_utils.Database(connection), stop_before=later)
        for step in earlier:
            for statement in DATA[step]:
                connection.execute(statement)
        connection.commit()
    before = rows_of(path)
    Database(path).prepare()
    after = rows_of(path)
    assert [table for table in before if not has_kept(table, before[table], after[table])] == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for step in steps[len(earlier) :]:
            for statement in DATA[step]:
                connection.execute(statement)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_preparing_twice_changes_nothing(db: Database) -> None:
    for statements in DATA.values():
        for statement in statements:
            with db.write() as transaction:
                transaction.run(statement)
    before = rows_of(db.path)
    db.prepare()
    assert rows_of(db.path) == before


def test_processes_that_start_at_once_share_one_schema(tmp_path: Path) -> None:
    path, ready = tmp_path / "progress.db", threading.Barrier(4)

    def start(_: int) -> None:
        ready.wait()
        Database(path).prepare()

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(start, range(4)))
    db = Database(path)
    assert [row["name"] for row in db.rows("SELECT name FROM _sqlite_migrations ORDER BY id")] == list(STEPS)
    db.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "progress.db"
    broken = {**STEPS, "broken": ("CREATE TABLE fine (id TEXT)", "CREATE TABLE people (id TEXT)")}
    Database(path).prepare()
    before = rows_of(path)
    with monkeypatch.context() as patched:
        patched.setattr(database, "STEPS", broken)
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            Database(path).prepare()
    assert rows_of(path) == before
    Database(path).prepare()


def test_tables_refuse_values_of_another_kind(db: Database) -> None:
    with (
        pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"),
        db.write() as tx,
    ):
        tx.run(DATA["people"][0].replace("'learner'", "'learner', 'yes'").replace("role,", "role, active,"))


def test_people_are_refused_a_role_that_does_not_exist(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint"), db.write() as transaction:
        transaction.run(DATA["people"][0].replace("'learner'", "'king'"))


# ---- what is refused, and left untouched


def test_a_database_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    Database(path).prepare()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'teleport', '')",
            [MIGRATION_SET],
        )
        connection.commit()
        connection.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()
    with pytest.raises(DatabaseProblem, match=r"newer version of this program \(unknown steps: teleport\)"):
        Database(path).prepare()
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Flour, water, salt. " * 200, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(DatabaseProblem, match=r"notes\.txt is not a database; name another file\."):
        Database(path).prepare()
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(DatabaseProblem, match="database of another program"):
        Database(path).prepare()
    assert path.read_bytes() == before


def test_the_files_folder_is_made_and_closed_to_others(tmp_path: Path) -> None:
    path = tmp_path / "data" / "progress.db"
    Database(path).prepare()
    assert path.exists()
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="There is no folder .*/not/here for the database"):
        Database(tmp_path / "not" / "here" / "progress.db").prepare()
    assert not (tmp_path / "not").exists()


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "progress.db").mkdir()
    with pytest.raises(DatabaseProblem, match="is a folder; name a file in it"):
        Database(tmp_path / "progress.db").prepare()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(DatabaseProblem, match="cannot be made"):
        Database(tmp_path / "data" / "progress.db").prepare()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # as root, chmod would not keep us out
    with pytest.raises(DatabaseProblem, match="cannot be written; allow this user to"):
        Database(tmp_path / "progress.db").prepare()


def test_a_database_that_another_program_holds_is_refused_after_waiting(db: Database) -> None:
    with closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseProblem, match="in use by another program"), db.write():
            pass
        with pytest.raises(DatabaseProblem, match="in use by another program"):
            db.prepare()
        assert db.rows("SELECT * FROM people") == []  # reading goes on
    with db.write() as transaction:
        transaction.run(DATA["people"][0])


def test_a_damaged_file_is_told_in_a_sentence(db: Database) -> None:
    db.close()
    for file in db.path.parent.glob("progress.db*"):
        file.write_bytes(b"no database " * 1000)
    with pytest.raises(DatabaseProblem, match="is not a database"):
        db.rows("SELECT * FROM people")


def test_a_file_that_is_gone_is_told_and_not_made_anew(db: Database) -> None:
    db.rows("SELECT * FROM people")
    for file in db.path.parent.glob("progress.db*"):
        file.unlink()
    with pytest.raises(DatabaseProblem, match="cannot be opened"):
        db.rows("SELECT * FROM people")
    assert not db.path.exists()


# ---- transactions


def test_what_fails_in_a_write_never_happened(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), db.write() as transaction:
        transaction.run_each(DATA["people"][0], [{}, {}])
    assert db.rows("SELECT * FROM people") == []
    with db.write() as transaction:
        transaction.run(DATA["people"][0])
    assert len(db.rows("SELECT * FROM people")) == 1


def test_a_read_sees_one_moment(db: Database) -> None:
    with db.read() as reader:
        assert reader.rows("SELECT id FROM people") == []
        with db.write() as transaction:
            transaction.run(DATA["people"][0])
        assert reader.rows("SELECT id FROM people") == []
    assert db.row("SELECT id FROM people") == {"id": "ada"}


def test_a_dangling_reference_is_refused(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), db.write() as transaction:
        transaction.run(DATA["reading"][0])


def test_values_never_become_sql(db: Database) -> None:
    name = "'); DROP TABLE people; --"
    with db.write() as transaction:
        transaction.run(DATA["people"][0].replace("'王静', '王静'", ":name, :name"), name=name)
    assert db.row("SELECT name FROM people") == {"name": name}


def test_a_file_put_in_place_of_the_old_one_is_the_one_that_is_used(db: Database, tmp_path: Path) -> None:
    with db.write() as transaction:
        transaction.run(DATA["people"][0])
    other = Database(tmp_path / "backup.db")
    other.prepare()
    other.close()
    for file in tmp_path.glob("progress.db*"):
        file.unlink()
    other.path.rename(db.path)
    assert db.rows("SELECT * FROM people") == []
    with db.write() as transaction:
        transaction.run(DATA["people"][0])
    assert len(rows_of(db.path)["people"]) == 1


def test_a_database_can_be_used_after_it_was_closed(db: Database) -> None:
    db.close()
    assert db.rows("SELECT * FROM people") == []


def test_many_threads_keep_few_connections(db: Database) -> None:
    ready = threading.Barrier(20)

    def read(_: int) -> None:
        with db.read() as reader:
            ready.wait()
            reader.rows("SELECT * FROM people")

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(read, range(20)))
    assert len(db._free) <= database.MOST_FREE


def test_the_tables_of_a_file_that_is_not_there_are_none_and_it_is_not_made(tmp_path: Path) -> None:
    missing = Database(tmp_path / "none.db")
    assert missing.tables() == frozenset()
    assert not missing.path.exists()
    missing.prepare()
    assert {"people", "attempts"} <= missing.tables()


def test_looking_for_tables_brings_nothing_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE people (id TEXT)")
    before = file.read_bytes()
    found = Database(file)
    assert found.tables() == {"people"}
    found.close()
    assert file.read_bytes() == before


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 0)])
def test_only_records_that_can_be_made_again_do_without_the_disk(
    tmp_path: Path, durable: bool, level: int
) -> None:
    database = Database(tmp_path / "x.db", durable=durable)
    database.prepare()
    assert database.row("PRAGMA synchronous") == {"synchronous": level}
