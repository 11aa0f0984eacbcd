"""What people chose in a scenario: first runs, first choices, in steps of five, and nothing that tells of few."""

from uuid import uuid4

import pytest

from progress import scenario_statistics, scenarios
from progress.scenario_statistics import Part, ScenarioFigures
from tests.progress.bakery import Bakery, Learner

SCENARIO = "late-loaf"


def walk(learner: Learner, *choices: str, preview: bool = False, finish: bool = True) -> None:
    """Choose in order; `<node` goes back to a node."""
    b = learner.bakery
    run = scenarios.start_or_resume(b.db, b.course.scenarios[SCENARIO], learner.id, b.now, preview=preview)
    for choice in choices:
        if choice.startswith("<"):
            saved = scenarios.go_back(b.db, run.id, learner.id, choice[1:], run.sequence, uuid4().hex, b.now)
        else:
            saved = scenarios.choose(
                b.db, run.id, learner.id, run.here.id, choice, run.sequence, uuid4().hex, b.now
            )
        run = saved.run
    if finish:
        scenarios.finish(b.db, run.id, learner.id, run.sequence, b.now)
    b.wait(minutes=1)


def only(bakery: Bakery) -> ScenarioFigures:
    (figures,) = scenario_statistics.of_scenario(bakery.db, SCENARIO)
    return figures


def parts(figures: ScenarioFigures, node: str) -> dict[str, Part | None]:
    (decision,) = (decision for decision in figures.decisions if decision.node.id == node)
    return dict(decision.options)


SOUND, NAIVE, CAUTIOUS = ("wait", "bake"), ("bake-now", "ask-ana"), ("refuse",)


def test_fewer_than_five_people_have_no_figures(bakery: Bakery) -> None:
    for _ in range(4):
        walk(bakery.learner(), *SOUND)
    walk(bakery.learner("Trainer", "trainer"), *SOUND, preview=True)
    walk(bakery.learner(), *SOUND, finish=False)
    assert scenario_statistics.of_scenario(bakery.db, SCENARIO) == []
    assert scenario_statistics.runs(bakery.db, SCENARIO) == (4, 4)


def test_the_first_choices_of_first_runs_count(bakery: Bakery) -> None:
    learners = [bakery.learner() for _ in range(20)]
    for i, learner in enumerate(learners):
        walk(learner, *(SOUND if i < 10 else NAIVE if i < 15 else CAUTIOUS))
        walk(learner, *SOUND)
    figures = only(bakery)
    assert figures.people == 20
    assert parts(figures, "the-order") == {
        "bake-now": Part(5, 0.25),
        "wait": Part(10, 0.5),
        "refuse": Part(5, 0.25),
    }
    assert (figures.false_alarms, figures.naive) == (0.25, 0.25)
    start = figures.decisions[0]
    assert dict(start.judged) == {"naive": 0.25, "sound": 0.5, "over-cautious": 0.25}
    assert [([option.id for _, option in way.choices], way.part) for way in figures.ways] == [
        (["wait", "bake"], Part(10, 0.5)),
        (["bake-now", "ask-ana"], Part(5, 0.25)),
        (["refuse"], Part(5, 0.25)),
    ]
    assert figures.others is None


def test_who_went_back_counts_with_the_first_choice_and_goes_the_last_way(bakery: Bakery) -> None:
    for _ in range(5):
        walk(
            bakery.learner(), "bake-now", "full-price", "<flat-loaf", "ask-ana", "<the-order", "wait", "bake"
        )
    figures = only(bakery)
    assert parts(figures, "the-order")["bake-now"] == Part(5, 1.0)
    assert parts(figures, "flat-loaf") == {"full-price": Part(5, 1.0), "ask-ana": Part(0, 0.0)}
    assert parts(figures, "risen")["bake"] == Part(5, 1.0)
    assert [[option.id for _, option in way.choices] for way in figures.ways] == [["wait", "bake"]]


def test_figures_never_change_by_fewer_than_five_people(bakery: Bakery) -> None:
    for _ in range(5):
        walk(bakery.learner(), *SOUND)
    before = only(bakery)
    for _ in range(4):
        walk(bakery.learner(), *NAIVE)
        assert only(bakery) == before
    walk(bakery.learner(), *NAIVE)
    assert only(bakery).naive == 0.5


def test_few_people_at_a_choice_are_hidden_and_what_would_tell_them(bakery: Bakery) -> None:
    for i in range(20):
        walk(bakery.learner(), *(SOUND if i < 17 else NAIVE))
    figures = only(bakery)
    assert parts(figures, "the-order") == {"bake-now": None, "wait": None, "refuse": Part(0, 0.0)}
    assert dict(figures.decisions[0].judged) == {"naive": None, "sound": None, "over-cautious": 0.0}
    assert [decision.people for decision in figures.decisions] == [20, 0, 15]
    assert (figures.naive, figures.false_alarms) == (None, 0.0)
    assert (figures.ways, figures.others) == ((), Part(20, 1.0))


def test_in_a_benign_scenario_escalating_beside_a_sound_option_is_a_false_alarm(bakery: Bakery) -> None:
    for _ in range(5):
        walk(bakery.learner(), "wait", "ask-again")
    assert only(bakery).false_alarms == 0.0
    bakery.edit(f"quizzes/scenarios/{SCENARIO}.yaml", "minutes: 4\n", "minutes: 4\nbenign: true\n")
    for _ in range(5):
        walk(bakery.learner(), "wait", "ask-again")
    latest, earlier = scenario_statistics.of_scenario(bakery.db, SCENARIO)
    assert latest.scenario.benign
    assert (latest.false_alarms, earlier.false_alarms) == (1.0, 0.0)


def test_of_very_many_people_the_latest_count(bakery: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario_statistics, "LATEST", 10)
    for i in range(17):
        walk(bakery.learner(), *(SOUND if i < 5 else NAIVE))
    figures = only(bakery)
    assert (figures.people, figures.naive) == (10, 1.0)


@pytest.mark.parametrize("people", [5, 12])
def test_the_number_of_people_is_a_step(bakery: Bakery, people: int) -> None:
    for _ in range(people):
        walk(bakery.learner(), *SOUND)
    assert only(bakery).people == people - people % 5
