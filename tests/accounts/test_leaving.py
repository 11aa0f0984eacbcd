"""People take away what is held on them, and go; whoever does it for them is in the audit log."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from accounts import audit, invitations, leaving, own_account, passwords, people, sessions, sign_in
from accounts.people import AccountProblem, Person
from progress.database import Database
from tests.progress.bakery import BREAD, Bakery

PASSWORD = "a few words in a row"


def give_password(db: Database, person: Person, now: datetime) -> None:
    passwords.set_password(db, person.id, PASSWORD, now)


def test_an_erased_person_is_signed_out_and_cannot_come_back(
    db: Database, ada: Person, now: datetime
) -> None:
    give_password(db, ada, now)
    cookie = sessions.start(db, ada, now)
    link = invitations.create(db, person_id=ada.id, now=now)
    leaving.erase(db, ada, ada, now)
    assert sessions.person_of(db, cookie, now) is None
    assert sign_in.sign_in(db, ada.email, PASSWORD, now) is None
    assert invitations.peek(db, link, now) is None
    assert people.by_email(db, ada.email) is None
    with pytest.raises(AccountProblem, match="does not exist any more"):
        leaving.erase(db, ada, ada, now)


def test_the_address_is_free_for_somebody_new(db: Database, ada: Person, now: datetime) -> None:
    leaving.erase(db, ada, ada, now)
    again = people.add(db, email=ada.email, name="Ada Baker", role="learner", now=now)
    assert again.id != ada.id


def test_what_stays_cannot_be_signed_in_to_or_erased_again(db: Database, ada: Person, now: datetime) -> None:
    leaving.erase(db, ada, ada, now)
    assert people.list_all(db) == []
    nobody = people.find(db, db.rows("SELECT id FROM people")[0]["id"])
    assert nobody
    assert (nobody.email, nobody.active) == ("", False)
    with pytest.raises(AccountProblem, match="does not exist any more"):
        leaving.erase(db, nobody, None, now)


def test_the_audit_log_says_who_erased_and_not_whom_by_name(
    db: Database, ada: Person, tove: Person, now: datetime
) -> None:
    leaving.erase(db, ada, tove, now + timedelta(hours=1))
    entry = audit.recent(db, 1)[0]
    assert (entry.actor_id, entry.action, entry.subject_id, entry.detail) == (
        tove.id,
        "person-erased",
        ada.id,
        "",
    )


@pytest.mark.parametrize(
    "act", [leaving.erase, lambda db, who, by, now: leaving.packed(db, who, "Bread", by, now)]
)
@pytest.mark.parametrize("role", ["learner", "trainer"])
def test_only_administrators_do_it_for_others(
    db: Database, ada: Person, now: datetime, role: people.Role, act: Callable[..., object]
) -> None:
    other = people.add(db, email="x@example.ac.uk", name="X", role=role, now=now)
    with pytest.raises(AccountProblem, match="Only an administrator"):
        act(db, ada, other, now)
    assert people.find(db, ada.id)


@pytest.mark.parametrize("by_operator", [True, False])
def test_the_last_one_in_charge_stays(db: Database, tove: Person, now: datetime, by_operator: bool) -> None:
    give_password(db, tove, now)
    actor = None if by_operator else tove
    with pytest.raises(AccountProblem, match="Nobody else looks after the course"):
        leaving.erase(db, tove, actor, now)
    rhian = people.add(db, email="rhian@example.ac.uk", name="Rhian", role="trainer", now=now)
    with pytest.raises(AccountProblem, match="Nobody else"):
        leaving.erase(db, tove, actor, now)  # Rhian cannot sign in yet
    give_password(db, rhian, now)
    leaving.erase(db, tove, actor, now)
    assert people.find(db, tove.id) is None


def test_somebody_who_signs_in_elsewhere_can_be_in_charge(db: Database, tove: Person, now: datetime) -> None:
    rhian = people.add(db, email="rhian@example.ac.uk", name="Rhian", role="trainer", now=now)
    with db.write() as transaction:
        transaction.run(
            "INSERT INTO identities (issuer, subject, person_id, linked_at) VALUES ('x', 'y', :id, :at)",
            id=rhian.id,
            at="2026-11-23T12:00:00.000000Z",
        )
    leaving.erase(db, tove, tove, now)
    with pytest.raises(AccountProblem, match="Nobody else"):
        leaving.erase(db, rhian, rhian, now)


def test_one_s_own_export_is_no_act_on_anybody(
    db: Database, ada: Person, tove: Person, now: datetime
) -> None:
    before = len(audit.recent(db, 100))
    with ZipFile(BytesIO(leaving.packed(db, ada, "Bread", ada, now))) as files:
        assert files.namelist()[:2] == ["read-me.txt", "everything.json"]
        assert "Ada Baker" in files.read("tables/people.csv").decode()
    assert len(audit.recent(db, 100)) == before
    leaving.packed(db, ada, "Bread", tove, now + timedelta(hours=1))
    entry = audit.recent(db, 1)[0]
    assert (entry.actor_id, entry.action, entry.subject_id) == (tove.id, "person-exported", ada.id)


def test_an_administrator_s_copy_holds_no_single_answer(tmp_path: Path, now: datetime) -> None:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, BREAD)
    ada, tove = bakery.learner("Ada").take(2), bakery.learner("Tove", "admin").person
    person = people.find(db, ada.person_id)
    assert person
    own, other, operator = (
        {name: ZipFile(BytesIO(made)).read(name).decode() for name in ZipFile(BytesIO(made)).namelist()}
        for made in (leaving.packed(db, person, "Bread", by, now) for by in (person, tove, None))
    )
    assert own["tables/answers.csv"] == operator["tables/answers.csv"]
    assert own.keys() - other.keys() == {"tables/answers.csv", "tables/grades.csv"}
    assert "in the file from My record only: Answers, Marks." in other["read-me.txt"]
    assert "levain" not in "".join(other.values())
    assert db.rows("SELECT response FROM answers")[0]["response"] not in other["everything.json"]


# ---- one's own name and password


def test_a_name_is_changed_and_found_by(db: Database, ada: Person, now: datetime) -> None:
    renamed = own_account.rename(db, ada, "  Ada   Miller ", now + timedelta(hours=1))
    assert people.find(db, ada.id) == renamed
    assert renamed.name == "Ada Miller"
    row = db.row("SELECT search_text FROM people")
    assert row == {"search_text": "ada miller ada@example.ac.uk"}
    assert [audit.recent(db, 1)[0].action, audit.recent(db, 1)[0].detail] == ["name-changed", ""]


@pytest.mark.parametrize("name", ["", "   ", "A\nB", "x" * 101])
def test_a_name_that_is_none_is_refused(db: Database, ada: Person, now: datetime, name: str) -> None:
    with pytest.raises(AccountProblem):
        own_account.rename(db, ada, name, now)
    assert people.find(db, ada.id) == ada


def test_the_password_is_changed_by_whoever_knows_it(db: Database, ada: Person, now: datetime) -> None:
    assert not own_account.has_password(db, ada)
    give_password(db, ada, now)
    assert own_account.has_password(db, ada)
    cookie = sessions.start(db, ada, now)
    with pytest.raises(AccountProblem, match="not your current password"):
        own_account.change_password(db, ada, "something else", "another few words", now)
    with pytest.raises(AccountProblem, match="at least 10"):
        own_account.change_password(db, ada, PASSWORD, "short", now)
    assert sessions.person_of(db, cookie, now)
    own_account.change_password(db, ada, PASSWORD, "another few words", now)
    assert sessions.person_of(db, cookie, now) is None
    assert sign_in.sign_in(db, ada.email, "another few words", now)
