from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.draw import Rule, asked, draw, in_order, option_order
from course.questions.base import Difficulty


@dataclass(frozen=True)
class Card:
    id: str
    outcome: str
    difficulty: Difficulty = "medium"
    module: str = ""


BANK = [
    Card(f"{outcome.lower()}-{n}", outcome)
    for outcome, size in (("A", 4), ("B", 2), ("C", 1))
    for n in range(1, size + 1)
]
OUTCOMES = {card.id: card.outcome for card in BANK}


def outcomes(drawn: tuple[str, ...]) -> Counter[str]:
    return Counter(OUTCOMES[one] for one in drawn)


# These orders are golden: if one changes, attempts that are open today would change under their learners.
def test_invariant_8_ids_stand_in_the_order_of_their_hashes() -> None:
    assert in_order(["a-1", "a-2", "b-1", "b-2", "c-1"], "seed") == ("c-1", "b-1", "a-1", "b-2", "a-2")
    assert in_order(["出口", "許可", "a"], "七") == ("許可", "出口", "a")


@pytest.mark.parametrize(
    ("rule", "seed", "expected"),
    [
        (5, "s1", ("a-1", "b-1", "a-2", "b-2", "c-1")),
        (5, "s2", ("a-2", "a-3", "b-1", "b-2", "c-1")),
        ({"A": 2, "C": 1}, "s1", ("a-1", "a-2", "c-1")),
        (None, "s1", ("a-1", "b-1", "a-2", "a-3", "b-2", "c-1", "a-4")),
    ],
)
def test_invariant_8_a_seed_always_draws_the_same_questions(
    rule: int | dict[str, int] | None, seed: str, expected: tuple[str, ...]
) -> None:
    assert draw(BANK, rule, seed) == expected


def test_invariant_8_a_seed_always_gives_the_same_order_of_options() -> None:
    assert option_order(["w", "x", "y", "z"], "s1", "a-1", shuffle=True) == ("y", "w", "z", "x")


def test_options_that_are_not_to_be_shuffled_stay_as_written() -> None:
    assert option_order(["w", "x", "y", "z"], "s1", "a-1", shuffle=False) == ("w", "x", "y", "z")


def test_two_questions_with_the_same_options_have_orders_of_their_own() -> None:
    orders = {option_order(["w", "x", "y", "z"], "s1", card.id, shuffle=True) for card in BANK}
    assert len(orders) > 1


@given(st.text(), st.integers(1, 7), st.randoms(use_true_random=False))
def test_the_order_in_the_file_changes_no_draw(seed: str, number: int, random: Random) -> None:
    shuffled = random.sample(BANK, len(BANK))
    assert draw(shuffled, number, seed) == draw(BANK, number, seed)


@given(st.text(), st.integers(1, 7))
def test_a_number_is_shared_evenly_over_the_outcomes(seed: str, number: int) -> None:
    drawn = draw(BANK, number, seed)
    assert len(drawn) == len(set(drawn)) == number
    counted = outcomes(drawn)
    for outcome, size in (("A", 4), ("B", 2), ("C", 1)):
        assert counted[outcome] >= min(size, number // 3)


@given(st.text())
def test_numbers_per_outcome_are_kept(seed: str) -> None:
    assert outcomes(draw(BANK, {"A": 3, "B": 1}, seed)) == {"A": 3, "B": 1}


@given(st.text())
def test_without_a_rule_every_question_is_asked_once(seed: str) -> None:
    assert sorted(draw(BANK, None, seed)) == sorted(OUTCOMES)


def test_a_bank_that_is_too_small_gives_what_it_has() -> None:
    assert sorted(draw(BANK, 50, "s1")) == sorted(OUTCOMES)
    assert outcomes(draw(BANK, {"C": 9, "D": 1}, "s1")) == {"C": 1}
    assert draw([], 3, "s1") == ()


def test_every_question_gets_its_turn() -> None:
    drawn = Counter(one for i in range(600) for one in draw(BANK, 3, f"seed-{i}"))
    assert drawn["c-1"] == 600  # the only one of its outcome
    for one in ("a-1", "a-2", "a-3", "a-4"):
        assert 110 <= drawn[one] <= 190  # 150 on average


# Blueprints, and what the learner has seen

LEVELLED = [
    Card(f"{outcome}-{level}-{n}", outcome, level)
    for outcome in "AB"
    for level in ("easy", "hard")
    for n in range(4)
]


def test_a_blueprint_draws_so_many_of_each_outcome_and_difficulty() -> None:
    drawn = draw(LEVELLED, {"A": {"easy": 2, "hard": 1}, "B": 3}, "s1")
    cards = [card for card in LEVELLED if card.id in drawn]
    assert Counter((card.outcome, card.difficulty) for card in cards if card.outcome == "A") == {
        ("A", "easy"): 2,
        ("A", "hard"): 1,
    }
    assert sum(card.outcome == "B" for card in cards) == 3


def test_invariant_8_a_seed_always_draws_the_same_by_blueprint() -> None:
    rule: Rule = {"A": {"easy": 2, "hard": 1}, "B": {"hard": 1}}
    assert draw(LEVELLED, rule, "s1") == ("A-easy-1", "B-hard-3", "A-hard-2", "A-easy-2")
    assert draw(LEVELLED, rule, "s1", {"A-hard-0": 1, "A-hard-1": 1, "A-hard-2": 1}) == (
        "A-easy-1",
        "B-hard-3",
        "A-easy-2",
        "A-hard-3",
    )


@pytest.mark.parametrize(("rule", "number"), [(7, 7), ({"A": 2, "B": {"easy": 1, "hard": 2}}, 5)])
def test_a_rule_says_how_many_questions_it_asks(rule: Rule, number: int) -> None:
    assert asked(rule) == number
    assert len(draw(LEVELLED, rule, "s")) == number


@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_unseen_questions_come_first(dice: Random, number: int) -> None:
    bank = [card for card in LEVELLED if card.outcome == "A"]
    seen = {card.id: dice.randint(0, 2) for card in bank}
    drawn = draw(bank, number, str(dice.random()), seen)
    left = [seen[card.id] for card in bank if card.id not in drawn]
    assert max(seen[one] for one in drawn) <= min(left, default=99)


def test_outcomes_are_balanced_before_unseen_questions_are_preferred() -> None:
    seen = {card.id: 5 for card in LEVELLED if card.outcome == "A"}
    assert Counter(one[0] for one in draw(LEVELLED, 6, "s", seen)) == {"A": 3, "B": 3}


TAUGHT = [
    Card(f"{outcome.lower()}-{n}", outcome, "medium", module)
    for module, taught in (("dough", "AB"), ("oven", "CD"))
    for outcome in taught
    for n in range(3)
]


@given(st.text(max_size=5))
def test_a_blueprint_draws_so_many_of_each_module_spread_over_its_outcomes(seed: str) -> None:
    drawn = Counter(one[0] for one in draw(TAUGHT, {"dough": 4, "oven": 1}, seed))
    assert (drawn["a"], drawn["b"]) == (2, 2)
    assert drawn["c"] + drawn["d"] == 1


def test_invariant_8_a_seed_always_draws_the_same_by_module() -> None:
    assert draw(TAUGHT, {"dough": 2, "oven": 2}, "s1") == ("a-0", "c-0", "b-1", "d-0")
