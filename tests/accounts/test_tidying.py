"""What has been kept long enough ends, and nothing else does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts import audit, invitations, leaving, people, sessions, tidying
from accounts.tidying import Limits
from progress import activity_tallies, cohorts, recount
from progress.database import Database
from progress.holdings import HOLDINGS
from tests.progress.bakery import BREAD, Bakery, Learner
from tests.progress.test_database import rows_of

LIMITS = Limits(unused=1000, open=100)
NEVER = Limits(unused=0, open=0)


@pytest.fixture
def bakery(tmp_path: Path) -> Iterator[Bakery]:
    db = Database(tmp_path / "progress.db")
    db.prepare()
    yield Bakery(db, BREAD)
    db.close()


def tidy(bakery: Bakery, limits: Limits = LIMITS) -> tidying.Due:
    """Tidy, having seen that a look beforehand says the same and changes nothing."""
    before = rows_of(bakery.db.path)
    expected = tidying.due(bakery.db, limits, bakery.now)
    assert rows_of(bakery.db.path) == before
    assert tidying.tidy(bakery.db, limits, bakery.course.module_of, bakery.now) == expected
    return expected


def gone(bakery: Bakery, *learners: Learner) -> list[bool]:
    return [people.find(bakery.db, learner.id) is None for learner in learners]


def test_a_learner_whom_nobody_has_seen_for_long_is_erased(bakery: Bakery) -> None:
    old = bakery.learner()
    bakery.wait(days=1000, minutes=1)
    new = bakery.learner()
    assert [person.id for person in tidy(bakery).people] == [old.id]
    assert gone(bakery, old, new) == [True, False]
    assert tidy(bakery).people == ()
    (entry,) = [entry for entry in audit.recent(bakery.db, 9) if entry.action == "person-erased"]
    assert (entry.actor_id, entry.subject_id, entry.detail) == (None, old.id, "not used")


def read(learner: Learner) -> None:
    learner.read("flour")


def take(learner: Learner) -> None:
    learner.take(3)


def answer(learner: Learner) -> None:
    attempt = learner.begin()
    learner.answer(attempt, attempt.questions[0].question_id, None)


def sign_in(learner: Learner) -> None:
    sessions.start(learner.bakery.db, learner.person, learner.bakery.now)


def join(learner: Learner) -> None:
    b = learner.bakery
    cohort = cohorts.create(b.db, "Spring", None, b.now)
    with b.db.write() as transaction:
        cohorts.add_member(transaction, cohort, learner.id, "code", b.now)


def be_logged(learner: Learner) -> None:
    audit.record(learner.bakery.db, learner.id, "something", learner.id, "", learner.bakery.now)


@pytest.mark.parametrize("act", [read, take, answer, sign_in, join, be_logged])
def test_whoever_did_anything_since_is_kept(bakery: Bakery, act: object) -> None:
    ada = bakery.learner()
    bakery.wait(days=500)
    assert callable(act)
    act(ada)
    bakery.wait(days=600)
    assert tidy(bakery).people == ()
    bakery.wait(days=500)
    assert len(tidy(bakery).people) == 1


def test_every_table_in_which_people_do_something_says_when() -> None:
    doing = {holding.table for holding in HOLDINGS if holding.traces}
    assert doing >= {
        "section_reads",
        "attempts",
        "answers",
        "scenario_steps",
        "sign_in_sessions",
        "cohort_members",
    }


def test_trainers_and_administrators_are_kept(bakery: Bakery) -> None:
    trainer, admin = bakery.learner(role="trainer"), bakery.learner(role="admin")
    bakery.wait(days=2000)
    assert tidy(bakery).people == ()
    assert gone(bakery, trainer, admin) == [False, False]


@pytest.mark.parametrize(
    ("until", "revoked", "kept"), [(None, 0, True), (1, 0, True), (-1, 0, False), (None, 1, False)]
)
def test_whoever_holds_a_certificate_that_counts_is_kept(
    bakery: Bakery, until: int | None, revoked: int, kept: bool
) -> None:
    ada = bakery.learner()
    issued = bakery.now
    bakery.wait(days=2000)
    with bakery.db.write() as transaction:
        transaction.run(
            """
            INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, issued_at, valid_until)
            VALUES ('ABCD', 'x', :person_id, 'Ada', 'Bread', 'Bread', '{}', :issued_at, :until)
            """,
            person_id=ada.id,
            issued_at=issued.isoformat(),
            until=None if until is None else (bakery.now + timedelta(days=until)).date().isoformat(),
        )
        if revoked:
            transaction.run("UPDATE certificates SET revoked_at = issued_at, revoked_reason = 'Wrong.'")
    tidy(bakery)
    assert gone(bakery, ada) == [not kept]


def test_an_attempt_left_open_is_submitted_as_it_stands_and_counted(bakery: Bakery) -> None:
    ada, ben = bakery.learner(), bakery.learner()
    left = ada.begin()
    ada.answer(left, left.questions[0].question_id, None)
    preview = ben.begin(preview=True)
    bakery.wait(days=60)
    fresh = ben.begin()
    bakery.wait(days=60)
    assert tidy(bakery).attempts == 1
    states = {row["id"]: (row["state"], row["closed_by"]) for row in bakery.db.rows("SELECT * FROM attempts")}
    assert states == {
        left.id: ("submitted", "deadline"),
        preview.id: ("open", None),
        fresh.id: ("open", None),
    }
    assert recount.differences(bakery.db) == []
    assert activity_tallies.differences(bakery.db) == []
    assert tidy(bakery).attempts == 0


def test_sign_ins_and_links_that_have_run_out_are_removed(bakery: Bakery) -> None:
    ada, ben = bakery.learner(), bakery.learner()
    sign_in(ada)
    invitations.create(bakery.db, person_id=ada.id, now=bakery.now)
    bakery.wait(days=20)
    invitations.create(bakery.db, person_id=ben.id, now=bakery.now)
    found = tidy(bakery)
    assert (found.sign_ins, found.links) == (1, 1)
    assert (bakery.count("sign_in_sessions"), bakery.count("invitations")) == (0, 1)


def test_whoever_comes_back_while_it_runs_is_kept(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, ben = bakery.learner(), bakery.learner()
    bakery.wait(days=2000)
    erase = leaving.erase

    def slowly(db: Database, person: people.Person, *rest: Any) -> None:
        sign_in(ben)
        erase(db, person, *rest)

    monkeypatch.setattr(leaving, "erase", slowly)
    tidying.tidy(bakery.db, LIMITS, bakery.course.module_of, bakery.now)
    assert gone(bakery, ada, ben) == [True, False]


def test_nothing_is_erased_or_submitted_where_nothing_is_set(bakery: Bakery) -> None:
    ada = bakery.learner()
    ada.begin()
    bakery.wait(days=9000)
    found = tidy(bakery, NEVER)
    assert (found.people, found.attempts) == ((), 0)
    assert gone(bakery, ada) == [False]
