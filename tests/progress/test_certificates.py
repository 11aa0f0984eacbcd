"""Certificates: issued once, checked by their code, renewed, withdrawn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from course.validity import valid_until
from progress import certificates
from progress.certificates import CODE, Certificate, CertificateRefused, shown
from progress.cohorts import ALPHABET
from progress.groups import Group
from progress.issued import Standing, standing
from tests.progress.bakery import Bakery, Learner
from tests.progress.final_test import finish_modules, take_final, with_final


@pytest.fixture
def course(bakery: Bakery) -> Bakery:
    bakery.ask_everything()
    with_final(bakery)
    return bakery


@pytest.fixture
def earner(course: Bakery) -> Learner:
    """Somebody who has earned the certificate and not asked for it yet."""
    earner = course.learner("王静 Wáng Jìng")
    finish_modules(earner)
    take_final(earner)
    return earner


def issue(who: Learner, issuer: str = "University of Bread") -> Certificate:
    b = who.bakery
    return certificates.issue(b.db, b.course, who.id, issuer, b.now)


def revoke(bakery: Bakery, code: str, reason: str = "Somebody else sat the test.") -> Certificate:
    with bakery.db.write() as transaction:
        return certificates.revoke(transaction, code, None, reason, bakery.now)


def test_it_says_what_was_earned(earner: Learner) -> None:
    found = certificates.by_code(earner.bakery.db, issue(earner).code)
    assert found
    assert (found.name, found.course_title, found.issuer) == (
        "王静 Wáng Jìng",
        "Bread",
        "University of Bread",
    )
    assert [(part.id, part.edition) for part in found.modules] == [("dough", "1"), ("oven", "1")]
    assert [part.title for part in found.finals] == ["The last loaf"]
    assert (found.score, found.issued_on, found.until) == (100.0, date(2026, 11, 23), date(2027, 11, 23))


def test_the_course_issues_it_where_nobody_else_is_named(earner: Learner) -> None:
    assert issue(earner, issuer="").issuer == "Bread"


def test_without_valid_months_it_counts_for_good(bakery: Bakery, ada: Learner) -> None:
    bakery.ask_everything()
    finish_modules(ada)
    made = issue(ada)
    assert (made.until, made.score, made.finals) == (None, None, ())
    assert made.status(date(2099, 1, 1)) == "valid"


@pytest.mark.parametrize("missing", ["modules", "final", "everything but a preview"])
def test_what_is_not_earned_is_not_issued(course: Bakery, ada: Learner, missing: str) -> None:
    if missing != "modules":
        finish_modules(ada)
    if missing != "final":
        take_final(ada, preview=missing == "everything but a preview")
    with pytest.raises(CertificateRefused, match="see what is left"):
        issue(ada)
    assert course.count("certificates") == 0


def test_a_failed_final_test_earns_nothing(ada: Learner, course: Bakery) -> None:
    finish_modules(ada)
    take_final(ada, right=[])
    with pytest.raises(CertificateRefused):
        issue(ada)


def test_two_tabs_get_one_certificate(earner: Learner) -> None:
    def once(_: int) -> bool:
        try:
            return bool(issue(earner))
        except CertificateRefused:
            return False

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(once, range(4))) == 1
    assert earner.bakery.count("certificates") == 1


def test_a_code_is_random_and_easy_to_type(earner: Learner, course: Bakery) -> None:
    code = issue(earner).code
    other = course.learner()
    finish_modules(other)
    take_final(other)
    assert len(code) == CODE
    assert set(code) <= set(ALPHABET)
    assert issue(other).code != code
    for typed in (shown(code), f" {shown(code).lower()} ", code):
        found = certificates.by_code(course.db, typed)
        assert found
        assert found.person_id == earner.id
    assert certificates.by_code(course.db, code[:-1]) is None
    assert certificates.by_code(course.db, "") is None


def test_a_new_name_and_a_new_edition_leave_it_as_it_was_printed(earner: Learner, course: Bakery) -> None:
    made = issue(earner)
    with course.db.write() as transaction:
        transaction.run("UPDATE people SET name = 'Somebody Else' WHERE id = :id", id=earner.id)
    course.edit("modules/course.yaml", "title: Bread", "title: Loaves")
    assert certificates.by_code(course.db, made.code) == made


def test_it_expires_after_its_last_day(earner: Learner) -> None:
    made = issue(earner)
    assert made.status(date(2027, 11, 23)) == "valid"
    assert made.status(date(2027, 11, 24)) == "expired"


def test_a_renewal_waits_for_its_day_and_for_the_final_test(earner: Learner, course: Bakery) -> None:
    first = issue(earner)
    take_final(earner)
    course.wait(days=200)
    with pytest.raises(CertificateRefused):
        issue(earner)
    course.wait(days=120)
    with pytest.raises(CertificateRefused):  # the pass of 200 days ago is no refresher
        issue(earner)
    take_final(earner, right=["last-weigh"])
    second = issue(earner)
    assert second.code != first.code
    assert second.score == 50.0
    assert second.until == valid_until(second.issued_on, 12)
    assert [one.code for one in certificates.of_person(course.db, earner.id)] == [second.code, first.code]
    assert first.status(course.now.date()) == "valid"


def test_a_renewal_asks_to_read_what_has_changed(earner: Learner, course: Bakery) -> None:
    issue(earner)
    course.edit(
        "modules/oven/module.yaml",
        "minutes: 1\n",
        "minutes: 1\nedition: 2\nchanges: [{edition: 2, date: 2026-02-01, what: Steam.}]\n",
    )
    course.wait(days=330)
    take_final(earner)
    asked = certificates.next_of(course.db, course.course, earner.id)
    assert [module.id for module in asked.to_read] == ["oven"]
    earner.read(*(section.id for section in course.module("oven").sections), module_id="oven")
    assert [(part.id, part.edition) for part in issue(earner).modules] == [("dough", "1"), ("oven", "2")]


def test_a_withdrawn_one_says_when_and_why(earner: Learner, course: Bakery) -> None:
    code = issue(earner).code
    trainer = course.learner("Rhian Davies", role="trainer")
    with course.db.write() as transaction:
        certificates.revoke(
            transaction, code.lower(), trainer.id, "  Somebody else\nsat the test. ", course.now
        )
    found = certificates.by_code(course.db, code)
    assert found
    assert found.revoked
    assert (found.revoked.by_name, found.revoked.reason) == ("Rhian Davies", "Somebody else sat the test.")
    assert found.status(course.now.date()) == "revoked"


def test_a_withdrawn_one_is_not_simply_made_out_again(earner: Learner, course: Bakery) -> None:
    revoke(course, issue(earner).code)
    with pytest.raises(CertificateRefused):
        issue(earner)
    course.wait(minutes=5)
    take_final(earner)
    assert issue(earner).revoked is None


@pytest.mark.parametrize(
    ("code", "reason", "told"),
    [
        ("ABCDEFGHJKMN", "Why.", "There is no certificate with this code."),
        (None, "  ", "Say why the certificate is withdrawn; its holder reads it."),
        (None, "x" * 501, "The reason is longer than 500 characters. Shorten it."),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused(
    earner: Learner, course: Bakery, code: str | None, reason: str, told: str
) -> None:
    made = issue(earner)
    with pytest.raises(CertificateRefused, match=told):
        revoke(course, code or made.code, reason)
    assert certificates.by_code(course.db, made.code) == made


def test_a_mistaken_withdrawal_is_taken_back(earner: Learner, course: Bakery) -> None:
    made = issue(earner)
    with pytest.raises(CertificateRefused, match="is not withdrawn"), course.db.write() as transaction:
        certificates.reinstate(transaction, made.code)
    revoke(course, made.code)
    with pytest.raises(CertificateRefused, match="withdrawn already"):
        revoke(course, made.code)
    with course.db.write() as transaction:
        certificates.reinstate(transaction, made.code)
    assert certificates.by_code(course.db, made.code) == made


def test_a_new_name_takes_the_place_of_the_old(earner: Learner, course: Bakery) -> None:
    old = issue(earner)
    with pytest.raises(CertificateRefused, match="bears the name"):
        certificates.rename(course.db, old.code, earner.id, course.now)
    with course.db.write() as transaction:
        transaction.run("UPDATE people SET name = 'Jing Wang' WHERE id = :id", id=earner.id)
    course.wait(days=3)
    new = certificates.rename(course.db, old.code, earner.id, course.now)
    assert (new.name, new.issued_at, new.until, new.modules) == (
        "Jing Wang",
        old.issued_at,
        old.until,
        old.modules,
    )
    assert new.code != old.code
    replaced = certificates.by_code(course.db, old.code)
    assert replaced
    assert replaced.revoked
    assert not certificates.next_of(course.db, course.course, earner.id).open(course.now.date())
    with pytest.raises(CertificateRefused, match="stands in its place"), course.db.write() as transaction:
        certificates.reinstate(transaction, old.code)


def test_nobody_renames_somebody_elses(earner: Learner, course: Bakery, ada: Learner) -> None:
    made = issue(earner)
    with pytest.raises(CertificateRefused):
        certificates.rename(course.db, made.code, ada.id, course.now)
    assert certificates.by_code(course.db, made.code) == made


def test_a_group_is_told_how_many_hold_one_that_counts_and_how_many_end_soon(earner: Learner) -> None:
    b = earner.bakery
    everybody, nobody = Group(), Group(("none",))
    within = timedelta(days=60)
    assert standing(b.db, everybody, b.now.date(), within) == Standing(0, 0)
    made = issue(earner)
    assert made.until
    assert standing(b.db, everybody, b.now.date(), within) == Standing(1, 0)
    assert standing(b.db, nobody, b.now.date(), within) == Standing(0, 0)
    assert standing(b.db, everybody, made.until - timedelta(days=59), within) == Standing(1, 1)
    assert standing(b.db, everybody, made.until + timedelta(days=1), within) == Standing(0, 0)
    revoke(b, made.code)
    assert standing(b.db, everybody, b.now.date(), within) == Standing(0, 0)
