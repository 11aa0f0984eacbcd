"""Sign-in sessions: the cookie that says who is here.

The cookie holds a token, of which only the hash is stored.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import audit, tokens
from accounts.person import COLUMNS, Person, from_row
from progress.database import Database, Row, Transaction
from progress.moments import from_text, to_text

COOKIE = "literacy_session"
LONGEST = timedelta(days=30)
IDLE = timedelta(days=7)
# How often being here is written down. More often would cost a write per click.
SEEN_STEP = timedelta(hours=1)
ID = 16  # hex digits of the hash that name a session


@dataclass(frozen=True, slots=True)
class Session:
    """One browser in which a person is signed in. `id` names it, and lets nobody in; `here` is the one that asks.

    `seen_at` is up to an hour old.
    """

    id: str
    started_at: datetime
    seen_at: datetime
    here: bool


def start(db: Database, person: Person, now: datetime) -> str:
    """Sign a person in; returns the cookie's value. Forgets the sessions that have run out."""
    token = tokens.make()
    with db.write() as transaction:
        transaction.run(
            "DELETE FROM sign_in_sessions WHERE started_at < :oldest OR seen_at < :idle",
            oldest=to_text(now - LONGEST),
            idle=to_text(now - IDLE),
        )
        transaction.run(
            """
            INSERT INTO sign_in_sessions (token_hash, person_id, started_at, seen_at)
            VALUES (:token_hash, :person_id, :now, :now)
            """,
            token_hash=tokens.digest(token),
            person_id=person.id,
            now=to_text(now),
        )
    return token


def person_of(db: Database, token: object, now: datetime) -> Person | None:
    """Who holds this cookie now, or None: not text, forged, ended, run out, or somebody no longer active."""
    token_hash = tokens.digest(token)
    if token_hash is None:
        return None
    row = db.row(
        f"""
        SELECT {COLUMNS}, sign_in_sessions.started_at, sign_in_sessions.seen_at
        FROM sign_in_sessions JOIN people ON people.id = sign_in_sessions.person_id
        WHERE sign_in_sessions.token_hash = :token_hash AND people.active = 1
        """,  # noqa: S608 - the names of columns
        token_hash=token_hash,
    )
    if row is None or _has_run_out(row, now):
        return None
    if now - from_text(row["seen_at"]) > SEEN_STEP:
        _note_presence(db, token_hash, now)
    return from_row(row)


def end(db: Database, token: object) -> None:
    """Sign out. A cookie that is no session's changes nothing."""
    token_hash = tokens.digest(token)
    if token_hash:
        with db.write() as transaction:
            transaction.run("DELETE FROM sign_in_sessions WHERE token_hash = :hash", hash=token_hash)


def of_person(db: Database, person_id: str, token: object, now: datetime) -> list[Session]:
    """Where a person is signed in now, the browser that holds `token` first, then the last seen first."""
    here = tokens.digest(token)
    rows = db.rows(
        """
        SELECT token_hash, started_at, seen_at FROM sign_in_sessions
        WHERE person_id = :person_id ORDER BY seen_at DESC, token_hash
        """,
        person_id=person_id,
    )
    found = [
        Session(
            row["token_hash"][:ID],
            from_text(row["started_at"]),
            from_text(row["seen_at"]),
            row["token_hash"] == here,
        )
        for row in rows
        if not _has_run_out(row, now)
    ]
    return sorted(found, key=lambda session: not session.here)


def end_one(db: Database, person_id: str, session_id: str, actor_id: str | None, now: datetime) -> bool:
    """Sign a person out of one browser; returns whether they were signed in there. `actor_id` is who does it."""
    with db.write() as transaction:
        ended = transaction.run(
            """
            DELETE FROM sign_in_sessions
            WHERE person_id = :person_id AND substr(token_hash, 1, :length) = :session_id
            """,
            person_id=person_id,
            length=ID,
            session_id=session_id,
        )
        if ended:
            audit.write(transaction, actor_id, "signed-out", person_id, "1", now)
    return ended > 0


def end_others(db: Database, person_id: str, token: object, actor_id: str | None, now: datetime) -> int:
    """Sign a person out everywhere but in the browser that holds `token`; returns out of how many."""
    with db.write() as transaction:
        ended = transaction.run(
            "DELETE FROM sign_in_sessions WHERE person_id = :person_id AND token_hash <> :here",
            person_id=person_id,
            here=tokens.digest(token) or "",
        )
        if ended:
            audit.write(transaction, actor_id, "signed-out", person_id, str(ended), now)
    return ended


def end_all(transaction: Transaction, person_id: str) -> None:
    """Sign a person out everywhere."""
    transaction.run("DELETE FROM sign_in_sessions WHERE person_id = :person_id", person_id=person_id)


def _has_run_out(row: Row, now: datetime) -> bool:
    return now - from_text(row["started_at"]) >= LONGEST or now - from_text(row["seen_at"]) >= IDLE


def _note_presence(db: Database, token_hash: str, now: datetime) -> None:
    with db.write() as transaction:
        transaction.run(
            "UPDATE sign_in_sessions SET seen_at = :now WHERE token_hash = :hash AND seen_at < :now",
            now=to_text(now),
            hash=token_hash,
        )
