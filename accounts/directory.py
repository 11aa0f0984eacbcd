"""The people who have an account, found and paged in the database, for administrators."""

from dataclasses import dataclass

from accounts.person import COLUMNS, Person, from_row
from progress.database import Database
from progress.folding import fold


@dataclass(frozen=True, slots=True)
class Found:
    """One page of people; `total` match."""

    rows: tuple[Person, ...]
    total: int


# Whoever is erased has no address.
FOUND = "FROM people WHERE email IS NOT NULL AND search_text LIKE :pattern ESCAPE '!'"


def find(db: Database, search: str, *, limit: int, offset: int = 0) -> Found:
    """The people whose name or address holds the words, closed accounts too, by name."""
    text = fold(search).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    with db.read() as transaction:
        total = transaction.rows(f"SELECT COUNT(*) AS number {FOUND}", pattern=f"%{text}%")[0]["number"]
        rows = transaction.rows(
            f"SELECT {COLUMNS} {FOUND} ORDER BY search_text, id LIMIT :limit OFFSET :offset",
            pattern=f"%{text}%",
            limit=limit,
            offset=offset,
        )
    return Found(tuple(map(from_row, rows)), total)
