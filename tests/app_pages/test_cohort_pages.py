"""Cohorts on the pages: made, joined, given work and more time; and nobody sees the cohort of somebody else."""

from datetime import date

import pytest

from accounts import audit, invitations, people
from accounts.person import Person
from progress import assignments, cohorts
from progress.cohorts import Cohort
from tests.app_pages.school import School, Visit

DAY = date(2026, 12, 4)


def spring(school: School, trainer: Visit | None = None) -> Cohort:
    return cohorts.create(school.db, "Spring 2027", trainer.person.id if trainer else None, school.now)


def join(school: School, cohort: Cohort, *who: Person) -> None:
    with school.db.write() as transaction:
        for person in who:
            cohorts.add_member(transaction, cohort, person.id, "trainer", school.now)


def give(school: School, cohort: Cohort, due_on: date | None = DAY, module: str = "dough") -> None:
    with school.db.write() as transaction:
        assignments.assign(transaction, cohort, "module", module, due_on, school.now)


def acts(school: School) -> list[str]:
    return [entry.action for entry in audit.recent(school.db, 50)]


@pytest.fixture
def rhian(school: School) -> Visit:
    return school.trainer()


# ---- who sees what


@pytest.mark.parametrize("who", ["visitor", "learner"])
@pytest.mark.parametrize("address", ["/cohorts", "/cohorts?c={cohort}", "/learner?p={person}"])
def test_nobody_but_a_trainer_sees_cohorts_and_learners(school: School, who: str, address: str) -> None:
    ada = school.person("Ada Baker")
    cohort = spring(school)
    join(school, cohort, ada)
    page = school.visitor() if who == "visitor" else school.learner("Nobody")
    page.open(address.format(cohort=cohort.id, person=ada.id))
    assert page.title == "This page is for trainers"
    assert "Ada Baker" not in page.tree
    assert "Spring 2027" not in page.tree
    assert cohort.code not in page.tree


def test_a_trainer_sees_neither_the_cohort_nor_the_members_of_another(school: School, rhian: Visit) -> None:
    ada, ben = school.person("Ada Baker"), school.person("Ben Baker")
    theirs = spring(school)
    join(school, theirs, ada)
    own = cohorts.create(school.db, "Mine", rhian.person.id, school.now)
    join(school, own, ben)
    assert rhian.open(f"/cohorts?c={theirs.id}").title == "This cohort is not yours"
    assert "Ada Baker" not in rhian.tree
    assert rhian.open(f"/learner?p={ada.id}").title == "This learner is not in your cohorts"
    assert "Ada Baker" not in rhian.tree
    assert rhian.open(f"/learner?p={ben.id}").title == "Ben Baker"
    assert "Spring 2027" not in rhian.open("/cohorts").tree
    completion = rhian.open("/completion").html
    assert "Ben Baker" in completion
    assert "Ada Baker" not in completion


def test_an_administrator_sees_every_cohort_and_everybody(school: School) -> None:
    ada = school.person("Ada Baker")
    theirs = spring(school)
    join(school, theirs, ada)
    admin = school.visit(school.person("Admin", "admin"))
    assert admin.open(f"/cohorts?c={theirs.id}").title == "Spring 2027"
    assert admin.open(f"/learner?p={ada.id}").title == "Ada Baker"
    assert "Ada Baker" in admin.open("/completion").html


def test_a_trainer_without_a_cohort_is_told_so_once_there_is_one(school: School, rhian: Visit) -> None:
    school.person("Ada Baker")
    assert "Ada Baker" in rhian.open("/completion").html
    spring(school)
    assert "You look after no cohort yet" in rhian.open("/completion").words
    assert "Ada Baker" not in rhian.tree
    assert not rhian.app.get("download_button")


# ---- making one, and joining it


def test_a_cohort_is_made_and_shows_its_link(school: School, rhian: Visit) -> None:
    rhian.open("/cohorts")
    rhian.app.text_input[0].set_value("Spring 2027")
    rhian.press("Make the cohort")
    (made,) = cohorts.of_trainer(school.db, rhian.person.id)
    assert rhian.title == "Spring 2027"
    assert rhian.app.code[0].value.endswith(f"/join?c={made.code}")
    assert "cohort-made" in acts(school)


def test_a_learner_joins_once_they_have_confirmed(school: School) -> None:
    cohort = spring(school)
    page = school.learner("Ada Baker").open(f"/join?c={cohort.code.lower()}")
    assert page.title == "Spring 2027"
    assert cohorts.find(school.db, cohort.id).members == 0
    page.press("Join")
    assert cohorts.find(school.db, cohort.id).members == 1
    assert "You are in this cohort" in page.words
    assert "cohort-joined" in acts(school)
    assert "Spring 2027" in page.open("/record").words


