"""`china-literacy restore` brings nobody back who was erased since the backup was made."""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accounts import audit, leaving, people, restored
from china_literacy import main
from progress import activity_tallies, database, erased, erasure, recount
from progress.database import MIGRATION_SET, Database
from progress.migrations import STEPS
from tests.progress.bakery import BREAD, NOON, Bakery
from tests.progress.test_database import DATA

ADA = "ada0" * 8  # an id as people have them
NOTHING_SINCE = "It held nobody who is known to have been erased since."


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    """Records in a folder of their own."""
    db = Database(tmp_path / "data" / "progress.db")
    db.prepare()
    yield Bakery(db, BREAD)
    db.close()


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [*map(str, words)])
    assert result.exit_code == 0, result.output
    return result


def backup(bakery: Bakery, to: Path, *more: str) -> None:
    run("backup", "--db", bakery.db.path, "--to", to, *more)


def restore(bakery: Bakery, file: Path) -> Result:
    bakery.db.close()
    return run("restore", "--db", bakery.db.path, "--from", file)


def erase(bakery: Bakery, name: str) -> str:
    person = next(one for one in people.list_all(bakery.db) if one.name == name)
    leaving.erase(bakery.db, person, None, NOON)
    return person.id


def names(db: Database) -> list[str]:
    return [person.name for person in people.list_all(db)]


def bytes_of(*files: Path) -> bytes:
    return b"".join(file.read_bytes() for file in files)


def dump(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.iterdump())


def damage(bakery: Bakery) -> None:
    bakery.db.close()
    bakery.db.path.write_bytes(b"no database " * 1000)


def test_who_was_erased_since_the_backup_is_erased_in_it_again(bakery: Bakery, copies: Path) -> None:
    bakery.learner("Ada").take(3)
    bakery.learner("Berta Backhaus").take(1)
    backup(bakery, copies / "copy.db")
    gone = erase(bakery, "Berta Backhaus")
    told = restore(bakery, copies / "copy.db")
    assert "It held 1 person who was erased since, and erased again." in told.stdout
    assert told.stderr == ""
    again = bakery.reopened()
    assert names(again) == ["Ada"]
    assert people.find(again, gone) is None
    assert recount.differences(again) == []
    assert activity_tallies.differences(again) == []
    assert again.row("SELECT COUNT(*) AS n FROM attempts") == {"n": 2}  # the figures stay
    assert [
        (one.action, one.subject_id) for one in audit.recent(again, 9) if one.detail == restored.AGAIN
    ] == [("person-erased", gone)]
    again.close()
    assert b"Backhaus" not in bytes_of(bakery.db.path)
    assert not Path(f"{bakery.db.path}-wal").exists()


def test_a_backup_without_erased_people_is_put_back_as_it_was(bakery: Bakery, copies: Path) -> None:
    bakery.learner("Ada")
    backup(bakery, copies / "copy.db")
    bakery.learner("Berta")
    erase(bakery, "Berta")  # came after the backup, and went
    told = restore(bakery, copies / "copy.db")
    assert NOTHING_SINCE in told.stdout
    assert names(bakery.reopened()) == ["Ada"]


def test_the_list_tells_where_the_records_are_damaged(bakery: Bakery, copies: Path) -> None:
    bakery.learner("Ada")
    bakery.learner("Berta")
    backup(bakery, copies / "copy.db")
    erase(bakery, "Berta")
    damage(bakery)
    told = restore(bakery, copies / "copy.db")
    assert "It held 1 person who was erased since" in told.stdout
    assert f"no readable records at {bakery.db.path}" in told.stderr
    assert f"Only {erased.list_of(bakery.db.path)} could." in told.stderr
    assert names(bakery.reopened()) == ["Ada"]


def test_without_records_and_list_the_operator_is_told_what_to_do(bakery: Bakery, copies: Path) -> None:
    bakery.learner("Berta")
    backup(bakery, copies / "copy.db")
    erase(bakery, "Berta")
    damage(bakery)
    erased.list_of(bakery.db.path).unlink()
    told = restore(bakery, copies / "copy.db")
    assert NOTHING_SINCE in told.stdout
    assert "No list of erased people lay beside them or beside the backup." in told.stderr
    assert "erase them again with `china-literacy people erase EMAIL`" in told.stderr


def test_an_older_backup_is_cleaned_by_what_a_newer_one_knew_when_all_else_is_lost(
    bakery: Bakery, copies: Path, tmp_path: Path
) -> None:
    bakery.learner("Ada")
    bakery.learner("Berta")
    backup(bakery, copies / "copy.db", "--keep", "2")
    erase(bakery, "Berta")
    backup(bakery, copies / "copy.db", "--keep", "2")
    told = run("restore", "--db", tmp_path / "new.db", "--from", copies / "copy.db.1")
    assert "It held 1 person who was erased since" in told.stdout
    new = Database(tmp_path / "new.db")
    assert names(new) == ["Ada"]
    new.close()
    assert (copies / "copy.db.erased").stat().st_mode & 0o777 == 0o600


