"""`china-literacy backup` and `restore`: what is copied, what is refused, and that nothing is lost on the way."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accounts import audit, people, sessions
from china_literacy import main
from progress import badge_key, database
from progress.database import MIGRATION_SET, Database, DatabaseProblem
from progress.migrations import STEPS
from settings import ROOT
from tests.progress.bakery import BREAD, NOON, Bakery
from tests.progress.test_database import DATA

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("SELECT * FROM people").fetchall()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    """Records in a folder of their own, of somebody who has taken the quiz."""
    db = Database(tmp_path / "data" / "progress.db")
    db.prepare()
    bakery = Bakery(db, BREAD)
    bakery.learner("Ada").take(3)
    yield bakery
    db.close()


def run(command: str, db: Path, option: str, file: Path, *more: str) -> Result:
    return CliRunner().invoke(main, [command, "--db", str(db), option, str(file), *more])


def backup(db: Path, to: Path, *more: str) -> Result:
    return run("backup", db, "--to", to, *more)


def restore(db: Path, file: Path) -> Result:
    return run("restore", db, "--from", file)


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    return result.stderr


def names(db: Path) -> list[str]:
    """The people in a file, which is left as it is."""
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM people ORDER BY name")]


def damage(file: Path) -> None:
    """Overwrite a page in the middle, as a bad disk would."""
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(size // 2)
        opened.write(os.urandom(8192))


def make_newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'teleport', '')",
            [MIGRATION_SET],
        )
        connection.commit()


def make_older(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database as the version before the last step made it."""
    with monkeypatch.context() as patched:
        patched.setattr(database, "STEPS", dict(list(STEPS.items())[:-1]))
        older = Database(file)
        older.prepare()
        with older.write() as transaction:  # in that version's own words
            transaction.run(DATA["people"][0].replace("王静", "Ada"))
        older.close()


