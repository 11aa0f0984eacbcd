"""What has to happen to records that come out of a backup, before anybody uses them."""

from datetime import datetime

from accounts import audit
from progress.database import Database


def settle(db: Database, now: datetime) -> None:
    """End every session, some of which were ended after the backup was made, and note that it was put back."""
    with db.write() as transaction:
        transaction.run("DELETE FROM sign_in_sessions")
        audit.write(transaction, None, "backup-restored", None, "", now)
