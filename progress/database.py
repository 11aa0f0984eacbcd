"""The one door to the database, and the only place that knows it is SQLite.

Each piece of work has a connection to itself, so nothing is shared between threads. Connections that are free
wait for the next piece of work: a new one reads the whole schema first, which costs more CPU than storing an
answer does.

`synchronous=FULL` makes a finished write survive a power cut, not only a killed process. SQL is written with
`:name` parameters in the subset that SQLite and PostgreSQL share, so that PostgreSQL can become a second
class like this one.
"""

import os
import sqlite3
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlite_utils
from sqlite_utils.migrations import Migrations

from progress.migrations import STEPS
from progress.write_times import WriteTimes

Value = str | int | float | None
Row = dict[str, Any]

MIGRATION_SET = "china_literacy"
BUSY_SECONDS = 5.0
TURN_SECONDS = 20.0  # for other writers of this process: better slow than refused
RETRY_SECONDS = 0.02
LOOK_SECONDS = 2.0  # for a look through the file when the server starts
MOST_FREE = 8  # connections kept for later

# What to do about the faults that are the operator's to mend; all others are ours and keep their traceback.
REMEDIES = {
    sqlite3.SQLITE_BUSY: "is in use by another program and did not become free in time; try again",
    sqlite3.SQLITE_LOCKED: "is in use by another program and did not become free in time; try again",
    sqlite3.SQLITE_READONLY: "cannot be written; allow this user to write the file and its folder",
    sqlite3.SQLITE_FULL: "cannot grow because the disk is full; free some space",
    sqlite3.SQLITE_IOERR: "cannot be read or written; check the disk",
    sqlite3.SQLITE_CORRUPT: "is damaged; put back a backup with `china-literacy restore`",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that it exists and that this user may write it",
    sqlite3.SQLITE_NOTADB: "is not a database; name another file",
}


class DatabaseProblem(Exception):
    """The database cannot be used; the text is a sentence for the operator. Nothing was changed."""


class Transaction:
    """Statements on one connection. Values go in as `:name` parameters, rows come out as dicts."""

    def __init__(self, connection: sqlite_utils.Database) -> None:
        self._connection = connection

    def run(self, sql: str, /, **values: Value) -> int:
        """Run a statement that changes rows; returns how many it changed."""
        return self._connection.execute(sql, values).rowcount

    @contextmanager
    def breaking_off(self, seconds: float) -> Iterator[threading.Event]:
        """Break off what still runs in this block after so many seconds; the event then is set, and SQLite raises.

        From another thread: a look through a table is one step of SQLite's, in which it asks nobody whether to stop.
        """
        over = threading.Event()

        def interrupt() -> None:
            over.set()
            self._connection.conn.interrupt()

        timer = threading.Timer(seconds, interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield over
        finally:
            timer.cancel()
            timer.join()

    def run_each(self, sql: str, rows: Iterable[Mapping[str, Value]], /) -> None:
        """Run a statement once for each set of values."""
        self._connection.conn.executemany(sql, rows)

    def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """All rows of a query."""
        cursor = self._connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, sql: str, /, **values: Value) -> Row | None:
        """The first row of a query, or None when there is none."""
        return next(iter(self.rows(sql, **values)), None)


