"""Question types: what counts as an answer, what it earns, and that a stored question never changes its meaning."""

import re
from fractions import Fraction

import pytest
from pydantic import TypeAdapter, ValidationError, create_model

from course.questions import (
    Categorise,
    Choice,
    Cloze,
    Gap,
    Grade,
    Hint,
    Match,
    Multiple,
    Numeric,
    Option,
    Order,
    Pinyin,
    Question,
    Reflection,
    Response,
    Single,
    Text,
    TrueFalse,
    from_json,
)
from course.questions.base import LEFT_OUT
from course.questions.categorise import Sorted
from course.questions.match import Pair
from course.questions.multiple import Scoring
from course.questions.order import Step
from course.questions.text import MAX_LENGTH, Difference, plain

SINGLE = Single(
    id="which-first",
    outcome="D1",
    stem="What comes first?",
    options=(
        Option(id="flour", text="Flour", correct=True, feedback="Yes."),
        Option(id="salt", text="Salt", misconception="salt-first"),
    ),
)
MULTIPLE = Multiple(
    id="what-to-weigh",
    outcome="D1",
    stem="What does Luc weigh?",
    source=("flour-book", "yeast-rules"),
    options=(
        Option(id="flour", text="Flour", correct=True),
        Option(id="water", text="Water", correct=True),
        Option(id="oven", text="The oven"),
        Option(id="pan", text="The pan"),
    ),
)
TRUE_FALSE = TrueFalse(
    id="feed", outcome="D2", stem="A starter is fed.", answer=True, misconception="starves"
)
TEXT = Text(id="french", outcome="D2", stem="In French?", accept=("levain", "le levain"), points=2)
NUMERIC = Numeric(id="water", outcome="D1", stem="How much water?", answer="1,250", tolerance="10", unit="g")
PINYIN = Pinyin(id="noodle", outcome="D2", stem="How is it said?", accept=("mian4tiao2",), toneless=50)
MATCH = Match(
    id="flours",
    outcome="D1",
    stem="What is baked from which flour?",
    pairs=(
        Pair(id="rye", left="Rye", right="A dense loaf"),
        Pair(id="wheat", left="Wheat", right="An airy loaf"),
        Pair(id="spelt", left="Spelt", right="An airy loaf"),
    ),
    decoys=(Choice(id="glass", text="A window"),),
)
ORDER = Order(
    id="steps",
    outcome="D1",
    stem="In which order?",
    items=(Step(id="weigh", text="Weigh"), Step(id="knead", text="Knead"), Step(id="bake", text="Bake")),
)
CATEGORISE = Categorise(
    id="places",
    outcome="D2",
    stem="Where does it wait?",
    categories=(Choice(id="cold", text="In the cold"), Choice(id="warm", text="In the warm")),
    items=(
        Sorted(id="butter", text="Butter", category="cold", misconception="butter-melts"),
        Sorted(id="loaf", text="The loaf", category="warm"),
    ),
)
CLOZE = Cloze(
    id="words",
    outcome="D2",
    stem="Complete it.",
    text="Fed on the {{when}} of baking, it is called {{ name }}.",
    gaps=(
        Gap(
            id="when",
            options=(
                Option(id="day", text="day", correct=True),
                Option(id="eve", text="eve", misconception="starves"),
            ),
        ),
        Gap(id="name", accept=("levain",)),
    ),
)
REFLECTION = Reflection(id="kitchen", outcome="D2", stem="And in your kitchen?")
QUESTIONS: list[Question] = [
    SINGLE,
    MULTIPLE,
    TRUE_FALSE,
    NUMERIC,
    TEXT,
    PINYIN,
    MATCH,
    ORDER,
    CATEGORISE,
    CLOZE,
    REFLECTION,
]
NAMES = [question.kind for question in QUESTIONS]
RIGHT: dict[str, Response] = {
    "single": "flour",
    "multiple": ["flour", "water"],
    "true-false": "true",
    "numeric": "1250",
    "text": "levain",
    "pinyin": "miàntiáo",
    "match": {"rye": "rye", "wheat": "wheat", "spelt": "wheat"},
    "order": ["weigh", "knead", "bake"],
    "categorise": {"butter": "cold", "loaf": "warm"},
    "cloze": {"when": "day", "name": "levain"},
    "reflection": "By the window.",
}
WORDS = {
    "single": "Flour",
    "multiple": "Flour; Water",
    "true-false": "True",
    "numeric": "1,250 g",
    "text": "levain",
    "pinyin": "miàntiáo",
    "match": "Rye: A dense loaf; Wheat: An airy loaf; Spelt: An airy loaf",
    "order": "Weigh → Knead → Bake",
    "categorise": "Butter: In the cold; The loaf: In the warm",
    "cloze": "Fed on the [day] of baking, it is called [levain].",
    "reflection": "written",
}
KEYS = WORDS | {"text": "levain; le levain", "numeric": "1,250 ± 10 g", "reflection": ""}

