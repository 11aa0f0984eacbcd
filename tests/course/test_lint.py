"""The item lint: each rule catches its flaw and lets the mended question pass; what is accepted is left alone."""

import re
from collections.abc import Sequence

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course.lint import RULES, Bank, Finding
from course.questions import from_json
from course.quizzes import Quiz
from settings import ROOT
from tests.bread import Bread

QUIZ = "quizzes/dough.yaml"
PAGE = (ROOT / "docs" / "item-lint.md").read_text(encoding="utf-8")
OVER_THE_QUIZ = {
    "longest-is-key",
    "longest-is-never-key",
    "key-position",
    "many-true-false",
    "outcome-without-enough-questions",
}


def question(text: str, name: str = "q") -> dict[str, object]:
    """A question from YAML, with an id, an outcome, a type and a stem where it says none."""
    written = yaml.load(text, yaml.BaseLoader)
    return {"id": name, "outcome": "D1", "type": "single", "stem": "What does Luc do?", **written}


def quiz(*questions: dict[str, object], **keys: object) -> Quiz:
    return Quiz.model_validate({"id": "dough", "title": "Dough", "questions": list(questions), **keys})


def found(rule: str, bank: Bank) -> list[Finding]:
    return list(RULES[rule](bank))


def all_found(bank: Bank) -> set[str]:
    return {rule for rule in RULES if found(rule, bank)}


# rules that look at one question

RIGHT, WRONG = "{{id: {0}, text: {0}, correct: true}}", "{{id: {0}, text: {0}, feedback: No.}}"


def options(right: str, *wrong: str) -> str:
    """A question whose options have these texts."""
    entries = [f"{{id: o{i}, text: {text}, feedback: No.}}" for i, text in enumerate(wrong)]
    return f"options: [{{id: right, text: {right}, correct: true}}, {', '.join(entries)}]"


def stem(text: str) -> str:
    return f"stem: {text}\n{options('Flour', 'Salt', 'Water')}"


def statement(text: str, answer: str) -> str:
    return f"{{type: true-false, stem: {text}, answer: {answer}, feedback: {{true: No., false: No.}}}}"


def gap(*entries: str) -> str:
    return f"{{type: cloze, text: 'In {{{{g}}}}.', gaps: [{{id: g, options: [{', '.join(entries)}]}}]}}"


def ticks(right: str, wrong: str) -> str:
    """A question with an option for each letter."""
    entries = [RIGHT.format(one) for one in right] + [WRONG.format(one) for one in wrong]
    return f"{{type: multiple, options: [{', '.join(entries)}]}}"


