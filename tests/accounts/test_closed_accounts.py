from datetime import datetime

import pytest

from accounts import audit, invitations, people, sessions, sign_in
from accounts.people import AccountProblem
from progress.database import Database

PASSWORD = "seven loaves of rye"


def test_a_closed_account_is_signed_out_and_cannot_sign_in_until_it_is_reopened(
    db: Database, now: datetime
) -> None:
    bo = people.add(db, email="bo@example.ac.uk", name="Bo", role="learner", now=now, password=PASSWORD)
    token = sessions.start(db, bo, now)
    closed = people.set_active(db, bo, False, None, now)
    assert not closed.active
    assert sessions.person_of(db, token, now) is None
    assert sign_in.sign_in(db, bo.email, PASSWORD, now) is None
    people.set_active(db, closed, True, None, now)
    assert sessions.person_of(db, token, now) is None
    assert sign_in.sign_in(db, bo.email, PASSWORD, now) == bo
    assert {entry.action for entry in audit.recent(db, 9)} == {"person-added", "closed", "reopened"}


def test_a_link_from_before_does_not_reopen_a_closed_account(db: Database, now: datetime) -> None:
    bo = people.add(db, email="bo@example.ac.uk", name="Bo", role="learner", now=now)
    token = invitations.create(db, person_id=bo.id, now=now)
    people.set_active(db, bo, False, None, now)
    with pytest.raises(AccountProblem, match="does not work any more"):
        invitations.accept(db, token, email="", name="", password=PASSWORD, now=now)
    assert people.find(db, bo.id) == people.set_active(db, bo, False, None, now)


def test_only_administrators_close_accounts(db: Database, now: datetime) -> None:
    bo = people.add(db, email="bo@example.ac.uk", name="Bo", role="learner", now=now)
    trainer = people.add(db, email="tove@example.ac.uk", name="Tove", role="trainer", now=now)
    with pytest.raises(AccountProblem, match="Only an administrator"):
        people.set_active(db, bo, False, trainer, now)
    assert people.find(db, bo.id) == bo