SENTENCE = re.compile(r"^[A-Z].+\. ?[A-Z].*\.$")  # what is the matter, and what to do
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)


# what an answer earns


@pytest.mark.parametrize(("answer", "score"), [("flour", 1), ("salt", 0), (None, 0)])
def test_a_single_choice_is_right_or_wrong(answer: str | None, score: int) -> None:
    assert SINGLE.grade(answer) == Grade(Fraction(score))


ALL_OR_NOTHING, EACH_OPTION, NET_CORRECT = "all-or-nothing", "each-option", "net-correct"


@pytest.mark.parametrize(
    ("scoring", "ticked", "score"),
    [
        (ALL_OR_NOTHING, ["flour", "water"], "1"),
        (ALL_OR_NOTHING, ["water", "flour"], "1"),
        (ALL_OR_NOTHING, ["flour"], "0"),
        (ALL_OR_NOTHING, ["flour", "water", "oven"], "0"),
        (ALL_OR_NOTHING, [], "0"),
        (EACH_OPTION, ["flour", "water"], "1"),
        (EACH_OPTION, ["flour"], "3/4"),
        (EACH_OPTION, ["flour", "water", "oven"], "3/4"),
        (EACH_OPTION, ["flour", "oven"], "1/2"),
        (EACH_OPTION, ["flour", "water", "oven", "pan"], "1/2"),
        (EACH_OPTION, ["oven", "pan"], "0"),
        (EACH_OPTION, [], "0"),
        (NET_CORRECT, ["flour", "water"], "1"),
        (NET_CORRECT, ["flour"], "1/2"),
        (NET_CORRECT, ["flour", "water", "oven"], "1/2"),
        (NET_CORRECT, ["flour", "oven"], "0"),
        (NET_CORRECT, ["flour", "water", "oven", "pan"], "0"),
        (NET_CORRECT, ["oven", "pan"], "0"),
        (NET_CORRECT, [], "0"),
    ],
)
def test_ticks_earn_what_the_rule_says(scoring: Scoring, ticked: list[str], score: str) -> None:
    question = MULTIPLE.model_copy(update={"scoring": scoring})
    assert question.grade(ticked).score == Fraction(score)


def test_net_correct_is_the_rule_where_none_is_named() -> None:
    assert MULTIPLE.scoring == "net-correct"


@pytest.mark.parametrize(
    ("key", "answer", "score"),
    [(True, "true", 1), (True, "false", 0), (False, "false", 1), (False, "true", 0), (True, None, 0)],
)
def test_true_or_false(key: bool, answer: str | None, score: int) -> None:
    assert TRUE_FALSE.model_copy(update={"answer": key}).grade(answer).score == score


def text(accept: str, ignore: tuple[Difference, ...] | None = None) -> Text:
    keys = {} if ignore is None else {"ignore": ignore}
    return Text.model_validate({"id": "x", "outcome": "O", "stem": "s", "accept": (accept,), **keys})


@pytest.mark.parametrize(
    ("accept", "typed", "right"),
    [
        *[("levain", "levain", True), ("levain", " LEVAIN. ", True), ("levain", "le vain", True)],
        *[
            ("levain", "levein", False),
            ("levain", "levains", False),
            ("levain", "", False),
            ("levain", "?!", False),
        ],
        *[
            ("levain", "ｌｅｖａｉｎ", True),
            ("levain", "ＬＥＶＡＩＮ．", True),
            ("ｌｅｖａｉｎ", "levain", True),
        ],
        *[
            ("levain", "levain\u200b", True),
            ("levain", "le\u00advain", True),
            ("levain", "\ufefflevain", True),
        ],
        *[("GB/T 16159", "gb/t16159", True), ("12", "１２", True), ("12", "²", False), ("2", "²", True)],
        *[("crème", "creme", False), ("crème", "cre\u0300me", True), ("crème", "CRÈME", True)],
        *[("nǚ", "nu", False), ("nü", "nu", False), ("nü", "nu\u0308", True), ("nu", "nü", False)],
        *[("出口", "出口", True), ("出口", "出口。", True), ("出口", "出 口", True), ("出口", "进口", False)],
        *[("Straße", "STRASSE", True), ("ﬁve", "five", True), ("it's", "it’s", True)],
    ],
)
def test_a_typed_answer_is_compared_without_case_spaces_and_punctuation(
    accept: str, typed: str, right: bool
) -> None:
    assert text(accept).grade(typed).right is right


