"""How often somebody may try a password before they have to wait, without locking anybody out for others' guesses.

Whose guesses they are is told by the account that is tried, by the address they come from, and by whether the browser
has signed in to that account before (see `accounts.browsers`). A browser that has is counted by itself alone: nobody
else's guesses can keep its owner out. All others share the limits of their address and of the account. The design is
OWASP's "device cookies". What is counted is kept in memory and forgotten when the server starts; no address of a person
is kept, only what it hashes to.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from accounts.names import clean_email
from accounts.problems import AccountProblem

QUARTER = 15  # minutes
BROWSER = RateLimitItemPerMinute(10, QUARTER, "browser")  # one that has signed in to this account before
PAIR = RateLimitItemPerMinute(10, QUARTER, "pair")  # one address at one account
ADDRESS = RateLimitItemPerMinute(
    100, QUARTER, "address"
)  # one address, whatever the account: a class may share it
ACCOUNT = RateLimitItemPerHour(50, 1, "account")  # one account, wherever from
TAKEN = RateLimitItemPerHour(
    10, 1, "taken"
)  # one address at sign-up that asks for addresses of people who are here
LETTERS = RateLimitItemPerHour(3, 1, "letters")  # to one account
LETTERS_FROM = RateLimitItemPerHour(20, 1, "letters-from")  # asked for by one address

Count = tuple[RateLimitItem, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody who tries a password. `source` is the address it comes from, None for this machine itself.

    `browser` is what a browser that has signed in to this account before is known by.
    """

    email: str
    source: str | None
    browser: str | None = None

    def counts(self) -> Iterator[Count]:
        """What this guess is counted under."""
        account = _account(self.email)
        if self.browser:
            yield BROWSER, (account, self.browser)
            return
        yield PAIR, (account, self.source or "")
        yield ACCOUNT, (account,)
        if self.source:
            yield ADDRESS, (self.source,)


class Throttle:
    """Counts failures, in memory. Threads may share it."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, guess: Guess) -> int:
        """The seconds until this guess may be made; 0 when it may be made now."""
        return max((self._left(count) for count in guess.counts()), default=0)

    def failed(self, guess: Guess) -> None:
        """Count a guess that was wrong."""
        for item, key in guess.counts():
            self._limiter.hit(item, *key)

    def succeeded(self, guess: Guess) -> None:
        """Forget the mistakes of who has now signed in. What the address and the account have left stays as it was.

        Otherwise somebody with an account of their own could sign in to it between guesses at others.
        """
        for item, key in guess.counts():
            if item in (BROWSER, PAIR):
                self._limiter.clear(item, *key)

    def told_taken(self, source: str | None) -> None:
        """Count that somebody at this address learnt that an account exists."""
        if source:
            self._limiter.hit(TAKEN, source)

    def wait_to_sign_up(self, source: str | None) -> int:
        """The seconds until somebody at this address may make an account."""
        return self._left((TAKEN, (source,))) if source else 0

    def may_write(self, email: str, source: str | None) -> bool:
        """Whether a letter to this address may be asked for now, and count it if so."""
        account = _account(email)
        if source and not self._limiter.hit(LETTERS_FROM, source):
            return False
        return self._limiter.hit(LETTERS, account)

    def _left(self, count: Count) -> int:
        item, key = count
        if self._limiter.test(item, *key):
            return 0
        return max(1, ceil(self._limiter.get_window_stats(item, *key).reset_time - time.time()))


def _account(email: str) -> str:
    """The account that is tried, whether it is there or not, however its address is written."""
    try:
        address = clean_email(email)
    except AccountProblem:
        address = email
    return sha256(address.encode(errors="surrogatepass")).hexdigest()
