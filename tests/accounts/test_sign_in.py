from contextlib import suppress
from datetime import datetime

import pytest
from argon2 import PasswordHasher

from accounts import audit, passwords, people, sign_in
from accounts.people import Person
from accounts.problems import AccountProblem
from progress.database import Database

PASSWORD = "seven loaves of rye"


@pytest.fixture
def bo(db: Database, now: datetime) -> Person:
    return sign_in.sign_up(db, "Bo@example.ac.uk", "Bo Miller", PASSWORD, now)


def stored_hash(db: Database, person: Person) -> str:
    row = db.row("SELECT password_hash FROM people WHERE id = :id", id=person.id)
    assert row is not None
    return str(row["password_hash"])


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What argon2 does from now on: each call, with the parameters that say how much work it is."""
    done: list[str] = []
    verify, make = PasswordHasher.verify, PasswordHasher.hash

    def noted_verify(hasher: PasswordHasher, stored: str, password: bytes) -> bool:
        done.append(f"compare {stored.rsplit('$', 2)[0]}")
        return verify(hasher, stored, password)

    def noted_hash(hasher: PasswordHasher, password: bytes) -> str:
        done.append("make")
        return make(hasher, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted_verify)
    monkeypatch.setattr(PasswordHasher, "hash", noted_hash)
    return done


def test_signing_up_makes_a_learner_who_can_sign_in(db: Database, now: datetime, bo: Person) -> None:
    assert (bo.email, bo.role) == ("bo@example.ac.uk", "learner")
    assert sign_in.sign_in(db, " BO@example.ac.uk ", PASSWORD, now) == bo


def test_signing_up_is_in_the_log_as_ones_own_act(db: Database, bo: Person) -> None:
    [entry] = audit.recent(db, 10)
    assert (entry.actor_id, entry.action, entry.subject_id) == (bo.id, "person-added", bo.id)


def test_a_taken_address_cannot_sign_up_and_keeps_its_password(
    db: Database, now: datetime, bo: Person
) -> None:
    with pytest.raises(AccountProblem, match="already"):
        sign_in.sign_up(db, "BO@example.ac.uk", "Eve", "nine bowls of porridge", now)
    assert sign_in.sign_in(db, bo.email, PASSWORD, now) == bo


def test_signing_up_with_a_weak_password_is_refused(db: Database, now: datetime) -> None:
    with pytest.raises(AccountProblem, match="at least 10"):
        sign_in.sign_up(db, "bo@example.ac.uk", "Bo", "short", now)
    assert people.list_all(db) == []


@pytest.mark.parametrize("password", ["seven loaves of wheat", "", "\x00", "\ud800", PASSWORD + " "])
def test_a_wrong_password_signs_nobody_in(db: Database, now: datetime, bo: Person, password: str) -> None:
    assert sign_in.sign_in(db, bo.email, password, now) is None


@pytest.mark.parametrize("email", ["eve@example.ac.uk", "bo", "", "bo@example.ac.uk\x00", "\ud800", "%"])
def test_a_wrong_address_signs_nobody_in(db: Database, now: datetime, bo: Person, email: str) -> None:
    assert sign_in.sign_in(db, email, PASSWORD, now) is None


def test_who_is_not_active_cannot_sign_in(db: Database, now: datetime, bo: Person) -> None:
    with db.write() as tx:
        tx.run("UPDATE people SET active = 0")
    assert sign_in.sign_in(db, bo.email, PASSWORD, now) is None


def test_the_stand_in_takes_the_work_of_a_real_one(bo: Person, db: Database) -> None:
    assert not passwords.is_outdated(passwords.STAND_IN)
    assert len(passwords.STAND_IN) == len(stored_hash(db, bo))


@pytest.mark.parametrize("whom", ["bo", "nobody", "no address", "without a password", "closed"])
def test_refusing_is_the_same_work_whoever_was_asked_for(
    db: Database, now: datetime, bo: Person, ada: Person, work: list[str], whom: str
) -> None:
    if whom == "closed":
        people.set_active(db, bo, False, None, now)
    asked = {"nobody": "eve@example.ac.uk", "no address": "eve", "without a password": ada.email}
    assert sign_in.sign_in(db, asked.get(whom, bo.email), "seven loaves of wheat", now) is None
    assert work == ["compare $argon2id$v=19$m=19456,t=2,p=1"]


@pytest.mark.parametrize("email", ["bo@example.ac.uk", "eve@example.ac.uk"])
def test_signing_up_is_the_same_work_whether_the_address_is_taken(
    db: Database, now: datetime, bo: Person, work: list[str], email: str
) -> None:
    with suppress(AccountProblem):
        sign_in.sign_up(db, email, "Somebody", PASSWORD, now)
    assert work == ["make"]


def test_a_hash_from_other_settings_is_made_anew_at_the_next_sign_in(
    db: Database, now: datetime, bo: Person
) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with db.write() as tx:
        tx.run("UPDATE people SET password_hash = :weak", weak=weak)
    assert sign_in.sign_in(db, bo.email, "seven loaves of wheat", now) is None
    assert stored_hash(db, bo) == weak
    assert sign_in.sign_in(db, bo.email, PASSWORD, now) == bo
    assert not passwords.is_outdated(stored_hash(db, bo))
    assert sign_in.sign_in(db, bo.email, PASSWORD, now) == bo


def test_a_hash_from_todays_settings_stays(db: Database, now: datetime, bo: Person) -> None:
    before = stored_hash(db, bo)
    sign_in.sign_in(db, bo.email, PASSWORD, now)
    assert stored_hash(db, bo) == before
