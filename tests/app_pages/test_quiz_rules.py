"""Certainty, hints and time limits, as learners meet them."""

from datetime import timedelta

import pytest

from accounts import people
from course.attempts import GRACE
from progress import answers
from tests.app_pages.school import RIGHT, WRONG, School, Visit

FIRST = "weigh-first"


def ask(school: School, rules: str) -> None:
    """Have the quiz ask all five questions, by these rules, with two hints to the first one of the file."""
    school.ask_everything(rules)
    quiz = school.bread.read("quizzes/dough.yaml")
    hints = "    hints: [Think of weight., {text: It is no cup., cost: 30}]\n"
    school.bread.write("quizzes/dough.yaml", quiz.replace(f"id: {FIRST}\n", f"id: {FIRST}\n{hints}"))


def at(visit: Visit, question_id: str) -> Visit:
    """Go on to a question."""
    (attempt,) = visit.school.attempts_of(visit.person)
    place = [drawn.question_id for drawn in attempt.questions].index(question_id)
    return visit.go_to(place)


def sure(visit: Visit) -> object:
    """The widget that asks how sure the learner is."""
    return next(radio for radio in visit.app.radio if radio.label == "How sure are you?")


def say(visit: Visit, level: int) -> Visit:
    sure(visit).set_value(level)  # type: ignore[attr-defined]
    return visit.again()


# ---- certainty


def test_a_quiz_that_does_not_ask_for_certainty_shows_no_such_question(school: School) -> None:
    page = school.learner().open("/quiz?q=dough").press("Start the quiz")
    assert "How sure are you?" not in [radio.label for radio in page.app.radio]


def test_certainty_is_kept_with_the_answer_and_shown_again(school: School) -> None:
    ask(school, "certainty: asked\n")
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST)
    say(ada.answer(WRONG[FIRST]), 3)
    (attempt,) = school.attempts_of(ada.person)
    stored = answers.of_attempt(school.db, attempt)[FIRST]
    assert (stored.response, stored.certainty) == (WRONG[FIRST], 3)
    again = at(school.visit(ada.person).open("/quiz?q=dough"), FIRST)
    assert sure(again).value == 3  # type: ignore[attr-defined]


def test_results_show_first_what_was_sure_and_wrong(school: School) -> None:
    ask(school, "certainty: asked\n")
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST)
    say(ada.answer(WRONG[FIRST]), 3).press("Review and submit").press("Submit my answers")
    assert ada.words.index("Sure, and not right") < ada.words.index("Review these next")
    assert "You were sure." in ada.words


def test_the_door_tells_what_certainty_does(school: School) -> None:
    ask(school, "certainty: asked\n")
    assert "It does not change your score." in school.learner().open("/quiz?q=dough").words


def test_the_door_of_a_quiz_that_scores_certainty_shows_the_table(school: School) -> None:
    ask(school, "certainty: scored\n")
    words = school.learner().open("/quiz?q=dough").words
    assert "How sure you say you are counts." in words
    assert all(
        f"<td>{share}</td>" in school.learner().open("/quiz?q=dough").tree
        for share in (33, 67, 100, -67, -200)
    )


def test_scored_certainty_is_in_the_result(school: School) -> None:
    ask(school, "certainty: scored\n")
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST)
    say(ada.answer(RIGHT[FIRST]), 3).press("Review and submit").press("Submit my answers")
    assert school.attempts_of(ada.person)[0].points == 1
    assert "How sure you were of each answer counts." in ada.words


# ---- hints


def test_a_hint_is_not_sent_before_it_is_opened_and_says_what_it_costs(school: School) -> None:
    ask(school, "")
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST)
    assert "Think of weight." not in ada.tree
    ada.press("Show a hint")
    assert "Think of weight." in ada.words
    assert "It is no cup." not in ada.tree
    ada.press("Show another hint (costs 30 % of this question)")
    assert "It is no cup." in ada.words
    assert not [name for name in ada.buttons if "hint" in name]


def test_an_opened_hint_stays_open_on_another_device(school: School) -> None:
    ask(school, "")
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST).press("Show a hint")
    again = at(school.visit(ada.person).open("/quiz?q=dough"), FIRST)
    assert "Think of weight." in again.words


def test_the_cost_of_a_hint_is_in_the_result(school: School) -> None:
    ask(school, "")
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST)
    ada.press("Show a hint").press("Show another hint").answer(RIGHT[FIRST])
    ada.press("Review and submit").press("Submit my answers")
    assert school.attempts_of(ada.person)[0].points == pytest.approx(0.7)
    assert "You opened 2 hints, which cost 30 % of this question." in ada.words


def test_a_hint_in_another_window_is_not_charged_twice(school: School) -> None:
    ask(school, "")
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST)
    other = at(school.visit(ada.person).open("/quiz?q=dough"), FIRST)
    ada.press("Show a hint")
    other.press("Show a hint")
    (attempt,) = school.attempts_of(ada.person)
    assert answers.of_attempt(school.db, attempt)[FIRST].hints == 1


# ---- time

LIMIT = "time_limit_minutes: 20\n"


def test_the_door_says_how_long_one_has_and_that_the_clock_does_not_stop(school: School) -> None:
    ask(school, LIMIT)
    words = school.learner().open("/quiz?q=dough").words
    assert "You have 20 minutes from when you start, and the clock does not stop." in words
    assert "No time limit" not in words


def test_somebody_with_more_time_is_told_so_and_has_it(school: School) -> None:
    ask(school, LIMIT)
    ada = school.learner()
    people.set_time_factor(school.db, ada.person, 1.5, None, school.now)
    assert "You have 30 minutes" in ada.open("/quiz?q=dough").words
    ada.press("Start the quiz")
    assert school.attempts_of(ada.person)[0].deadline_at == school.now + timedelta(minutes=30)


def test_after_the_deadline_the_next_click_leads_to_the_result_of_what_was_saved(school: School) -> None:
    ask(school, LIMIT)
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST).answer(RIGHT[FIRST])
    school.wait(minutes=20)
    school.now += GRACE + timedelta(seconds=1)
    ada.press("Save and")
    (attempt,) = school.attempts_of(ada.person)
    assert (attempt.state, attempt.closed_by, attempt.points) == ("submitted", "deadline", 1)
    assert "The time was up, so what you had saved was submitted." in ada.words


def test_an_answer_after_the_deadline_is_not_taken(school: School) -> None:
    ask(school, LIMIT)
    ada = at(school.learner().open("/quiz?q=dough").press("Start the quiz"), FIRST).answer(WRONG[FIRST])
    school.wait(minutes=21)
    ada.answer(RIGHT[FIRST])
    assert school.attempts_of(ada.person)[0].points == 0


def test_whoever_comes_back_after_the_deadline_finds_the_result(school: School) -> None:
    ask(school, LIMIT)
    ada = school.learner().open("/quiz?q=dough").press("Start the quiz")
    school.wait(days=2)
    door = school.visit(ada.person).open("/quiz?q=dough")
    assert "Attempt 1, 23 November 2026" in door.words


def test_a_trainer_sees_no_attempt_open_whose_time_is_over(school: School) -> None:
    ask(school, LIMIT)
    ada = school.learner().open("/quiz?q=dough").press("Start the quiz")
    school.wait(days=2)
    school.trainer().open("/questions?q=dough")
    assert school.attempts_of(ada.person)[0].state == "submitted"
