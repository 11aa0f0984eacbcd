"""The overview, the figures of scenarios and the state of the content, as trainers see them and nobody else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts import people
from progress import cohorts, scenarios
from tests.app_pages.school import School, Visit

PAGES = ("/overview", "/scenario-figures", "/content-health")


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_nobody_but_a_trainer_sees_anything_of_it(school: School, address: str, who: str) -> None:
    page = school.visitor() if who == "visitor" else school.learner("Nobody Special")
    page.open(address)
    assert page.title == "This page is for trainers"
    assert "<table" not in page.html
    assert not page.app.selectbox


@pytest.mark.parametrize("address", PAGES)
def test_a_trainer_who_becomes_a_learner_sees_nothing_at_the_next_click(school: School, address: str) -> None:
    page = school.trainer().open(address)
    people.set_role(school.db, page.person, "learner", None, school.now)
    page.again()
    assert page.title == "This page is for trainers"


def figure(page: Visit, name: str) -> str:
    return page.html.partition(f"<dt>{name}</dt>")[2].partition('class="v">')[2].partition("<")[0]


def cohort(school: School, name: str, trainer_id: str | None, number: int) -> str:
    made = cohorts.create(school.db, name, trainer_id, school.now)
    for _ in range(number):
        person = school.person()
        school.read(person, "flour")
        with school.db.write() as transaction:
            cohorts.add_member(transaction, made, person.id, "code", school.now)
    return made.id


def test_the_numbers_of_everybody_are_shown_without_names(school: School) -> None:
    for i in range(12):
        person = school.person()
        school.read(person, "flour", *(["starter"] if i < 6 else []))
    page = school.trainer().open("/overview")
    assert (figure(page, "Learners"), figure(page, "Begun"), figure(page, "Finished")) == ("12", "12", "0")
    assert "10 <span" in page.html  # steps of five
    assert "12 <span" not in page.html
    assert "Baker 0" not in page.tree
    assert "@example.ac.uk" not in page.tree.replace("rhian@example.ac.uk", "")


def test_a_group_of_four_has_no_figures(school: School) -> None:
    trainer = school.trainer()
    cohort(school, "Few", trainer.person.id, 4)
    page = trainer.open("/overview")
    assert "4 learners" in page.words
    assert "so that nobody can be picked out" in page.words
    assert "Begun" not in page.words
    assert "hbar" not in page.html


def test_a_trainer_chooses_among_their_own_cohorts(school: School) -> None:
    trainer = school.trainer()
    mine = cohort(school, "Mine", trainer.person.id, 5)
    also = cohort(school, "Also mine", trainer.person.id, 6)
    others = cohort(school, "Not mine", None, 7)
    page = trainer.open("/overview")
    assert page.app.selectbox[0].options == ["All my cohorts", "Also mine", "Mine"]
    assert figure(page, "Learners") == "11"
    assert figure(trainer.open(f"/overview?c={mine}"), "Learners") == "5"
    assert figure(trainer.open(f"/overview?c={also}"), "Learners") == "6"
    assert figure(trainer.open(f"/overview?c={others}"), "Learners") == "11"
    assert figure(trainer.open("/overview?c=everybody"), "Learners") == "11"


def test_a_trainer_without_a_cohort_is_told_what_to_do(school: School) -> None:
    cohort(school, "Not mine", None, 7)
    page = school.trainer().open("/overview")
    assert "You look after no cohort yet." in page.words
    assert "<dl" not in page.html


def test_an_administrator_sees_everybody_and_each_cohort(school: School) -> None:
    cohort(school, "Spring", None, 7)
    page = school.visit(school.person("Ann", "admin")).open("/overview")
    assert page.app.selectbox[0].options == ["Everybody", "Spring"]
    assert figure(page, "Learners") == "7"


def test_own_dates_are_asked_for_and_kept_to(school: School) -> None:
    for _ in range(5):
        school.read(school.person(), "flour")
    school.wait(days=100)
    page = school.trainer().open("/overview")
    assert figure(page, "Begun") == "0"
    page.app.segmented_control[0].set_value("own")
    page.again()
    page.app.date_input[0].set_value(school.now.date() - timedelta(days=100))
    page.again()
    assert figure(page, "Begun") == "5"
    page.app.date_input[1].set_value(school.now.date() - timedelta(days=99))
    page.again()
    assert figure(page, "Begun") == "5"
    page.app.date_input[0].set_value(school.now.date() - timedelta(days=98))
    page.again()
    assert figure(page, "Begun") == "0"


def test_overdue_sources_and_modules_want_attention(school: School) -> None:
    page = school.trainer().open("/overview")
    assert "Rules for yeast" in page.words
    assert "2 sections, 1 question" in page.words
    assert "Review overdue" not in page.words
    school.wait(days=60)
    assert "Review overdue" in school.visit(school.person("Ann", "admin")).open("/overview").words


def walk(school: School, *choices: str) -> None:
    person = school.person()
    run = scenarios.start_or_resume(school.db, school.course.scenarios["late-loaf"], person.id, school.now)
    for choice in choices:
        run = scenarios.choose(
            school.db, run.id, person.id, run.here.id, choice, run.sequence, uuid4().hex, school.now
        ).run
    scenarios.finish(school.db, run.id, person.id, run.sequence, school.now)


def test_first_choices_of_ten_people_are_shown_without_names(school: School) -> None:
    for i in range(10):
        walk(school, *(("wait", "bake") if i < 5 else ("refuse",)))
    page = school.trainer().open("/scenario-figures")
    assert (figure(page, "People"), figure(page, "Raised a false alarm")) == ("10", "50 %")
    assert "Fewer than 5 people came to: A flat loaf." in page.words
    assert "Baker 0" not in page.tree


def test_a_scenario_of_four_people_shows_nothing(school: School) -> None:
    for _ in range(4):
        walk(school, "wait", "bake")
    page = school.trainer().open("/scenario-figures?s=late-loaf")
    assert "Fewer than 5 people have finished this scenario" in page.words
    assert "<table" not in page.html


def test_what_is_overdue_in_the_content_is_named_with_file_and_line(school: School) -> None:
    page = school.trainer().open("/content-health")
    assert "1 overdue" in page.words
    assert "modules/sources.yaml:17" in page.words
    assert "quizzes/dough.yaml" in page.words
    assert "Source overdue" in page.words