@pytest.mark.parametrize(
    ("ignore", "accept", "typed", "right"),
    [
        ((), "Levain", "Levain", True),
        ((), "Levain", "levain", False),
        ((), "a  b", "a b", True),
        ((), "a b", "ab", False),
        ((), "a.b", "ab", False),
        (("case",), "Levain", "LEVAIN", True),
        (("case",), "a b", "ab", False),
        (("spaces",), "a b", "ab", True),
        (("punctuation",), "a-b", "ab", True),
        (("punctuation",), "a-b", "AB", False),
        (("accents",), "crème", "creme", True),
        (("accents",), "guānxi", "guanxi", True),
        (("accents",), "naïve", "naive", True),
        (("accents",), "Noël", "Noel", True),
        (("accents",), "nǚ", "nü", True),
        (("accents",), "nǚ", "nu", False),
        (("accents",), "nü", "nu", False),
        (("accents",), "lǜ", "lù", False),
        (("accents", "case"), "LǛ", "lü", True),
        (("accents", "case"), "LǛ", "lu", False),
    ],
)
def test_only_the_differences_to_ignore_are_ignored(
    ignore: tuple[Difference, ...], accept: str, typed: str, right: bool
) -> None:
    assert text(accept, ignore).grade(typed).right is right


@pytest.mark.parametrize(
    "ignore", [(), ("case",), ("accents",), ("accents", "case", "spaces", "punctuation")]
)
def test_u_with_dots_never_equals_u(ignore: tuple[Difference, ...]) -> None:
    for dotted in "üǖǘǚǜÜǕǗǙǛ":
        for undotted in "uūúǔùUŪÚǓÙ":
            assert not text(dotted, ignore).grade(undotted).right
            assert not text(undotted, ignore).grade(dotted).right


def test_full_width_always_equals_half_width() -> None:
    for code in range(0x21, 0x7F):
        wide = chr(code + 0xFEE0)
        assert plain(wide, frozenset()) == plain(chr(code), frozenset())


# what is an answer


@every_question
def test_the_right_answer_earns_everything_that_can_be_earned(question: Question) -> None:
    right = RIGHT[question.kind]
    assert question.normalise(right) == right
    assert question.grade(right) == Grade(Fraction(question.graded))
    assert question.grade(right).right is question.graded
    assert question.is_complete(right)


@every_question
def test_an_answer_left_out_scores_zero(question: Question) -> None:
    assert question.normalise(None) is None
    assert question.grade(None) == Grade(Fraction(0))
    assert question.as_text(None) == LEFT_OUT
    assert not question.is_complete(None)


@every_question
@pytest.mark.parametrize(
    "nonsense",
    [
        5,
        1.5,
        True,
        {"flour": 1},
        {5: "flour"},
        [],
        {"flour": "water"},
        {"when": "noon"},
        {"when": ["day"]},
        {"rye": "nosuch"},
        {"butter": "butter"},
        ["weigh", "bake"],
        ["weigh", "bake", "bake"],
        ["weigh", "bake", "knead", "weigh"],
        {"flour"},
        [["flour"]],
        [{}],
        [None],
        b"flour",
        object(),
        ["nosuch"],
        ("x",),
    ],
)
def test_what_is_no_answer_to_it_is_refused_in_a_sentence_that_says_what_to_do(
    question: Question, nonsense: object
) -> None:
    if nonsense == [] and isinstance(question, Multiple):
        return  # no tick at all
    with pytest.raises(ValueError, match=SENTENCE):
        question.normalise(nonsense)
    with pytest.raises(ValueError, match=SENTENCE):
        question.grade(nonsense)


