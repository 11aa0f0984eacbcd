"""What has to happen to records that come out of a backup, before anybody uses them."""

from collections.abc import Iterable
from datetime import datetime

from accounts import audit
from progress import erasure
from progress.database import Database

AGAIN = "again, after a backup was put back"


def settle(db: Database, erased: Iterable[str], now: datetime) -> int:
    """Erase again who was erased after the backup was made, end every session, and note that it was put back.

    All of it happens, or nothing. Sessions end because some were ended after the backup was made. Returns how many
    people were in the backup and are erased now; only for them are records of an older version brought up to date.
    """
    back = _back(db, erased)
    if back:
        db.prepare()  # what erasing does is written for the tables of this version
    with db.write(forgetting=bool(back)) as transaction:
        transaction.run("DELETE FROM sign_in_sessions")
        for person_id in back:
            audit.write(transaction, None, "person-erased", person_id, AGAIN, now)
            erasure.erase(transaction, person_id)
        audit.write(transaction, None, "backup-restored", None, "", now)
    return len(back)


def _back(db: Database, erased: Iterable[str]) -> list[str]:
    """Who of the erased people is in the records again."""
    with db.read() as transaction:
        here = {row["id"] for row in transaction.rows("SELECT id FROM people")}
    return sorted(here.intersection(erased))
