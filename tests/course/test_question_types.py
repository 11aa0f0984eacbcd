"""Each newer question type: what an answer earns, what is refused, and what a page needs to know to ask it."""

from fractions import Fraction

import pytest
from pydantic import TypeAdapter

from course.questions import (
    Categorise,
    Cloze,
    Match,
    Multiple,
    Numeric,
    Order,
    Pinyin,
    Question,
    QuestionBase,
    Reflection,
)
from course.questions.base import LEFT_OUT
from course.questions.reflection import MAX_LENGTH

ANY: TypeAdapter[Question] = TypeAdapter(Question)


def question(kind: str, **keys: object) -> Question:
    return ANY.validate_python({"id": "x", "outcome": "O", "stem": "s", "type": kind, **keys})


def score(asked: QuestionBase, answer: object) -> Fraction:
    return asked.grade(answer).score


# numeric


@pytest.mark.parametrize(
    ("keys", "right", "wrong"),
    [
        ({"answer": "700"}, ["700", "700.0"], ["701", "-700"]),
        ({"answer": "700", "tolerance": "10"}, ["690", "710"], ["710.1", "689"]),
        ({"answer": "-200", "tolerance_percent": "5%"}, ["-190", "-210"], ["-211", "200"]),
        ({"range": {"from": "70", "to": "80"}}, ["70", "80"], ["80.01", "69.99"]),
        ({"answer": "0.1", "tolerance": "0.2"}, ["0.3", "-0.1"], ["0.30001"]),
        ({"answer": "125万"}, ["1,250,000", "0.0125亿"], ["125"]),
        ({"answer": "1" + "0" * 29}, ["1e29"], ["1" + "0" * 28 + "1"]),
    ],
)
def test_a_number_within_its_tolerance_is_right(
    keys: dict[str, object], right: list[str], wrong: list[str]
) -> None:
    asked = question("numeric", **keys)
    assert {score(asked, typed) for typed in right} == {1}
    assert {score(asked, typed) for typed in wrong} == {0}


@pytest.mark.parametrize(
    ("keys", "tolerance", "near", "part"),
    [
        ({"answer": "100"}, {"tolerance": "10", "score": "50"}, ["110", "90", "100.1"], "1/2"),
        ({"answer": "100", "tolerance": "5"}, {"tolerance_percent": "20", "score": "25"}, ["120"], "1/4"),
        ({"range": {"from": "95", "to": "105"}}, {"tolerance": "5", "score": "99"}, ["90", "110"], "99/100"),
    ],
)
def test_a_number_that_is_near_earns_a_part(
    keys: dict[str, object], tolerance: dict[str, str], near: list[str], part: str
) -> None:
    asked = question("numeric", **keys, near=tolerance)
    assert score(asked, "100") == 1
    assert {score(asked, typed) for typed in near} == {Fraction(part)}
    assert score(asked, "121") == score(asked, "79") == 0


def test_a_near_answer_has_words_of_its_own_if_there_are_any() -> None:
    near = {"answer": "100", "near": {"tolerance": "10", "score": "50"}}
    told = question("numeric", **near, feedback={"right": "Yes.", "partly": "Nearly.", "wrong": "No."})
    silent = question("numeric", **near, feedback={"right": "Yes.", "wrong": "No."})
    assert isinstance(told, Numeric)
    assert isinstance(silent, Numeric)
    assert [told.feedback.on(told.grade(typed)) for typed in ("100", "105", "5")] == [
        "Yes.",
        "Nearly.",
        "No.",
    ]
    assert [silent.feedback.on(silent.grade(typed)) for typed in ("100", "105", "5")] == [
        "Yes.",
        "No.",
        "No.",
    ]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"answer": "125万"}, "1,250,000"),
        ({"answer": "700", "tolerance": "10", "unit": "g"}, "700 ± 10 g"),
        ({"answer": "700", "tolerance_percent": "5"}, "700 ± 5%"),
        ({"range": {"from": "70", "to": "80"}, "unit": "°C"}, "70 to 80 °C"),
    ],
)
def test_the_right_number_is_said_with_how_far_off_it_may_be(keys: dict[str, object], words: str) -> None:
    assert question("numeric", **keys).key_text() == words


def test_a_number_is_stored_in_one_form() -> None:
    asked = question("numeric", answer="700", unit="g")
    assert {str(asked.normalise(typed)) for typed in ("1,250 g", "1250.0", "0.125万", "1.25e3")} == {"1250"}
    assert asked.as_text("1250") == "1,250 g"
    assert asked.normalise("  ") is None