# rule -> a question that it warns of, and the same one mended
FLAWS = {
    "two wrong options with absolute words": (
        "absolute-words",
        options("He weighs it", "He never weighs it", "He only weighs salt"),
        options("He weighs it", "He guesses", "He only weighs salt"),
    ),
    "absolute words in the right option too": (
        "absolute-words",
        options("He weighs it", "He must taste it", "He weighs all of it"),
        options("He always weighs it", "He must taste it", "He weighs all of it"),
    ),
    "a false statement with an absolute word": (
        "absolute-words",
        statement("Luc has flour. Dough always rises.", "false"),
        statement("Luc never sleeps. Dough rises.", "false"),
    ),
    "a true statement with an absolute word": (
        "absolute-words",
        statement("Dough must rise.", "false"),
        statement("Dough must rise.", "true"),
    ),
    "not only is not absolute": (
        "absolute-words",
        statement("Only bakers make dough.", "false"),
        statement("Not only bakers make dough.", "false"),
    ),
    "all of the above": (
        "all-or-none-of-the-above",
        options("Flour", "Water", "All of the above"),
        options("Flour", "Water", "All of the flour"),
    ),
    "none of these": (
        "all-or-none-of-the-above",
        options("Flour", "Water", "'*None* of these.'"),
        options("One", "Two", "None"),
    ),
    "neither of the two": (
        "all-or-none-of-the-above",
        options("Flour", "Water", "Neither of the two"),
        options("Flour", "Water", "Neither salt nor sugar"),
    ),
    "options by letter": (
        "all-or-none-of-the-above",
        options("Flour", "Water", "Both A and B"),
        options("Flour", "Water", "Both salt and sugar"),
    ),
    "above in a longer option": (
        "all-or-none-of-the-above",
        options("Flour", "Water", "I would say none of the above here"),
        options("Flour", "Water", "The shelf above"),
    ),
    "the same with another article": (
        "overlapping-options",
        options("The cup", "A cup", "A scale"),
        options("The cup", "Two cups", "A scale"),
    ),
    "one option inside another": (
        "overlapping-options",
        options("He asks the miller", "He asks the miller and waits", "He bakes"),
        options("He asks the miller", "He asks the miller only if it rains", "He bakes"),
    ),
    "the same in another order": (
        "overlapping-options",
        options("He quickly weighs flour twice", "Twice he quickly weighs flour", "He bakes"),
        options("Flour goes into cold water", "Cold water goes into flour", "He bakes"),
    ),
    "ranges that share an end": (
        "overlapping-options",
        options("1 to 5 days", "5-10 days", "over 10 days"),
        options("1 to 5 days", "6-10 days", "over 10 days"),
    ),
    "a number inside a range": (
        "overlapping-options",
        options("7 g", "5 g or more", "less than 5 g"),
        options("7 kg", "5 g or more", "less than 5 g"),
    ),
    "one number written twice": (
        "overlapping-options",
        options("'1,000'", "'1000'", "'100'"),
        options("'1,000'", "'10000'", "'100'"),
    ),
    "names that differ in a capital are two": (
        "overlapping-options",
        options("Luc Rye", "luc Rye", "Ana"),
        options("Luc Rye", "Luc rye", "Ana"),
    ),
    "two options": (
        "number-of-options",
        "options: [{id: a, text: Flour, correct: true}, {id: b, text: Salt, feedback: No.}]",
        options("Flour", "Salt", "Water"),
    ),
    "six options": (
        "number-of-options",
        f"options: [{RIGHT.format('a')}, {', '.join(WRONG.format(one) for one in 'bcdef')}]",
        f"options: [{RIGHT.format('a')}, {', '.join(WRONG.format(one) for one in 'bcde')}]",
    ),
    "a negative question": (
        "unmarked-negative",
        stem("What does Luc not weigh?"),
        stem("What does Luc **not** weigh?"),
    ),
    "a negative in capitals": (
        "unmarked-negative",
        stem("Tick what Luc never weighs."),
        stem("Tick what Luc NEVER weighs."),
    ),
    "except": (
        "unmarked-negative",
        stem("Which does Luc weigh except flour?"),
        stem("Luc weighs everything except one thing. Which is it?"),
    ),
    "a short form": (
        "unmarked-negative",
        stem("What doesn't Luc weigh?"),
        stem("Luc doesn't weigh salt. What does he weigh?"),
    ),
    "least, and at least": (
        "unmarked-negative",
        stem("Which does Luc like least?"),
        stem("Which of them weighs at least a gram?"),
    ),
    "a negative in a clause of the case": (
        "unmarked-negative",
        stem("Which will not rise if Luc adds salt?"),
        stem("What does Luc do if the dough does not rise?"),
    ),
    "a negative in a quotation": (
        "unmarked-negative",
        stem("Why is it not ready?"),
        stem("'Why does Ana say \"It is not ready\"?'"),
    ),
    "a negative statement": (
        "unmarked-negative",
        statement("Luc does not weigh salt. He tastes it.", "true"),
        statement("Luc weighs not only salt. He tastes it.", "true"),
    ),
    "long words": (
        "hard-stem",
        stem(
            "Characterise the instrumentation facilitating reproducibility in quantitative preparation activities"
        ),
        stem("Luc wants the same dough each time. What does he use to weigh the flour?"),
    ),
    "one endless sentence": (
        "hard-stem",
        stem(
            "What does Luc "
            + "and his sister Ana who came from the other side of town to help him " * 6
            + "do?"
        ),
        stem(
            "Luc has a sister. "
            + "She came from the other side of town to help him. " * 6
            + "What do they do?"
        ),
    ),
    "a silent wrong option": (
        "distractor-without-feedback",
        "options: [{id: a, text: Flour, correct: true}, {id: b, text: Salt}, {id: c, text: Ice, feedback: No.}]",
        options("Flour", "Salt", "Ice"),
    ),
    "a silent wrong answer to a statement": (
        "distractor-without-feedback",
        "{type: true-false, answer: true, feedback: {true: Yes.}}",
        "{type: true-false, answer: true, feedback: {false: No.}}",
    ),
    "a silent wrong option of a gap": (
        "distractor-without-feedback",
        gap(RIGHT.format("France"), "{id: b, text: Spain}"),
        gap(RIGHT.format("France"), WRONG.format("Spain")),
    ),
    "an explanation without a source": (
        "explanation-without-source",
        "explanation: Weight stays the same.\n" + options("Flour", "Salt", "Ice"),
        "source: flour-book\nexplanation: Weight stays the same.\n" + options("Flour", "Salt", "Ice"),
    ),
    "ticking all, net-correct": ("tick-all-pays", ticks("ab", "c"), ticks("ab", "cd")),
    "ticking all where all are right": ("tick-all-pays", ticks("abc", ""), ticks("abc", "de")),
    "ticking all, each-option": (
        "tick-all-pays",
        ticks("ab", "cd").replace("type: multiple", "type: multiple, scoring: each-option"),
        ticks("ab", "cd").replace("type: multiple", "type: multiple, scoring: all-or-nothing"),
    ),
    "every right side once": (
        "match-by-elimination",
        "{type: match, pairs: [{id: a, left: A, right: X}, {id: b, left: B, right: Y}]}",
        "{type: match, pairs: [{id: a, left: A, right: X}, {id: b, left: B, right: Y}], decoys: [{id: c, text: Z}]}",
    ),
    "every right side once, and one twice": (
        "match-by-elimination",
        "{type: match, pairs: [{id: a, left: A, right: X}, {id: b, left: B, right: Y}, {id: c, left: C, right: Z}]}",
        "{type: match, pairs: [{id: a, left: A, right: X}, {id: b, left: B, right: Y}, {id: c, left: C, right: Y}]}",
    ),
    "a category without an item": (
        "empty-category",
        "{type: categorise, categories: [{id: a, text: A}, {id: b, text: B}],"
        " items: [{id: i, text: I, category: a}, {id: j, text: J, category: a}]}",
        "{type: categorise, categories: [{id: a, text: A}, {id: b, text: B}],"
        " items: [{id: i, text: I, category: a}, {id: j, text: J, category: b}]}",
    ),
}


