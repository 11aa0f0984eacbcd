"""The rules of a quiz, and the hash that tells one edition from another."""

import pytest

from course.quizzes import Quiz
from tests.bread import Bread

QUIZ = "quizzes/dough.yaml"


def quiz(bread: Bread) -> Quiz:
    return bread.course().quiz("dough")


def test_a_quiz_holds_what_its_file_says(bread: Bread) -> None:
    dough = quiz(bread)
    assert (dough.role, dough.module, dough.pass_mark, dough.draw) == ("module", "dough", 60, 4)
    assert (dough.attempts, dough.cool_off_minutes) == (3, 30)
    assert [question.id for question in dough.questions][:2] == ["weigh-first", "what-to-weigh"]
    assert [question.id for question in dough.checks] == ["which-first"]


def test_what_a_quiz_does_not_say_has_its_default(bread: Bread) -> None:
    for line in ("role: module\n", "pass_mark: 60\n", "draw: 4\n", "attempts: 3\n", "cool_off_minutes: 30\n"):
        bread.edit(QUIZ, line, "")
    dough = quiz(bread)
    assert (dough.role, dough.pass_mark, dough.draw) == ("module", 80, None)
    assert (dough.attempts, dough.cool_off_minutes) == (None, 0)


def test_attempts_may_be_unlimited(bread: Bread) -> None:
    bread.edit(QUIZ, "attempts: 3", "attempts: unlimited")
    assert quiz(bread).attempts is None


@pytest.mark.parametrize("mark", [0, 1, 100])
def test_a_pass_mark_is_any_per_cent(bread: Bread, mark: int) -> None:
    bread.edit(QUIZ, "pass_mark: 60", f"pass_mark: {mark}")
    assert quiz(bread).pass_mark == mark


def test_learners_need_not_wait_between_attempts(bread: Bread) -> None:
    bread.edit(QUIZ, "cool_off_minutes: 30", "cool_off_minutes: 0")
    assert quiz(bread).cool_off_minutes == 0


@pytest.mark.parametrize(
    ("draw", "length"),
    [("draw: 4", 4), ("draw: 1", 1), ("draw: {D1: 1, D2: 3}", 4), ("draw:\n  D2: 2", 2), ("", 5)],
)
def test_an_attempt_is_as_long_as_the_draw_says(bread: Bread, draw: str, length: int) -> None:
    bread.edit(QUIZ, "draw: 4", draw)
    assert quiz(bread).length == length


def test_questions_and_checks_are_found_by_their_id(bread: Bread) -> None:
    dough = quiz(bread)
    assert dough.question("french-word").kind == "text"
    assert dough.question("which-first") in dough.checks
    assert dough.has("weigh-first")
    assert not dough.has("weigh-last")
    with pytest.raises(KeyError):
        dough.question("weigh-last")


def test_a_final_quiz_needs_no_module_and_may_ask_for_every_outcome(bread: Bread) -> None:
    final = (
        bread.read(QUIZ)
        .replace("id: dough\n", "id: final\n")
        .replace("role: module\nmodule: dough", "role: final")
    )
    final = final.replace(
        "stem: A starter is fed on the day of baking.\n    answer", "stem: Heat first.\n    answer"
    )
    bread.write(
        "quizzes/final.yaml",
        final.replace("type: true-false\n    outcome: D2", "type: true-false\n    outcome: O1"),
    )
    course = bread.course()
    assert course.quiz("final").role == "final"
    assert course.quiz("final").edition() != course.quiz("dough").edition()


def test_the_edition_is_the_same_on_every_machine_and_in_every_release(bread: Bread) -> None:
    assert quiz(bread).edition() == "bd81b639df87d452fc5caacf81026010255b9160ad0596ed2b4e3afec3c284fa"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pass_mark: 60", "pass_mark: 61"),
        ("draw: 4", "draw: 3"),
        ("draw: 4", "draw: {D1: 2, D2: 2}"),
        ("text: The cup", "text: A cup"),
        ("feedback: Grams do not settle.", "feedback: Grams stay."),
        ("accept: [levain]", "accept: [levain, le levain]"),
        ("scoring: net-correct", "scoring: each-option"),
        ("answer: true", "answer: false"),
    ],
)
def test_what_decides_an_attempt_changes_the_edition(bread: Bread, old: str, new: str) -> None:
    before = quiz(bread).edition()
    bread.edit(QUIZ, old, new)
    assert quiz(bread).edition() != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Dough quiz", "title: A quiz about dough"),
        ("attempts: 3", "attempts: 4"),
        ("stem: What comes first?", "stem: What comes before all?"),
        ("  - id: what-to-weigh\n    type: multiple\n", "  - type: multiple\n    id: what-to-weigh\n"),
        ("id: dough\n", "# the quiz\nid: dough\n"),
        ("    scoring: net-correct\n", ""),
    ],
)
def test_what_decides_nothing_leaves_the_edition_alone(bread: Bread, old: str, new: str) -> None:
    before = quiz(bread).edition()
    bread.edit(QUIZ, old, new)
    assert quiz(bread).edition() == before


def test_the_order_of_the_questions_in_the_file_leaves_the_edition_alone(bread: Bread) -> None:
    dough = quiz(bread)
    turned = dough.model_copy(update={"questions": dough.questions[::-1]})
    assert Quiz.model_validate(turned.model_dump()).edition() == dough.edition()
