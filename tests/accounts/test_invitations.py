from datetime import datetime, timedelta
from hashlib import sha256
from threading import Barrier, Thread

import pytest

from accounts import audit, invitations, passwords, people, sessions, sign_in
from accounts.invitations import Invitation
from accounts.people import Person, Role
from accounts.problems import AccountProblem
from progress.database import Database

PASSWORD = "seven loaves of rye"
TWO_DAYS = timedelta(hours=48)


def accept(db: Database, token: object, now: datetime, **wish: str) -> Person:
    form = {"email": "bo@example.ac.uk", "name": "Bo Miller", "password": PASSWORD, **wish}
    return invitations.accept(db, token, **form, now=now)


@pytest.fixture
def for_trainer(db: Database, now: datetime) -> str:
    return invitations.create(db, role="trainer", now=now)


@pytest.fixture
def for_ada(db: Database, now: datetime, ada: Person) -> str:
    return invitations.create(db, person_id=ada.id, now=now)


def test_a_link_for_a_role_makes_a_person_who_has_it(db: Database, now: datetime, for_trainer: str) -> None:
    assert invitations.peek(db, for_trainer, now) == Invitation("trainer", None, now + TWO_DAYS)
    bo = accept(db, for_trainer, now)
    assert (bo.email, bo.name, bo.role) == ("bo@example.ac.uk", "Bo Miller", "trainer")
    assert sign_in.sign_in(db, bo.email, PASSWORD, now) == bo


def test_a_link_for_a_person_sets_their_password_and_nothing_else(
    db: Database, now: datetime, ada: Person, for_ada: str
) -> None:
    assert invitations.peek(db, for_ada, now) == Invitation(None, ada.id, now + TWO_DAYS)
    assert accept(db, for_ada, now, email="eve@example.ac.uk", name="Eve") == ada
    assert people.list_all(db) == [ada]
    assert sign_in.sign_in(db, ada.email, PASSWORD, now) == ada


def test_a_link_for_a_person_ends_their_sessions_and_lets_them_in_again(
    db: Database, now: datetime, ada: Person, for_ada: str
) -> None:
    token = sessions.start(db, ada, now)
    with db.write() as tx:
        tx.run("UPDATE people SET active = 0")
    assert accept(db, for_ada, now).active
    assert people.find(db, ada.id) == ada
    assert sessions.person_of(db, token, now) is None


def test_a_link_works_once(db: Database, now: datetime, for_trainer: str) -> None:
    bo = accept(db, for_trainer, now)
    assert invitations.peek(db, for_trainer, now) is None
    with pytest.raises(AccountProblem, match="does not work any more"):
        accept(db, for_trainer, now, email="eve@example.ac.uk")
    assert people.list_all(db) == [bo]


def test_looking_at_a_link_does_not_use_it_up(db: Database, now: datetime, for_trainer: str) -> None:
    invitations.peek(db, for_trainer, now)
    assert accept(db, for_trainer, now).role == "trainer"