@pytest.mark.parametrize(("rule", "flawed", "mended"), FLAWS.values(), ids=FLAWS)
def test_a_rule_catches_its_flaw_and_lets_the_mended_question_pass(
    rule: str, flawed: str, mended: str
) -> None:
    assert found(rule, Bank(quiz(question(flawed)))), "the flaw is not found"
    assert found(rule, Bank(quiz(question(mended)))) == []


def test_weights_that_pay_for_ticking_everything_are_found() -> None:
    weighted = "{{type: multiple, scoring: weighted, options: [{{id: a, text: A, correct: true, weight: 100}}, {0}]}}"
    half, less = (weighted.format(f"{{id: b, text: B, weight: {weight}}}") for weight in (-50, -60))
    assert found("tick-all-pays", Bank(quiz(question(half))))
    assert found("tick-all-pays", Bank(quiz(question(less)))) == []


def test_every_rule_for_one_question_is_tried() -> None:
    assert {rule for rule, *_ in FLAWS.values()} | OVER_THE_QUIZ == RULES.keys()


def test_a_check_is_judged_by_what_its_reader_meets_and_not_by_its_score() -> None:
    flawed = question("options: [{id: a, text: Flour, correct: true}, {id: b, text: Salt}]", "c")
    bank = Bank(quiz(question(options("Flour", "Salt", "Ice")), checks=[flawed]))
    assert all_found(bank) == {"distractor-without-feedback"}


