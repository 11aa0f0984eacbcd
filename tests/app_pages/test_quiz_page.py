"""The quiz: its door, its desk, and what may not be seen or done there."""

import pytest

from tests.app_pages.school import RIGHT, WRONG, School, Visit


def started(school: School, name: str = "") -> Visit:
    """A learner whose attempt has begun."""
    return school.learner(name).open("/quiz?q=dough").press("Start the quiz")


def answer_all(visit: Visit, answers: dict[str, object]) -> Visit:
    """Answer each question and go on, to the review."""
    while not visit.title.startswith("Review"):
        visit.answer(answers[visit.question_id()])
        visit.press("Save and")
    return visit


def test_a_visitor_is_asked_to_sign_in_and_sees_no_question(school: School) -> None:
    page = school.visitor().open("/quiz?q=dough")
    assert page.title == "Sign in first"
    assert not [question for question in school.course.quiz("dough").questions if question.stem in page.tree]
    assert page.buttons == []


def test_the_door_shows_the_rules(school: School) -> None:
    door = school.learner().open("/quiz?q=dough")
    assert door.title == "Quiz: Dough quiz"
    for rule in ("4 questions", "60 % to pass", "You have 3 attempts.", "wait 30 minutes", "No time limit."):
        assert rule in door.words
    assert "attempt 1" in door.words


def test_opening_the_door_begins_nothing(school: School) -> None:
    ada = school.learner()
    ada.open("/quiz?q=dough").again()
    assert school.attempts_of(ada.person) == []


def test_during_the_cool_off_the_door_says_when_to_come_back(school: School) -> None:
    ada = school.learner()
    school.take(ada.person, right=0)
    door = ada.open("/quiz?q=dough")
    assert "You can try again from 12:30 on 23 November 2026." in door.words
    assert door.buttons == []
    school.wait(minutes=29, seconds=59)
    assert door.again().buttons == []
    school.wait(seconds=1)
    assert door.again().buttons == ["Try again"]


def test_when_all_attempts_are_used_the_door_says_so(school: School) -> None:
    ada = school.learner()
    for _ in range(3):
        school.take(ada.person, right=0)
        school.wait(days=1)
    door = ada.open("/quiz?q=dough")
    assert "You have used all 3 attempts at this quiz." in door.words
    assert door.buttons == []
    assert door.html.count("results?a=") == 3


def test_every_type_of_question_is_answered_flagged_reviewed_and_submitted(school: School) -> None:
    school.ask_everything()
    ada = started(school)
    kinds = set()
    for number in range(1, 6):
        assert ada.title == f"Question {number} of 5"
        name = ada.question_id()
        kinds.add(school.course.quiz("dough").question(name).kind)
        assert "Your answer is saved as soon as you give it." in ada.words
        ada.answer(RIGHT[name])
        assert "✓ Saved" in ada.words
        assert school.answers(ada.person)[name] == RIGHT[name]
        ada.press("Save and")
    assert kinds == {"single", "multiple", "true-false", "text"}
    assert ada.title == "Review and submit"
    assert "Every question is answered." in ada.words
    results = ada.press("Submit my answers")
    assert results.title == "You passed"


def test_an_answer_is_still_shown_when_the_learner_comes_back_to_its_question(school: School) -> None:
    school.ask_everything()
    ada = started(school)
    given = {}
    for place in range(5):
        name = ada.question_id()
        given[place] = (name, WRONG[name])
        ada.answer(WRONG[name]).press("Save and")
    ada.press("Change 1")
    for place, (name, wrong) in given.items():
        ada.go_to(place)
        assert shown(ada) == wrong, name
    assert school.counts()["answers"] == 5


def shown(visit: Visit) -> object:
    """The answer that the widgets show."""
    if visit.app.checkbox:
        return sorted(str(box.key).rpartition("-")[2] for box in visit.app.checkbox if box.value)
    if visit.app.radio:
        return visit.app.radio[0].value
    return visit.app.text_input[0].value


def test_after_a_reload_the_learner_is_at_the_first_open_question(school: School) -> None:
    ada = started(school)
    first = ada.question_id()
    ada.answer(RIGHT[first])
    again = ada.open("/quiz?q=dough")
    assert again.title == "Question 2 of 4"
    again.go_to(0)
    assert again.question_id() == first
    assert shown(again) == RIGHT[first]


def test_an_answer_can_be_changed_and_taken_back(school: School) -> None:
    school.ask_everything()
    ada = started(school)
    go_to(ada, "what-to-weigh")
    ada.answer(["flour", "oven"])
    ada.answer(["water"])
    assert school.answers(ada.person)["what-to-weigh"] == ["water"]
    ada.answer([])
    assert school.answers(ada.person)["what-to-weigh"] is None
    assert "✓ Saved" not in ada.words


def test_the_map_says_in_words_what_is_answered_flagged_and_open(school: School) -> None:
    ada = started(school)
    ada.answer(RIGHT[ada.question_id()])
    ada.go_to(2)
    ada.app.toggle[0].set_value(True)
    ada.again()
    assert "✓ answered: 1" in ada.words
    assert "⚑ flagged: 3" in ada.words
    assert "Still open: 2, 3, 4" in ada.words
    assert "Flagged" in ada.press("Review and submit").words
    ada.press("Answer 3")
    assert ada.app.toggle[0].value is True
    ada.app.toggle[0].set_value(False)
    ada.again()
    assert "⚑ flagged: none" in ada.words


