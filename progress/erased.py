"""Who was erased, by the random ids that they had: what keeps a backup from before from bringing them back.

The audit log of the records knows it, but a backup is put back because the records are lost or damaged. So each id
stands in a list beside them, too, and in one beside the backups. The ids lead to nobody; the list holds nothing else,
not even the day. It only ever grows, a line at a time: two processes that add at once lose nothing, and a line that
was cut short by a power cut is not taken for an id.
"""

import os
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from progress.database import DatabaseProblem, Transaction
from progress.owner import belong_to_owner, reach_disk

END = ".erased"  # what the list is called, behind the name of the records or of the backup
ID = re.compile(r"[0-9a-f]{32}")
HEAD = "# Ids of erased people, for china-literacy restore. They lead to nobody.\n"
ERASED = "SELECT subject_id FROM audit_log WHERE action = 'person-erased' AND subject_id IS NOT NULL"


@dataclass(frozen=True)
class Erased:
    """The ids of people who were erased.

    `records_told` says whether the records themselves could be asked, which know everybody; `lists` are those that
    were read.
    """

    ids: frozenset[str]
    records_told: bool
    lists: tuple[Path, ...]


def list_of(file: Path) -> Path:
    """Where the list beside the records or beside a backup is."""
    return file.with_name(f"{file.name}{END}")


def in_records(transaction: Transaction) -> frozenset[str]:
    """Everybody who was erased from these records."""
    return frozenset(row["subject_id"] for row in transaction.rows(ERASED))


def in_file(connection: sqlite3.Connection) -> frozenset[str] | None:
    """The same from any file that was opened, whatever version made it; None where it cannot be read."""
    try:
        return frozenset(str(subject_id) for (subject_id,) in connection.execute(ERASED))
    except sqlite3.DatabaseError:
        return None


def read(path: Path) -> frozenset[str]:
    """The ids in a list; none where there is no list. Raises OSError when it cannot be read."""
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return frozenset()
    return frozenset(line for line in text.splitlines() if ID.fullmatch(line))


def remember(file: Path, ids: Iterable[str]) -> None:
    """Add ids to the list beside `file`, if they are not on it, and have them reach the disk. Raises OSError."""
    path = list_of(file)
    new = sorted(frozenset(ids) - read(path))
    if not new:
        return
    made = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as opened:
        start = HEAD if made else "" if _ends_a_line(path) else "\n"
        opened.write((start + "".join(f"{one}\n" for one in new)).encode("ascii"))
        os.fsync(opened.fileno())
    if made:
        belong_to_owner(path, file)
        reach_disk(path.parent)


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as opened:
        if opened.seek(0, os.SEEK_END) == 0:
            return True
        opened.seek(-1, os.SEEK_END)
        return opened.read(1) == b"\n"


def in_lists(*folders: Path) -> tuple[frozenset[str], tuple[Path, ...]]:
    """The ids in all lists of some folders, and which lists those are. Raises DatabaseProblem for what it cannot read.

    Ids are random, so a list of other records in the same folder does no harm.
    """
    lists = tuple(sorted({path for folder in folders for path in folder.glob(f"*{END}")}))
    ids = frozenset[str]()
    for path in lists:
        try:
            ids |= read(path)
        except OSError as problem:
            raise DatabaseProblem(
                f"The list {path} of erased people cannot be read: {problem.strerror}; allow this user to, or move it"
                " away if it is of no records here."
            ) from None
    return ids, lists
