"""Walking through a scenario: what each step does, what stays in the record, and what the debrief makes of it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.loader import load
from course.scenarios import Numbers, Run, Scenario, StepRefused, debrief, from_json
from course.scenarios.walk import choose, finish, go_back, open_card
from tests.bread import ORIGINAL, Bread

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LOADED = load(ORIGINAL).course
assert LOADED
LATE_LOAF = LOADED.scenarios["late-loaf"]
BENIGN = LATE_LOAF.model_copy(update={"benign": True})


def begun(scenario: Scenario = LATE_LOAF) -> Run:
    return Run("r1", "ada", scenario, 1, NOON)


def walked(*options: str, scenario: Scenario = LATE_LOAF) -> Run:
    """A run in which these options were chosen, one a minute; `back:node` goes back, `look:card` opens a card."""
    run = begun(scenario)
    for minute, step in enumerate(options, start=1):
        now = NOON + timedelta(minutes=minute)
        kind, _, name = step.rpartition(":")
        if kind == "back":
            run = go_back(run, name, now)
        elif kind == "look":
            run = open_card(run, run.here.id, name, now)
        else:
            run = choose(run, run.here.id, step, now)
    return run


def test_a_scenario_holds_what_its_file_says() -> None:
    assert (LATE_LOAF.title, LATE_LOAF.module, LATE_LOAF.minutes, LATE_LOAF.benign) == (
        "The late loaf",
        "dough",
        4,
        False,
    )
    order = LATE_LOAF.node("the-order")
    assert [option.judgement for option in order.options] == ["naive", "sound", "over-cautious"]
    assert [(card.id, card.kind) for card in order.evidence] == [("note", "message"), ("log", "record")]
    assert [node.id for node in LATE_LOAF.nodes if node.ending] == ["good-bread", "no-customer"]
    with pytest.raises(KeyError):
        LATE_LOAF.node("none")


def test_a_scenario_is_rebuilt_from_its_json_with_the_same_version() -> None:
    again = from_json(LATE_LOAF.to_json())
    assert again == LATE_LOAF
    assert again.version() == LATE_LOAF.version()


def test_any_change_is_another_version(bread: Bread) -> None:
    bread.edit("quizzes/scenarios/late-loaf.yaml", "Ana laughs.", "Ana smiles.")
    assert bread.course().scenarios["late-loaf"].version() != LATE_LOAF.version()


def test_the_version_of_what_was_written_before_stays() -> None:
    """Golden: runs are kept under this hash, so a new key must not change it."""
    assert LATE_LOAF.version() == "f7f998553117faabd2ae23ed5a669b7be8529b2110fb15c714f43a85a635f39f"


def test_a_run_begins_at_the_start() -> None:
    run = begun()
    assert (run.here.id, run.sequence, run.path) == ("the-order", 0, ())


def test_a_choice_leads_where_its_option_says() -> None:
    run = walked("wait")
    assert run.here.id == "risen"
    assert [(step.sequence, step.kind, step.node_id, step.option_id) for step in run.steps] == [
        (1, "choice", "the-order", "wait")
    ]
    assert run.steps[0].at == NOON + timedelta(minutes=1)


def test_a_step_changes_nothing_of_the_run_it_was_made_from() -> None:
    run = begun()
    choose(run, "the-order", "wait", NOON)
    assert run == begun()


@pytest.mark.parametrize(
    ("node", "option"), [("risen", "bake"), ("the-order", "bake"), ("the-order", ""), ("none", "wait")]
)
def test_only_what_stands_at_the_node_where_the_run_is_can_be_chosen(node: str, option: str) -> None:
    with pytest.raises(StepRefused):
        choose(begun(), node, option, NOON)


def test_an_ending_takes_no_choice() -> None:
    with pytest.raises(StepRefused):
        choose(walked("wait", "bake"), "good-bread", "wait", NOON)


def test_going_back_returns_to_a_decision_and_keeps_what_was_chosen_in_the_record() -> None:
    run = walked("bake-now", "full-price", "back:flat-loaf")
    assert run.here.id == "flat-loaf"
    assert [step.kind for step in run.steps] == ["choice", "choice", "return"]
    assert [step.option_id for step in run.path] == ["bake-now"]
    assert [option.id for option in run.abandoned("flat-loaf")] == ["full-price"]


def test_going_back_to_the_start_abandons_the_whole_path() -> None:
    run = walked("bake-now", "ask-ana", "back:the-order", "wait", "bake")
    assert [step.option_id for step in run.path] == ["wait", "bake"]
    assert [option.id for option in run.abandoned("the-order")] == ["bake-now"]
    assert run.abandoned("risen") == ()


def test_choosing_the_same_again_after_going_back_counts_once_on_the_path() -> None:
    run = walked("wait", "back:the-order", "wait")
    assert [step.sequence for step in run.path] == [3]
    assert [option.id for option in run.abandoned("the-order")] == ["wait"]


@pytest.mark.parametrize("node", ["the-order", "risen", "good-bread", "none"])
def test_nobody_goes_back_to_what_is_not_behind_them(node: str) -> None:
    run = walked("wait", "back:the-order")
    with pytest.raises(StepRefused):
        go_back(run, node, NOON)


def test_opening_a_card_twice_at_one_place_is_noted_once() -> None:
    run = walked("look:note", "look:note", "look:log")
    assert [(card.card_id, card.sequence) for card in run.opened] == [("note", 0), ("log", 0)]
    assert run.cards_open() == {"note", "log"}
    assert run.sequence == 0


def test_after_going_back_a_card_is_closed_again_and_can_be_opened_again() -> None:
    run = walked("look:note", "bake-now", "back:the-order")
    assert run.cards_open() == frozenset()
    assert [card.sequence for card in open_card(run, "the-order", "note", NOON).opened] == [0, 2]


@pytest.mark.parametrize(("node", "card"), [("the-order", "none"), ("risen", "note")])
def test_only_cards_that_are_on_the_table_are_opened(node: str, card: str) -> None:
    with pytest.raises(StepRefused):
        open_card(begun(), node, card, NOON)


def test_a_run_is_finished_at_an_ending_and_once() -> None:
    run = finish(walked("wait", "bake"), NOON)
    assert run.finished_at == NOON
    assert finish(run, NOON + timedelta(hours=1)) == run


def test_a_run_is_not_finished_before_an_ending() -> None:
    with pytest.raises(StepRefused):
        finish(walked("wait"), NOON)


def test_nothing_of_a_finished_run_is_changed() -> None:
    run = finish(walked("wait", "bake"), NOON)
    with pytest.raises(StepRefused):
        go_back(run, "risen", NOON)
    with pytest.raises(StepRefused):
        choose(run, "good-bread", "wait", NOON)
    with pytest.raises(StepRefused):
        open_card(run, "good-bread", "note", NOON)


# ---- the debrief


def test_the_debrief_goes_along_the_path_with_what_each_choice_rested_on() -> None:
    found = debrief(walked("look:note", "bake-now", "ask-ana"))
    assert [(d.node.id, d.option.id, d.sound) for d in found.decisions] == [
        ("the-order", "bake-now", False),
        ("flat-loaf", "ask-ana", True),
    ]
    assert [[card.id for card in decision.opened] for decision in found.decisions] == [["note"], []]
    assert found.ending.id == "good-bread"


def test_the_better_option_is_told_where_another_one_is_better() -> None:
    found = debrief(walked("bake-now", "full-price"))
    assert [decision.better and decision.better.id for decision in found.decisions] == ["wait", "ask-ana"]
    assert [decision.better for decision in debrief(walked("wait", "bake")).decisions] == [None, None]


def test_the_better_path_follows_what_is_sound_from_the_start() -> None:
    found = debrief(walked("bake-now", "full-price"))
    assert [(node.id, option.id) for node, option in found.better_path] == [
        ("the-order", "wait"),
        ("risen", "bake"),
    ]
    assert found.better_ending.id == "good-bread"


def test_where_nothing_is_sound_by_itself_escalating_is_the_better_option() -> None:
    better = LATE_LOAF.node("flat-loaf").better
    assert better
    assert better.id == "ask-ana"


@pytest.mark.parametrize(
    ("steps", "numbers", "benign"),
    [
        (("wait", "bake"), Numbers(decisions=2, sound=2, naive=0, false_alarms=0), False),
        (("bake-now", "full-price"), Numbers(decisions=2, sound=0, naive=2, false_alarms=0), False),
        (("bake-now", "ask-ana"), Numbers(decisions=2, sound=1, naive=1, false_alarms=0), False),
        (("refuse",), Numbers(decisions=1, sound=0, naive=0, false_alarms=1), False),
        (("wait", "ask-again"), Numbers(decisions=2, sound=1, naive=0, false_alarms=0), False),
        (("wait", "ask-again"), Numbers(decisions=2, sound=1, naive=0, false_alarms=1), True),
        (("bake-now", "ask-ana"), Numbers(decisions=2, sound=1, naive=1, false_alarms=0), True),
        (
            ("refuse", "back:the-order", "wait", "bake"),
            Numbers(decisions=2, sound=2, naive=0, false_alarms=0),
            False,
        ),
    ],
)
def test_the_numbers_are_about_the_final_path(steps: tuple[str, ...], numbers: Numbers, benign: bool) -> None:
    assert debrief(walked(*steps, scenario=BENIGN if benign else LATE_LOAF)).numbers == numbers


def test_shares_are_of_the_decisions_of_the_path() -> None:
    numbers = debrief(walked("bake-now", "ask-ana")).numbers
    assert (numbers.soundness, numbers.naivety) == (0.5, 0.5)


def test_a_scenario_that_is_an_ending_alone_has_no_decision_and_nothing_unsound() -> None:
    only = LATE_LOAF.model_copy(update={"nodes": (LATE_LOAF.node("good-bread"),), "start": "good-bread"})
    found = debrief(begun(only))
    assert (found.numbers, found.numbers.soundness, found.numbers.naivety) == (Numbers(0, 0, 0, 0), 1.0, 0.0)
    assert (found.better_path, found.decisions) == ((), ())


def test_a_belief_is_met_once_and_also_where_the_choice_was_taken_back() -> None:
    assert debrief(walked("bake-now", "back:the-order", "wait", "bake")).beliefs == ("cups-are-exact",)
    assert debrief(walked("bake-now", "back:the-order", "bake-now", "ask-ana")).beliefs == ("cups-are-exact",)
    assert debrief(walked("wait", "bake")).beliefs == ()


# ---- any walk


@given(st.lists(st.integers(0, 8), max_size=40))
def test_any_walk_keeps_every_step_and_stays_on_a_path_from_the_start(moves: list[int]) -> None:
    run = begun()
    for move in moves:
        here, behind = run.here, run.path
        if move < len(here.options):
            run = choose(run, here.id, here.options[move].id, NOON)
        elif behind:
            run = go_back(run, behind[move % len(behind)].node_id, NOON)
        assert [step.sequence for step in run.steps] == list(range(1, run.sequence + 1))
        nodes = [*(step.node_id for step in run.path), run.here.id]
        assert nodes[0] == "the-order"
        assert len(set(nodes)) == len(nodes)
        numbers = debrief(run).numbers
        assert numbers.sound + numbers.naive + numbers.false_alarms <= numbers.decisions == len(run.path)