def test_a_code_can_be_typed_in(school: School) -> None:
    cohort = spring(school)
    page = school.learner().open("/join")
    page.app.text_input[0].set_value(f"{cohort.code[:4]}-{cohort.code[4:]}")
    page.press("Go on")
    assert page.title == "Spring 2027"


def test_a_visitor_is_sent_to_sign_in_before_joining(school: School) -> None:
    cohort = spring(school)
    page = school.visitor().open(f"/join?c={cohort.code}")
    assert page.title == "Sign in first"
    assert f"%3Fc%3D{cohort.code}" in page.html  # and comes back to this cohort
    assert "Spring" not in page.tree


def test_a_wrong_code_and_an_archived_cohort_get_a_sentence(school: School) -> None:
    page = school.learner().open("/join?c=ABCDEFGH")
    assert "There is no such cohort." in page.words
    cohort = spring(school)
    with school.db.write() as transaction:
        cohorts.archive(transaction, cohort.id, school.now)
    page.open(f"/join?c={cohort.code}")
    assert "is archived and takes no new members" in page.words
    assert page.buttons == []


# ---- work and its days


def test_work_is_given_with_a_day_and_stands_on_the_learner_s_front_page(
    school: School, rhian: Visit
) -> None:
    cohort = spring(school, rhian)
    ada = school.learner("Ada Baker")
    person = ada.person
    join(school, cohort, person)
    rhian.open(f"/cohorts?c={cohort.id}")
    rhian.app.multiselect[0].set_value([0])
    rhian.app.date_input[0].set_value(DAY)
    rhian.press("Give it to the cohort")
    assert "4 December 2026" in rhian.words
    assert "0 of 1" in rhian.words
    assert "by 4 December" in ada.open().words
    school.wait(days=20)
    later = school.visit(person)
    assert "Overdue since 4 December 2026" in later.open().words.replace("\n", " ")
    assert "work-given" in acts(school)


def test_what_is_due_soonest_comes_first_and_what_is_done_is_gone(school: School) -> None:
    ada = school.learner("Ada Baker")
    cohort = spring(school)
    join(school, cohort, ada.person)
    give(school, cohort, DAY, "dough")
    give(school, cohort, date(2026, 11, 30), "oven")
    due = ada.open().html.partition("What is due")[2].partition("section-rule")[0]
    assert due.index("Oven") < due.index("Dough")
    school.read(ada.person, "heat", module="oven")
    due = ada.open().html.partition("What is due")[2].partition("section-rule")[0]
    assert "Oven" not in due
    assert "Dough" in due