def test_several_silent_options_are_told_once() -> None:
    silent = "options: [{id: a, text: Flour, correct: true}, {id: b, text: Salt}, {id: c, text: Ice}]"
    (finding,) = found("distractor-without-feedback", Bank(quiz(question(silent))))
    assert finding.place == ("questions", 0, "options")
    assert finding.told == "none of the 2 wrong options has feedback; say why each is wrong"


# rules that count over the quiz


def singles(lengths: Sequence[tuple[int, ...]], key: int = 0, **keys: object) -> list[dict[str, object]]:
    """Questions whose options have these lengths; the right one is that at `key`."""
    return [
        {
            **question("{}", f"q{i}"),
            "options": [
                {
                    "id": f"o{j}",
                    "text": "abcdefgh"[j] * size,
                    **({"correct": "true"} if j == key else {"feedback": "No."}),
                }
                for j, size in enumerate(sizes)
            ],
            **keys,
        }
        for i, sizes in enumerate(lengths)
    ]


def test_the_longest_option_may_be_the_key_as_often_as_chance_allows() -> None:
    # 4 options: 3 of 5 come by chance in 10 quizzes of 100, 4 of 5 in fewer than 2
    long, short = (9, 5, 6, 7), (4, 5, 6, 7)
    assert found("longest-is-key", Bank(quiz(*singles([long] * 3 + [short] * 2)))) == []
    (finding,) = found("longest-is-key", Bank(quiz(*singles([long] * 4 + [short]))))
    assert finding.place == ("questions",)
    assert finding.told.startswith(
        "in 4 of 5 questions the longest option is the right one, where chance gives about 1;"
    )


def test_a_key_that_sticks_out_is_told_once_the_quiz_is() -> None:
    much, little = (40, 20, 10, 10), (25, 20, 10, 10)
    told = found("longest-is-key", Bank(quiz(*singles([little] * 4 + [much]))))
    assert [finding.place for finding in told] == [("questions",), ("questions", 4, "options", 0, "text")]
    assert told[1].told.startswith("the right option is the longest of 4, 2.0 times the next;")
    assert found("longest-is-key", Bank(quiz(*singles([much])))) == []


def test_options_of_equal_length_say_nothing() -> None:
    assert all_found(Bank(quiz(*singles([(5, 5, 5)] * 20)))) == {"key-position"}


def test_the_longest_option_is_told_when_it_is_hardly_ever_the_key() -> None:
    # 3/4 to the 16th power is just above one per cent, to the 17th just below
    assert found("longest-is-never-key", Bank(quiz(*singles([(4, 5, 6, 7)] * 16)))) == []
    assert found("longest-is-never-key", Bank(quiz(*singles([(4, 5, 6, 7)] * 17))))


def test_the_place_of_the_key_is_told_sooner_where_options_are_not_mixed() -> None:
    # all four keys in one place: 4 of 256 ways, more than one per cent and less than five
    assert found("key-position", Bank(quiz(*singles([(5, 6, 7, 8)] * 4)))) == []
    (finding,) = found("key-position", Bank(quiz(*singles([(5, 6, 7, 8)] * 4, shuffle="false"))))
    assert "stands 4, 0, 0, 0 times in place 1 to 4" in finding.told
    assert found("key-position", Bank(quiz(*singles([(5, 6, 7, 8)] * 5))))


