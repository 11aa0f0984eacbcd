import unicodedata
from datetime import datetime

import pytest

from accounts import audit, passwords, sessions, sign_in
from accounts.people import Person
from accounts.problems import AccountProblem
from progress.database import Database

ADDRESS = "ada.lovelace@example.ac.uk"
PASSWORD = "seven loaves of rye"


@pytest.mark.parametrize(
    "password",
    [
        "七条黑麦面包和一碗粥呀",
        "seven loaves of rye " * 12 + "and one more",
        "seven loaves",
        "Zoë backt 7 Brote",
        "kx7-Qpm2.vw",
    ],
)
def test_a_password_in_any_script_is_allowed(password: str) -> None:
    passwords.check_strength(password, ADDRESS)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "at least 10"),
        ("x" * 8 + "y", "at least 10"),
        ("e\u0301" * 9, "at least 10"),
        ("x" * 256 + "y", "at most 256"),
        ("\ufdfa" * 15, "at most 256"),
        ("x" * 10, "over and over"),
        (" " * 10, "over and over"),
        ("\uff58x" * 5, "over and over"),
        (ADDRESS, "cannot be your password"),
        (ADDRESS.upper(), "cannot be your password"),
        ("ada.lovelace", "cannot be your password"),
        ("Ada.Lovelace ", "cannot be your password"),
        ("\uff41da.lovelace", "cannot be your password"),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(password: str, sentence: str) -> None:
    with pytest.raises(AccountProblem, match=sentence):
        passwords.check_strength(password, f" {ADDRESS.title()}")


@pytest.mark.parametrize(
    "password",
    [
        "password12",
        "P@ssw0rd2024",
        "Password1234!",
        "qwertyuiop",
        "1234567890",
        "abcdefghij",
        "liverpool1",
        "trustno1trustno1",
        "ababababab",
        "x" * 255 + "y",
        "ada.lovelace@example.ac.uk!",
        "lovelace1!",
    ],
)
def test_a_password_that_is_among_the_first_guesses_is_refused(password: str) -> None:
    with pytest.raises(AccountProblem, match="among the first"):
        passwords.check_strength(password, ADDRESS, "Ada Loaves Oven")


def test_what_one_person_is_called_is_no_weakness_of_anothers_password() -> None:
    with pytest.raises(AccountProblem):
        passwords.check_strength("zwiebelfisch9", ADDRESS, "Zwiebelfisch")
    passwords.check_strength("zwiebelfisch9", ADDRESS, "Ada Lovelace")


@pytest.mark.parametrize("name", ["Seven Loaves of Rye", "seven  LOAVES of rye"])
def test_a_name_is_no_password(name: str) -> None:
    with pytest.raises(AccountProblem, match="name cannot"):
        passwords.check_strength(PASSWORD, ADDRESS, name)


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(AccountProblem) as problem:
        passwords.check_strength("bo-secret", ADDRESS)
    assert "bo-secret" not in str(problem.value)


def test_a_password_fits_its_own_hash_only() -> None:
    stored = passwords.hash_password(PASSWORD)
    assert passwords.verify(stored, PASSWORD)
    assert not passwords.verify(stored, PASSWORD.title())


def test_a_hash_holds_neither_the_password_nor_the_same_salt_twice() -> None:
    one, other = passwords.hash_password(PASSWORD), passwords.hash_password(PASSWORD)
    assert PASSWORD not in one
    assert one != other


def test_a_hash_is_argon2id_with_19_mib_in_two_passes() -> None:
    assert passwords.hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nothing_fits_an_account_without_a_password() -> None:
    assert not passwords.verify(None, PASSWORD)
    assert not passwords.verify(None, "")


def test_a_password_counts_in_letters_however_they_are_written(
    db: Database, now: datetime, ada: Person
) -> None:
    composed = ("Zoë bäckt täglich sieben Brote, " * 8)[:256]
    decomposed = unicodedata.normalize("NFD", composed)
    assert len(decomposed) > len(composed) == 256
    passwords.set_password(db, ada.id, decomposed, now)
    assert sign_in.sign_in(db, ada.email, decomposed, now) == ada
    assert sign_in.sign_in(db, ada.email, composed, now) == ada
    assert sign_in.sign_in(db, ada.email, composed + "a", now) is None


def test_the_same_letters_written_differently_are_the_same_password() -> None:
    stored = passwords.hash_password("Zoe\u0308’s seven loaves")
    assert passwords.verify(stored, "Zoë’s seven loaves")


@pytest.mark.parametrize("stored", ["", "x", "$argon2id$v=19$m=1", "seven loaves of rye", "\x00"])
def test_nothing_fits_a_hash_that_is_none(stored: str) -> None:
    assert not passwords.verify(stored, PASSWORD)


@pytest.mark.parametrize("password", ["", "\x00", "\ud800", "x" * 100_000])
def test_an_odd_password_is_only_a_wrong_one(password: str) -> None:
    assert not passwords.verify(passwords.STAND_IN, password)


def test_a_new_password_takes_the_place_of_the_old_one(db: Database, now: datetime, ada: Person) -> None:
    passwords.set_password(db, ada.id, PASSWORD, now)
    passwords.set_password(db, ada.id, "nine bowls of porridge", now)
    assert sign_in.sign_in(db, ada.email, "nine bowls of porridge", now) == ada
    assert sign_in.sign_in(db, ada.email, PASSWORD, now) is None


def test_a_new_password_ends_the_persons_sessions_and_nobody_elses(
    db: Database, now: datetime, ada: Person, tove: Person
) -> None:
    old, other = sessions.start(db, ada, now), sessions.start(db, tove, now)
    passwords.set_password(db, ada.id, PASSWORD, now)
    assert sessions.person_of(db, old, now) is None
    assert sessions.person_of(db, other, now) == tove


@pytest.mark.parametrize("password", ["short", "ada@example.ac.uk"])
def test_a_weak_new_password_changes_nothing(db: Database, now: datetime, ada: Person, password: str) -> None:
    token = sessions.start(db, ada, now)
    with pytest.raises(AccountProblem):
        passwords.set_password(db, ada.id, password, now)
    assert sessions.person_of(db, token, now) == ada
    assert [entry.action for entry in audit.recent(db, 10)] == ["person-added"]


def test_somebody_who_is_gone_gets_no_password(db: Database, now: datetime) -> None:
    with pytest.raises(AccountProblem, match="does not exist any more"):
        passwords.set_password(db, "0" * 32, PASSWORD, now)
    assert audit.recent(db, 10) == []


def test_the_log_says_that_a_password_was_set_and_not_which(
    db: Database, now: datetime, ada: Person, tove: Person
) -> None:
    passwords.set_password(db, ada.id, PASSWORD, now, actor_id=tove.id)
    log = audit.recent(db, 10)
    assert (tove.id, "password-changed", ada.id) in [(e.actor_id, e.action, e.subject_id) for e in log]
    assert PASSWORD not in str(log)
    assert "$argon2" not in str(log)
