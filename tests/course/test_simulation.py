"""Simulated learners: whether they answer as their model says, to questions of every type."""

import math
from pathlib import Path
from random import Random
from statistics import fmean

import pytest

from course import simulation
from course.loader import load
from course.questions import Question, Single
from course.scenarios import Scenario
from course.simulation import Behaviour, SimulatedLearner
from course.simulation.keys import right_answer, slips, wrong_fillings
from settings import ROOT
from tests.bread import ORIGINAL, Bread
from tests.every_type import QUIZ, ask_every_type

THROWS = 4000
BEHAVIOUR = Behaviour(1.2, 0.3, 0.2)
NOBODY = SimulatedLearner(ability=0.5, beliefs=frozenset(), leaves_out=0.03, bias=0.2, pace=1)


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Question]:
    """A question of every type."""
    bread = Bread(tmp_path_factory.mktemp("course") / "bread")
    ask_every_type(bread)
    return {question.id: question for question in bread.course().quiz("dough").questions}


IDS = [
    line.split(": ")[1]
    for line in QUIZ.read_text(encoding="utf-8").splitlines()
    if line.startswith("  - id: ")
]
marked = pytest.mark.parametrize("name", [name for name in IDS if name != "own-kitchen"])


def test_there_is_a_question_of_every_type_to_answer(questions: dict[str, Question]) -> None:
    assert questions.keys() == {*IDS}
    assert len({question.kind for question in questions.values()}) == 11


@marked
def test_the_right_answer_earns_everything_and_no_slip_does(
    questions: dict[str, Question], name: str
) -> None:
    question = questions[name]
    assert question.grade(right_answer(question)).right
    assert [wrong for _, wrong in slips(question) if question.grade(wrong).right] == []
    assert slips(question) or question.parts or question.kind == "multiple"
    for part in question.parts if not slips(question) else ():
        assert wrong_fillings(question, part)  # type: ignore[arg-type]  # what has parts is parted


@pytest.mark.parametrize("course", [ORIGINAL, ROOT], ids=["bread", "shipped"])
def test_every_question_of_a_course_can_be_answered_right_and_wrong(course: Path) -> None:
    loaded = load(course).course
    assert loaded
    for quiz in loaded.quizzes.values():
        for question in quiz.drawable:
            assert question.grade(right_answer(question)).right, question.id
            dice = Random(question.id)
            hopeless = Behaviour(1, 40, 0)
            shares = {_share(question, hopeless, dice) for _ in range(5)}
            assert max(shares) < 1, question.id


def _share(question: Question, behaviour: Behaviour, dice: Random) -> float:
    given = simulation.respond(question, behaviour, NOBODY, 0, dice)
    return float(question.grade(given.response).score)


@marked
@pytest.mark.parametrize("ability", [-1.5, 1.0])
def test_answers_earn_what_the_model_expects(
    questions: dict[str, Question], name: str, ability: float
) -> None:
    question, dice = questions[name], Random(f"{name}/{ability}")
    earned = []
    for _ in range(THROWS):
        given = simulation.respond(question, BEHAVIOUR, NOBODY, ability, dice)
        cost = sum(hint.cost for hint in question.hints[: given.hints]) / 100
        earned.append(max(0.0, float(question.grade(given.response).score) - cost))
    expected = simulation.expect(question, BEHAVIOUR, NOBODY, ability)
    error = math.sqrt(expected.variance / THROWS)
    assert 0 < error < 0.01
    assert abs(fmean(earned) - expected.mean) < 4 * error


def test_the_chance_of_being_right_is_that_of_the_three_parameter_model() -> None:
    assert BEHAVIOUR.chance(0.3) == pytest.approx(0.6)  # at t = b, halfway from guessing to knowing
    assert BEHAVIOUR.chance(-50) == pytest.approx(0.2)
    assert BEHAVIOUR.chance(50) == pytest.approx(1)
    assert Behaviour(1, 0, 0).chance(math.log(3)) == pytest.approx(0.75)  # Rasch: log odds are t - b


