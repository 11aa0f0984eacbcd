"""Whose account an identity at a provider opens, and what it makes of somebody."""

from datetime import datetime, timedelta

import pytest

from accounts import audit, enrolment, identities, invitations, passwords, people, sessions, sign_in
from accounts.claims import Policy, read
from accounts.people import Person, Role
from accounts.problems import AccountProblem
from progress import cohorts
from progress.database import Database

ISSUER = "https://login.example.ac.uk"
OPEN = Policy()
ROLES = Policy(
    role_claim="realm_access.roles", trainers=frozenset({"train", "teach"}), admins=frozenset({"run"})
)


def said(subject: str = "s-1", **more: object) -> dict[str, object]:
    return {"iss": ISSUER, "sub": subject, "email": "ada@example.ac.uk", "email_verified": True, **more}


def with_roles(*roles: str) -> dict[str, object]:
    return said(realm_access={"roles": list(roles)})


def acts(db: Database, person: Person) -> set[tuple[str, str]]:
    return {(entry.action, entry.detail) for entry in audit.recent(db, 50) if entry.subject_id == person.id}


# ---- who it is


def test_the_first_sign_in_makes_a_learner_and_the_next_finds_them(db: Database, now: datetime) -> None:
    person = identities.sign_in(db, said(name="Ada Baker"), OPEN, now)
    assert (person.email, person.name, person.role) == ("ada@example.ac.uk", "Ada Baker", "learner")
    assert identities.sign_in(db, said(email="other@example.ac.uk", name="Other"), OPEN, now) == person
    assert people.list_all(db) == [person]
    assert acts(db, person) == {("person-added", "learner"), ("identity-linked", ISSUER)}


def test_the_same_subject_at_another_issuer_is_somebody_else(db: Database, now: datetime) -> None:
    first = identities.sign_in(db, said(), OPEN, now)
    other = {**said(email="bo@example.ac.uk"), "iss": "https://login.example.org"}
    assert identities.sign_in(db, other, OPEN, now) != first


@pytest.mark.parametrize("missing", ["iss", "sub"])
def test_claims_that_do_not_say_who_it_is_sign_nobody_in(db: Database, now: datetime, missing: str) -> None:
    for value in (None, "", 7):
        with pytest.raises(AccountProblem, match="did not say who you are"):
            identities.sign_in(db, {**said(), missing: value}, OPEN, now)
    assert people.list_all(db) == []


def test_without_new_accounts_only_those_who_have_one_come_in(
    db: Database, now: datetime, ada: Person
) -> None:
    policy = Policy(new_accounts=False)
    assert identities.sign_in(db, said(), policy, now) == ada
    with pytest.raises(AccountProblem, match="You have no account in this course yet"):
        identities.sign_in(db, said("s-2", email="bo@example.ac.uk"), policy, now)
    assert people.list_all(db) == [ada]


@pytest.mark.parametrize("email", [None, "", "ada", 7, "ada@example.ac.uk\x00"])
def test_without_an_address_there_is_no_new_account(db: Database, now: datetime, email: object) -> None:
    with pytest.raises(AccountProblem, match="did not tell your email address"):
        identities.sign_in(db, said(email=email), OPEN, now)
    assert people.list_all(db) == []


# ---- linking


def test_a_verified_address_links_and_puts_others_out(db: Database, now: datetime, ada: Person) -> None:
    passwords.set_password(db, ada.id, "seven loaves of rye", now)
    token = sessions.start(db, ada, now)
    link = invitations.create(db, person_id=ada.id, now=now)
    assert identities.sign_in(db, said(), OPEN, now) == ada
    assert identities.is_linked(db, ada.id)
    assert sessions.person_of(db, token, now) is None
    assert invitations.peek(db, link, now) is None
    assert sign_in.sign_in(db, ada.email, "seven loaves of rye", now) is None


