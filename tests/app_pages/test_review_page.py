"""The review: what is asked, how it is rated, pause and forget, and that nobody but its learner sees it."""

import re

import pytest

from progress import reviews
from progress.database import DatabaseProblem
from progress.reviews import Pile
from tests.app_pages.school import RIGHT, WRONG, School, Visit, text_of


def pile(visit: Visit) -> Pile:
    school = visit.school
    return reviews.pile(school.db, school.course, visit.person.id, school.now)


def missed(school: School, name: str = "") -> Visit:
    """A learner who missed all five questions of the quiz yesterday."""
    school.ask_everything()
    ada = school.learner(name)
    school.take(ada.person, right=0)
    school.wait(days=1)
    return ada


def chosen(school: School, *term_ids: str) -> Visit:
    ada = school.learner()
    reviews.choose(school.db, school.course, ada.person.id, term_ids, school.now)
    return ada


def asked(visit: Visit) -> str:
    """The id of the question that is asked."""
    (stem,) = re.findall(r'<h2 class="stem">(.*?)</h2>', visit.html)
    quiz = visit.school.course.quiz("dough")
    return next(question.id for question in quiz.questions if question.stem == text_of(stem))


def rating(visit: Visit, name: str) -> Visit:
    return visit.press_key(f"rate-{name}")


def test_a_visitor_is_asked_to_sign_in(school: School) -> None:
    page = school.visitor().open("/review")
    assert page.title == "Sign in first"
    assert page.buttons == []


def test_who_has_nothing_to_review_is_told_how_it_fills(school: School) -> None:
    page = school.learner().open("/review")
    assert page.title == "Nothing to review yet"
    assert "comes back here from the next day" in page.words
    assert page.buttons == []
    assert "The next 14 days" not in page.words


def test_every_missed_question_is_asked_as_a_question_of_its_type_and_known_ones_go_on(
    school: School,
) -> None:
    page = missed(school).open("/review")
    kinds = set()
    for number in range(1, 6):
        assert f"Card {number} of 5 today" in page.words
        name = asked(page)
        kinds.add(school.course.quiz("dough").question(name).kind)
        page.answer(RIGHT[name]).press("Check my answer")
        assert f"Card {number} of 5 today, answer" in page.words
        assert page.button("Good").label == "Good, in 2 days"
        rating(page, "good")
    assert kinds == {"single", "multiple", "true-false", "text"}
    assert page.title == "Done for today"
    assert "5 cards reviewed." in page.words
    assert {card.memory.due_on for card in pile(page).cards} == {school.now.date().replace(day=26)}


def test_a_wrong_answer_is_explained_and_comes_again_tomorrow(school: School) -> None:
    page = missed(school).open("/review")
    name = asked(page)
    page.answer(WRONG[name]).press("Check my answer")
    assert [label for label in page.buttons if "comes again" in label] == ["Go on. It comes again tomorrow"]
    assert not [label for label in page.buttons if label.startswith(("Good", "Hard", "Easy"))]
    assert name == "cold-keeps"
    assert "It would starve there." in page.words
    rating(page, "again")
    card = next(card for card in pile(page).cards if card.item_id == name)
    assert (card.memory.due_on - school.now.date()).days == 1


def test_the_answer_is_not_sent_before_it_was_given(school: School) -> None:
    page = missed(school).open("/review")
    assert asked(page) == "cold-keeps"
    assert "It sleeps there." not in page.tree
    page.press("I do not know")
    assert "It sleeps there." in page.tree


def test_who_checks_without_an_answer_is_asked_for_one(school: School) -> None:
    page = missed(school).open("/review").press("Check my answer")
    assert "Answer first, or say that you do not know." in page.words
    assert "Card 1 of 5 today" in page.words
    assert page.again().words.count("Answer first") == 0


def test_a_reload_keeps_what_was_rated_and_asks_the_rest(school: School) -> None:
    page = missed(school).open("/review")
    first = asked(page)
    rating(page.answer(RIGHT[first]).press("Check my answer"), "easy")
    page.open("/review")
    assert "Card 2 of 5 today" in page.words
    assert asked(page) != first


def test_a_rating_from_an_old_window_is_told_and_not_counted(school: School) -> None:
    ada = missed(school)
    page = ada.open("/review")
    name = asked(page)
    page.answer(RIGHT[name]).press("Check my answer")
    other = Visit(school, ada.cookie).open("/review")
    rating(other.press("I do not know"), "again")
    rating(page, "good")
    assert "reviewed meanwhile" in page.words
    card = next(card for card in pile(page).cards if card.item_id == name)
    assert card.sequence == 2
    assert pile(page).done == 1


