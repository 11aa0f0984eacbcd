"""The page on which a trainer regrades: told first, confirmed once more, and by name only where a pass changes."""

import pytest

from app_pages.parts.regrading import MODES
from progress import cohorts
from tests.app_pages.school import School, Visit

FILE = "quizzes/dough.yaml"
REASON = "The cup was right after all."


@pytest.fixture
def mended(school: School) -> School:
    """Six have answered everything, one of them wrongly; since then the key of one question was mended."""
    school.ask_everything()
    school.reread()
    for number in range(6):
        person = school.person()
        school.read(person, "flour", "starter")
        school.take(person, right=0 if number == 0 else 99)
    school.bread.edit(FILE, "text: The cup, misconception: cups-are-exact,", "text: The cup, correct: true,")
    school.bread.edit(FILE, "text: The scale, correct: true,", "text: The scale,")
    school.reread()
    return school


def choose(page: Visit, mode: str) -> Visit:
    page.app.radio(key="regrade-mode-dough-weigh-first").set_value(mode)
    return page.again()


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_nobody_but_a_trainer_sees_anything_of_it(mended: School, who: str) -> None:
    page = mended.visitor() if who == "visitor" else mended.learner("Nobody Special")
    page.open("/regrade?q=dough")
    assert page.title == "This page is for trainers"
    assert "The scale" not in page.tree
    assert "Baker 0" not in page.tree


def test_the_questions_page_leads_to_it_while_a_key_has_changed(mended: School) -> None:
    page = mended.trainer().open("/questions?q=dough")
    assert "1 question of this quiz had another key when people answered." in page.words
    assert 'href="regrade?q=dough"' in page.html


def test_a_changed_key_is_shown_in_the_words_that_were_asked(mended: School) -> None:
    page = mended.trainer().open("/regrade?q=dough")
    assert "Luc has a cup and a scale." in page.words
    assert "Counted as right The scale" in " ".join(page.words.split())
    assert "Counts as right now The cup" in " ".join(page.words.split())
    assert list(page.app.radio[0].options) == ["Leave it", *MODES.values()]


def test_what_it_would_do_is_told_before_anything_is_done(mended: School) -> None:
    page = choose(mended.trainer().open("/regrade?q=dough"), "apply")
    assert "6 attempts would be judged anew: 1 would score higher, 5 lower." in page.words
    assert mended.counts()["regrades"] == 0


def test_a_regrade_wants_a_reason_and_a_second_press(mended: School) -> None:
    page = choose(mended.trainer().open("/regrade?q=dough"), "only-if-better").press("Regrade")
    assert "Write the reason first: the learners read it." in page.words
    page.app.text_area[0].set_value(REASON)
    page.again().press("Regrade")
    assert "6 attempts will be judged anew" in page.words
    assert mended.counts()["regrades"] == 0
    page.press("Yes, regrade")
    assert "6 attempts regraded on 23 November 2026." in page.words
    assert mended.counts()["regrades"] == 1
    (entry,) = mended.db.rows("SELECT action, detail FROM audit_log WHERE action = 'quiz-regraded'")
    assert REASON in entry["detail"]
    assert "None: every submitted answer is judged by the key that holds now." in page.words


def test_whatever_changes_in_between_takes_the_confirmation_away(mended: School) -> None:
    page = choose(mended.trainer().open("/regrade?q=dough"), "apply")
    page.app.text_area[0].set_value(REASON)
    page.again().press("Regrade")
    assert "Yes, regrade" in page.buttons
    choose(page, "drop")
    assert "Yes, regrade" not in page.buttons


def test_fewer_than_five_people_give_no_numbers(school: School) -> None:
    school.ask_everything()
    school.reread()
    school.take(school.person(), right=0)
    school.bread.edit(FILE, "text: The cup, misconception: cups-are-exact,", "text: The cup, correct: true,")
    school.bread.edit(FILE, "text: The scale, correct: true,", "text: The scale,")
    school.reread()
    page = choose(school.trainer().open("/regrade?q=dough"), "apply")
    assert "fewer than 5 people" in page.words
    assert "would score higher" not in page.words


def test_a_completion_at_stake_stands_when_the_trainer_says_so(school: School) -> None:
    school.ask_everything()
    school.bread.edit(FILE, "pass_mark: 60", "pass_mark: 100")
    school.reread()
    person = school.person("Ana Baker")
    school.read(person, "flour", "starter")
    school.take(person)
    school.bread.edit(FILE, "text: The cup, misconception: cups-are-exact,", "text: The cup, correct: true,")
    school.bread.edit(FILE, "text: The scale, correct: true,", "text: The scale,")
    school.reread()
    page = choose(school.trainer().open("/regrade?q=dough"), "apply")
    assert "Would no longer pass: 1 attempt, 1 with a completion that would be at stake" in page.words
    page.app.text_area[0].set_value(REASON)
    page.again().press("Regrade").press("Yes, regrade")
    assert "Completions at stake" in page.words
    assert "Ana Baker" in page.words
    page.press("It stands")
    assert "Completions at stake" not in page.words
    assert school.counts()["completions"] == 1


def test_a_trainer_is_told_by_name_only_of_people_in_their_cohorts(school: School) -> None:
    school.ask_everything()
    school.bread.edit(FILE, "pass_mark: 60", "pass_mark: 100")
    school.reread()
    school.take(school.person("Somebody Else"))
    rhian = school.trainer()
    cohorts.create(school.db, "Spring", rhian.person.id, school.now)
    school.bread.edit(FILE, "text: The cup, misconception: cups-are-exact,", "text: The cup, correct: true,")
    school.bread.edit(FILE, "text: The scale, correct: true,", "text: The scale,")
    school.reread()
    page = choose(rhian.open("/regrade?q=dough"), "apply")
    assert "1 attempt of people who are not in your cohorts" in page.words
    assert "Somebody Else" not in page.tree


def test_another_question_is_shown_with_what_counts_and_what_was_on_offer(mended: School) -> None:
    page = mended.trainer().open("/regrade?q=dough")
    page.app.multiselect[0].set_value(["cold-keeps", "french-word"])
    words = " ".join(page.again().words.split())
    assert "Ana bakes next week. Where does the starter wait? Counts as right In the cold" in words
    assert "Also on offer In the warm" in words
    assert "What is a starter called in French? Counts as right levain french-word" in words