def test_gaps_are_shown_as_written_so_their_keys_are_told_too() -> None:
    first = gap(RIGHT.format("France"), WRONG.format("Spain"), WRONG.format("Italy"))
    assert found("key-position", Bank(quiz(*(question(first, f"q{i}") for i in range(3))))) == []
    assert found("key-position", Bank(quiz(*(question(first, f"q{i}") for i in range(4)))))


def test_places_are_counted_apart_for_each_number_of_options() -> None:
    fours = singles([(5, 6, 7, 8)] * 5)
    threes = [three | {"id": f"t{i}"} for i, three in enumerate(singles([(5, 6, 7)] * 3, key=2))]
    (finding,) = found("key-position", Bank(quiz(*threes, *fours)))
    assert "in questions with 4 options" in finding.told


def statements(true: int, false: int) -> list[dict[str, object]]:
    answers = ["true"] * true + ["false"] * false
    return [question(statement("S", answer), f"q{i}") for i, answer in enumerate(answers)]


def test_statements_that_are_all_false_are_told() -> None:
    assert found("key-position", Bank(quiz(*statements(0, 5)))) == []
    (finding,) = found("key-position", Bank(quiz(*statements(0, 6))))
    assert finding.told.startswith("6 of 6 statements are false")
    assert found("key-position", Bank(quiz(*statements(5, 5)))) == []


def test_more_than_a_third_of_statements_is_told() -> None:
    others = [question(options("Flour", "Salt", "Ice"), f"o{i}") for i in range(8)]
    assert found("many-true-false", Bank(quiz(*statements(2, 2), *others))) == []
    assert found("many-true-false", Bank(quiz(*statements(2, 2), *others[:7])))
    assert found("many-true-false", Bank(quiz(*statements(1, 2)))) == []


def test_absolute_words_are_counted_over_the_quiz() -> None:
    one = options("He weighs it", "He never weighs it", "He tastes it")
    seven, eight = ([question(one, f"q{i}") for i in range(n)] for n in (7, 8))  # (2/3)^7 > 0.05 > (2/3)^8
    assert found("absolute-words", Bank(quiz(*seven))) == []
    (finding,) = found("absolute-words", Bank(quiz(*eight)))
    assert finding.told.startswith(
        "options of 8 questions have absolute words (always, never, only …), and in 0"
    )


def asked(*outcomes: str, **keys: object) -> Quiz:
    usual = options("Flour", "Salt", "Ice")
    return quiz(*(question(usual, f"q{i}") | {"outcome": one} for i, one in enumerate(outcomes)), **keys)


def enough(bank: Bank) -> list[tuple[object, str]]:
    return [(finding.place, finding.told) for finding in found("outcome-without-enough-questions", bank)]


def test_an_outcome_without_a_question_is_told() -> None:
    assert enough(Bank(asked("D1"), ("D1", "D2"))) == [
        (("questions",), 'no question asks about outcome "D2"; write one, or take it from the module')
    ]


def test_a_draw_wants_half_as_many_again_for_each_outcome() -> None:
    assert enough(Bank(asked("D1", "D1", "D1", "D2", "D2", "D2", draw="4"))) == []
    assert enough(Bank(asked("D1", "D1", "D1", "D2", "D2", draw="4"))) == [
        (
            ("draw",),
            'outcome "D2" has 2 questions and an attempt draws 2; write 1 more, so that the next attempt asks others',
        )
    ]
    assert "1.5 on average" in enough(Bank(asked("D1", "D2", "D2", "D2", draw="3")))[0][1]


def test_a_draw_by_outcome_and_difficulty_wants_half_as_many_again_of_each() -> None:
    rule = {"D1": {"easy": "1", "medium": "2"}, "D2": "1"}
    assert [place for place, _ in enough(Bank(asked("D1", "D1", "D1", "D2", "D2", draw=rule)))] == [
        ("draw", "D1", "easy")
    ]