def test_what_cannot_be_stored_stays_open(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    page = missed(school).open("/review")
    page.answer(RIGHT[asked(page)]).press("Check my answer")

    def refuse(*_: object) -> None:
        raise DatabaseProblem("in use")

    with monkeypatch.context() as broken:
        broken.setattr(reviews, "review", refuse)
        rating(page, "good")
    assert "could not be saved just now" in page.words
    assert "Card 1 of 5 today, answer" in page.words
    assert "Card 2 of 5 today" in rating(page, "good").words


def test_who_signed_out_elsewhere_stores_nothing_more(school: School) -> None:
    page = missed(school).open("/review")
    page.press("I do not know")
    before = school.counts()["review_events"]
    page.sign_out()
    rating(page, "again")
    assert "Sign in first" in page.words or "signed out" in page.words
    assert school.counts()["review_events"] == before


def test_a_term_is_shown_from_its_characters_and_on_the_next_day_from_its_meaning(school: School) -> None:
    page = chosen(school, "noodle").open("/review")
    assert '<p class="hanzi" lang="zh-Hans">面条</p>' in page.html
    assert "miàntiáo" not in page.tree
    page.press("Show the answer")
    assert "miàntiáo" in page.words
    assert [label.split(",")[0] for label in page.buttons[:4]] == ["Again", "Hard", "Good", "Easy"]
    assert "Good, in 2 days" in page.buttons
    assert rating(page, "easy").title == "Done for today"
    school.wait(days=1)
    page.open("/review")
    assert "Which word is this" in page.words
    assert "noodle" in page.words
    assert "面条" not in page.html.split("<details")[0]
    assert "面条" in page.press("Show the answer").words


def test_what_is_left_out_can_be_put_back(school: School) -> None:
    page = chosen(school, "noodle", "levain").open("/review")
    page.press("Do not ask this again")
    assert "Left out: sourdough starter" in page.words
    page.press("Do not ask this again")
    assert page.title == "Nothing to review yet"
    page.press("Put it back")
    assert "Card 1 of 1 today" in page.words
    assert [card.item_id for card in pile(page).kept] == ["noodle", "noodle"]
    assert re.findall(r'<td class="nb">(.*?)</td>', page.html)[:2] == ["today", "waiting"]


def test_a_pause_asks_nothing_and_ends_when_the_learner_says_so(school: School) -> None:
    page = missed(school).open("/review").press("Pause the review")
    assert page.title == "The review is paused"
    assert "to review today" not in page.open("/").words
    assert "Card 1 of 5" in page.open("/review").press("Go on reviewing").words


def test_forgetting_asks_twice_and_keeps_the_results(school: School) -> None:
    page = missed(school).open("/review").press("Forget everything here")
    assert "This removes 5 cards" in page.words
    assert len(pile(page.press("Keep them")).cards) == 5
    page.press("Forget everything here").press("Yes, forget them all")
    assert page.title == "Nothing to review yet"
    assert pile(page).cards == ()
    assert len(school.attempts_of(page.person)) == 1


def test_the_days_to_come_stand_in_words_and_the_contents_in_a_table(school: School) -> None:
    page = missed(school).open("/review")
    assert "Tuesday 24 November: 5 cards" in page.words
    assert "Monday 7 December: 0 cards" in page.words
    assert page.html.count('<li><span class="vh">') == 14
    assert "What is in your review (5 cards)" in page.words
    assert school.course.quiz("dough").question("french-word").stem in page.words


# ---- where it is told, and where it is not


def test_the_front_page_says_how_many_wait_and_leads_there(school: School) -> None:
    ada = missed(school)
    home = ada.open("/")
    assert "5 cards to review today" in home.words
    assert "Review now" in home.words
    assert "to review today" not in school.learner().open("/").words


def test_a_term_is_taken_in_and_left_out_on_its_own_page(school: School) -> None:
    ada = school.learner()
    page = ada.open("/glossary?t=noodle").press("Review this word")
    assert "In my review" in page.words
    assert len(pile(ada).kept) == 2
    page.press("Leave it out of my review")
    assert pile(ada).kept == []
    assert page.buttons == ["Review this word"]


def test_the_terms_that_a_search_leaves_are_taken_in_together(school: School) -> None:
    ada = school.learner()
    page = ada.open("/glossary")
    assert page.buttons == []  # all of them at once would be a heap
    page.app.text_input[0].set_value("noodle")
    page.again()
    page.press("Review this word")
    assert {card.item_id for card in pile(ada).kept} == {"noodle"}
    assert "In my review" in page.words
    assert page.buttons == []


def test_a_visitor_is_not_offered_a_review_in_the_glossary(school: School) -> None:
    for address in ("/glossary", "/glossary?t=noodle"):
        page = school.visitor().open(address)
        assert page.buttons == []
        assert "eview" not in page.words


def test_trainers_see_nothing_of_it(school: School) -> None:
    ada = missed(school, "Ada Baker")
    rating(ada.open("/review").press("I do not know"), "again")
    rhian = school.trainer()
    for address in ("/overview", f"/learner?p={ada.person.id}", "/completion", "/questions?q=dough"):
        page = rhian.open(address)
        told = page.words.replace("Reviewed", "")
        assert [word for word in ("review", "remembered", "card", "again") if word in told.lower()] == []
    assert rhian.open("/review").title == "Nothing to review yet"


def test_results_say_that_what_was_missed_comes_back(school: School) -> None:
    ada, bea = school.learner(), school.learner()
    missed_one = school.take(ada.person, right=3)
    assert "comes back in your review from tomorrow" in ada.open(f"/results?a={missed_one.id}").words
    all_right = school.take(bea.person)
    assert "comes back in your review" not in bea.open(f"/results?a={all_right.id}").words