@pytest.mark.parametrize("verified", [False, None, "false", "no", "yes", 0, 2, 1.0, [True], {"true": True}])
def test_what_does_not_say_true_verifies_nothing(
    db: Database, now: datetime, ada: Person, verified: object
) -> None:
    token = sessions.start(db, ada, now)
    with pytest.raises(AccountProblem, match="did not confirm that it is yours"):
        identities.sign_in(db, said(email_verified=verified), OPEN, now)
    assert not identities.is_linked(db, ada.id)
    assert sessions.person_of(db, token, now) == ada


@pytest.mark.parametrize("verified", [True, "true", "1", 1])
def test_a_provider_may_verify_by_a_claim_of_its_own(
    db: Database, now: datetime, ada: Person, verified: object
) -> None:
    policy = Policy(verified_claim="xms_edov")
    with pytest.raises(AccountProblem):
        identities.sign_in(db, said(), policy, now)
    assert identities.sign_in(db, said(email_verified=None, xms_edov=verified), policy, now) == ada


def test_an_account_has_one_identity(db: Database, now: datetime) -> None:
    identities.sign_in(db, said(), OPEN, now)
    for other in (said("s-2"), {**said(), "iss": "https://login.example.org"}):
        with pytest.raises(AccountProblem, match="belongs to another identity"):
            identities.sign_in(db, other, OPEN, now)


def test_an_operator_can_make_way_for_another_identity(db: Database, now: datetime) -> None:
    person = identities.sign_in(db, said(), OPEN, now)
    token = sessions.start(db, person, now)
    assert identities.unlink(db, person, now)
    assert sessions.person_of(db, token, now) is None
    assert ("identity-unlinked", "") in acts(db, person)
    assert identities.sign_in(db, said("s-2"), OPEN, now) == person
    assert not identities.unlink(db, people.add(db, email="x@y.org", name="X", role="learner", now=now), now)


def test_a_closed_account_stays_closed_and_unlinked(db: Database, now: datetime, ada: Person) -> None:
    people.set_active(db, ada, False, None, now)
    with pytest.raises(AccountProblem, match="Your account in this course is closed"):
        identities.sign_in(db, said(), OPEN, now)
    assert not identities.is_linked(db, ada.id)


# ---- domains


@pytest.mark.parametrize(
    ("email", "comes_in"),
    [
        ("ada@example.ac.uk", True),
        ("ADA@Example.AC.UK", True),
        ("ada@student.example.ac.uk", False),
        ("ada@example.ac.uk.example.org", False),
        ("ada@notexample.ac.uk", False),
        ("ada@example.org", False),
    ],
)
def test_only_the_domains_themselves_are_let_in(
    db: Database, now: datetime, email: str, comes_in: bool
) -> None:
    policy = Policy(domains=frozenset({"example.ac.uk"}))
    if comes_in:
        assert identities.sign_in(db, said(email=email), policy, now).email == "ada@example.ac.uk"
    else:
        with pytest.raises(AccountProblem, match="not open to addresses like"):
            identities.sign_in(db, said(email=email), policy, now)


def test_a_domain_counts_at_every_sign_in_and_only_when_verified(db: Database, now: datetime) -> None:
    policy = Policy(domains=frozenset({"example.ac.uk"}))
    identities.sign_in(db, said(), policy, now)
    with pytest.raises(AccountProblem, match="not open"):
        identities.sign_in(db, said(email="ada@example.org"), policy, now)
    with pytest.raises(AccountProblem, match="did not confirm your email address"):
        identities.sign_in(db, said(email_verified=False), policy, now)


# ---- roles


@pytest.mark.parametrize(
    ("roles", "role"),
    [((), "learner"), (("staff",), "learner"), (("teach",), "trainer"), (("train", "run"), "admin")],
)
def test_the_claim_gives_the_role(db: Database, now: datetime, roles: tuple[str, ...], role: Role) -> None:
    person = identities.sign_in(db, with_roles(*roles), ROLES, now)
    assert person.role == role
    assert people.find(db, person.id) == person