class Database:
    """The records in one SQLite file. `prepare` it once before anything else; threads may share it.

    `timeout` is how long, in seconds, work waits for other writers before it gives up. Records that are not `durable`
    survive a killed process, but not a power cut: that is for what can be made again, and many times as fast.
    """

    def __init__(self, path: Path, timeout: float = BUSY_SECONDS, *, durable: bool = True) -> None:
        self.path = path.absolute()
        self.timeout = timeout
        self.durable = durable
        self._free: list[_Connection] = []
        # One writer at a time, each in turn: SQLite lets writers wait by sleeping, and under load some starve.
        self._turn = threading.Lock()
        self.write_times = WriteTimes()
        weakref.finalize(self, _close_all, self._free)

    def prepare(self) -> None:
        """Make or migrate the file, all steps or none.

        The file's folder is made when only that is missing. Raises DatabaseProblem, and leaves the file
        untouched, when it belongs to a newer version or to another program, is no database, or cannot be
        opened or written.
        """
        self._check_place()
        with self._telling(), closing(self._connect("rwc")) as connection:
            store = _wrap(connection)
            self._refuse_foreign(store)
            self._write_ahead(connection)
            connection.execute("BEGIN IMMEDIATE")
            _migrations().apply(store)
            connection.execute("COMMIT")

    def tables(self) -> frozenset[str]:
        """The names of its tables: none where there is no file yet. Nothing is made, and nothing brought up to date.

        Raises DatabaseProblem for what is no database.
        """
        if not self.path.exists():
            return frozenset()
        with self._session() as transaction:
            return frozenset(row["name"] for row in transaction.rows("SELECT name FROM sqlite_master"))

    def refuse_damaged(self, seconds: float = LOOK_SECONDS) -> None:
        """Have SQLite look through the file for so long, which is all of it unless it is large.

        Raises DatabaseProblem when something is broken, before anybody relies on it.
        """
        with self._session() as transaction, transaction.breaking_off(seconds) as over:
            try:
                found = transaction.rows("PRAGMA quick_check(1)")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
        if over.is_set():  # sound, as far as was looked; `china-literacy doctor` looks through all of it
            return
        if told := [row["quick_check"] for row in found if row["quick_check"] != "ok"]:
            raise DatabaseProblem(f"{self.path} {REMEDIES[sqlite3.SQLITE_CORRUPT]} (SQLite says: {told[0]}).")

    def damage(self) -> list[str]:
        """What is broken in the file, each in a sentence; empty when it is sound. Reads the whole file."""
        with self._session() as transaction:
            broken = [row["integrity_check"] for row in transaction.rows("PRAGMA integrity_check")]
            dangling = transaction.rows("PRAGMA foreign_key_check")
        told = [f"SQLite says: {words}; put back a backup" for words in broken if words != "ok"]
        counted = Counter((row["table"], row["parent"]) for row in dangling)
        return told + [
            f'{n} {"row" if n == 1 else "rows"} of "{table}" lead to nothing in "{parent}"; put back a backup'
            for (table, parent), n in sorted(counted.items())
        ]

    def schema_faults(self) -> list[str]:
        """Which tables, columns and indexes are not as this version makes them, each in a sentence."""
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            store = _wrap(fresh)
            _migrations().apply(store)
            wanted = _shape(Transaction(store))
        with self._session() as transaction:
            found = _shape(transaction)
        return [
            f"{name} {'is missing' if name not in found else 'is not as this version makes it'}; put back a backup"
            for name in sorted(wanted)
            if found.get(name) != wanted[name]
        ]

    def close(self) -> None:
        """Close the connections that are free. The database can be used again."""
        _close_all(self._free)

    def rows(self, sql: str, /, **values: Value) -> list[Row]:
        """All rows of one query."""
        with self._session() as transaction:
            return transaction.rows(sql, **values)

    def row(self, sql: str, /, **values: Value) -> Row | None:
        """The first row of one query, or None when there is none."""
        with self._session() as transaction:
            return transaction.row(sql, **values)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Several queries that see the database at one moment."""
        with self._session() as transaction:
            transaction.run("BEGIN")
            yield transaction
            transaction.run("COMMIT")

    @contextmanager
    def write(self, *, forgetting: bool = False, keep: bool = True) -> Iterator[Transaction]:
        """Queries and changes that happen all or not at all; other writers wait until the end of the block.

        When the block ends, its changes are on the disk. When it raises, nothing has happened. With `forgetting`, what
        is deleted or overwritten cannot be read in the file any more either; that takes longer. Without `keep` all is
        undone at the end: for whoever only wants to know what would come of it.
        """
        begun = time.monotonic()
        try:
            if not self._turn.acquire(timeout=max(self.timeout, TURN_SECONDS)):
                raise DatabaseProblem(f"{self.path} {REMEDIES[sqlite3.SQLITE_BUSY]}.")
            try:
                with (
                    self._session() as transaction,
                    _forgetting(transaction) if forgetting else nullcontext(),
                ):
                    transaction.run("BEGIN IMMEDIATE")
                    yield transaction
                    transaction.run("COMMIT" if keep else "ROLLBACK")
            finally:
                self._turn.release()
        except DatabaseProblem:
            self.write_times.refuse()
            raise
        self.write_times.finish(time.monotonic() - begun)

    @contextmanager
    def _session(self) -> Iterator[Transaction]:
        """A connection for one piece of work. After a fault it is closed, which undoes what it had begun."""
        with self._telling():
            connection = self._take()
            try:
                yield Transaction(connection.store)
            except BaseException:
                connection.store.close()
                raise
            self._give_back(connection)

    def _take(self) -> "_Connection":
        file = self._file()
        while self._free:
            try:
                connection = self._free.pop()
            except IndexError:  # another thread was faster
                break
            if connection.file == file:
                return connection
            connection.store.close()
        store = _wrap(self._connect("rw"))
        store.execute("PRAGMA foreign_keys = ON")
        store.execute(f"PRAGMA synchronous = {'FULL' if self.durable else 'OFF'}")
        return _Connection(store, file)

    def _give_back(self, connection: "_Connection") -> None:
        if len(self._free) < MOST_FREE:
            self._free.append(connection)
        else:
            connection.store.close()

    def _file(self) -> tuple[int, int]:
        """Which file stands at the path now: connections to one that was moved away write to nobody."""
        try:
            found = self.path.stat()
        except OSError as error:
            raise DatabaseProblem(f"{self.path} {REMEDIES[sqlite3.SQLITE_CANTOPEN]}.") from error
        return found.st_dev, found.st_ino

    def _connect(self, mode: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self.path.as_uri()}?mode={mode}",
            uri=True,
            timeout=self.timeout,
            isolation_level=None,
            check_same_thread=False,
        )

    def _check_place(self) -> None:
        folder = self.path.parent
        if not folder.parent.is_dir():
            raise DatabaseProblem(
                f"There is no folder {folder} for the database; make it or name another file."
            )
        if self.path.is_dir():
            raise DatabaseProblem(f"{self.path} is a folder; name a file in it for the database.")
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise DatabaseProblem(f"The folder {folder} for the database cannot be made: {error}.") from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise DatabaseProblem(f"The database's folder {folder} cannot be written; allow this user to.")

    def _write_ahead(self, connection: sqlite3.Connection) -> None:
        """Turn WAL on. SQLite does not wait by itself where another process turns it on at the same moment."""
        until = time.monotonic() + self.timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(RETRY_SECONDS)

    def _refuse_foreign(self, store: sqlite_utils.Database) -> None:
        applied = [step.name for step in _migrations().applied(store)]
        unknown = ", ".join(name for name in applied if name not in STEPS)
        if unknown:
            raise DatabaseProblem(
                f"{self.path} was written by a newer version of this program (unknown steps: {unknown}); "
                "use that version, or name another file."
            )
        if not applied and store.table_names():
            raise DatabaseProblem(f"{self.path} is the database of another program; name another file.")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn the faults that an operator can mend into sentences."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            remedy = REMEDIES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            if remedy is None:
                raise
            raise DatabaseProblem(f"{self.path} {remedy}.") from error


@dataclass(frozen=True, slots=True)
class _Connection:
    """A connection, and the file it leads to."""

    store: sqlite_utils.Database
    file: tuple[int, int]


@contextmanager
def _forgetting(transaction: Transaction) -> Iterator[None]:
    """Have SQLite write zeros over what is deleted, and afterwards empty the log, which holds older pages.

    The log stays until later while somebody reads from it.
    """
    before = transaction.rows("PRAGMA secure_delete")[0]["secure_delete"]
    transaction.run("PRAGMA secure_delete = ON")
    yield
    transaction.run(f"PRAGMA secure_delete = {before}")
    transaction.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _close_all(connections: list[_Connection]) -> None:
    while connections:
        connections.pop().store.close()


def _shape(transaction: Transaction) -> dict[str, str]:
    """What the schema holds: "table people" -> the statement that made it, without its layout."""
    rows = transaction.rows("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {f"{row['type']} {row['name']}": " ".join(row["sql"].split()) for row in rows}


def _wrap(connection: sqlite3.Connection) -> sqlite_utils.Database:
    """The connection for sqlite-utils, without its plugins: the records depend on nothing else installed."""
    return sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)


def _migrations() -> Migrations:
    migrations = Migrations(MIGRATION_SET)
    for name, statements in STEPS.items():
        migrations(name=name)(_step(name, statements))
    return migrations


def _step(name: str, statements: tuple[str, ...]) -> Callable[[sqlite_utils.Database], None]:
    def apply(store: sqlite_utils.Database) -> None:
        for statement in statements:
            store.execute(_strict(statement))

    apply.__name__ = name
    return apply


def _strict(statement: str) -> str:
    """Have SQLite refuse values of another type, as PostgreSQL does by itself."""
    return f"{statement.rstrip()} STRICT" if statement.lstrip().startswith("CREATE TABLE") else statement