@every_question
def test_an_answer_of_a_megabyte_is_refused_in_a_short_sentence(question: Question) -> None:
    for flood in ("1" * 1_000_000, ["x"] * 1_000_000, dict.fromkeys(map(str, range(100_000)), "x")):
        with pytest.raises(ValueError, match=SENTENCE) as refused:
            question.normalise(flood)
        assert len(str(refused.value)) < 200


@pytest.mark.parametrize("nothing", [[], (), None])
def test_no_tick_at_all_is_an_answer_left_out(nothing: object) -> None:
    question = MULTIPLE.model_copy(update={"scoring": "each-option"})
    assert question.normalise(nothing) is None
    assert question.grade(nothing).score == 0


def test_ticks_are_stored_once_and_in_the_order_of_the_options() -> None:
    assert MULTIPLE.normalise(("water", "flour", "water")) == ["flour", "water"]


@pytest.mark.parametrize("blank", ["", "  ", "\t\n", "\u3000"])
def test_a_blank_typed_answer_is_left_out(blank: str) -> None:
    assert TEXT.normalise(blank) is None


def test_a_typed_answer_is_kept_as_it_was_typed_but_for_blanks_around_it() -> None:
    assert TEXT.normalise("  Le  Levain! ") == "Le  Levain!"


def test_a_typed_answer_has_a_longest_length() -> None:
    assert TEXT.normalise("x" * MAX_LENGTH)
    with pytest.raises(ValueError, match="longer than 500 characters. Shorten it."):
        TEXT.normalise("x" * (MAX_LENGTH + 1))


@pytest.mark.parametrize("stray", ["a\0b", "\x1b[31m", "\ud800", "a\x7f"])
def test_a_typed_answer_holds_text_only(stray: str) -> None:
    with pytest.raises(ValueError, match="characters that are not text"):
        TEXT.normalise(stray)


@pytest.mark.parametrize("typed", ["a\tb", "张伟", "שלום", "a\u202eb", "👩‍🍳"])
def test_a_typed_answer_may_be_in_any_script(typed: str) -> None:
    assert TEXT.normalise(typed) == typed


@every_question
def test_an_answer_is_said_in_plain_words(question: Question) -> None:
    assert question.as_text(RIGHT[question.kind]) == WORDS[question.kind]


@every_question
def test_what_is_right_is_said_in_plain_words(question: Question) -> None:
    assert question.key_text() == KEYS[question.kind]


# what a question is


def test_the_options_of_a_question_have_ids_and_misconceptions() -> None:
    assert SINGLE.option_ids() == ("flour", "salt")
    assert SINGLE.misconceptions() == ("salt-first",)
    assert TRUE_FALSE.option_ids() == ("true", "false")
    assert TEXT.option_ids() == ()
    assert MATCH.option_ids() == ("rye", "wheat", "glass")
    assert ORDER.option_ids() == ("weigh", "knead", "bake")
    assert CATEGORISE.option_ids() == ("butter", "loaf")
    assert CLOZE.option_ids() == ()
    assert CATEGORISE.misconceptions() == ("butter-melts",)
    assert CLOZE.misconceptions() == ("starves",)
    with pytest.raises(KeyError):
        SINGLE.option("pepper")


@every_question
def test_whatever_may_be_shuffled_has_words(question: Question) -> None:
    assert all(question.label(one) for one in question.option_ids())
    assert len(set(question.option_ids())) == len(question.option_ids())


@pytest.mark.parametrize(("key", "wrong"), [(True, "false"), (False, "true")])
def test_the_misconception_of_a_statement_belongs_to_its_wrong_answer(key: bool, wrong: str) -> None:
    question = TRUE_FALSE.model_copy(update={"answer": key})
    assert [option.id for option in question.choices if option.misconception] == [wrong]
    assert [option.id for option in question.choices if option.correct] == [str(key).lower()]


def test_true_stays_before_false_unless_the_author_says_otherwise() -> None:
    assert not TRUE_FALSE.shuffle
    assert SINGLE.shuffle


def test_one_source_needs_no_list() -> None:
    question = TypeAdapter(Question).validate_python(
        {"id": "x", "type": "text", "outcome": "O", "stem": "s", "accept": ["a"], "source": "flour-book"}
    )
    assert question.source == ("flour-book",)


def test_a_hint_may_be_a_line_of_text_which_costs_nothing() -> None:
    question = TypeAdapter(Question).validate_python(
        {
            "id": "x",
            "type": "text",
            "outcome": "O",
            "stem": "s",
            "accept": ["a"],
            "hints": ["Think.", {"text": "Think of a.", "cost": "25"}],
        }
    )
    assert question.hints == (Hint(text="Think.", cost=0), Hint(text="Think of a.", cost=25))


