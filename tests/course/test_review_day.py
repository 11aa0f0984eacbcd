"""What is asked on a day: known things first, a term once, never more than there is room for; and the forecast."""

from datetime import date, timedelta

import pytest

from course.course import Course
from course.questions import Question, Single
from course.review import Memory
from course.review_day import (
    DAILY,
    FORECAST,
    Card,
    Face,
    course_question,
    faces,
    forecast,
    is_taught,
    queue,
    wording,
)
from course.review_day import latest_day as latest
from tests.bread import Bread

TODAY = date(2026, 11, 23)


def card(
    name: str, due: int = 0, *, face: Face = "question", known: int | None = 9, left_out: bool = False
) -> Card:
    """A card that is due so many days from today; known: last reviewed so many days ago."""
    memory = Memory(
        due_on=TODAY + timedelta(days=due),
        reviewed_on=None if known is None else TODAY - timedelta(days=known),
        left_out=left_out,
    )
    quiz_id = "dough" if face == "question" else ""
    return Card(f"{name}-{face}", face, quiz_id, name, memory, sequence=1, version=None)


def names(cards: list[Card]) -> list[str]:
    return [one.item_id for one in cards]


def test_what_was_asked_before_comes_first_the_longest_due_before_all() -> None:
    cards = [
        card("new", known=None),
        card("late", -3),
        card("later", -1),
        card("latest", -9),
        card("soon", 1),
    ]
    assert names(queue(cards, TODAY, DAILY)) == ["latest", "late", "later", "new"]


def test_there_is_never_more_than_there_is_room_for() -> None:
    cards = [card(f"q{i:02}") for i in range(40)]
    assert names(queue(cards, TODAY, 15)) == [f"q{i:02}" for i in range(15)]
    assert queue(cards, TODAY, 0) == []


def test_what_is_left_out_is_not_asked() -> None:
    assert queue([card("out", left_out=True)], TODAY, DAILY) == []


def test_one_face_of_a_term_is_asked_a_day() -> None:
    both = [card("noodle", face="meaning", known=None), card("noodle", face="word", known=None)]
    assert [one.face for one in queue(both, TODAY, DAILY)] == ["meaning"]
    seen = [card("noodle", 2, face="meaning", known=0), both[1]]
    assert queue(seen, TODAY, DAILY) == []
    assert [one.face for one in queue(seen, TODAY + timedelta(days=1), DAILY)] == ["word"]


def test_a_question_and_a_term_of_one_name_are_two_things() -> None:
    assert len(queue([card("levain"), card("levain", face="meaning")], TODAY, DAILY)) == 2


def test_the_forecast_has_each_day_and_moves_on_what_finds_no_room() -> None:
    cards = [card(f"q{i:02}", -2) for i in range(20)] + [card("later", 3), card("out", left_out=True)]
    days = forecast(cards, TODAY, done=0)
    assert [day.on for day in days] == [TODAY + timedelta(days=i) for i in range(FORECAST)]
    assert [day.number for day in days] == [15, 5, 0, 1] + [0] * 10


def test_the_forecast_counts_what_was_done_today_and_the_other_face_tomorrow() -> None:
    both = [card("noodle", face="meaning", known=None), card("noodle", face="word", known=None)]
    assert [day.number for day in forecast(both, TODAY, done=0)][:3] == [1, 1, 0]
    assert [day.number for day in forecast(both, TODAY, done=DAILY)][:3] == [0, 1, 1]


# ---- what the course has now


@pytest.fixture
def course(bread: Bread) -> Course:
    return bread.course()


def test_a_word_in_its_own_script_has_two_faces(course: Course) -> None:
    assert faces(course.terms["noodle"]) == ("meaning", "word")
    assert faces(course.terms["levain"]) == ("meaning",)


def test_what_has_left_the_course_is_asked_no_more(course: Course) -> None:
    assert is_taught(course, card("weigh-first"))
    assert is_taught(course, card("noodle", face="word"))
    assert not is_taught(course, card("weigh-last"))
    assert not is_taught(course, card("baguette", face="meaning"))
    assert not is_taught(course, card("levain", face="word"))


def asked(course: Course, name: str) -> Question:
    found = course_question(course, "dough", name)
    assert found
    return found


def test_a_question_is_asked_as_it_was_missed_while_the_same_is_right(course: Course) -> None:
    now = asked(course, "weigh-first")
    missed = now.model_copy(update={"stem": "A cup and a scale: which is exact?"})
    assert wording(missed, now).stem == "A cup and a scale: which is exact?"


def test_a_question_of_which_something_else_is_right_by_now_is_asked_as_it_is_now(course: Course) -> None:
    now = asked(course, "weigh-first")
    assert isinstance(now, Single)
    options = tuple(one.model_copy(update={"correct": one.id == "cup"}) for one in now.options)
    missed = now.model_copy(update={"options": options, "stem": "What did one use in 1900?"})
    assert wording(missed, now) is now


def test_the_latest_day_is_the_first_to_come_of_the_sources_and_the_certificate(course: Course) -> None:
    one, question = card("feed-on-the-day"), asked(course, "feed-on-the-day")
    spring, due = date(2026, 3, 1), date(2026, 6, 1)
    assert latest(course, one, question, None, spring) == due
    assert latest(course, one, question, date(2026, 4, 30), spring) == date(2026, 4, 30)
    assert latest(course, one, question, date(2027, 1, 1), spring) == due
    assert latest(course, one, question, None, due) is None
    assert latest(course, card("noodle", face="word"), None, None, spring) is None
    assert latest(course, card("noodle", face="word"), None, due, spring) == due
