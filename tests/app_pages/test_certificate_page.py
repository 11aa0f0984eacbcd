"""The learner's certificate: what is left, making it out, keeping it, renewing it, another name."""

from datetime import timedelta
from io import BytesIO

import jwt
import pytest
from pypdf import PdfReader

from accounts.person import Person
from app_pages import access
from progress import answers, attempts, certificates
from tests.app_pages.school import Make, School, Visit
from tests.progress.final_test import FINAL, RIGHT


@pytest.fixture
def school(school: School) -> School:
    """The course about bread with a final test and certificates that count for a year."""
    school.ask_everything()
    school.bread.write("quizzes/final.yaml", FINAL.lstrip())
    school.bread.edit("modules/course.yaml", "title: Bread", "title: Bread\nvalid_months: 12")
    school.reread()
    return school


def pass_final(school: School, person: Person) -> None:
    attempt = attempts.start_or_resume(school.db, school.course.quiz("final"), person.id, school.now)
    for drawn in attempt.questions:
        name = drawn.question_id
        answers.save(school.db, attempt.id, person.id, name, RIGHT[name], 0, attempt.id + name, school.now)
    attempts.submit(school.db, attempt.id, person.id, None, school.now)


@pytest.fixture
def earner(school: School) -> Visit:
    """Somebody at their browser who has earned the certificate and not asked for it yet."""
    visit = school.learner("王静 <Wáng>")
    for module in school.course.modules:
        school.read(visit.person, *(section.id for section in module.sections), module=module.id)
    school.take(visit.person)
    pass_final(school, visit.person)
    return visit


def made(visit: Visit) -> certificates.Certificate:
    return certificates.of_person(visit.school.db, visit.person.id)[0]


def test_a_visitor_is_asked_to_sign_in(school: School) -> None:
    assert "Sign in first" in school.visitor().open("/certificate").words


def test_a_beginner_sees_what_is_left(school: School) -> None:
    page = school.learner().open("/certificate")
    for words in (
        "What is left",
        "Dough",
        "Oven",
        "Finish this module.",
        "The last loaf",
        "with 50 % or more",
    ):
        assert words in page.words
    assert page.buttons == []


def test_home_leads_there_when_everything_is_done(earner: Visit) -> None:
    assert "It is earned." in earner.open("/").words
    assert earner.press("Get my certificate").title == "Your certificate"


def test_it_is_made_out_once_and_shown(earner: Visit) -> None:
    page = earner.open("/certificate")
    assert "made out to 王静 <Wáng>" in page.words
    page.press("Make out my certificate")
    found = made(earner)
    for words in (
        "王静 <Wáng>",
        "has completed all 2 modules of Bread and passed the final test with 100 %.",
        "23 November 2026",
        "Valid until 23 November 2027",
        certificates.shown(found.code),
        f"/certificates/{certificates.shown(found.code)}",
        "You can renew it from 24 September 2027.",
    ):
        assert words in page.words
    assert "Make out my certificate" not in page.buttons
    assert len(certificates.of_person(earner.school.db, earner.person.id)) == 1


def test_the_record_lists_it(earner: Visit) -> None:
    assert "What your certificate asks" in earner.open("/record").words
    earner.open("/certificate").press("Make out my certificate")
    page = earner.open("/record")
    assert certificates.shown(made(earner).code) in page.words
    assert "Valid" in page.words


def test_nobody_sees_somebody_elses(earner: Visit, school: School) -> None:
    earner.open("/certificate").press("Make out my certificate")
    other = school.learner().open(f"/certificate?c={made(earner).code}")
    assert "王静" not in other.tree
    assert "What is left" in other.words


def test_near_its_end_it_is_renewed_by_passing_again(earner: Visit, school: School) -> None:
    earner.open("/certificate").press("Make out my certificate")
    person = earner.person
    school.wait(days=330)  # after which everybody has to sign in anew
    visit = school.visit(person)
    page = visit.open("/certificate")
    assert "For a new one" in page.words
    assert "Pass it again" in page.words
    pass_final(school, visit.person)
    page.open("/certificate").press("Renew my certificate")
    assert "All of them" in page.words
    first, second = certificates.of_person(school.db, visit.person.id)
    assert first.issued_at - second.issued_at == timedelta(days=330)


def test_a_withdrawn_one_says_why_and_what_to_do(earner: Visit, school: School) -> None:
    earner.open("/certificate").press("Make out my certificate")
    with school.db.write() as transaction:
        certificates.revoke(transaction, made(earner).code, None, "Two people sat the test.", school.now)
    page = earner.open("/certificate")
    for words in ("Withdrawn on 23 November 2026", "Two people sat the test.", "Pass it again"):
        assert words in page.words
    assert "has completed" not in page.words


def test_another_name_is_offered_and_put_on_it(earner: Visit, school: School) -> None:
    earner.open("/certificate").press("Make out my certificate")
    old = made(earner)
    with school.db.write() as transaction:
        transaction.run("UPDATE people SET name = 'Jing Wang' WHERE id = :id", id=earner.person.id)
    page = earner.open("/certificate").press("Make it out in my name as it is now")
    new = made(earner)
    assert (new.name, new.issued_at) == ("Jing Wang", old.issued_at)
    assert new.code != old.code
    assert "Jing Wang" in page.words


def test_a_name_that_paper_has_no_letters_for_is_told(school: School) -> None:
    visit = school.learner("عمر فاروق")
    for module in school.course.modules:
        school.read(visit.person, *(section.id for section in module.sections), module=module.id)
    school.take(visit.person)
    pass_final(school, visit.person)
    page = visit.open("/certificate").press("Make out my certificate")
    assert "The PDF has no letters for" in page.words
    assert "عمر فاروق" in page.words
    assert [button.proto.label for button in page.app.get("download_button")] == ["Open Badge"]


def test_the_file_is_made_for_its_holder_only(earner: Visit, school: School, files: list[Make]) -> None:
    earner.open("/certificate").press("Make out my certificate")
    paper, badge = files[-2:]
    assert PdfReader(BytesIO(paper())).pages
    assert jwt.get_unverified_header(badge().decode())["alg"] == "RS256"
    earner.sign_out()
    for file in (paper, badge):
        with pytest.raises(access.Refused):
            file()


@pytest.mark.parametrize(("proof", "kinds"), [(None, ["name"]), ("letter", ["name", "emailAddress"])])
def test_a_badge_names_only_an_address_that_somebody_else_vouches_for(
    earner: Visit, school: School, files: list[Make], proof: str | None, kinds: list[str]
) -> None:
    with school.db.write() as transaction:
        transaction.run("UPDATE people SET address_proof = :proof", proof=proof)
    earner.open("/certificate").press("Make out my certificate")
    badge = jwt.decode(files[-1]().decode(), options={"verify_signature": False})
    assert [one["identityType"] for one in badge["credentialSubject"]["identifier"]] == kinds
