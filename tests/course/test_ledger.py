"""The id ledger: rewording passes, another meaning under an old id does not, and nothing recorded is lost."""

from collections.abc import Iterable
from itertools import combinations

import pytest

from course.course import Course
from course.ledger import (
    FILE,
    SAME_PART,
    SAME_QUESTION,
    Ledger,
    Meaning,
    NotALedger,
    conflicts,
    meanings,
    parse,
    record,
    to_text,
)
from course.likeness import likeness
from course.loader import load
from course.quizzes import Quiz
from course.scenarios import Scenario
from settings import ROOT
from tests.bread import Bread

DAY, LATER = "2026-11-23", "2026-12-01"
QUIZ = "quizzes/dough.yaml"
STEM = "Luc has a cup and a scale. Which gives the same dough each time?"
CUP, SCALE = "text: The cup,", "text: The scale,"


def meant(course: Course) -> list[Meaning]:
    contents: list[Quiz | Scenario] = [*course.quizzes.values(), *course.scenarios.values()]
    return [meaning for content in contents for meaning in meanings(content)]


def recorded(bread: Bread) -> Ledger:
    """Have the course record its ids; its ledger."""
    ledger = record({}, meant(bread.course()), DAY).ledger
    bread.write(FILE, to_text(ledger))
    return ledger


def problem(bread: Bread) -> str:
    (only,) = bread.problems()
    return only


@pytest.fixture
def ledger(bread: Bread) -> Ledger:
    return recorded(bread)


def test_a_course_agrees_with_what_it_has_just_recorded(bread: Bread, ledger: Ledger) -> None:
    assert bread.problems() == []
    for key in ("dough", "dough/weigh-first", "dough/weigh-first/options/cup", "scenario:late-loaf"):
        assert key in ledger


def test_a_course_without_a_ledger_is_left_alone(bread: Bread) -> None:
    assert bread.problems() == []


def test_rewording_passes(bread: Bread, ledger: Ledger) -> None:
    bread.edit(QUIZ, STEM, "Luc has a cup and a scale. Which of them gives the same dough every time?")
    bread.edit(QUIZ, CUP, "text: A cup,")
    assert bread.problems() == []


def test_another_question_under_the_same_id_is_an_error_that_names_the_way_out(
    bread: Bread, ledger: Ledger
) -> None:
    text = bread.read(QUIZ).replace(STEM, "Where do bakers in Lyon buy their ovens?")
    for old, new in (("The cup", "At an auction"), ("The scale", "From a factory"), ("His eye", "On a ship")):
        text = text.replace(f"text: {old},", f"text: {new},")
    bread.write(QUIZ, text)
    told = problem(bread)
    assert told.startswith(
        f'{QUIZ}:10: question "weigh-first" no longer means what was recorded, "luc has a cup'
    )
    assert told.endswith(
        "give it a new id, or say why with `china-literacy ledger --replace dough/weigh-first`"
    )


def test_another_type_under_the_same_id_is_an_error(bread: Bread, ledger: Ledger) -> None:
    bread.edit(QUIZ, "    type: multiple\n", "    type: single\n")
    bread.edit(QUIZ, "    scoring: net-correct\n", "")
    bread.edit(QUIZ, "{id: water, text: Water, correct: true}", "{id: water, text: Water}")
    assert 'question "what-to-weigh" was recorded as "multiple" and is "single" now' in problem(bread)


def test_options_that_change_places_are_an_error(bread: Bread, ledger: Ledger) -> None:
    text = bread.read(QUIZ).replace(CUP, "text: A,").replace(SCALE, CUP).replace("text: A,", SCALE)
    bread.write(QUIZ, text)
    told = bread.problems()
    assert len(told) == 2
    assert 'option "cup" now says what was recorded for "scale"' in told[0]


