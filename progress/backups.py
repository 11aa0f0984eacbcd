"""Backups of the records: one whole file each, checked before it counts, and putting one back.

A backup is an SQLite database in one file, taken through SQLite's own backup while the server runs. The key that signs
badges, if there is one, lies beside it under the backup's name, and so does the list of who was erased. Nothing here
brings a file up to date: a backup is taken before an upgrade, and put back to undo one.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from progress import badge_key, erased
from progress.database import MIGRATION_SET, REMEDIES, DatabaseProblem
from progress.erased import Erased
from progress.migrations import STEPS
from progress.owner import belong_to_owner, reach_disk

KEY = f".{badge_key.FILE}"  # what a backup's key is called, behind the backup's own name
PATIENCE = 2.0  # seconds for whoever else has the file
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
OF_THE_COPY = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)


@dataclass(frozen=True)
class Backup:
    """A backup that was made: where, its size in bytes, and where its key lies, if there is one."""

    path: Path
    size: int
    key: Path | None


def back_up(records: Path, to: Path, keep: int = 1) -> Backup:
    """Copy the records while others use them; `keep` backups stay: `to`, and older ones as `to`.1, `to`.2 and so on.

    The copy is checked before any older one is touched. Raises DatabaseProblem with a sentence; then every backup is as
    it was.
    """
    records, to = records.absolute(), to.absolute()
    _steps(records, "rw")
    if to.is_dir():
        raise DatabaseProblem(f"{to} is a folder; name a file in it.")
    if to.exists():
        if to.samefile(records):
            raise DatabaseProblem(f"{to} is the database itself; name another file.")
        _steps(to)  # whatever else stands there is not ours to replace
    with _new_file(to) as made:
        _copy(records, "rw", made)
        with closing(_connect(made, "ro")) as copy:
            known = erased.in_file(copy) or frozenset()
        erased.remember(to, known | erased.read(erased.list_of(records)))
        key = badge_key.FILE
        kept = _copy_key(records.with_name(key), Path(f"{made}{KEY}"))
        _rotate(to, keep)
        made.replace(to)
        if kept:
            kept.replace(f"{to}{KEY}")
        reach_disk(to.parent)
    return Backup(to, to.stat().st_size, Path(f"{to}{KEY}") if kept else None)


@dataclass(frozen=True)
class Staged:
    """A checked copy of a backup at `path`, beside the records that it is to replace. It may be changed still."""

    backup: Path
    path: Path
    records: Path

    @contextmanager
    def alone(self, now: datetime) -> Iterator["Place"]:
        """Hold the records that are to be replaced, so that nobody writes to them any more.

        Raises DatabaseProblem, and changes nothing, while a server or another program has them open.
        """
        kept = self.records.with_name(f"{self.records.name}.before-{now:%Y%m%dT%H%M%SZ}")
        with _alone(self.records, kept) as connection:
            known = erased.in_file(connection) if connection else None
            ids, lists = erased.in_lists(self.records.parent, self.backup.parent)
            who = Erased(ids | (known or frozenset()), known is not None, lists)
            yield Place(self, kept, now, who)


@dataclass(frozen=True)
class Place:
    """The place of the records, held for a backup. `erased` are the people whom it must not bring back."""

    staged: Staged
    kept: Path
    now: datetime
    erased: Erased

    def take(self) -> Path | None:
        """Replace the records at one stroke. Returns where the old ones are kept, or None when there were none."""
        copy, records = self.staged.path, self.staged.records
        with _telling(copy, copy), closing(_connect(copy, "rw")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # whatever was changed in it: one file again
        kept_one = _keep(records, self.kept)
        erased.remember(records, self.erased.ids)
        copy.replace(records)
        _put_key_back(Path(f"{self.staged.backup}{KEY}"), records.with_name(badge_key.FILE), self.now)
        reach_disk(records.parent)
        return self.kept if kept_one else None


@contextmanager
def staged(backup: Path, records: Path) -> Iterator[Staged]:
    """Copy a backup beside the records and check the copy; what was not put in place is removed at the end.

    Raises DatabaseProblem for what is no backup, is damaged, or was made by a newer version.
    """
    backup, records = backup.absolute(), records.absolute()
    if records.exists() and backup.exists() and records.samefile(backup):
        raise DatabaseProblem(f"{backup} is the database itself; name a backup.")
    unknown = ", ".join(step for step in _steps(backup) if step not in STEPS)
    if unknown:
        raise DatabaseProblem(
            f"{backup} was made by a newer version of this program (unknown steps: {unknown}); use that version."
        )
    if records.is_dir():
        raise DatabaseProblem(f"{records} is a folder; name a file in it for the database.")
    with _new_file(records) as made:
        _copy(backup, "ro", made)
        belong_to_owner(made, records)
        yield Staged(backup, made, records)


def _steps(path: Path, mode: str = "ro") -> list[str]:
    """The steps that made a file's tables. Raises DatabaseProblem for what is not a database of this program.

    Only what is opened for writing too ("rw") leaves no files of a write-ahead log behind.
    """
    if not path.is_file():
        raise DatabaseProblem(f"There is no file {path}.")
    with _telling(path, path), closing(_connect(path, mode)) as connection:
        try:
            rows = connection.execute(
                "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", [MIGRATION_SET]
            ).fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            rows = []
    if not rows:
        raise DatabaseProblem(f"{path} holds no records of this program; name another file.")
    return [str(name) for (name,) in rows]


def _copy(source: Path, mode: str, target: Path) -> None:
    """Copy a database as it is at one moment into one file that is on the disk, and check it."""
    with (
        _telling(source, target),
        closing(_connect(source, mode)) as old,
        closing(_connect(target, "rw")) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        faults = [words for (words,) in new.execute("PRAGMA integrity_check(3)") if words != "ok"]
    if faults:
        raise DatabaseProblem(f"{source} is damaged ({'; '.join(faults)}); nothing was changed.")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None)


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """An empty file beside `path` that only its owner may read; removed at the end if it is still there."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            made = Path(file.name)
    except OSError as problem:
        raise DatabaseProblem(f"{path} cannot be written: {problem.strerror}.") from None
    try:
        yield made
    except OSError as problem:
        raise DatabaseProblem(f"{path} cannot be written: {problem.strerror}.") from None
    finally:
        for left in (made, *(Path(f"{made}{end}") for end in (KEY, "-journal", "-wal", "-shm"))):
            left.unlink(missing_ok=True)


