"""Browsers that have signed in to an account before, which others' wrong guesses cannot keep out.

Such a browser holds a cookie with a random name and a signature. The key is the stored hash of the account's password,
so nothing has to be kept, and a new password makes every browser unknown again. Whoever holds the cookie is not
let in by it: they only have guesses of their own.
"""

import hmac
import re
from datetime import timedelta
from secrets import token_urlsafe

from accounts.names import clean_email
from accounts.problems import AccountProblem
from progress.database import Database

COOKIE = "literacy_browser"
KEPT = timedelta(days=180)
SHAPE = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9a-f]{64})")


def remember(db: Database, person_id: str) -> str | None:
    """The cookie's value for a browser in which this person has signed in; None for an account without a password."""
    row = db.row("SELECT password_hash FROM people WHERE id = :id", id=person_id)
    if row is None or row["password_hash"] is None:
        return None
    name = token_urlsafe(16)
    return f"{name}.{_signature(row['password_hash'], person_id, name)}"


def recognise(db: Database, email: str, cookie: object) -> str | None:
    """What this browser is known by at the account with this address; None where it has not signed in to it."""
    match = SHAPE.fullmatch(cookie) if isinstance(cookie, str) else None
    if match is None:
        return None
    try:
        address = clean_email(email)
    except AccountProblem:
        return None
    row = db.row("SELECT id, password_hash FROM people WHERE email = :email AND active = 1", email=address)
    if row is None or row["password_hash"] is None:
        return None
    name, signature = match.groups()
    return name if hmac.compare_digest(signature, _signature(row["password_hash"], row["id"], name)) else None


def _signature(password_hash: str, person_id: str, name: str) -> str:
    return hmac.digest(password_hash.encode(), f"{person_id} {name}".encode(), "sha256").hex()