@contextmanager
def held_by_another(db: Path) -> Iterator[None]:
    """Another process has the file open and does nothing with it, as a server at night."""
    command = [sys.executable, "-c", HOLD, str(db)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield


# ---- backing up


def test_a_backup_is_one_sound_private_file_with_everything_in_it(bakery: Bakery, copies: Path) -> None:
    told = done(backup(bakery.db.path, copies / "copy.db"))
    assert told.startswith(f"Backed up and checked: {copies / 'copy.db'} (")
    assert [file.name for file in copies.iterdir()] == ["copy.db"]
    assert (copies / "copy.db").stat().st_mode & 0o777 == 0o600
    with (
        closing(sqlite3.connect(bakery.db.path)) as old,
        closing(sqlite3.connect(copies / "copy.db")) as new,
    ):
        assert list(new.iterdump()) == list(old.iterdump())


def test_a_backup_holds_what_still_stands_in_the_write_ahead_log(bakery: Bakery, copies: Path) -> None:
    assert Path(f"{bakery.db.path}-wal").stat().st_size > 0
    done(backup(bakery.db.path, copies / "copy.db"))
    assert names(copies / "copy.db") == ["Ada"]


def test_a_backup_while_others_write_is_of_one_moment(bakery: Bakery, copies: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            bakery.learner().take(2)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            done(backup(bakery.db.path, copies / f"{number}.db"))
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        result = CliRunner().invoke(
            main, ["doctor", "--recount", "--db", str(copies / f"{number}.db"), "--course", str(BREAD)]
        )
        assert "not sound" not in result.output
        assert result.exit_code == 0


def test_backups_move_one_number_up_and_no_more_are_kept_than_asked(bakery: Bakery, copies: Path) -> None:
    for number in range(5):
        done(backup(bakery.db.path, copies / "copy.db", "--keep", "3"))
        bakery.learner(f"Baker {number}")
    assert sorted(file.name for file in copies.iterdir()) == ["copy.db", "copy.db.1", "copy.db.2"]
    assert [len(names(copies / name)) for name in ("copy.db", "copy.db.1", "copy.db.2")] == [5, 4, 3]
    done(backup(bakery.db.path, copies / "copy.db", "--keep", "2"))
    assert sorted(file.name for file in copies.iterdir()) == ["copy.db", "copy.db.1"]


def test_a_gap_is_filled_before_the_oldest_backup_is_given_up(bakery: Bakery, copies: Path) -> None:
    for number in range(3):
        done(backup(bakery.db.path, copies / "copy.db", "--keep", "3"))
        bakery.learner(f"Baker {number}")
    (copies / "copy.db.1").unlink()
    done(backup(bakery.db.path, copies / "copy.db", "--keep", "3"))
    assert [len(names(copies / name)) for name in ("copy.db", "copy.db.1", "copy.db.2")] == [4, 3, 1]


def test_the_key_that_signs_badges_goes_along_and_comes_back(bakery: Bakery, copies: Path) -> None:
    key = bakery.db.path.with_name(badge_key.FILE)
    key.write_text("first")
    assert badge_key.FILE in done(backup(bakery.db.path, copies / "copy.db", "--keep", "2"))
    assert (copies / f"copy.db.{badge_key.FILE}").stat().st_mode & 0o777 == 0o600
    key.write_text("second")
    done(backup(bakery.db.path, copies / "copy.db", "--keep", "2"))
    bakery.db.close()
    done(restore(bakery.db.path, copies / "copy.db.1"))
    assert key.read_text() == "first"
    assert [old.read_text() for old in key.parent.glob("badge-key.pem.before-*")] == ["second"]


def test_an_older_database_is_backed_up_as_it_is(
    tmp_path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(tmp_path / "old.db", monkeypatch)
    done(backup(tmp_path / "old.db", copies / "copy.db"))
    for file in (tmp_path / "old.db", copies / "copy.db"):
        with closing(sqlite3.connect(file)) as connection:
            steps = connection.execute("SELECT COUNT(*) FROM _sqlite_migrations").fetchone()
        assert steps == (len(STEPS) - 1,)


def test_a_damaged_database_is_not_taken_for_a_backup(bakery: Bakery, copies: Path) -> None:
    for number in range(3):
        bakery.learner(f"Baker {number}").take(1)
    done(backup(bakery.db.path, copies / "copy.db", "--keep", "2"))
    before = (copies / "copy.db").read_bytes()
    bakery.db.close()
    damage(bakery.db.path)
    assert "damaged" in refused(backup(bakery.db.path, copies / "copy.db", "--keep", "2"))
    assert [file.name for file in copies.iterdir()] == ["copy.db"]
    assert (copies / "copy.db").read_bytes() == before


@pytest.mark.parametrize("what", ["thesis", "music", "folder", "itself"])
def test_a_backup_replaces_nothing_but_a_backup(bakery: Bakery, copies: Path, what: str) -> None:
    to = copies / what
    if what == "thesis":
        to.write_text("All my work. " * 1000)
    elif what == "music":
        with closing(sqlite3.connect(to)) as connection:
            connection.execute("CREATE TABLE songs (title TEXT)")
    elif what == "folder":
        to.mkdir()
    else:
        to = bakery.db.path
    before = to.read_bytes() if to.is_file() else b""
    told = refused(backup(bakery.db.path, to, "--keep", "3"))
    assert str(to) in told
    assert (to.read_bytes() if to.is_file() else b"") == before


def test_a_place_that_is_not_there_and_records_that_are_not_there_are_told(
    bakery: Bakery, tmp_path: Path
) -> None:
    assert "cannot be written: No such file" in refused(backup(bakery.db.path, tmp_path / "no" / "copy.db"))
    assert f"There is no file {tmp_path / 'none.db'}." in refused(
        backup(tmp_path / "none.db", tmp_path / "copy.db")
    )
    assert not (tmp_path / "none.db").exists()


# ---- putting back


def test_what_is_put_back_is_what_was_there_and_what_stood_there_is_kept(
    bakery: Bakery, copies: Path
) -> None:
    done(backup(bakery.db.path, copies / "copy.db"))
    bakery.learner("Berta")
    bakery.db.close()
    told = done(restore(bakery.db.path, copies / "copy.db"))
    kept = next(bakery.db.path.parent.glob("progress.db.before-*"))
    assert f"What stood there is kept as {kept}." in told
    assert names(bakery.db.path) == ["Ada"]
    assert names(kept) == ["Ada", "Berta"]
    assert {file.name for file in bakery.db.path.parent.iterdir()} == {"progress.db", kept.name}
    again = bakery.reopened()
    assert again.damage() == []
    assert again.schema_faults() == []
    assert audit.recent(again, 1)[0].action == "backup-restored"
    again.close()


def test_records_are_put_back_where_there_are_none(bakery: Bakery, copies: Path, tmp_path: Path) -> None:
    done(backup(bakery.db.path, copies / "copy.db"))
    done(restore(tmp_path / "new.db", copies / "copy.db"))
    assert names(tmp_path / "new.db") == ["Ada"]
    assert (tmp_path / "new.db").stat().st_mode & 0o777 == 0o600


def test_everybody_signs_in_anew_after_a_backup_was_put_back(bakery: Bakery, copies: Path) -> None:
    berta = bakery.learner("Berta").person
    cookie = sessions.start(bakery.db, berta, NOON)
    done(backup(bakery.db.path, copies / "copy.db"))
    sessions.end(bakery.db, cookie)
    bakery.db.close()
    done(restore(bakery.db.path, copies / "copy.db"))
    again = bakery.reopened()
    assert people.find(again, berta.id) is not None
    assert sessions.person_of(again, cookie, NOON) is None
    again.close()


def test_a_backup_of_a_newer_version_is_refused_and_nothing_changes(bakery: Bakery, copies: Path) -> None:
    done(backup(bakery.db.path, copies / "copy.db"))
    make_newer(copies / "copy.db")
    bakery.db.close()
    before = bakery.db.path.read_bytes()
    told = refused(restore(bakery.db.path, copies / "copy.db"))
    assert "made by a newer version of this program (unknown steps: teleport)" in told
    assert bakery.db.path.read_bytes() == before
    assert [file.name for file in bakery.db.path.parent.iterdir()] == ["progress.db"]


def test_a_backup_of_an_older_version_is_put_back_as_it_is_and_then_brought_up_to_date(
    tmp_path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(copies / "copy.db", monkeypatch)
    done(restore(tmp_path / "progress.db", copies / "copy.db"))
    db = Database(tmp_path / "progress.db")
    assert db.row("SELECT COUNT(*) AS n FROM _sqlite_migrations") == {"n": len(STEPS) - 1}
    db.close()
    db.prepare()
    assert db.schema_faults() == []
    assert names(db.path) == ["Ada"]
    db.close()


@pytest.mark.parametrize("what", ["damaged", "text", "music", "missing", "itself"])
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(
    bakery: Bakery, copies: Path, what: str
) -> None:
    for number in range(3):
        bakery.learner(f"Baker {number}").take(1)
    file = copies / what
    if what == "damaged":
        done(backup(bakery.db.path, file))
        damage(file)
    elif what == "text":
        file.write_text("no database " * 1000)
    elif what == "music":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE songs (title TEXT)")
    elif what == "itself":
        file = bakery.db.path
    bakery.db.close()
    before = bakery.db.path.read_bytes()
    assert str(file) in refused(restore(bakery.db.path, file))
    assert bakery.db.path.read_bytes() == before
    assert [one.name for one in bakery.db.path.parent.iterdir()] == ["progress.db"]


def test_nothing_is_put_back_under_a_server_that_runs(bakery: Bakery, copies: Path) -> None:
    done(backup(bakery.db.path, copies / "copy.db"))
    bakery.learner("Berta")
    bakery.db.close()
    with held_by_another(bakery.db.path):
        told = refused(restore(bakery.db.path, copies / "copy.db"))
        assert "is in use or cannot be written; stop the server" in told
        assert names(bakery.db.path) == ["Ada", "Berta"]
    assert not list(bakery.db.path.parent.glob("*.before-*"))
    done(restore(bakery.db.path, copies / "copy.db"))
    assert names(bakery.db.path) == ["Ada"]


@pytest.mark.parametrize("with_log", [False, True])
def test_a_damaged_database_is_kept_aside_with_its_log_and_the_backup_takes_its_place(
    bakery: Bakery, copies: Path, with_log: bool
) -> None:
    done(backup(bakery.db.path, copies / "copy.db"))
    bakery.db.close()
    bakery.db.path.write_bytes(b"no database " * 1000)
    if with_log:
        Path(f"{bakery.db.path}-wal").write_bytes(b"a log that must not be read into the backup " * 1000)
    done(restore(bakery.db.path, copies / "copy.db"))
    again = bakery.reopened()
    assert again.damage() == []
    again.close()
    kept = next(file for file in bakery.db.path.parent.glob("*.before-*") if file.name.endswith("Z"))
    assert kept.read_bytes().startswith(b"no database ")
    assert names(bakery.db.path) == ["Ada"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="Only root can give files away.")
def test_what_root_puts_back_belongs_to_the_servers_user(bakery: Bakery, copies: Path) -> None:
    done(backup(bakery.db.path, copies / "copy.db"))
    bakery.db.close()
    os.chown(bakery.db.path, 65534, 65534)
    done(restore(bakery.db.path, copies / "copy.db"))
    assert (bakery.db.path.stat().st_uid, bakery.db.path.stat().st_gid) == (65534, 65534)


# ---- the rehearsal


def test_a_rehearsal_backs_up_loses_everything_and_stands_again(bakery: Bakery, copies: Path) -> None:
    """What docs/for-operators.md tells an operator to practise, with the commands as they are typed."""

    def command(*words: str | Path) -> str:
        finished = subprocess.run(
            [sys.executable, "-m", "china_literacy", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, "LITERACY_DB": str(bakery.db.path), "LITERACY_COURSE": str(BREAD)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stdout + finished.stderr
        return finished.stdout

    everybody = command("people", "list", "--json")
    with held_by_another(bakery.db.path):  # the server runs
        command("backup", "--to", copies / "copy.db", "--keep", "7")
    bakery.db.close()
    for file in bakery.db.path.parent.iterdir():
        file.unlink()
    command("restore", "--from", copies / "copy.db")
    assert "not sound" not in command("doctor", "--recount")
    assert json.loads(command("people", "list", "--json")) == json.loads(everybody)


def test_a_disk_that_fills_up_is_told_and_the_earlier_backup_stays(
    bakery: Bakery, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(backup(bakery.db.path, copies / "copy.db"))
    before = (copies / "copy.db").read_bytes()

    def full(*_: object) -> None:
        raise DatabaseProblem(f"{copies / 'copy.db'} cannot grow because the disk is full; free some space.")

    monkeypatch.setattr("progress.backups._copy", full)
    assert "the disk is full" in refused(backup(bakery.db.path, copies / "copy.db"))
    assert (copies / "copy.db").read_bytes() == before
    assert [file.name for file in copies.iterdir()] == ["copy.db"]
