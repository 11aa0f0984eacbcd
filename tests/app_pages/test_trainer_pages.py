"""The trainer's pages: who has completed what, how questions do, and that nobody else sees any of it."""

import csv
import io
import re

import pytest

from accounts import people
from app_pages import access
from tests.app_pages.school import Make, School, Visit


@pytest.fixture
def bakers(school: School) -> School:
    """Thirty learners; the first has finished the module, the second is half-way."""
    for _ in range(30):
        school.person()
    done, half = (people.by_email(school.db, f"baker{i}@example.ac.uk") for i in (1, 2))
    assert done
    assert half
    school.read(done, "flour", "starter")
    school.take(done)
    school.read(half, "flour")
    return school


def names(page: Visit) -> list[str]:
    """The learners in the matrix, in order."""
    return re.findall(r"<bdi>(Baker \d+)</bdi>", page.html)


@pytest.mark.parametrize("address", ["/completion", "/questions", "/questions?q=dough"])
@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_nobody_but_a_trainer_sees_anything_of_it(bakers: School, address: str, who: str) -> None:
    page = bakers.visitor() if who == "visitor" else bakers.learner("Nobody Special")
    page.open(address)
    assert page.title == "This page is for trainers"
    assert "Baker 0" not in page.tree
    assert "example.ac.uk" not in page.tree
    assert "<table" not in page.html
    assert "Dough quiz" not in page.tree
    assert not page.app.get("download_button")
    assert not page.app.selectbox
    assert ("account/sign-in" in page.html.partition("This page is for trainers")[2]) == (who == "visitor")


def test_a_trainer_who_becomes_a_learner_sees_nothing_at_the_next_click(bakers: School) -> None:
    page = bakers.trainer().open("/completion")
    people.set_role(bakers.db, page.person, "learner", None, bakers.now)
    page.app.text_input[0].set_value("Baker")
    page.again()
    assert page.title == "This page is for trainers"
    assert "Baker 0" not in page.tree


def test_a_completed_module_shows_in_the_matrix(bakers: School) -> None:
    page = bakers.trainer().open("/completion")
    assert page.title == "Completion"
    rows = [row for row in re.findall(r"<tr>.*?</tr>", page.html) if "<bdi>" in row]
    first, second, third = rows[:3]
    assert "Baker 001" in first
    assert "Finished on 23 November 2026" in first
    assert "1 of 2" in first
    assert "Under way" in second
    assert "0 of 2" in second
    assert third.count("Not started") == 2


def test_a_completed_module_shows_in_the_csv(bakers: School, files: list[Make]) -> None:
    bakers.trainer().open("/completion")
    table = list(csv.reader(io.StringIO(files[-1]().decode("utf-8-sig"))))
    assert len(table) == 31  # the head and thirty learners
    row = next(row for row in table if "Baker 001" in row)
    assert "baker1@example.ac.uk" in row
    assert any(cell.startswith("2026-11-23") for cell in row)


def test_the_csv_is_refused_to_who_is_no_trainer_any_more(bakers: School, files: list[Make]) -> None:
    trainer = bakers.trainer().open("/completion")
    assert files[-1]()
    people.set_role(bakers.db, trainer.person, "learner", None, bakers.now)
    with pytest.raises(access.Refused):
        files[-1]()


def test_the_csv_is_refused_after_signing_out(bakers: School, files: list[Make]) -> None:
    trainer = bakers.trainer().open("/completion")
    trainer.sign_out()
    with pytest.raises(access.Refused):
        files[-1]()


def test_thirty_learners_are_shown_in_pages(bakers: School) -> None:
    page = bakers.trainer().open("/completion")
    assert names(page) == [f"Baker {i:03}" for i in range(1, 26)]
    assert "1 to 25 of 30 people" in page.words
    page.press("Later names")
    assert names(page) == [f"Baker {i:03}" for i in range(26, 31)]
    assert "26 to 30 of 30 people" in page.words
    assert "Later names" not in page.buttons
    page.press("Earlier names")
    assert names(page)[0] == "Baker 001"


def test_searching_starts_at_the_first_page_and_finds_names_and_addresses(bakers: School) -> None:
    page = bakers.trainer().open("/completion").press("Later names")
    page.app.text_input[0].set_value("baker2@")
    page.again()
    assert names(page) == ["Baker 002"]
    page.app.text_input[0].set_value("baker 01")
    page.again()
    assert names(page) == [f"Baker {i:03}" for i in range(10, 20)]


def test_searching_for_nobody_and_for_wildcards_finds_nobody(bakers: School) -> None:
    page = bakers.trainer().open("/completion")
    for words in ("%", "_", "Baker%", "'; DROP TABLE people; --", "\\", "🥖" * 500):
        page.app.text_input[0].set_value(words)
        page.again()
        assert names(page) == [], words
        assert "Nobody matches." in page.words
        assert "0 to 0 of 0 people" in page.words


@pytest.mark.parametrize(("shown", "who"), [("finished", []), ("under-way", ["Baker 001", "Baker 002"])])
def test_filters_leave_who_they_say(bakers: School, shown: str, who: list[str]) -> None:
    page = bakers.trainer().open("/completion")
    page.app.segmented_control[0].set_value(shown)
    page.again()
    assert names(page) == who


def test_who_has_finished_everything_is_found_by_the_filter(bakers: School) -> None:
    done = people.by_email(bakers.db, "baker1@example.ac.uk")
    assert done
    bakers.read(done, "heat", module="oven")
    page = bakers.trainer().open("/completion")
    page.app.segmented_control[0].set_value("finished")
    page.again()
    assert names(page) == ["Baker 001"]


def test_figures_of_fewer_than_five_people_are_not_shown(school: School) -> None:
    for i in range(4):
        school.take(school.person(), right=i)
    page = school.trainer().open("/questions?q=dough")
    assert "Fewer than 5 people have submitted any one edition of this quiz." in page.words
    assert "<table" not in page.html
    assert "%" not in page.words.partition("Fewer than")[0]
    assert "weigh-first" not in page.words


def test_figures_of_five_people_are_shown_without_names(school: School) -> None:
    school.ask_everything()
    people_here = [school.person(f"Baker {i:03}") for i in range(5)]
    for i, person in enumerate(people_here):
        school.take(person, right=i + 1)
    page = school.trainer().open("/questions?q=dough")
    assert "Attempts that count\n5" in page.words.replace("\n\n", "\n")
    assert "weigh-first" in page.words
    assert "What does Luc weigh?" in page.words
    assert "The pass mark is 60 %." in page.words
    assert not [person.name for person in people_here if person.name in page.tree]
    assert "@example.ac.uk" not in page.tree.replace("rhian@example.ac.uk", "")


def test_one_person_who_tries_five_times_is_still_one_person(school: School) -> None:
    school.ask_everything()
    person = school.person()
    for _ in range(5):
        school.take(person, right=0)
    assert "Fewer than 5 people" in school.trainer().open("/questions?q=dough").words