def test_a_question_behaves_alike_under_one_seed_and_otherwise_under_another(
    questions: dict[str, Question],
) -> None:
    question = questions["weigh-first"]
    assert simulation.behaviour(question, 1) == simulation.behaviour(question, 1)
    assert simulation.behaviour(question, 1) != simulation.behaviour(question, 2)
    assert simulation.behaviour(question, 1).guessing == pytest.approx(1 / 2)


def test_a_few_questions_are_broken_and_the_others_tell_learners_apart(
    questions: dict[str, Question],
) -> None:
    found = [simulation.behaviour(questions["weigh-first"], seed).discrimination for seed in range(2000)]
    broken = sum(one < 0 for one in found)
    assert 25 < broken < 75  # one in forty
    assert min(one for one in found if one > 0) > 0.4


def test_who_holds_a_misconception_chooses_it_when_wrong_and_is_surer(bread: Bread) -> None:
    question = bread.course().quiz("dough").question("weigh-first")
    assert isinstance(question, Single)
    belief, option = next(
        (option.misconception, option.id) for option in question.options if option.misconception
    )
    holder = SimulatedLearner(0, frozenset({belief}), 0, 0, 1)
    free = SimulatedLearner(0, frozenset(), 0, 0, 1)
    dice = Random(7)
    hard = Behaviour(1, 0.5, 0)
    by_holder = [simulation.respond(question, hard, holder, 0, dice) for _ in range(THROWS)]
    by_free = [simulation.respond(question, hard, free, 0, dice) for _ in range(THROWS)]
    assert _share_of(by_holder, option) > _share_of(by_free, option) + 0.15
    sure = [given.certainty for given in by_holder if given.response == option]
    other = [given.certainty for given in by_free if given.response == option]
    assert fmean(level or 0 for level in sure) > fmean(level or 0 for level in other) + 0.5


def _share_of(given: list[simulation.Given], option: str) -> float:
    return sum(one.response == option for one in given) / len(given)


def test_the_more_able_are_surer_and_hold_fewer_misconceptions(questions: dict[str, Question]) -> None:
    question, dice = questions["feed-on-the-day"], Random(8)
    low, high = (
        fmean(
            simulation.respond(question, Behaviour(1.2, 0, 0.5), NOBODY, ability, dice).certainty or 0
            for _ in range(1000)
        )
        for ability in (-1, 2)
    )
    assert high > low + 0.5
    people = sorted(
        (simulation.learner(dice, ["a", "b", "c", "d"], 1) for _ in range(2000)),
        key=lambda learner: learner.ability,
    )
    assert fmean(len(one.beliefs) for one in people[:500]) > 1.5 * fmean(
        len(one.beliefs) for one in people[-500:]
    )
    assert abs(fmean(one.ability for one in people)) < 4 / math.sqrt(2000)


def test_the_more_able_decide_soundly_more_often_and_everything_is_chosen_by_some(scenario: Scenario) -> None:
    node = scenario.node(scenario.start)
    dice = Random(9)
    able = [simulation.decide(node, 2, dice) for _ in range(1000)]
    unable = [simulation.decide(node, -2, dice) for _ in range(1000)]
    assert sum(map(node.is_sound, able)) > sum(map(node.is_sound, unable)) + 200
    assert {option.id for option in unable} == {option.id for option in node.options}


@pytest.fixture
def scenario(bread: Bread) -> Scenario:
    return bread.course().scenarios["late-loaf"]


def test_names_are_many_and_addresses_can_be_nobodys() -> None:
    dice = Random(10)
    names = [simulation.name(dice, number) for number in range(500)]
    assert len({name.full for name in names}) > 450
    assert len({name.email for name in names}) == 500
    assert all(name.email.endswith(".invalid") for name in names)
