"""The files on the page Downloads: for the people whom a trainer looks after, and for nobody who is no trainer."""

import json

import pytest

from accounts import people
from accounts.person import Person
from app_pages import access
from progress import cohorts
from tests.app_pages.school import Make, School, Visit


@pytest.fixture
def two(school: School) -> tuple[Visit, Person]:
    """A trainer with a cohort of one, Anna, who has completed a module; Bela is in somebody else's cohort."""
    trainer = school.trainer()
    for name, owner in (("Anna", trainer.person.id), ("Bela", school.person("Other", "trainer").id)):
        learner = school.person(name)
        school.read(learner, "heat", module="oven")
        cohort = cohorts.create(school.db, f"Cohort of {name}", owner, school.now)
        with school.db.write() as transaction:
            cohorts.add_member(transaction, cohort, learner.id, "trainer", school.now)
    return trainer, trainer.person


def names(make: Make) -> list[str]:
    return [row["name"] for row in json.loads(make())]


def in_json(page: Visit, files: list[Make], what: str, cohort: str = "") -> Make:
    """Choose a file and a cohort on the page; returns what makes it as JSON, the last button of the page."""
    page.app.selectbox(key="download-what").set_value(what)
    page.app.selectbox(key="download-cohort").set_value(cohort)
    page.again()
    return files[-1]


@pytest.mark.parametrize("what", ["completion", "roster"])
def test_a_trainer_takes_away_their_own_cohorts_only(
    school: School, two: tuple[Visit, Person], files: list[Make], what: str
) -> None:
    page, trainer = two
    page.open("/downloads")
    assert names(in_json(page, files, what)) == ["Anna"]
    (own,) = cohorts.of_trainer(school.db, trainer.id)
    assert names(in_json(page, files, what, own.id)) == ["Anna"]
    assert "Cohort of Bela" not in page.app.selectbox(key="download-cohort").options
    (entry, *_) = school.db.rows("SELECT actor_id, detail FROM audit_log WHERE action = 'exported'")
    assert entry == {"actor_id": trainer.id, "detail": f"{what}, json, 1 rows"}


def test_an_administrator_takes_everybody_away(
    school: School, two: tuple[Visit, Person], files: list[Make]
) -> None:
    page = school.visit(school.person("Admin", "admin")).open("/downloads")
    assert names(in_json(page, files, "roster")) == ["Anna", "Bela"]


def test_a_file_is_refused_to_who_has_lost_the_cohort_or_the_role(
    school: School, two: tuple[Visit, Person], files: list[Make]
) -> None:
    page, trainer = two
    (own,) = cohorts.of_trainer(school.db, trainer.id)
    page.open("/downloads")
    make = in_json(page, files, "roster", own.id)
    with school.db.write() as transaction:
        transaction.run("DELETE FROM cohort_trainers WHERE person_id = :id", id=trainer.id)
    with pytest.raises(access.Refused):
        make()
    people.set_role(school.db, trainer, "learner", None, school.now)
    for one in files:
        with pytest.raises(access.Refused):
            one()


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_nobody_else_gets_a_button(school: School, who: str, files: list[Make]) -> None:
    page = (school.visitor() if who == "visitor" else school.learner()).open("/downloads")
    assert page.title == "This page is for trainers"
    assert files == []
    assert not page.app.get("download_button")


def test_while_there_is_no_cohort_every_trainer_takes_everybody_away(
    school: School, files: list[Make]
) -> None:
    school.read(school.person("Anna"), "heat", module="oven")
    page = school.trainer().open("/downloads")
    assert names(in_json(page, files, "roster")) == ["Anna"]