def test_a_draw_by_module_wants_half_as_many_again_of_each() -> None:
    usual = options("Flour", "Salt", "Ice")
    taught = ("dough/flour", "dough/starter", "dough/flour", "oven/heat")
    asked_of = [question(usual, f"q{i}") | {"section": one} for i, one in enumerate(taught)]
    assert enough(Bank(quiz(*asked_of, draw={"dough": "2", "oven": "1"}))) == [
        (
            ("draw", "oven"),
            'module "oven" has 1 question and an attempt draws 1; write 1 more, so that the next attempt asks others',
        )
    ]


def test_a_quiz_that_asks_everything_has_no_more_to_draw() -> None:
    assert enough(Bank(asked("D1", "D2"), ("D1", "D2"))) == []


# accepting, and the whole


TWO_OPTIONS = (
    "quizzes/dough.yaml:52: warning: "
    'question "cold-keeps": with two options half of the answers can be guessed; '
    "add one that somebody believes [number-of-options]"
)


def test_a_warning_names_its_line_its_question_and_its_rule(bread: Bread) -> None:
    bread.edit(QUIZ, "  number-of-options: A course for tests is short.\n", "")
    assert bread.problems() == [TWO_OPTIONS]
    (problem,) = bread.load().problems
    assert (problem.rule, problem.severity, problem.line) == ("number-of-options", "warning", 52)
    assert "[" not in problem.message
    assert bread.course().title == "Bread"


def test_a_question_accepts_for_itself(bread: Bread) -> None:
    bread.edit(QUIZ, "  number-of-options: A course for tests is short.\n", "")
    version = bread.course().quiz("dough").question("cold-keeps").version()
    bread.edit(
        QUIZ,
        "    stem: Ana bakes",
        "    accepted: {number-of-options: It is cold or warm.}\n    stem: Ana bakes",
    )
    assert bread.problems() == []
    assert bread.course().quiz("dough").question("cold-keeps").version() == version


def test_a_quiz_accepts_for_all_its_questions(bread: Bread) -> None:
    assert bread.problems() == []


def test_what_one_question_accepts_another_does_not(bread: Bread) -> None:
    bread.edit(QUIZ, "  number-of-options: A course for tests is short.\n", "")
    bread.edit(
        QUIZ,
        "    stem: What does Luc weigh?",
        "    accepted: {number-of-options: So.}\n    stem: What does Luc weigh?",
    )
    assert bread.problems() == [
        'quizzes/dough.yaml:24: warning: "number-of-options" is accepted, but nothing of the kind is found any more; '
        "remove the line",
        TWO_OPTIONS.replace(":52:", ":53:"),
    ]


def test_an_acceptance_that_has_nothing_left_to_accept_is_told(bread: Bread) -> None:
    bread.edit(QUIZ, "accepted:\n", "accepted:\n  empty-category: It was once.\n")
    assert bread.problems() == [
        'quizzes/dough.yaml:57: warning: "empty-category" is accepted, but nothing of the kind is found any more; '
        "remove the line"
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("number-of-option", '; did you mean "number-of-options"?'),
        ("zzz", "; docs/item-lint.md names them all"),
    ],
)
def test_an_acceptance_of_no_rule_is_an_error(bread: Bread, name: str, hint: str) -> None:
    bread.edit(QUIZ, "  number-of-options:", f"  {name}:")
    assert bread.problems() == [f'quizzes/dough.yaml:59: "accepted" names no rule "{name}"{hint}']


def test_an_acceptance_without_a_reason_is_an_error(bread: Bread) -> None:
    bread.edit(QUIZ, "  number-of-options: A course for tests is short.", "  number-of-options:")
    assert bread.problems() == [
        'quizzes/dough.yaml:59: "number-of-options" is empty; write something or remove the line'
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (QUIZ, "source: yeast-rules", "source: yeast-rule"),
        ("modules/dough/module.yaml", "title: Dough", "titel: Dough"),
        ("modules/glossary.yaml", "categories:", "category:"),
    ],
)
def test_errors_are_mended_before_warnings_are_told(bread: Bread, file: str, old: str, new: str) -> None:
    bread.edit(QUIZ, "  number-of-options: A course for tests is short.\n", "")
    bread.edit(file, old, new)
    assert [problem for problem in bread.load().problems if problem.rule] == []
    assert bread.load().errors


