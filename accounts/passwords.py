"""Passwords: what is asked of them, and how they are kept.

They are hashed with argon2id at OWASP's minimum (19 MiB, two passes, one lane) rather than the library's
default of 64 MiB: a class that signs in at once must fit into the memory of a small server. For that reason
only a few are hashed at a time.
"""

import re
import unicodedata
from datetime import datetime
from threading import BoundedSemaphore, Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from accounts import audit, sessions
from accounts.problems import AccountProblem
from progress.database import Database, Transaction

SHORTEST = 10
LONGEST = 256
WEIGHED = 64  # characters that are weighed: more cost time and tell nothing new
WEAKEST = 2  # of 4: a million guesses would not find it

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = BoundedSemaphore(4)
_weighing = Lock()  # zxcvbn keeps the words that it is given in a table of its own

# The hash of a password that nobody has, checked when there is no account: refusing takes as long either way.
STAND_IN = "$argon2id$v=19$m=19456,t=2,p=1$6v7Q0NqR/hLXHXC07aNSFg$ZHpB06TZsk5QNjrH/e8cffif6u+mdX6SpAhnfyyf2+w"


def hash_password(password: str) -> str:
    """The password's argon2id hash, with its parameters and salt."""
    with _at_once:
        return _hasher.hash(_bytes(password))


def verify(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Without a hash it takes as long, and the answer is no."""
    with _at_once:
        try:
            _hasher.verify(password_hash or STAND_IN, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


def check_strength(password: str, email: str, name: str = "") -> None:
    """Raise AccountProblem unless the password can be used by the person with this address and name.

    Beyond its length, it may be neither of the two, nor among the first million guesses of somebody who knows them: the
    commonest passwords, words and names, keyboard runs, dates and repetitions, with the usual changes.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise AccountProblem(
            f"Use at least {SHORTEST} characters. A few words in a row are easy to remember."
        )
    if len(plain) > LONGEST:
        raise AccountProblem(f"Use at most {LONGEST} characters.")
    address = _plain(email).strip().casefold()
    if plain.strip().casefold() in (address, address.partition("@")[0]):
        raise AccountProblem("Your email address cannot be your password. Choose something else.")
    if name and "".join(plain.casefold().split()) == "".join(_plain(name).casefold().split()):
        raise AccountProblem("Your name cannot be your password. Choose something else.")
    if len(set(plain)) == 1:
        raise AccountProblem("One character over and over is easy to guess. Choose something else.")
    if _strength(plain, [address, *re.split(r"[@.\W_]+", address), *_plain(name).split()]) < WEAKEST:
        raise AccountProblem(
            "This password is among the first that others guess. A few words that do not belong together are safe"
            " and easy to remember."
        )


def set_password(
    db: Database, person_id: str, password: str, now: datetime, *, actor_id: str | None = None
) -> None:
    """Change a person's password and sign them out everywhere.

    `actor_id` is who does it, the person themselves if not given. Raises AccountProblem.
    """
    person = db.row("SELECT email, name FROM people WHERE id = :id", id=person_id)
    if person is None:
        raise AccountProblem("This account does not exist any more.")
    check_strength(password, person["email"] or "", person["name"])
    password_hash = hash_password(password)
    with db.write() as transaction:
        replace_hash(transaction, person_id, password_hash, actor_id or person_id, now)


def replace_hash(
    transaction: Transaction, person_id: str, password_hash: str, actor_id: str, now: datetime
) -> None:
    """Store a new password's hash and sign the person out everywhere."""
    transaction.run(SET_HASH, id=person_id, hash=password_hash)
    sessions.end_all(transaction, person_id)
    audit.write(transaction, actor_id, "password-changed", person_id, "", now)


SET_HASH = "UPDATE people SET password_hash = :hash WHERE id = :id"


def _strength(plain: str, words: list[str]) -> int:
    """0 to 4, from guesses that find it at once to guesses without end; `words` are what a guesser knows."""
    with _weighing:
        return int(zxcvbn(plain[:WEIGHED], user_inputs=[word for word in words if word])["score"])


def _plain(password: str) -> str:
    """The password however the keyboard composed it, as NIST SP 800-63B asks."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    """What is hashed. A terminal can hand over halves of characters, which are no reason to fail."""
    return _plain(password).encode(errors="surrogatepass")
