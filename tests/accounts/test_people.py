from datetime import datetime, timedelta

import pytest

from accounts import audit, people, sessions, sign_in
from accounts.people import AccountProblem, Person
from progress.database import Database

PASSWORD = "seven loaves of rye"


def test_an_added_person_is_found_by_id_and_address(db: Database, now: datetime) -> None:
    bo = people.add(db, email=" BO@example.ac.uk", name=" Bo Miller ", role="trainer", now=now)
    assert (bo.email, bo.name, bo.role, bo.active) == ("bo@example.ac.uk", "Bo Miller", "trainer", True)
    assert bo.created_at == now
    assert people.find(db, bo.id) == people.by_email(db, "Bo@Example.AC.UK ") == bo


def test_ids_are_random(ada: Person, tove: Person) -> None:
    assert len(ada.id) == len(tove.id) == 32
    assert ada.id != tove.id


@pytest.mark.parametrize("email", ["eve@example.ac.uk", "ada", "", "ada@example.ac.uk\x00", "\ud800"])
def test_nobody_is_found_by_an_address_that_is_nobodys(db: Database, ada: Person, email: str) -> None:
    assert people.by_email(db, email) is None


def test_nobody_is_found_by_an_unknown_id(db: Database, ada: Person) -> None:
    assert people.find(db, "0" * 32) is None


def test_everybody_is_listed_by_name(db: Database, tove: Person, ada: Person) -> None:
    assert people.list_all(db) == [ada, tove]


def test_an_address_has_one_account(db: Database, now: datetime, ada: Person) -> None:
    with pytest.raises(AccountProblem, match="already an account with this email address"):
        people.add(db, email="ADA@example.ac.uk", name="Eve", role="admin", now=now)
    assert people.list_all(db) == [ada]
    assert len(audit.recent(db, 10)) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "ada"}, "email address"),
        ({"name": "\u202eadA"}, "cannot be seen"),
        ({"role": "owner"}, "learner, trainer, admin"),
        ({"password": "short"}, "at least 10"),
        ({"password": ""}, "at least 10"),
    ],
)
def test_nobody_is_added_with_anything_wrong(
    db: Database, now: datetime, change: dict[str, str], sentence: str
) -> None:
    wish = {"email": "ada@example.ac.uk", "name": "Ada", "role": "learner", "password": PASSWORD, **change}
    with pytest.raises(AccountProblem, match=sentence):
        people.add(db, **wish, now=now)  # type: ignore[arg-type]
    assert people.list_all(db) == []
    assert audit.recent(db, 10) == []


def test_who_is_added_without_a_password_cannot_sign_in(db: Database, now: datetime, ada: Person) -> None:
    assert sign_in.sign_in(db, ada.email, "", now) is None


def test_another_role_is_kept_and_returned(db: Database, now: datetime, ada: Person, tove: Person) -> None:
    trainer = people.set_role(db, ada, "trainer", tove, now)
    assert trainer.role == "trainer"
    assert people.find(db, ada.id) == trainer


def test_another_role_ends_the_persons_sessions_and_nobody_elses(
    db: Database, now: datetime, ada: Person, tove: Person
) -> None:
    here, there, other = (sessions.start(db, person, now) for person in (ada, ada, tove))
    people.set_role(db, ada, "trainer", tove, now)
    assert sessions.person_of(db, here, now) is None
    assert sessions.person_of(db, there, now) is None
    assert sessions.person_of(db, other, now) == tove


def test_the_role_somebody_has_already_changes_nothing(db: Database, now: datetime, ada: Person) -> None:
    token = sessions.start(db, ada, now)
    assert people.set_role(db, ada, "learner", None, now) == ada
    assert sessions.person_of(db, token, now) == ada
    assert [entry.action for entry in audit.recent(db, 10)] == ["person-added"]


def test_an_unknown_role_is_refused(db: Database, now: datetime, ada: Person) -> None:
    with pytest.raises(AccountProblem, match="learner, trainer, admin"):
        people.set_role(db, ada, "owner", None, now)  # type: ignore[arg-type]
    assert people.find(db, ada.id) == ada


def test_the_role_of_somebody_who_is_gone_is_not_changed(db: Database, now: datetime, ada: Person) -> None:
    with db.write() as tx:
        tx.run("DELETE FROM people")
    with pytest.raises(AccountProblem, match="does not exist any more"):
        people.set_role(db, ada, "trainer", None, now)


def test_the_log_says_who_added_whom_and_who_changed_which_role(
    db: Database, now: datetime, tove: Person
) -> None:
    bo = people.add(
        db,
        email="bo@example.ac.uk",
        name="Bo",
        role="learner",
        now=now + timedelta(hours=1),
        actor_id=tove.id,
    )
    people.set_role(db, bo, "trainer", tove, now + timedelta(hours=2))
    people.set_role(db, bo, "admin", None, now + timedelta(hours=3))
    log = [(entry.actor_id, entry.action, entry.subject_id, entry.detail) for entry in audit.recent(db, 3)]
    assert log == [
        (None, "role-changed", bo.id, "trainer to admin"),
        (tove.id, "role-changed", bo.id, "learner to trainer"),
        (tove.id, "person-added", bo.id, "learner"),
    ]


def test_only_an_administrator_changes_other_people(
    db: Database, now: datetime, ada: Person, tove: Person
) -> None:
    trainer = people.set_role(db, tove, "trainer", None, now)
    with pytest.raises(AccountProblem, match="administrator"):
        people.set_role(db, ada, "trainer", trainer, now)
    with pytest.raises(AccountProblem, match="administrator"):
        people.set_active(db, ada, False, ada, now)
    assert people.find(db, ada.id) == ada


def test_a_closed_account_is_signed_out_and_opens_again(
    db: Database, now: datetime, ada: Person, tove: Person
) -> None:
    token = sessions.start(db, ada, now)
    closed = people.set_active(db, ada, False, tove, now)
    assert not closed.active
    assert people.find(db, ada.id) == closed
    assert people.set_active(db, closed, True, tove, now) == ada
    assert sessions.person_of(db, token, now) is None
    assert {entry.action for entry in audit.recent(db, 10)} == {"person-added", "closed", "reopened"}