def test_the_list_holds_ids_and_nothing_else(bakery: Bakery) -> None:
    bakery.learner("Ada").take(1)
    bakery.learner("Berta")
    gone = {erase(bakery, "Ada"), erase(bakery, "Berta")}
    path = erased.list_of(bakery.db.path)
    head, *lines = path.read_text().splitlines()
    assert head.startswith("# ")
    assert set(lines) == gone == erased.read(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_cut_short_is_no_id_and_spoils_no_other(bakery: Bakery) -> None:
    bakery.learner("Ada")
    gone = erase(bakery, "Ada")
    path = erased.list_of(bakery.db.path)
    path.write_text(path.read_text()[:-10])
    assert erased.read(path) == frozenset()
    leaving.list_all(bakery.db)  # as at the start of the server
    assert erased.read(path) == {gone}


def test_a_list_that_cannot_be_written_hinders_no_erasing_and_is_logged_without_names(
    bakery: Bakery, caplog: pytest.LogCaptureFixture
) -> None:
    bakery.learner("Ada")
    erased.list_of(bakery.db.path).mkdir()
    gone = erase(bakery, "Ada")
    assert names(bakery.db) == []
    assert "cannot be written (Is a directory)" in caplog.text
    assert "Ada" not in caplog.text
    assert gone not in caplog.text


def test_a_list_that_cannot_be_read_puts_nothing_back(bakery: Bakery, copies: Path) -> None:
    bakery.learner("Ada")
    backup(bakery, copies / "copy.db")
    (copies / "other.erased").mkdir()
    bakery.db.close()
    before = dump(bakery.db.path)
    result = CliRunner().invoke(
        main, ["restore", "--db", str(bakery.db.path), "--from", str(copies / "copy.db")]
    )
    assert result.exit_code == 1
    assert f"The list {copies / 'other.erased'} of erased people cannot be read" in result.stderr
    assert dump(bakery.db.path) == before


def test_a_backup_of_an_older_version_is_brought_up_to_date_to_erase_in_it(
    bakery: Bakery, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = Database(copies / "old.db")
    with monkeypatch.context() as patched:
        patched.setattr(database, "STEPS", dict(list(STEPS.items())[:-1]))
        older.prepare()
        with older.write() as transaction:  # in that version's own words
            transaction.run(DATA["people"][0].replace("'ada'", ":id"), id=ADA)
        older.close()
    with bakery.db.write() as transaction:
        audit.write(transaction, None, "person-erased", ADA, "", NOON)
    restore(bakery, copies / "old.db")
    again = bakery.reopened()
    assert names(again) == []
    assert again.schema_faults() == []
    again.close()
    with closing(sqlite3.connect(copies / "old.db")) as connection:  # and the backup stays as it is
        steps = connection.execute(
            "SELECT COUNT(*) FROM _sqlite_migrations WHERE migration_set = ?", [MIGRATION_SET]
        ).fetchone()
    assert steps == (len(STEPS) - 1,)


def test_a_fault_while_erasing_again_puts_nothing_back(
    bakery: Bakery, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bakery.learner("Ada")
    backup(bakery, copies / "copy.db")
    erase(bakery, "Ada")
    bakery.db.close()
    before = dump(bakery.db.path)

    def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(erasure, "erase", fail)
    result = CliRunner().invoke(
        main, ["restore", "--db", str(bakery.db.path), "--from", str(copies / "copy.db")]
    )
    assert isinstance(result.exception, RuntimeError)
    assert dump(bakery.db.path) == before
    assert {file.name for file in bakery.db.path.parent.iterdir()} == {"progress.db", "progress.db.erased"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="Only root can give files away.")
def test_the_list_that_root_makes_belongs_to_the_servers_user(bakery: Bakery) -> None:
    bakery.learner("Ada")
    os.chown(bakery.db.path, 65534, 65534)
    erase(bakery, "Ada")
    assert erased.list_of(bakery.db.path).stat().st_uid == 65534


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_in_whatever_order_nobody_who_was_erased_comes_back(
    bakery: Bakery, copies: Path, seed: int
) -> None:
    """Twenty acts at random: people come and go, backups are made, and any of them is put back, damage or not."""
    chance, gone, made = random.Random(seed), set[str](), list[Path]()
    bakery.learner("First")
    for number in range(20):
        act = chance.choice(["come", "go", "backup", "restore", "lose"])
        here = people.list_all(bakery.db)
        if act == "come" or not here:
            bakery.learner(f"Learner {number}")
        elif act == "go":
            gone.add(erase(bakery, chance.choice(here).name))
        elif act == "backup" or not made:
            made.append(copies / f"{number}.db")
            backup(bakery, made[-1])
        else:
            if act == "lose":
                damage(bakery)
            restore(bakery, chance.choice(made))
            bakery.db.prepare()
        assert not gone & {person.id for person in people.list_all(bakery.db)}
    assert gone
