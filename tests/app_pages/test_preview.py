"""A preview: everything is asked, the author's tries follow the file, and nothing counts."""

import pytest

from app_pages import services
from app_pages.services import Preview
from progress import attempts, scenarios
from tests.app_pages.school import School, Visit

QUIZ = "/quiz?q=dough"


@pytest.fixture
def author(school: School, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """The author, whose preview of the quiz has begun."""
    monkeypatch.setattr(services, "preview", Preview("quizzes/dough.yaml", QUIZ, "the author's own"))
    return school.learner("Author").open(QUIZ).press("Start the quiz")


def test_a_preview_says_so_and_asks_every_question_in_the_order_of_the_file(author: Visit) -> None:
    assert "Preview of quizzes/dough.yaml, recorded nowhere." in author.words
    school = author.school
    (tried,) = attempts.attempts_of(school.db, author.person.id, preview=True)
    assert [drawn.question_id for drawn in tried.questions] == [
        question.id for question in school.course.quiz("dough").questions
    ]
    assert tried.preview


def test_a_preview_is_no_attempt(author: Visit) -> None:
    assert author.school.attempts_of(author.person) == []
    assert "A quiz waits at the end of each module" in author.open("/record").words


def test_a_preview_follows_the_file_and_keeps_what_still_fits(author: Visit) -> None:
    school = author.school
    author.answer("scale")
    bread = school.bread
    stem = school.course.quiz("dough").question("weigh-first").stem
    bread.edit("quizzes/dough.yaml", stem, "What weighs the flour?")
    school.reread()
    author.open(QUIZ).go_to(0)
    assert "What weighs the flour?" in author.words
    (tried,) = attempts.attempts_of(school.db, author.person.id, preview=True)
    stored = school.db.row("SELECT response FROM answers WHERE question_id = 'weigh-first'")
    assert tried.edition == school.course.quiz("dough").edition()
    assert stored
    assert "scale" in stored["response"]


def test_a_preview_says_what_broke_and_goes_on_with_the_words_before(author: Visit) -> None:
    school = author.school
    school.bread.edit("quizzes/dough.yaml", "role: module", "roll: module")
    school.reread()
    author.again()
    assert "The course has errors" in author.words
    assert 'unknown key "roll"' in author.words
    assert "Question 1 of" in author.words


def test_a_submitted_preview_shows_its_results_and_may_begin_again(author: Visit) -> None:
    school = author.school
    (tried,) = attempts.attempts_of(school.db, author.person.id, preview=True)
    attempts.submit(school.db, tried.id, author.person.id, school.course.module("dough"), school.now)
    assert "0 of 5" in author.open(f"/results?a={tried.id}").words
    assert school.db.row("SELECT COUNT(*) AS n FROM completions") == {"n": 0}
    assert "Try again" in author.open(QUIZ).buttons


def test_a_scenario_is_previewed_as_far_as_its_steps_still_lead(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/scenario?s=late-loaf"
    monkeypatch.setattr(services, "preview", Preview("quizzes/scenarios/late-loaf.yaml", address, "s"))
    author = school.learner("Author").open(address).press("Start the scenario")
    author.app.radio[0].set_value("wait")
    author.press("Decide")
    before = scenarios.open_run(school.db, author.person.id, "late-loaf", preview=True)
    assert before
    assert before.steps
    file = "quizzes/scenarios/late-loaf.yaml"
    school.bread.write(file, school.bread.read(file).replace("title: The late loaf", "title: The later loaf"))
    school.reread()
    author.open(address)
    after = scenarios.open_run(school.db, author.person.id, "late-loaf", preview=True)
    assert after
    assert after.scenario.title == "The later loaf"
    assert [step.option_id for step in after.steps] == [step.option_id for step in before.steps]