def test_a_broken_source_does_not_keep_a_quiz_from_being_judged(bread: Bread) -> None:
    bread.edit(QUIZ, "  number-of-options: A course for tests is short.\n", "")
    bread.edit("modules/sources.yaml", "title: Rules for yeast", "titel: Rules for yeast")
    assert TWO_OPTIONS in bread.problems()


WILD = st.text(
    st.sampled_from("ab. ?!\"“”‘’'*_\\面-,0159 \n") | st.characters(codec="utf-8", exclude_categories=["C"]),
    min_size=1,
)


@given(st.lists(WILD.map(str.strip).filter(bool), min_size=4, max_size=4, unique=True), st.booleans())
def test_whatever_is_written_is_judged_without_a_fault(texts: list[str], several: bool) -> None:
    stem, *options = texts
    written = {
        **question("{}"),
        "stem": stem,
        "type": "multiple" if several else "single",
        "options": [{"id": f"o{i}", "text": text, "correct": str(i == 0)} for i, text in enumerate(options)],
        "explanation": stem,
    }
    statement = {**question("{type: true-false, answer: false}", "s"), "stem": stem}
    for rule in RULES:
        found(rule, Bank(quiz(written, statement)))


@pytest.mark.parametrize("text", ["“", '"', "a ", "not ", "1,", "**", "* ", "l'", "if ", "‘a", "é"])
def test_a_text_without_end_is_judged_in_time(text: str) -> None:
    endless = text * (300_000 // len(text)) + "?"
    written = question(options("A", "B", "C"))
    bank = Bank(quiz({**written, "stem": endless}, {**singles([(3, 4, 5)])[0], "id": "x"}))
    long = (
        {"id": "z", "text": endless, "correct": "true"},
        {"id": "y", "text": endless + "b", "feedback": "No."},
    )
    longs = Bank(quiz({**written, "options": list(long)}))
    for rule in RULES:
        found(rule, bank)
        found(rule, longs)


# the page for authors

HEADINGS = re.compile(r"^### `(.+)`$", re.MULTILINE)


def told(rule: str) -> str:
    """What the page says below a rule's heading."""
    return re.split(r"^##", PAGE.split(f"### `{rule}`\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def fences(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_page_tells_every_rule_once_and_no_other() -> None:
    assert sorted(HEADINGS.findall(PAGE)) == sorted(RULES)


@pytest.mark.parametrize("rule", sorted(RULES.keys() - OVER_THE_QUIZ))
def test_the_example_on_the_page_is_caught_and_its_mended_twin_is_free_of_flaws(rule: str) -> None:
    flawed, mended = (Bank(quiz(yaml.load(text, yaml.BaseLoader))) for text in fences(told(rule)))
    assert all_found(flawed) == {rule}
    assert all_found(mended) == set()


@pytest.mark.parametrize("rule", sorted(OVER_THE_QUIZ))
def test_a_rule_that_counts_over_the_quiz_says_so_on_the_page(rule: str) -> None:
    assert "Counted over the quiz" in told(rule)
    assert "**Mend:**" in told(rule)


def test_the_example_of_accepting_is_accepted(bread: Bread) -> None:
    (example,) = fences(PAGE.split("## Accept a warning")[1].split("\n## ")[0])
    written = yaml.load(example, yaml.BaseLoader)
    assert all_found(Bank(quiz(written))) == set(written["accepted"])
    assert from_json(Quiz.model_validate(quiz(written)).questions[0].to_json()).accepted == {}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_names_where_it_comes_from(rule: str) -> None:
    says = RULES[rule].__doc__ or ""
    assert re.search(r"\b(19|20)\d\d\b", says) or "rule of this project" in says