@every_question
def test_what_authors_note_is_part_of_no_stored_question(question: Question) -> None:
    noted = question.model_copy(update={"notes": "Asked by Ana.", "accepted": {"some-rule": "So."}})
    assert noted.version() == question.version()
    assert "Ana" not in noted.to_json()


@every_question
def test_a_copy_with_other_values_remembers_nothing_of_the_old_ones(question: Question) -> None:
    question.grade(RIGHT[question.kind])
    assert question.version() != question.model_copy(update={"stem": "Other?"}).version()


def test_a_copy_with_another_key_is_graded_by_it() -> None:
    assert NUMERIC.grade("1250").right
    assert not NUMERIC.model_copy(update={"answer": "5"}).grade("1250").right
    assert TEXT.grade("levain").right
    assert not TEXT.model_copy(update={"accept": ("x",)}).grade("levain").right


@every_question
def test_a_question_is_frozen(question: Question) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        question.stem = "Other"


# what is stored


GOLDEN = {
    "single": "f1240bdb423ad3704bea8c5aa9f14f69c99bb7422795b57adef32d31d222fae6",
    "multiple": "9e450ab77eaa9b71dfef6fc4eb12c015ac8092f79335fa31e98354d1523766a4",
    "true-false": "98ecf49865085baca5be1d6e1d5c9bae3369f78cd4ded7f0ed4af3ee71b7b21f",
    "text": "06df22ee9f5d4316235783f9cdf18874e036a6623ee0a646ba5411029b9c5179",
    "numeric": "dea7c9e815a5735a8893e0a411aa4c565aeb223c7037b458eb3638f9151ded44",
    "pinyin": "f90dd5abe929368f06e6a6475175668b26b44777d5d924fbed1580e98807d357",
    "match": "7a896a9c4510b3146b116c7e715f70c4d9d93bdada61e622b5f47827a2610433",
    "order": "986841bd7ca93fe7aa2f1243bb2c4fa2ad28ce4635c8c3f366fde82bcb9084d4",
    "categorise": "058660ee76bc763fc4a6c857f8c43d6c1d9e1055ce8e6db3d6118a4aaf8ef66c",
    "cloze": "34d27baf7a7b474bb039f95c285533b90e253ee2e2113e7143825c89aa9c4738",
    "reflection": "df56761db44d7428e6dd24ceb1e162576a8ad3e0f78ae46dfc50b74d508aaf05",
}


@every_question
def test_the_version_of_a_question_is_the_same_on_every_machine_and_in_every_release(
    question: Question,
) -> None:
    assert question.version() == GOLDEN[question.kind]


def test_the_stored_form_of_a_question_is_canonical_and_holds_no_defaults() -> None:
    assert SINGLE.to_json() == (
        '{"id":"which-first","options":[{"correct":true,"feedback":"Yes.","id":"flour","text":"Flour"},'
        '{"id":"salt","misconception":"salt-first","text":"Salt"}],"outcome":"D1","stem":"What comes first?",'
        '"type":"single"}'
    )


@every_question
def test_a_stored_question_comes_back_equal(question: Question) -> None:
    assert from_json(question.to_json()) == question
    assert from_json(question.to_json()).version() == question.version()


@every_question
def test_a_new_optional_key_at_its_default_changes_no_version(question: Question) -> None:
    wider = create_model("Wider", __base__=type(question), hint=(str, ""))
    same = wider.model_validate(question.model_dump())
    other = wider.model_validate(question.model_dump() | {"hint": "Weigh it."})
    assert same.version() == question.version()
    assert other.version() != question.version()


@every_question
@pytest.mark.parametrize(
    "change",
    [
        {"stem": "Other?"},
        {"outcome": "X"},
        {"explanation": "So."},
        {"points": 7},
        {"id": "y"},
        {"section": "a/b"},
    ],
)
def test_any_change_of_a_question_changes_its_version(question: Question, change: dict[str, object]) -> None:
    assert question.model_copy(update=change).version() != question.version()


@pytest.mark.parametrize("stored", ["", "{}", "[]", "null", '{"type":"essay"}', '{"type":"text"}', "\0"])
def test_what_is_no_stored_question_is_refused(stored: str) -> None:
    with pytest.raises(ValidationError):
        from_json(stored)
