"""Random tokens: whoever holds one is let in, so the database keeps only what they hash to.

A token has 256 random bits, which nobody can guess; a plain SHA-256 is enough to keep it secret.
"""

import re
import secrets
from hashlib import sha256

SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 bytes in URL-safe base64


def make() -> str:
    """A new token, 43 characters that need no quoting in addresses and cookies."""
    return secrets.token_urlsafe(32)


def digest(token: object) -> str | None:
    """The SHA-256 of a token in hex, or None for anything that `make` cannot have made."""
    if not isinstance(token, str) or not SHAPE.fullmatch(token):
        return None
    return sha256(token.encode("ascii")).hexdigest()