def _copy_key(key: Path, to: Path) -> Path | None:
    if not key.is_file():
        return None
    with NamedTemporaryFile(dir=to.parent, prefix=f"{to.name}-", delete=False) as file:
        file.write(key.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    return Path(file.name).replace(to)


def _rotate(to: Path, keep: int) -> None:
    """Make room at `to`: each backup moves one number up, as far as the first gap; more than `keep` do not stay."""
    slots = [to, *(Path(f"{to}.{number}") for number in range(1, keep))]
    room = next((number for number, slot in enumerate(slots) if not slot.exists()), keep - 1)
    for number in range(room, 0, -1):
        _move(slots[number - 1], slots[number])
    number = keep
    while (old := Path(f"{to}.{number}")).exists():
        Path(f"{old}{KEY}").unlink(missing_ok=True)
        old.unlink()
        number += 1


def _move(old: Path, new: Path) -> None:
    key = Path(f"{old}{KEY}")
    if key.exists():
        key.replace(f"{new}{KEY}")
    else:
        Path(f"{new}{KEY}").unlink(missing_ok=True)
    old.replace(new)


@contextmanager
def _alone(records: Path, kept: Path) -> Iterator[sqlite3.Connection | None]:
    """Hold the records while they are replaced, with all that was written in the one file.

    What can still be read of them is read through the connection; there is none where nothing can. A log that belongs
    to a damaged file is kept beside it: it must never be read into another.
    """
    if not records.exists():
        yield None
        return
    with closing(_connect(records, "rw")) as connection:
        sound: sqlite3.Connection | None = connection
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if (error.sqlite_errorcode & 0xFF) not in BROKEN:
                told = "is in use or cannot be written; stop the server, and try again as its user"
                raise DatabaseProblem(f"{records} {told}.") from error
            for end in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    Path(f"{records}{end}").replace(f"{kept}{end}")
            sound = None
        yield sound


def _keep(records: Path, kept: Path) -> bool:
    """Give the old records a second name: the first one never stands empty. Returns whether there were any."""
    if not records.exists():
        return False
    try:
        kept.hardlink_to(records)
    except OSError:  # a file system without links
        shutil.copy2(records, kept)
    return True


def _put_key_back(key: Path, to: Path, now: datetime) -> None:
    """Put the backup's key beside the records; another one that stands there is kept under another name."""
    if not key.is_file() or (to.is_file() and to.read_bytes() == key.read_bytes()):
        return
    if to.exists():
        to.replace(f"{to}.before-{now:%Y%m%dT%H%M%SZ}")
    made = _copy_key(key, Path(f"{to}.new"))
    if made:
        belong_to_owner(made, to)
        made.replace(to)


@contextmanager
def _telling(source: Path, target: Path) -> Iterator[None]:
    """Turn the faults that an operator can mend into sentences about the file that has them."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in REMEDIES:
            raise
        raise DatabaseProblem(f"{target if code in OF_THE_COPY else source} {REMEDIES[code]}.") from error
