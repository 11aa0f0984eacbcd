"""What holds for every question and every answer, not only for those that somebody thought of."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from course.questions import Multiple, Option, Question, Single, Text, from_json
from course.questions.multiple import ByCount, share
from course.questions.text import plain

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20
).filter(lambda text: bool(text.strip()))
ids = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True), min_size=2, max_size=6, unique=True)
differences = st.sets(st.sampled_from(["case", "accents", "spaces", "punctuation"])).map(frozenset)


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    names = draw(ids)
    right = draw(st.sets(st.sampled_from(names), min_size=1))
    return Multiple(
        id="q",
        outcome="O",
        stem=draw(words),
        scoring=draw(st.sampled_from(["all-or-nothing", "each-option", "net-correct"])),
        options=tuple(Option(id=name, text=f"{name}?", correct=name in right) for name in names),
        explanation=draw(words),
        points=draw(st.integers(1, 100)),
    )


@st.composite
def singles(draw: st.DrawFn) -> Single:
    names = draw(ids)
    right = draw(st.sampled_from(names))
    return Single(
        id="q",
        outcome="O",
        stem=draw(words),
        options=tuple(Option(id=name, text=f"{name}!", correct=name == right) for name in names),
        shuffle=draw(st.booleans()),
    )


def right_ids(question: Question) -> list[str]:
    return [option.id for option in question.choices if option.correct]


@given(multiples(), st.data())
def test_any_ticks_score_between_0_and_1_and_all_the_right_ones_score_1(
    question: Multiple, data: st.DataObject
) -> None:
    ticked = data.draw(st.lists(st.sampled_from(question.option_ids())))
    assert 0 <= question.grade(ticked).score <= 1
    assert question.grade(right_ids(question)).score == 1
    assert question.grade(ticked).right == (set(ticked) == set(right_ids(question)))


@given(multiples(), st.data())
def test_one_more_right_tick_never_costs_and_one_more_wrong_tick_never_pays(
    question: Multiple, data: st.DataObject
) -> None:
    ticked = set(data.draw(st.lists(st.sampled_from(question.option_ids()), min_size=1)))
    for option in question.choices:
        with_it = question.grade([*ticked, option.id]).score
        assert (
            with_it >= question.grade([*ticked]).score
            if option.correct
            else with_it <= question.grade([*ticked]).score
        )


@given(st.one_of(singles(), multiples()), st.data())
def test_normalising_twice_is_normalising_once_and_grading_depends_on_nothing_else(
    question: Single | Multiple, data: st.DataObject
) -> None:
    if isinstance(question, Single):
        answer: object = data.draw(st.sampled_from(question.option_ids()))
    else:
        answer = data.draw(st.lists(st.sampled_from(question.option_ids())))
    once = question.normalise(answer)
    assert question.normalise(once) == once
    before = question.to_json()
    assert question.grade(answer) == question.grade(once) == from_json(before).grade(answer)
    assert question.to_json() == before


@given(st.one_of(singles(), multiples()))
def test_any_question_survives_being_stored(question: Single | Multiple) -> None:
    again = from_json(question.to_json())
    assert again == question
    assert again.version() == question.version()


@given(st.text(max_size=12), differences)
def test_comparing_text_is_idempotent(typed: str, ignore: frozenset[str]) -> None:
    once = plain(typed, ignore)
    assert plain(once, ignore) == once


@given(words, differences)
def test_an_accepted_answer_is_right_however_its_letters_are_composed(
    typed: str, ignore: frozenset[str]
) -> None:
    if not plain(typed, ignore):
        return
    question = Text.model_validate(
        {"id": "x", "outcome": "O", "stem": "s", "accept": [typed], "ignore": sorted(ignore)}
    )
    for form in ("NFC", "NFD"):
        assert question.grade(unicodedata.normalize(form, typed)).right


def test_comparing_is_idempotent_for_every_character_there_is() -> None:
    ignore = frozenset({"case", "accents", "spaces", "punctuation"})
    everything = [
        c for c in map(chr, range(0x30000)) if unicodedata.category(c) not in ("Cn", "Co", "Cs", "Lo")
    ]
    assert len(everything) > 15_000
    for character in everything:
        once = plain(character, ignore)
        assert unicodedata.normalize("NFKC", once) == once
        assert plain(once, ignore) == once


@given(st.sets(st.sampled_from("abcdef"), min_size=1), st.sets(st.sampled_from("abcdef")))
def test_every_rule_agrees_on_what_is_all_right(right: set[str], ticked: set[str]) -> None:
    rules: list[ByCount] = ["all-or-nothing", "each-option", "net-correct"]
    scores = [share(rule, frozenset(right), frozenset(ticked), 6) for rule in rules]
    assert {score == 1 for score in scores} == {right == ticked}
    assert scores[0] <= scores[1]
    assert scores[2] <= 1