def test_the_review_counts_what_is_open_and_leads_there(school: School) -> None:
    ada = started(school)
    ada.answer(RIGHT[ada.question_id()])
    review = ada.press("Review and submit")
    assert "3 questions still open: 2, 3, 4." in review.words
    assert "What is left open counts as not right." in review.words
    assert review.press("Answer 3").title == "Question 3 of 4"


def test_submitting_with_questions_left_open_counts_them_as_left_out(school: School) -> None:
    ada = started(school)
    results = ada.press("Review and submit").press("Submit my answers")
    assert results.title == "Not passed yet"
    assert results.words.count("You left this out") == 4
    assert "0 of 4" in results.words


def test_nothing_that_tells_the_right_answer_is_sent_before_submitting(school: School) -> None:
    school.ask_everything()
    ada = started(school)
    seen = ""
    for _ in range(5):
        ada.answer(WRONG[ada.question_id()])
        seen += ada.tree
        ada.press("Save and")
    seen += ada.tree
    for question in school.course.quiz("dough").questions:
        secrets = [question.explanation, *(option.feedback for option in question.choices)]
        assert not [secret for secret in secrets if secret and secret in seen], question.id
    assert "levain" not in seen


def test_typed_text_that_is_no_text_is_refused_with_a_sentence_and_the_last_answer_stays(
    school: School,
) -> None:
    school.ask_everything()
    ada = started(school)
    go_to(ada, "french-word")
    ada.answer("levain")
    for bad in ("le\x00vain", "\x1b[31m"):
        ada.answer(bad)
        assert 'role="alert"' in ada.html, repr(bad)
        assert school.answers(ada.person)["french-word"] == "levain"


def test_typed_text_stops_at_its_longest(school: School) -> None:
    school.ask_everything()
    ada = started(school)
    go_to(ada, "french-word")
    ada.answer("x" * 900_000)  # more than a megabyte never reaches the page
    assert school.answers(ada.person)["french-word"] == "x" * 500


def test_a_submitted_attempt_takes_no_answer_from_a_page_left_open(school: School) -> None:
    ada = started(school)
    name = ada.question_id()
    ada.answer(RIGHT[name])
    other = Visit(school, ada.cookie).open("/quiz?q=dough")
    other.press("Review and submit").press("Submit my answers")
    ada.answer(WRONG[name])
    assert school.answers(ada.person)[name] == RIGHT[name]
    assert ada.title == "Quiz: Dough quiz"


def test_the_later_answer_of_another_window_is_not_overwritten_by_a_stale_page(school: School) -> None:
    school.ask_everything()
    ada = started(school)
    other = Visit(school, ada.cookie).open("/quiz?q=dough")
    for window in (ada, other):
        go_to(window, "weigh-first")
    school.wait(minutes=5)
    other.answer("scale")
    ada.answer("cup")
    assert "You answered this question in another window at 12:05." in ada.words
    assert shown(ada) == "scale"
    assert school.answers(ada.person)["weigh-first"] == "scale"
    ada.answer("cup")
    assert "in another window" not in ada.words
    assert school.answers(ada.person)["weigh-first"] == "cup"


def test_a_stale_page_does_not_overwrite_ticked_boxes_either(school: School) -> None:
    school.ask_everything()
    ada = started(school)
    other = Visit(school, ada.cookie).open("/quiz?q=dough")
    for window in (ada, other):
        go_to(window, "what-to-weigh")
    other.answer(["flour", "water"])
    oven = next(box for box in ada.app.checkbox if str(box.key).endswith("oven"))
    oven.check()
    ada.again()
    assert "in another window" in ada.words
    assert shown(ada) == ["flour", "water"]
    assert school.answers(ada.person)["what-to-weigh"] == ["flour", "water"]


def go_to(visit: Visit, question_id: str) -> None:
    """Walk over the map to a question; all questions must be asked."""
    place = 0
    while visit.question_id() != question_id:
        visit.go_to(place)
        place += 1


def test_two_windows_share_one_attempt(school: School) -> None:
    ada = school.learner()
    first = Visit(school, ada.cookie).open("/quiz?q=dough")
    second = Visit(school, ada.cookie).open("/quiz?q=dough")
    first.press("Start the quiz")
    second.press("Start the quiz")
    assert first.question_id() == second.question_id()
    assert len(school.attempts_of(ada.person)) == 1


@pytest.mark.parametrize("act", ["answer", "flag", "submit"])
def test_signing_out_elsewhere_stops_the_open_page_with_a_sentence(school: School, act: str) -> None:
    ada = started(school)
    person = ada.person
    name = ada.question_id()
    if act == "submit":
        ada.press("Review and submit")
    ada.sign_out()
    if act == "answer":
        ada.answer(RIGHT[name])
    elif act == "flag":
        ada.app.toggle[0].set_value(True)
        ada.again()
    else:
        ada.press("Submit my answers")
    assert ada.title == "Sign in first"
    assert "account/sign-in" in ada.html
    assert school.answers(person)[name] is None
    assert school.counts()["flags"] == 0
    assert school.attempts_of(person)[-1].state == "open"


def test_two_learners_take_the_same_quiz_apart(school: School) -> None:
    ada, ben = started(school, "Ada Baker"), started(school, "Ben Miller")
    ada.answer(RIGHT[ada.question_id()])
    assert "✓ answered: none" in ben.again().words
    assert set(school.answers(ben.person).values()) == {None}
