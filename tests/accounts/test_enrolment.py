"""Enrolling people: planned without a trace, written at once or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts import audit, enrolment, invitations, people
from accounts.person import Person
from accounts.problems import AccountProblem
from accounts.roster import Roster, read
from progress import cohorts
from progress.cohorts import Cohort, CohortProblem
from progress.database import Database

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PASSWORD = "three quiet pandas"


@pytest.fixture
def spring(db: Database) -> Cohort:
    return cohorts.create(db, "Spring", None, NOW)


def known(db: Database, name: str, password: str | None = None) -> Person:
    email = f"{name.lower()}@example.ac.uk"
    return people.add(db, email=email, name=name, role="learner", now=NOW, password=password)


def listed(*lines: str) -> Roster:
    return read("\n".join(["email,name", *lines]).encode())


def test_a_plan_tells_who_is_new_who_joins_and_who_is_inside_and_changes_nothing(
    db: Database, spring: Cohort
) -> None:
    ada, ben = known(db, "Ada"), known(db, "Ben")
    with db.write() as transaction:
        cohorts.add_member(transaction, spring, ben.id, "code", NOW)
    plan = enrolment.plan(db, spring, listed(ada.email, ben.email, "nia@example.ac.uk,Nia"))
    assert [entry.email for entry in plan.new] == ["nia@example.ac.uk"]
    assert (plan.joining, plan.inside, plan.faults) == ((ada,), (ben,), ())
    assert people.by_email(db, "nia@example.ac.uk") is None
    assert cohorts.find(db, spring.id).members == 1


def test_a_plan_names_the_lines_of_closed_accounts_and_of_new_people_without_a_name(
    db: Database, spring: Cohort
) -> None:
    ada = known(db, "Ada")
    people.set_active(db, ada, False, None, NOW)
    plan = enrolment.plan(db, spring, listed(ada.email, "nia@example.ac.uk"))
    told = [str(fault) for fault in plan.faults]
    assert told[0].startswith("line 2: The account of ada@example.ac.uk is closed.")
    assert told[1].startswith("line 3: nia@example.ac.uk has no account yet.")


def test_enrolling_makes_accounts_with_links_and_is_in_the_log(db: Database, spring: Cohort) -> None:
    ada = known(db, "Ada", PASSWORD)
    trainer = people.add(db, email="t@example.ac.uk", name="T", role="trainer", now=NOW)
    found = listed(f"{ada.email},Somebody Else", "nia@example.ac.uk,Nia")
    (link,) = enrolment.enrol(db, spring, found.entries, "file", trainer.id, NOW)
    assert link.person.name == "Nia"
    assert cohorts.find(db, spring.id).members == 2
    kept = people.find(db, ada.id)
    assert kept
    assert kept.name == "Ada"
    later = NOW + timedelta(days=13)
    offer = invitations.peek(db, link.token, later)
    assert offer
    assert offer.person_id == link.person.id
    assert invitations.peek(db, link.token, NOW + timedelta(days=15)) is None
    acts = [(entry.action, entry.actor_id) for entry in audit.recent(db, 20)]
    assert acts.count(("cohort-joined", trainer.id)) == 2
    assert ("person-added", trainer.id) in acts


def test_one_who_cannot_be_enrolled_keeps_everybody_out(db: Database, spring: Cohort) -> None:
    with pytest.raises(AccountProblem, match="has no account yet"):
        enrolment.enrol(
            db, spring, listed("nia@example.ac.uk,Nia", "ben@example.ac.uk").entries, "file", None, NOW
        )
    assert people.by_email(db, "nia@example.ac.uk") is None


def test_an_archived_cohort_takes_nobody(db: Database, spring: Cohort) -> None:
    with db.write() as transaction:
        cohorts.archive(transaction, spring.id, NOW)
    archived = cohorts.find(db, spring.id)
    with pytest.raises(CohortProblem, match="archived"):
        enrolment.enrol(db, archived, listed("nia@example.ac.uk,Nia").entries, "file", None, NOW)
    assert people.by_email(db, "nia@example.ac.uk") is None


def test_new_links_are_for_members_without_a_password_only(db: Database, spring: Cohort) -> None:
    ada = known(db, "Ada", PASSWORD)
    outside = known(db, "Olu")
    found = listed(ada.email, "nia@example.ac.uk,Nia")
    (first,) = enrolment.enrol(db, spring, found.entries, "file", None, NOW)
    assert enrolment.without_password(db, spring.id) == 1
    (second,) = enrolment.new_links(db, spring, None, NOW)
    assert second.person == first.person
    assert second.person.id != outside.id
    assert invitations.peek(db, first.token, NOW) is None
    assert invitations.peek(db, second.token, NOW)


def test_no_trainer_s_account_can_be_taken_by_a_new_link(db: Database, spring: Cohort) -> None:
    boss = people.add(db, email="boss@example.ac.uk", name="Boss", role="admin", now=NOW)
    enrolment.enrol(db, spring, listed(boss.email).entries, "file", None, NOW)
    assert enrolment.without_password(db, spring.id) == 0
    assert enrolment.new_links(db, spring, None, NOW) == []


def test_the_file_of_links_has_an_address_for_everybody(db: Database, spring: Cohort) -> None:
    links = enrolment.enrol(db, spring, listed("nia@example.ac.uk,=Nia").entries, "file", None, NOW)
    text = enrolment.links_file(links, "https://course.example").decode("utf-8-sig")
    assert text.splitlines() == [
        "email,name,link",
        f"nia@example.ac.uk,'=Nia,https://course.example/account/welcome/{links[0].token}",
    ]