def test_a_changed_role_is_in_the_audit_log_and_ends_sessions(db: Database, now: datetime) -> None:
    person = identities.sign_in(db, with_roles("run"), ROLES, now)
    token = sessions.start(db, person, now)
    later = now + timedelta(days=1)
    assert identities.sign_in(db, with_roles("run"), ROLES, later).role == "admin"
    assert sessions.person_of(db, token, later)
    assert identities.sign_in(db, with_roles("train"), ROLES, later).role == "trainer"
    assert sessions.person_of(db, token, later) is None
    assert {detail for action, detail in acts(db, person) if action == "role-changed"} == {
        f"learner to admin, by {ISSUER}",
        f"admin to trainer, by {ISSUER}",
    }


def test_a_claim_that_is_gone_takes_the_role(db: Database, now: datetime) -> None:
    identities.sign_in(db, with_roles("run"), ROLES, now)
    for odd in (said(), said(realm_access="run"), said(realm_access={"roles": {"run": True}})):
        assert identities.sign_in(db, odd, ROLES, now).role == "learner"


@pytest.mark.parametrize(
    ("policy", "given"),
    [
        (OPEN, "admin"),
        (OPEN, "trainer"),
        (Policy(role_claim="groups", trainers=frozenset({"train"})), "admin"),
        (Policy(role_claim="groups", admins=frozenset({"run"})), "trainer"),
    ],
)
def test_a_role_that_the_claim_cannot_give_stays_as_it_was_given_here(
    db: Database, now: datetime, ada: Person, policy: Policy, given: Role
) -> None:
    people.set_role(db, ada, given, None, now)
    assert identities.sign_in(db, said(groups=["staff"]), policy, now).role == given


def test_a_claim_may_be_one_value_and_have_dots_in_its_name(db: Database, now: datetime) -> None:
    policy = Policy(role_claim="https://example.ac.uk/role", trainers=frozenset({"train"}))
    told = {**said(), "https://example.ac.uk/role": "train"}
    assert identities.sign_in(db, told, policy, now).role == "trainer"


# ---- names


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "王静"}, "王静"),
        ({"name": "a\u202eb", "given_name": "Ada", "family_name": "Baker"}, "Ada Baker"),
        ({"name": 7, "preferred_username": "abaker"}, "abaker"),
        ({"name": "x" * 101}, "ada"),
        ({}, "ada"),
        ({"email": None}, "Learner"),
    ],
)
def test_the_first_name_that_can_be_shown_is_taken(claims: dict[str, object], name: str) -> None:
    assert read({**said(), **claims}, OPEN).name == name


# ---- what else asks whether somebody can sign in


def test_a_trainer_with_an_identity_is_in_charge(db: Database, now: datetime) -> None:
    assert invitations.first_trainer_needed(db)
    identities.sign_in(db, with_roles("train"), ROLES, now)
    assert not invitations.first_trainer_needed(db)


def test_a_trainer_gets_no_link_to_an_account_that_an_identity_opens(
    db: Database, now: datetime, ada: Person, tove: Person
) -> None:
    cohort = cohorts.create(db, "Spring", tove.id, now)
    with db.write() as transaction:
        cohorts.add_member(transaction, cohort, ada.id, "file", now)
    assert enrolment.without_password(db, cohort.id) == 1
    identities.sign_in(db, said(), OPEN, now)
    assert enrolment.without_password(db, cohort.id) == 0
    assert enrolment.new_links(db, cohort, tove.id, now) == []


# ---- how an address is known


@pytest.mark.parametrize(("verified", "proof"), [(True, "provider"), (False, None)])
def test_an_address_is_proven_only_by_a_provider_that_verified_it(
    db: Database, now: datetime, verified: bool, proof: str | None
) -> None:
    person = identities.sign_in(db, said(email_verified=verified), OPEN, now)
    assert person.address_proof == proof
    assert people.find(db, person.id) == person


def test_a_provider_proves_no_other_address_than_it_tells(db: Database, now: datetime) -> None:
    person = identities.sign_in(db, said(email_verified=False), OPEN, now)
    assert identities.sign_in(db, said(email="other@example.ac.uk"), OPEN, now).address_proof is None
    assert identities.sign_in(db, said(), OPEN, now).address_proof == "provider"
    assert people.by_email(db, "ada@example.ac.uk") == people.find(db, person.id)