@pytest.mark.parametrize("what", ["role", "person"])
def test_of_two_people_who_use_one_link_at_once_one_comes_in(
    db: Database, now: datetime, ada: Person, what: str
) -> None:
    role: Role | None = "trainer" if what == "role" else None
    token = invitations.create(db, role=role, person_id=None if role else ada.id, now=now)
    barrier = Barrier(2)
    came_in: list[Person] = []
    refused: list[str] = []

    def try_it(number: int) -> None:
        barrier.wait()
        try:
            came_in.append(accept(db, token, now, email=f"bo{number}@example.ac.uk"))
        except AccountProblem as problem:
            refused.append(str(problem))

    threads = [Thread(target=try_it, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(came_in) == 1
    assert refused == [invitations.USED_UP]
    assert len(people.list_all(db)) == (2 if what == "role" else 1)
    assert [e.action for e in audit.recent(db, 20)].count("invitation-accepted") == 1


def test_a_link_works_for_48_hours(db: Database, now: datetime, for_trainer: str) -> None:
    late = now + timedelta(hours=48)
    assert invitations.peek(db, for_trainer, late) is None
    with pytest.raises(AccountProblem, match="does not work any more"):
        accept(db, for_trainer, late)
    assert people.list_all(db) == []
    assert accept(db, for_trainer, late - timedelta(microseconds=1)).role == "trainer"


@pytest.mark.parametrize(
    "garbage", [None, 7, b"x", "", "none", "A" * 43, "A" * 5000, "\x00", "王" * 43, "\ud800", "%"]
)
def test_a_made_up_link_does_not_work(db: Database, now: datetime, for_trainer: str, garbage: object) -> None:
    assert invitations.peek(db, garbage, now) is None
    with pytest.raises(AccountProblem, match="does not work any more"):
        accept(db, garbage, now)


@pytest.mark.parametrize(
    "mistake",
    [{"email": "ada@example.ac.uk"}, {"email": "bo"}, {"name": "\u202eoB"}, {"password": "short"}],
)
def test_a_mistake_does_not_use_a_link_up(
    db: Database, now: datetime, ada: Person, for_trainer: str, mistake: dict[str, str]
) -> None:
    with pytest.raises(AccountProblem):
        accept(db, for_trainer, now, **mistake)
    assert people.list_all(db) == [ada]
    assert accept(db, for_trainer, now).role == "trainer"


def test_a_persons_own_address_is_no_password_for_their_link(
    db: Database, now: datetime, ada: Person, for_ada: str
) -> None:
    with pytest.raises(AccountProblem, match="cannot be your password"):
        accept(db, for_ada, now, password=ada.email)
    assert invitations.peek(db, for_ada, now) is not None


def test_a_link_for_somebody_who_is_gone_does_not_work(db: Database, now: datetime, for_ada: str) -> None:
    with db.write() as tx:
        tx.run("DELETE FROM people")
    assert invitations.peek(db, for_ada, now) is None


def test_no_link_is_made_for_nobody(db: Database, now: datetime) -> None:
    with pytest.raises(AccountProblem, match="does not exist any more"):
        invitations.create(db, person_id="0" * 32, now=now)
    with pytest.raises(AccountProblem, match="learner, trainer, admin"):
        invitations.create(db, role="owner", now=now)  # type: ignore[arg-type]
    assert audit.recent(db, 10) == []


def test_a_link_is_for_a_role_or_for_a_person(db: Database, now: datetime, ada: Person) -> None:
    with pytest.raises(ValueError, match="for a role or for a person"):
        invitations.create(db, now=now)
    with pytest.raises(ValueError, match="for a role or for a person"):
        invitations.create(db, role="learner", person_id=ada.id, now=now)


def test_the_database_holds_no_link(db: Database, for_trainer: str) -> None:
    [row] = db.rows("SELECT * FROM invitations")
    assert row["token_hash"] == sha256(for_trainer.encode()).hexdigest()
    assert for_trainer not in str(row)


def test_a_new_first_link_ends_the_one_before(db: Database, now: datetime, for_trainer: str) -> None:
    second = invitations.create(db, role="trainer", now=now)
    assert invitations.peek(db, for_trainer, now) is None
    assert invitations.peek(db, second, now) == Invitation("trainer", None, now + TWO_DAYS)


def test_a_new_first_link_leaves_other_links_alone(
    db: Database, now: datetime, ada: Person, for_ada: str
) -> None:
    learner = invitations.create(db, role="learner", now=now)
    invitations.create(db, role="trainer", now=now)
    assert invitations.peek(db, learner, now) is not None
    assert invitations.peek(db, for_ada, now) is not None


def test_two_trainers_can_be_invited_once_there_is_one(db: Database, now: datetime, for_trainer: str) -> None:
    accept(db, for_trainer, now)
    tokens = [invitations.create(db, role="trainer", now=now) for _ in range(2)]
    assert all(invitations.peek(db, token, now) for token in tokens)


def test_a_new_link_for_a_person_ends_the_one_before(
    db: Database, now: datetime, ada: Person, tove: Person, for_ada: str
) -> None:
    for_tove = invitations.create(db, person_id=tove.id, now=now)
    invitations.create(db, person_id=ada.id, now=now)
    assert invitations.peek(db, for_ada, now) is None
    assert invitations.peek(db, for_tove, now) is not None


def test_a_first_trainer_is_needed_until_one_can_sign_in(db: Database, now: datetime, tove: Person) -> None:
    assert invitations.first_trainer_needed(db)
    passwords.set_password(db, tove.id, PASSWORD, now)
    assert not invitations.first_trainer_needed(db)
    with db.write() as tx:
        tx.run("UPDATE people SET active = 0")
    assert invitations.first_trainer_needed(db)


def test_a_learner_is_no_first_trainer(db: Database, now: datetime) -> None:
    bo = sign_in.sign_up(db, "bo@example.ac.uk", "Bo", PASSWORD, now)
    assert invitations.first_trainer_needed(db)
    people.set_role(db, bo, "trainer", None, now)
    assert not invitations.first_trainer_needed(db)


def test_the_log_says_who_made_a_link_and_who_used_it(
    db: Database, now: datetime, ada: Person, tove: Person
) -> None:
    token = invitations.create(db, person_id=ada.id, now=now + timedelta(hours=1), actor_id=tove.id)
    accept(db, token, now + timedelta(hours=2))
    log = audit.recent(db, 3)
    assert {(e.actor_id, e.action, e.subject_id) for e in log} == {
        (tove.id, "invited", ada.id),
        (ada.id, "invitation-accepted", ada.id),
        (ada.id, "password-changed", ada.id),
    }
    assert token not in str(log)
    assert PASSWORD not in str(log)