def test_an_id_that_has_gone_cannot_come_back_as_something_else(bread: Bread, ledger: Ledger) -> None:
    text = bread.read(QUIZ)
    start, end = text.index("  - id: french-word"), text.index("  - id: cold-keeps")
    bread.write(QUIZ, text[:start] + text[end:])
    later = record(ledger, meant(bread.course()), LATER)
    assert later.retired == ("dough/french-word",)
    assert later.ledger["dough/french-word"].retired == LATER
    bread.write(FILE, to_text(later.ledger))
    assert bread.problems() == []
    again = text[start:end].replace("What is a starter called in French?", "In which town was Ana born?")
    bread.write(QUIZ, text[:start] + again + text[end:])
    assert 'question "french-word" no longer means' in problem(bread)


def test_a_new_id_is_warned_of_until_it_is_recorded(bread: Bread, ledger: Ledger) -> None:
    bread.edit(QUIZ, "{id: eye, text: His eye", "{id: nose, text: His nose")
    told = problem(bread)
    assert "warning" in told
    assert 'option "nose" is not recorded in quizzes/ids.json yet; run `china-literacy ledger`' in told
    later = record(ledger, meant(bread.course()), LATER)
    assert later.added == ("dough/weigh-first/options/nose",)
    assert later.retired == ("dough/weigh-first/options/eye",)


def test_what_is_in_conflict_is_recorded_only_where_somebody_says_so_and_why(
    bread: Bread, ledger: Ledger
) -> None:
    bread.edit(QUIZ, "What is a starter called in French?", "In which town was Ana born?")
    course = load(bread.root, with_ledger=False).course
    assert course
    now = meant(course)
    refused = record(ledger, now, LATER)
    assert [one.meaning.key for one in refused.conflicts] == ["dough/french-word"]
    assert refused.ledger == ledger
    allowed = record(ledger, now, LATER, ["dough/french-word"], "Asked by nobody yet.")
    assert allowed.replaced == ("dough/french-word",)
    (was,) = allowed.ledger["dough/french-word"].replaced
    assert (was.on, was.reason, was.words) == (
        LATER,
        "Asked by nobody yet.",
        ledger["dough/french-word"].words,
    )
    assert not [*conflicts(allowed.ledger, now)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this file is no valid JSON from here on; mend the merge, or restore it"),
        ('{"a": {"words": "x"},\n"a": {"words": "y"}}', 'has two lines for "a"; keep the older one'),
        ('{"a": {"meaning": "x"}}', 'has no sound entry for "a" here; restore it'),
        ("[]", "has no sound entry"),
        ("[" * 100_000, "restore it"),
    ],
)
def test_a_broken_ledger_is_told_in_a_sentence(bread: Bread, text: str, told: str) -> None:
    bread.write(FILE, text)
    assert told in problem(bread)
    with pytest.raises(NotALedger):
        parse(text)


def test_a_ledger_reads_as_it_was_written_one_line_an_id(ledger: Ledger) -> None:
    assert parse(to_text(ledger)) == ledger
    assert to_text(ledger).count("\n") == len(ledger) + 2


# ---- where the bounds lie, tried on the shipped course


@pytest.fixture(scope="module")
def shipped() -> list[Meaning]:
    course = load(ROOT, with_ledger=False).course
    assert course
    return meant(course)


def share_alike(groups: Iterable[list[str]], bound: float, at_least: int) -> float:
    """The share of pairs within a group that are as much alike as a bound, of at least so many pairs."""
    alike = [likeness(*pair) >= bound for words in groups for pair in combinations(words, 2)]
    assert len(alike) >= at_least
    return sum(alike) / len(alike)


def test_hardly_any_two_questions_are_as_much_alike_as_one_reworded(shipped: list[Meaning]) -> None:
    questions = [one.entry.words for one in shipped if one.entry.type not in ("", "quiz", "scenario")]
    assert share_alike([questions], SAME_QUESTION, at_least=4000) < 1 / 500


def test_few_options_of_a_question_are_as_much_alike_as_one_reworded(shipped: list[Meaning]) -> None:
    beside: dict[str, list[str]] = {}
    for one in shipped:
        if "/options/" in one.key:
            beside.setdefault(one.above, []).append(one.entry.words)
    assert share_alike(beside.values(), SAME_PART, at_least=400) < 1 / 10
