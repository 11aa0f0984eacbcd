"""Trainers find the certificates of their learners and withdraw one, with a reason and a trace."""

import pytest

from accounts import audit
from accounts.person import Person
from progress import certificates, cohorts
from progress.moments import to_text
from tests.app_pages.school import School, Visit

CODES = ("ABCDEFGHJKMN", "BCDEFGHJKMNP", "CDEFGHJKMNPQ")


@pytest.fixture
def holders(school: School) -> list[Person]:
    """Three people with a certificate each."""
    people = [school.person(name) for name in ("Ana <b>", "Luc", "Mei")]
    for person, code in zip(people, CODES, strict=True):
        certify(school, person, code)
    return people


def certify(school: School, person: Person, code: str) -> None:
    with school.db.write() as transaction:
        transaction.run(
            """
            INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, issued_at,
                valid_until)
            VALUES (:code, :code, :person_id, :name, 'Bread', 'Bread', '{"modules": [], "finals": []}', :now,
                '2027-11-23')
            """,
            code=code,
            person_id=person.id,
            name=person.name,
            now=to_text(school.now),
        )


def choose(page: Visit, code: str) -> Visit:
    page.app.selectbox(key="certificates-chosen").select(code)
    return page.again()


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_nobody_else_sees_the_list(school: School, holders: list[Person], who: str) -> None:
    page = (school.visitor() if who == "visitor" else school.learner()).open("/issued")
    assert page.title == "This page is for trainers"
    assert CODES[0] not in page.tree
    assert "Luc" not in page.tree


def test_a_trainer_finds_certificates(school: School, holders: list[Person]) -> None:
    page = school.trainer().open("/issued")
    for words in ("Ana <b>", "Luc", "Mei", "ABCD-EFGH-JKMN", "23 November 2027", "Valid", "1 to 3 of 3"):
        assert words in page.words
    page.app.text_input[0].set_value("bcde-fghj-kmnp")
    page.again()
    assert "Luc" in page.words
    assert "Mei" not in page.words
    page.app.text_input[0].set_value("nobody of this name")
    assert "Nobody matches." in page.again().words


def test_a_long_list_is_turned_and_begins_again_when_it_has_become_short(
    school: School, holders: list[Person]
) -> None:
    for number in range(30):
        certify(school, holders[0], f"MNPQRSTVWX{number:02}")
    page = school.trainer().open("/issued")
    assert "1 to 25 of 33" in page.words
    assert "Newer ones" not in page.buttons
    assert "26 to 33 of 33" in page.press("Older ones").words
    assert "Older ones" not in page.buttons
    with school.db.write() as transaction:
        transaction.run("DELETE FROM certificates WHERE code LIKE 'MNPQ%'")
    assert "1 to 3 of 3" in page.again().words


def test_a_trainer_with_cohorts_sees_their_own_learners_only(school: School, holders: list[Person]) -> None:
    trainer = school.trainer()
    cohort = cohorts.create(school.db, "Spring", trainer.person.id, school.now)
    with school.db.write() as transaction:
        cohorts.add_member(transaction, cohort, holders[1].id, "trainer", school.now)
    page = trainer.open("/issued")
    assert "Luc" in page.words
    assert "Mei" not in page.tree
    assert "Mei" in school.visit(school.person("Head", "admin")).open("/issued").words


def test_withdrawing_asks_for_a_reason_and_a_tick_and_leaves_a_trace(
    school: School, holders: list[Person]
) -> None:
    page = choose(school.trainer().open("/issued"), CODES[1]).press("Withdraw it")
    assert "Tick the box first" in page.words
    page.app.checkbox[0].check()
    page.press("Withdraw it")
    assert "Say why the certificate is withdrawn" in page.words
    page.app.text_area[0].set_value("Luc's brother sat the test.")
    page.press("Withdraw it")
    assert "BCDE-FGHJ-KMNP is withdrawn." in page.words
    assert "by Rhian Davies: Luc's brother sat the test." in page.words
    found = certificates.by_code(school.db, CODES[1])
    assert found
    assert found.revoked
    entry = next(one for one in audit.recent(school.db, 9) if one.action == "certificate-revoked")
    assert (entry.action, entry.subject_id, entry.detail) == (
        "certificate-revoked",
        holders[1].id,
        CODES[1],
    )
    assert entry.actor_id == page.person.id


def test_a_mistake_is_taken_back(school: School, holders: list[Person]) -> None:
    with school.db.write() as transaction:
        certificates.revoke(transaction, CODES[0], None, "A mistake.", school.now)
    page = choose(school.trainer().open("/issued"), CODES[0]).press("Let it count again")
    assert "ABCD-EFGH-JKMN is valid again." in page.words
    found = certificates.by_code(school.db, CODES[0])
    assert found
    assert not found.revoked
    assert "certificate-reinstated" in [entry.action for entry in audit.recent(school.db, 9)]


def test_an_empty_list_says_so(school: School) -> None:
    assert "None has been made out yet." in school.trainer().open("/issued").words