def test_how_an_author_writes_a_number_changes_no_version() -> None:
    assert question("numeric", answer="125万").version() == question("numeric", answer="1,250,000").version()


# pinyin


@pytest.mark.parametrize(
    ("typed", "earns"),
    [
        *[
            (typed, "1")
            for typed in ("Lǐ Kèqiáng", "Li3 Ke4qiang2", "li3ke4qiang2", "LI3 KEQIANG42", "Lǐ Kè Qiáng")
        ],
        *[(typed, "1/2") for typed in ("Li Keqiang", "likeqiang", "Lǐ Kèqiǎng", "li3 keqiang2")],
        *[
            (typed, "0")
            for typed in ("Lǐ", "Lǐ Kèqián", "Lü3 Ke4qiang2", "Qiang2 Li3ke4", "Li Keqiangs", "x")
        ],
    ],
)
def test_pinyin_is_right_with_its_tones_and_half_right_without(typed: str, earns: str) -> None:
    asked = question("pinyin", accept=["Lǐ Kèqiáng"], toneless="50", hanzi="李克强")
    assert score(asked, typed) == Fraction(earns)


def test_missing_tones_earn_nothing_if_nothing_is_said() -> None:
    asked = question("pinyin", accept=["nǚ"])
    assert [score(asked, typed) for typed in ("nv3", "nu:3", "nü", "nǚ")] == [1, 1, 0, 1]


@pytest.mark.parametrize("toneless", ["0", "50", "100"])
def test_u_is_never_taken_for_the_other_vowel(toneless: str) -> None:
    for accepted, typed in (("nǚ", "nu"), ("nǚ", "nu3"), ("lù", "lü"), ("lù", "lü4"), ("lüè", "lue4")):
        assert score(question("pinyin", accept=[accepted], toneless=toneless), typed) == 0


def test_an_apostrophe_makes_two_syllables() -> None:
    asked = question("pinyin", accept=["Xī'ān"], toneless="50", hanzi="西安")
    typed = ["xi1an1", "xīān", "Xi'an", "xi an", "xian", "xiān"]
    assert [score(asked, one) for one in typed] == [1, 1, Fraction(1, 2), Fraction(1, 2), 0, 0]


def test_word_division_counts_if_the_author_says_so() -> None:
    kept = question("pinyin", accept=["Lǐ Kèqiáng"], spaces="keep", toneless="50")
    assert [
        score(kept, typed) for typed in ("li3 ke4qiang2", "li3ke4qiang2", "li keqiang", "li3 ke4 qiang2")
    ] == [*[1, 0, Fraction(1, 2), 0]]


def test_an_author_may_write_numbers_and_everybody_sees_marks() -> None:
    asked = question("pinyin", accept=["Li3 Ke4qiang2", "hua1r5"])
    assert isinstance(asked, Pinyin)
    assert asked.accept == ("Lǐ Kèqiáng", "huār")
    assert asked.key_text() == "Lǐ Kèqiáng; huār"
    assert asked.normalise("ni3 hao3") == "nǐ hǎo"
    assert asked.normalise("'") is None
    assert score(asked, "hua1 r") == 1


def test_the_characters_may_have_one_more_for_the_r_at_the_end() -> None:
    assert isinstance(question("pinyin", accept=["huār"], hanzi="花儿"), Pinyin)


def test_what_marks_make_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 500 characters"):
        question("pinyin", accept=["a1"]).normalise(" ".join(["a" * 49] * 10))


# match

PAIRS = [
    {"id": "rye", "left": "Rye", "right": "Dense"},
    {"id": "wheat", "left": "Wheat", "right": "Airy"},
    {"id": "spelt", "left": "Spelt", "right": "Airy"},
]


@pytest.mark.parametrize(
    ("answer", "each", "whole"),
    [
        ({"rye": "rye", "wheat": "wheat", "spelt": "spelt"}, "1", "1"),
        ({"rye": "rye", "wheat": "spelt", "spelt": "wheat"}, "1", "1"),
        ({"rye": "rye", "wheat": "wheat"}, "2/3", "0"),
        ({"rye": "wheat", "wheat": "wheat", "spelt": "wheat"}, "2/3", "0"),
        ({"rye": "glass", "wheat": "glass", "spelt": None}, "0", "0"),
        ({}, "0", "0"),
    ],
)
def test_each_right_pair_earns_its_share(answer: dict[str, str | None], each: str, whole: str) -> None:
    keys = {"pairs": PAIRS, "decoys": [{"id": "glass", "text": "A window"}]}
    assert score(question("match", **keys), answer) == Fraction(each)
    assert score(question("match", **keys, scoring="all-or-nothing"), answer) == Fraction(whole)


