"""What trainers see of a quiz and of one question: figures, what was chosen, what looks broken, and no person."""

import re

import pytest

from app_pages.parts.figures_of_items import ITEM_MEANINGS, WHOLE_FIGURES
from progress import answers, attempts
from tests.app_pages.school import RIGHT, WRONG, School, Visit, text_of


@pytest.fixture
def taught(school: School) -> School:
    """Six people: all miss the first question by the same wrong option, and do otherwise well or not."""
    school.ask_everything("certainty: asked\n")
    for i in range(6):
        person = school.person()
        attempt = attempts.start_or_resume(school.db, school.course.quiz("dough"), person.id, school.now)
        for j, drawn in enumerate(attempt.questions):
            right = drawn.question_id != "weigh-first" and (i + j) % 3
            given = (RIGHT if right else WRONG)[drawn.question_id]
            school.wait(seconds=30)
            answers.save(
                school.db, attempt.id, person.id, drawn.question_id, given, 0, f"{i}-{j}", school.now, 3
            )
        attempts.submit(school.db, attempt.id, person.id, None, school.now)
    return school


def link(page: Visit, question_id: str) -> str:
    """The address that the table leads to for a question."""
    found = re.search(rf'<th scope="row"><a href="(questions[^"]*)">{question_id}</a>', page.html)
    assert found, page.html
    return "/" + found[1].replace("&amp;", "&")


def place(school: School) -> str:
    """Where the first question stands."""
    text = school.bread.read("quizzes/dough.yaml")
    return f"quizzes/dough.yaml:{text[: text.index('- id: weigh-first')].count(chr(10)) + 1}"


def test_every_question_has_its_figures_in_a_table(taught: School) -> None:
    page = taught.trainer().open("/questions?q=dough")
    table = page.html.partition('class="tbl items"')[2]
    row = next(row for row in re.findall(r"<tr>.*?</tr>", table) if ">weigh-first</a>" in row)
    cells = [text_of(cell).strip() for cell in re.findall(r"<td.*?</td>", row)]
    assert cells[0] == "5"
    assert cells[1].startswith("0 %")
    assert cells[5:] == [
        "100 %",
        "32 s",
    ]  # sure of what was wrong; five times half a minute, in a step of 30 to 35


def test_what_looks_broken_is_named_with_the_reason_and_the_place(taught: School) -> None:
    page = taught.trainer().open("/questions?q=dough")
    assert "Look at these questions" in page.words
    assert "None of 5 learners earned anything; look whether the key is right. " + place(taught) in page.words
    assert 'The wrong option "cup" was chosen more often than any right one' in page.words


def test_figures_of_few_learners_are_marked_as_unstable(taught: School) -> None:
    page = taught.trainer().open("/questions?q=dough")
    assert "(unstable)" in page.words
    assert "~ rests on fewer than 30 learners" in page.words


def test_every_number_has_its_meaning_on_the_page(taught: School) -> None:
    page = taught.trainer().open("/questions?q=dough")
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page.html.partition('class="tbl items"')[2])
    assert heads[1:8] == [*ITEM_MEANINGS]
    assert [text for text in ITEM_MEANINGS.values() if text not in page.words] == []
    assert [name for name, meaning, _ in WHOLE_FIGURES if meaning not in page.words] == []


def test_one_question_shows_its_words_and_what_was_chosen(taught: School) -> None:
    trainer = taught.trainer()
    page = trainer.open(link(trainer.open("/questions?q=dough"), "weigh-first"))
    assert "Which gives the same dough each time?" in page.words
    rows = [text_of(row).split("\n") for row in re.findall(r"<li><p>.*?</li>", page.html)]
    assert ["The cup", "100 % of them sure", "100 %"] in [[*filter(None, row)] for row in rows]
    assert ["The scale ✓ Key", "0 %"] in [[*filter(None, row)] for row in rows]
    assert place(taught) in page.words
    assert "All questions of this quiz" in page.words
    belief = taught.course.misconceptions["cups-are-exact"]
    assert belief.belief in page.words
    assert belief.correction in page.words


def test_misconceptions_of_all_quizzes_are_listed(taught: School) -> None:
    page = taught.trainer().open("/questions?q=dough")
    told = page.words.partition("Misconceptions met most")[2]
    assert taught.course.misconceptions["cups-are-exact"].belief in told
    assert "100 %" in told


def test_no_person_is_named_or_can_be_found(taught: School) -> None:
    trainer = taught.trainer()
    page = trainer.open("/questions?q=dough")
    for shown in (page.tree, trainer.open(link(page, "weigh-first")).tree):
        assert "Baker 0" not in shown
        assert "@example.ac.uk" not in shown.replace("rhian@example.ac.uk", "")


@pytest.mark.parametrize("counting", ["last", "best", "all"])
def test_attempts_are_chosen_by_the_address(taught: School, counting: str) -> None:
    page = taught.trainer().open(f"/questions?q=dough&c={counting}")
    assert page.app.segmented_control[0].value == counting
    assert "weigh-first" in page.words


def test_an_edition_can_be_chosen(taught: School) -> None:
    page = taught.trainer().open("/questions?q=dough")
    assert page.app.selectbox[1].options == ["All editions", "First taken on 23 November 2026 (as it is now)"]
    page.app.selectbox[1].select_index(1)
    page.again()
    assert "weigh-first" in page.words


@pytest.mark.parametrize("rubbish", ["q=none", "q=dough&c=x&e=y&i=z", "i=weigh-first.00000000"])
def test_an_address_that_names_nothing_shows_the_quiz(taught: School, rubbish: str) -> None:
    page = taught.trainer().open(f"/questions?{rubbish}")
    assert page.title == "Questions"
    assert "What these numbers mean" in page.words


def test_attempts_that_differ_for_few_are_not_compared(school: School) -> None:
    """When the fifth does better, the other four have already done worse again: of them the last is not the best."""
    school.ask_everything()
    people = [school.person() for _ in range(6)]
    for person in people[:5]:
        school.take(person, right=2)
    for person in people[:5]:
        school.take(person, right=5)
        school.take(person, right=0)
    trainer = school.trainer()
    assert "so that only the others are shown" in trainer.open("/questions?q=dough&c=best").words
    assert "so that only the others are shown" not in trainer.open("/questions?q=dough&c=last").words