def test_the_matrix_marks_what_is_overdue_and_finds_who_is(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    ada, ben = school.person("Ada Baker"), school.person("Ben Baker")
    join(school, cohort, ada, ben)
    give(school, cohort, DAY, "oven")
    school.read(ben, "heat", module="oven")
    trainer = rhian.person
    school.wait(days=20)
    page = school.visit(trainer).open("/completion")
    row = next(row for row in page.html.split("<tr>") if "Ada Baker" in row)
    assert "Overdue, not started" in row
    page.app.segmented_control[0].set_value("overdue")
    page.again()
    assert "Ada Baker" in page.html
    assert "Ben Baker" not in page.html


def test_more_time_with_a_reason_moves_the_day_for_one_person(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    ada = school.learner("Ada Baker")
    join(school, cohort, ada.person)
    give(school, cohort)
    rhian.open(f"/learner?p={ada.person.id}")
    rhian.app.date_input[0].set_value(date(2026, 12, 18))
    rhian.press("Give more time")
    assert "write the reason" in rhian.words
    rhian.app.text_input[0].set_value("Was ill.")
    rhian.press("Give more time")
    assert "by 18 December" in rhian.words
    assert "by 18 December" in ada.open().words
    assert "Was ill." in rhian.open(f"/cohorts?c={cohort.id}").words
    assert "more-time-given" in acts(school)
    rhian.open(f"/learner?p={ada.person.id}").press("Let the cohort's day hold again")
    assert "by 4 December" in ada.open().words


# ---- people


def test_somebody_is_added_by_address_and_gets_a_link_that_works(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    rhian.open(f"/cohorts?c={cohort.id}")
    email = next(field for field in rhian.app.text_input if field.label == "Email address")
    email.set_value("new@example.ac.uk")
    rhian.press("Add this person")
    assert "Give a name" in rhian.words
    name = next(field for field in rhian.app.text_input if field.label == "Name")
    name.set_value("Nia New")
    rhian.press("Add this person")
    assert "1 person enrolled; 1 account made." in rhian.words
    token = rhian.html.partition("/account/welcome/")[2].partition("<")[0]
    offer = invitations.peek(school.db, token, school.now)
    nia = people.by_email(school.db, "new@example.ac.uk")
    assert nia
    assert offer
    assert offer.person_id == nia.id
    rhian.press("I have passed them on")
    assert "/account/welcome/" not in rhian.html
    rhian.press("Make new links for them")
    assert "/account/welcome/" in rhian.html
    assert invitations.peek(school.db, token, school.now) is None


def test_a_list_is_shown_before_it_is_written(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    ada = school.person("Ada Baker")
    rhian.open(f"/cohorts?c={cohort.id}")
    before = school.counts()
    upload(rhian, f"email,name\n{ada.email},\nnew@example.ac.uk,Nia New\n".encode())
    assert "make 1 account" in rhian.words
    assert "add 1 person with the account they have" in rhian.words
    assert school.counts() == before
    rhian.press("Enrol 2 people")
    assert cohorts.find(school.db, cohort.id).members == 2


def test_every_wrong_line_is_named_and_nothing_is_written(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    rhian.open(f"/cohorts?c={cohort.id}")
    before = school.counts()
    upload(rhian, b"email,name\nnobody,Nia\nok@example.ac.uk,Oz\nok@example.ac.uk,Oz\n")
    assert "line 2: Enter an email address" in rhian.words
    assert "line 4: ok@example.ac.uk stands in line 3 already" in rhian.words
    assert not [name for name in rhian.buttons if name.startswith("Enrol")]
    assert school.counts() == before


def upload(page: Visit, data: bytes) -> None:
    page.app.file_uploader[0].upload("list.csv", data, "text/csv")
    page.again()


def test_taking_somebody_out_keeps_their_record(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    ada = school.person("Ada Baker")
    join(school, cohort, ada)
    school.read(ada, "heat", module="oven")
    rhian.open(f"/cohorts?c={cohort.id}")
    box = next(box for box in rhian.app.selectbox if box.label == "Who")
    box.set_value(ada.id)
    rhian.again().press("Take out of the cohort")
    assert cohorts.find(school.db, cohort.id).members == 0
    assert school.counts()["completions"] == 1
    assert "cohort-left" in acts(school)


def test_trainers_are_added_and_the_last_one_stays(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    ada = school.person("Ada Baker")
    sian = school.person("Siân", "trainer")
    rhian.open(f"/cohorts?c={cohort.id}")
    for address, said in (
        (ada.email, "No trainer has this address"),
        (sian.email, "looks after this cohort"),
    ):
        field = next(field for field in rhian.app.text_input if field.label == "Email address of a trainer")
        field.set_value(address)
        rhian.press("Add as a trainer of this cohort")
        assert said in rhian.words
    for person, said in ((sian.id, "no longer looks after"), (rhian.person.id, "A cohort needs a trainer")):
        box = next(box for box in rhian.app.selectbox if box.label == "Remove a trainer")
        box.set_value(person)
        rhian.again().press("Remove from this cohort")
        assert said in rhian.words


def test_an_archived_cohort_asks_nothing_and_comes_back(school: School, rhian: Visit) -> None:
    cohort = spring(school, rhian)
    ada = school.learner("Ada Baker")
    join(school, cohort, ada.person)
    give(school, cohort)
    rhian.open(f"/cohorts?c={cohort.id}").press("Archive this cohort")
    assert "What is due" not in ada.open().words
    assert not rhian.app.code
    rhian.press("Put back into use")
    assert "What is due" in ada.open().words


# ---- one learner


def test_a_learner_s_page_shows_attempts_and_runs_and_no_answer(school: School, rhian: Visit) -> None:
    ada = school.person("Ada Baker")
    school.read(ada, "flour", "starter")
    school.take(ada)
    before = acts(school)
    page = rhian.open(f"/learner?p={ada.id}")
    assert "1 of 2" in page.words
    assert "attempt 1" in page.words
    assert "100 %" in page.words
    assert "results?a=" not in page.html
    question = school.course.quiz("dough").questions[0]
    assert question.id not in page.tree
    assert question.stem not in page.tree
    assert acts(school) == before  # looking is no action


def test_a_learner_s_page_knows_nobody_by_a_wrong_id(school: School, rhian: Visit) -> None:
    assert rhian.open("/learner?p=nobody").title == "This learner is not in your cohorts"
    assert rhian.open("/learner").title == "This learner is not in your cohorts"