def test_equal_right_sides_are_one_and_stored_under_one_id() -> None:
    asked = question("match", pairs=PAIRS)
    assert isinstance(asked, Match)
    assert [(side.id, side.text) for side in asked.right_sides] == [("rye", "Dense"), ("wheat", "Airy")]
    assert asked.option_ids() == ("rye", "wheat")
    assert asked.normalise({"spelt": "spelt", "rye": None}) == {"spelt": "wheat"}
    assert asked.label("wheat") == "Airy"


def test_a_pair_left_open_is_said_and_keeps_the_question_open() -> None:
    asked = question("match", pairs=PAIRS)
    half = asked.normalise({"rye": "rye"})
    assert asked.as_text(half) == "Rye: Dense; Wheat: left out; Spelt: left out"
    assert not asked.is_complete(half)
    assert asked.normalise({"rye": None}) is None


# order

FIVE = [{"id": one, "text": one.upper()} for one in "abcde"]


@pytest.mark.parametrize(
    ("given", "pairs", "run"),
    [
        *[("abcde", "1", "1"), ("bcdea", "3/4", "3/4"), ("bacde", "1/2", "1/2"), ("edcba", "0", "0")],
        *[("deabc", "3/4", "1/2"), ("cdeab", "3/4", "1/2"), ("abdec", "1/2", "1/4"), ("acbde", "1/4", "1/4")],
    ],
)
def test_an_order_earns_what_the_rule_says(given: str, pairs: str, run: str) -> None:
    scores = [
        score(question("order", items=FIVE, scoring=scoring), list(given))
        for scoring in ("adjacent-pairs", "longest-run", "all-or-nothing")
    ]
    assert scores == [Fraction(pairs), Fraction(run), given == "abcde"]


def test_everything_or_nothing_is_the_rule_for_an_order_where_none_is_named() -> None:
    asked = question("order", items=FIVE)
    assert isinstance(asked, Order)
    assert asked.scoring == "all-or-nothing"


def test_an_order_is_never_shown_as_its_answer() -> None:
    asked = question("order", items=FIVE)
    assert asked.shown_first(tuple("abcde")) == tuple("bcdea")
    assert asked.shown_first(tuple("edcba")) == tuple("edcba")
    two = question("order", items=FIVE[:2])
    assert two.shown_first(("a", "b")) == two.shown_first(("b", "a")) == ("b", "a")


def test_an_order_is_said_in_its_order() -> None:
    assert question("order", items=FIVE).as_text(list("badce")) == "B → A → D → C → E"


# categorise

CATEGORIES = [{"id": one, "text": one.upper()} for one in ("cold", "warm", "hot")]
ITEMS = [
    {"id": "butter", "text": "Butter", "category": "cold", "misconception": "butter-melts"},
    {"id": "loaf", "text": "Loaf", "category": "warm"},
]


def test_each_item_in_its_place_earns_its_share() -> None:
    asked = question("categorise", categories=CATEGORIES, items=ITEMS)
    strict = question("categorise", categories=CATEGORIES, items=ITEMS, scoring="all-or-nothing")
    answers: list[dict[str, str | None]] = [
        {"butter": "cold", "loaf": "warm"},
        {"butter": "cold", "loaf": "hot"},
        {"butter": "cold"},
        {"butter": "hot", "loaf": None},
    ]
    assert [score(asked, answer) for answer in answers] == [1, Fraction(1, 2), Fraction(1, 2), 0]
    assert [score(strict, answer) for answer in answers] == [1, 0, 0, 0]


def test_an_item_put_elsewhere_reveals_its_misconception() -> None:
    asked = question("categorise", categories=CATEGORIES, items=ITEMS)
    assert isinstance(asked, Categorise)
    assert asked.beliefs_met({"butter": "hot", "loaf": "hot"}) == ("butter-melts",)
    assert asked.beliefs_met({"butter": "cold"}) == asked.beliefs_met({}) == asked.beliefs_met(None) == ()
    assert asked.category("hot") == "HOT"


