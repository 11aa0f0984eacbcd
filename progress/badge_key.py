"""The key that signs badges: made when it is first used, kept in a file beside the database that only its owner reads.

Whoever has the file can sign badges in the course's name; without it, badges that were given out can no longer be
checked. It belongs into the backup.
"""

import base64
import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from progress.database import Database

FILE = "badge-key.pem"
BITS = 2048


class BadgeKeyProblem(Exception):
    """The key cannot be used; the text is a sentence for the operator."""


@dataclass(frozen=True)
class BadgeKey:
    """The key; `id` names it, and is the SHA-256 of its public half (RFC 7638)."""

    private: rsa.RSAPrivateKey

    @property
    def public_jwk(self) -> dict[str, str]:
        """The public half as a JSON Web Key (RFC 7517)."""
        numbers = self.private.public_key().public_numbers()
        return {"e": _base64(numbers.e), "kty": "RSA", "n": _base64(numbers.n)}

    @property
    def id(self) -> str:
        """Its thumbprint, in URL-safe base64."""
        canonical = json.dumps(self.public_jwk, separators=(",", ":"), sort_keys=True)
        return base64.urlsafe_b64encode(sha256(canonical.encode()).digest()).rstrip(b"=").decode()


def _base64(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def path(db: Database) -> Path:
    """Where the key of these records is kept."""
    return db.path.with_name(FILE)


def read(db: Database) -> BadgeKey | None:
    """The key, or None while no badge was signed. Raises BadgeKeyProblem."""
    file = path(db)
    try:
        pem = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise BadgeKeyProblem(f"{file} cannot be read: {problem.strerror}. Let this user read it.") from None
    try:
        private = serialization.load_pem_private_key(pem, password=None)
    except ValueError:
        raise BadgeKeyProblem(f"{file} is no key. Put back a backup of it.") from None
    if not isinstance(private, rsa.RSAPrivateKey):
        raise BadgeKeyProblem(f"{file} is no RSA key. Put back a backup of it.")
    return BadgeKey(private)


def ready(db: Database) -> BadgeKey:
    """The key, made if there is none. Two processes that make one at the same moment get the same. BadgeKeyProblem."""
    if found := read(db):
        return found
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = path(db)
    try:
        with NamedTemporaryFile(
            dir=file.parent, prefix=f".{FILE}"
        ) as written:  # only its owner may read it: 0600
            written.write(pem)
            written.flush()
            os.fsync(written.fileno())
            os.link(written.name, file)
    except FileExistsError:
        pass  # somebody was faster
    except OSError as problem:
        raise BadgeKeyProblem(f"{file} cannot be written: {problem.strerror}.") from None
    return read(db) or BadgeKey(private)
