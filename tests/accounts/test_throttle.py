"""Guessing is slowed down, and nobody is kept out for it but who guesses."""

import time

import pytest

from accounts.throttle import ACCOUNT, ADDRESS, BROWSER, LETTERS, LETTERS_FROM, PAIR, TAKEN, Guess, Throttle

HERE, THERE = "192.0.2.1", "198.51.100.7"
ADA = "ada@example.ac.uk"


class Clock:
    """What `time.time` says, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = time.time()
        monkeypatch.setattr(time, "time", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    return Throttle()


def guess(throttle: Throttle, number: int, *guesses: Guess) -> None:
    for made in (guesses * number)[:number]:
        assert throttle.wait(made) == 0, made
        throttle.failed(made)


def test_one_address_has_so_many_guesses_at_an_account(throttle: Throttle, clock: Clock) -> None:
    guess(throttle, PAIR.amount, Guess(ADA, HERE))
    assert 0 < throttle.wait(Guess(ADA, HERE)) <= 15 * 60
    clock.now += throttle.wait(Guess(ADA, HERE))
    assert throttle.wait(Guess(ADA, HERE)) == 0


@pytest.mark.parametrize("written", ["ADA@example.ac.uk", " ada@example.ac.uk ", "ada@example.ac.uk"])
def test_another_way_to_write_an_address_gives_no_more_guesses(throttle: Throttle, written: str) -> None:
    guess(throttle, PAIR.amount, Guess(ADA, HERE))
    assert throttle.wait(Guess(written, HERE)) > 0


def test_guesses_at_one_account_leave_another_and_another_address_alone(throttle: Throttle) -> None:
    guess(throttle, PAIR.amount, Guess(ADA, HERE))
    assert throttle.wait(Guess("bo@example.ac.uk", HERE)) == 0
    assert throttle.wait(Guess(ADA, THERE)) == 0


def test_an_account_can_be_guessed_at_from_everywhere_only_so_often(throttle: Throttle, clock: Clock) -> None:
    guess(throttle, ACCOUNT.amount, *(Guess(ADA, f"192.0.2.{i}") for i in range(ACCOUNT.amount)))
    assert throttle.wait(Guess(ADA, THERE)) > 0
    clock.now += 3601
    assert throttle.wait(Guess(ADA, THERE)) == 0


def test_one_address_can_guess_at_all_accounts_only_so_often(throttle: Throttle) -> None:
    guess(throttle, ADDRESS.amount, *(Guess(f"p{i}@example.ac.uk", HERE) for i in range(ADDRESS.amount)))
    assert throttle.wait(Guess("new@example.ac.uk", HERE)) > 0
    assert throttle.wait(Guess("new@example.ac.uk", THERE)) == 0


def test_a_browser_that_has_signed_in_is_not_kept_out_by_any_of_that(throttle: Throttle) -> None:
    guess(throttle, PAIR.amount, Guess(ADA, HERE))
    guess(throttle, ACCOUNT.amount - PAIR.amount, *(Guess(ADA, f"192.0.3.{i}") for i in range(50)))
    guess(
        throttle,
        ADDRESS.amount - PAIR.amount,
        *(Guess(f"p{i}@example.ac.uk", HERE) for i in range(ADDRESS.amount)),
    )
    own = Guess(ADA, HERE, browser="hers")
    guess(throttle, BROWSER.amount, own)
    assert throttle.wait(own) > 0  # its own guesses are counted
    assert throttle.wait(Guess(ADA, HERE, browser="her other one")) == 0


def test_signing_in_forgets_ones_own_mistakes(throttle: Throttle) -> None:
    guess(throttle, PAIR.amount - 1, Guess(ADA, HERE))
    throttle.succeeded(Guess(ADA, HERE))
    guess(throttle, PAIR.amount, Guess(ADA, HERE))


def test_signing_in_to_an_account_of_ones_own_brings_no_more_guesses_at_others(throttle: Throttle) -> None:
    for i in range(ADDRESS.amount):
        guess(throttle, 1, Guess(f"p{i}@example.ac.uk", HERE))
        throttle.succeeded(Guess("eve@example.ac.uk", HERE))
    assert throttle.wait(Guess("new@example.ac.uk", HERE)) > 0


def test_this_machine_itself_is_not_taken_for_one_visitor(throttle: Throttle) -> None:
    guess(
        throttle, ADDRESS.amount * 2, *(Guess(f"p{i}@example.ac.uk", None) for i in range(ADDRESS.amount * 2))
    )
    guess(throttle, PAIR.amount, Guess(ADA, None))
    assert throttle.wait(Guess(ADA, None)) > 0


def test_who_asks_for_many_taken_addresses_at_sign_up_has_to_wait(throttle: Throttle) -> None:
    for _ in range(TAKEN.amount):
        assert throttle.wait_to_sign_up(HERE) == 0
        throttle.told_taken(HERE)
    assert throttle.wait_to_sign_up(HERE) > 0
    assert throttle.wait_to_sign_up(THERE) == 0


def test_nobodys_mailbox_is_flooded(throttle: Throttle) -> None:
    sent = [throttle.may_write(ADA, f"192.0.2.{i}") for i in range(LETTERS.amount + 5)]
    assert sent == [True] * LETTERS.amount + [False] * 5
    sent = [throttle.may_write(f"p{i}@example.ac.uk", THERE) for i in range(LETTERS_FROM.amount + 5)]
    assert sent == [True] * LETTERS_FROM.amount + [False] * 5