# cloze

GAPS = [
    {
        "id": "when",
        "options": [
            {"id": "day", "text": "day", "correct": "true"},
            {"id": "eve", "text": "eve", "misconception": "starves"},
        ],
    },
    {"id": "name", "accept": ["levain", "le levain"], "ignore": ["case"]},
]
TEXT = "Fed on the {{when}}\nof baking: {{ name }}."


@pytest.mark.parametrize(
    ("answer", "each", "whole"),
    [
        ({"when": "day", "name": "LEVAIN"}, "1", "1"),
        ({"when": "day", "name": "le levain"}, "1", "1"),
        ({"when": "day", "name": "lelevain"}, "1/2", "0"),
        ({"when": "eve", "name": "levain"}, "1/2", "0"),
        ({"name": "levain"}, "1/2", "0"),
        ({"when": None, "name": "  "}, "0", "0"),
    ],
)
def test_each_right_gap_earns_its_share(answer: dict[str, str | None], each: str, whole: str) -> None:
    assert score(question("cloze", text=TEXT, gaps=GAPS), answer) == Fraction(each)
    assert score(question("cloze", text=TEXT, gaps=GAPS, scoring="all-or-nothing"), answer) == Fraction(whole)


def test_the_text_is_cut_at_its_gaps() -> None:
    asked = question("cloze", text=TEXT, gaps=GAPS)
    assert isinstance(asked, Cloze)
    pieces = [piece if isinstance(piece, str) else piece.id for piece in asked.pieces]
    assert pieces == ["Fed on the ", "when", "\nof baking: ", "name", "."]
    assert asked.gap("when").labels == {"day": "day", "eve": "eve"}
    assert asked.gap("name").labels == {}


def test_a_text_that_is_filled_is_said_with_its_gaps() -> None:
    asked = question("cloze", text=TEXT, gaps=GAPS)
    assert asked.as_text({"when": "eve"}) == f"Fed on the [eve] of baking: [{LEFT_OUT}]."
    assert asked.key_text() == "Fed on the [day] of baking: [levain / le levain]."
    assert asked.beliefs_met({"when": "eve", "name": "x"}) == ("starves",)
    assert asked.beliefs_met({"when": "day"}) == ()


def test_what_is_typed_into_a_gap_is_text() -> None:
    asked = question("cloze", text=TEXT, gaps=GAPS)
    with pytest.raises(ValueError, match="^This answer holds characters that are not text"):
        asked.normalise({"name": "a\0"})
    with pytest.raises(ValueError, match="^This answer is not among the choices"):
        asked.normalise({"when": "noon"})


# reflection


def test_a_reflection_is_private_and_earns_nothing() -> None:
    asked = question("reflection")
    assert isinstance(asked, Reflection)
    assert not asked.graded
    assert asked.points == 0
    assert score(asked, "By the window.") == 0
    assert asked.as_text("By the window.") == "written"
    assert asked.as_text(None) == "left out"
    assert asked.key_text() == ""


def test_a_reflection_may_be_long_and_have_lines() -> None:
    asked = question("reflection")
    assert asked.normalise("One.\n\nTwo. ") == "One.\n\nTwo."
    assert asked.normalise("x" * MAX_LENGTH)
    with pytest.raises(ValueError, match="longer than 5,000 characters"):
        asked.normalise("x" * (MAX_LENGTH + 1))


# weights

OPTIONS = [
    {"id": "flour", "text": "Flour", "correct": "true", "weight": "70"},
    {"id": "water", "text": "Water", "correct": "true", "weight": "30"},
    {"id": "oven", "text": "Oven", "weight": "-50"},
    {"id": "pan", "text": "Pan", "weight": "0"},
]


@pytest.mark.parametrize(
    ("ticked", "earns"),
    [
        *[
            ("flour water", "1"),
            ("flour", "7/10"),
            ("water", "3/10"),
            ("flour oven", "1/5"),
            ("water oven", "0"),
        ],
        *[("oven pan", "0"), ("flour water oven pan", "1/2"), ("flour pan", "7/10"), ("", "0")],
    ],
)
def test_weighted_ticks_earn_the_sum_of_their_weights(ticked: str, earns: str) -> None:
    asked = question("multiple", options=OPTIONS, scoring="weighted")
    assert isinstance(asked, Multiple)
    assert score(asked, ticked.split()) == Fraction(earns)
