"""Every mistake that an author can make in a question of some type, and the sentence that tells them."""

from dataclasses import dataclass
from textwrap import indent

import pytest

from tests.bread import Bread

QUIZ = "quizzes/dough.yaml"

NUMERIC = """
id: water
type: numeric
outcome: D1
stem: How much water?
answer: 700
tolerance: 10
unit: g
near: {tolerance: 50, score: 50}
feedback: {right: Yes., partly: Nearly., wrong: No.}
"""
RANGE = """
id: heat
type: numeric
outcome: D1
stem: How hot?
range: {from: 220, to: 250}
"""
PINYIN = """
id: noodle
type: pinyin
outcome: D1
stem: How is it said?
accept: [miàntiáo]
toneless: 50
hanzi: 面条
feedback: {partly: Mind the tones.}
"""
MATCH = """
id: flours
type: match
outcome: D1
stem: What is baked from which flour?
pairs:
  - {id: rye, left: Rye, right: A dense loaf}
  - {id: wheat, left: Wheat, right: An airy loaf}
decoys:
  - {id: glass, text: A window}
"""
ORDER = """
id: steps
type: order
outcome: D1
stem: In which order?
items:
  - {id: weigh, text: Weigh}
  - {id: bake, text: Bake}
"""
CATEGORISE = """
id: places
type: categorise
outcome: D1
stem: Where does it wait?
categories:
  - {id: cold, text: In the cold}
  - {id: warm, text: In the warm}
items:
  - {id: butter, text: Butter, category: cold}
  - {id: loaf, text: The loaf, category: warm}
"""
CLOZE = """
id: words
type: cloze
outcome: D1
stem: Complete it.
text: Fed on the {{when}} of baking, it is called {{name}}.
gaps:
  - id: when
    options: [{id: day, text: day, correct: true}, {id: eve, text: eve}]
  - id: name
    accept: [levain]
"""
REFLECTION = """
id: kitchen
type: reflection
outcome: D1
stem: And in your kitchen?
"""
WEIGHTED = """
id: weights
type: multiple
outcome: D1
stem: What is weighed?
scoring: weighted
options:
  - {id: flour, text: Flour, correct: true, weight: 60}
  - {id: water, text: Water, correct: true, weight: 40}
  - {id: oven, text: The oven, weight: -50}
  - {id: pan, text: The pan, weight: 0}
"""
SOUND = [NUMERIC, RANGE, PINYIN, MATCH, ORDER, CATEGORISE, CLOZE, REFLECTION, WEIGHTED]


@dataclass(frozen=True)
class Mistake:
    """In a sound question `old` is replaced by `new`; the author is told `told`, at a line of the question."""

    question: str
    old: str
    new: str
    line: int
    told: str


MISTAKES = {
    # numeric
    "neither answer nor range": Mistake(
        NUMERIC,
        "answer: 700\ntolerance: 10\n",
        "",
        1,
        'question "water": there must be either "answer" or "range"; write one of the two',
    ),
    "answer and range": Mistake(
        RANGE,
        "range:",
        "answer: 230\nrange:",
        1,
        'question "heat": there must be either "answer" or "range"; write one of the two',
    ),
    "answer that is no number": Mistake(
        NUMERIC,
        "700",
        "much",
        5,
        'question "water": "answer" cannot be "much"; write a number, such as 1250, 0.5 or 125万',
    ),
    "answer that could be two numbers": Mistake(
        NUMERIC,
        "700",
        "1,25",
        5,
        'question "water": "answer" cannot be "1,25"; write a number, such as 1250, 0.5 or 125万',
    ),
    "list of answers": Mistake(
        NUMERIC,
        "answer: 700",
        "answer: [700]",
        5,
        'question "water": "answer" must be text; if it has a colon or brackets, put it in quotes',
    ),
    "end of a range that is no number": Mistake(
        RANGE,
        "220",
        "hot",
        5,
        'question "heat": "from" cannot be "hot"; write a number, such as 1250, 0.5 or 125万',
    ),
    "range without an end": Mistake(RANGE, ", to: 250", "", 5, 'question "heat": "to" is missing; add it'),
    "range upside down": Mistake(
        RANGE,
        "from: 220, to: 250",
        "from: 250, to: 220",
        1,
        'question "heat": "range" goes from 250 down to 220; write the smaller one as "from"',
    ),
    "range of one number": Mistake(
        RANGE,
        "250",
        "220",
        1,
        'question "heat": "range" holds one number only; write "answer: 220"',
    ),
    "range with a tolerance": Mistake(
        RANGE,
        "range:",
        "tolerance: 5\nrange:",
        1,
        'question "heat": a "range" has no tolerance; widen its ends, or write "answer"',
    ),
    "two tolerances": Mistake(
        NUMERIC,
        "tolerance: 10",
        "tolerance: 10\ntolerance_percent: 5",
        1,
        'question "water": "tolerance" and "tolerance_percent" say the same thing twice; keep one',
    ),
    "negative tolerance": Mistake(
        NUMERIC,
        "tolerance: 10",
        "tolerance: -10",
        1,
        'question "water": a tolerance cannot be negative; write how far off is allowed, such as 5',
    ),
    "per cent of nothing": Mistake(
        NUMERIC,
        "answer: 700\ntolerance: 10",
        "answer: 0\ntolerance_percent: 10",
        1,
        'question "water": there is nothing to take "tolerance_percent" of; write "tolerance"',
    ),
    "nearness without a distance": Mistake(
        NUMERIC,
        "{tolerance: 50, score: 50}",
        "{score: 50}",
        1,
        'question "water": "near" does not say how far off; add "tolerance" to it',
    ),
    "nearness that is no wider": Mistake(
        NUMERIC,
        "tolerance: 50",
        "tolerance: 10",
        1,
        'question "water": "near" reaches no further than what is right; write a larger tolerance in it',
    ),
    "nearness without a score": Mistake(
        NUMERIC, ", score: 50", "", 8, 'question "water": "score" is missing; add it'
    ),
    "nearness that earns everything": Mistake(
        NUMERIC, "score: 50", "score: 100", 8, 'question "water": "score" must be at most 99'
    ),
    "words for nearness without any": Mistake(
        NUMERIC,
        "near: {tolerance: 50, score: 50}\n",
        "",
        1,
        'question "water": "partly" is said to answers that are nearly right; add "near", or remove it',
    ),
    "unit that reads as a number": Mistake(
        NUMERIC,
        "unit: g",
        "unit: 万",
        1,
        'question "water": "unit" cannot be "万", which reads as part of a number; write what is counted',
    ),
    # pinyin
    "word that is no pinyin": Mistake(
        PINYIN,
        "[miàntiáo]",
        "[noodle]",
        5,
        'question "noodle": "noodle" cannot be read as pinyin; write it as Lǐ or Li3, or use `type: text`',
    ),
    "hanzi in place of pinyin": Mistake(
        PINYIN,
        "[miàntiáo]",
        "[面条]",
        5,
        'question "noodle": "面条" cannot be read as pinyin; write it as Lǐ or Li3, or use `type: text`',
    ),
    "pinyin without tones": Mistake(
        PINYIN,
        "[miàntiáo]",
        "[miantiao]",
        5,
        'question "noodle": "miantiao" has no tones; write them as marks or numbers, such as Lǐ or Li3',
    ),
    "too few characters": Mistake(
        PINYIN,
        "hanzi: 面条",
        "hanzi: 面",
        1,
        'question "noodle": "miàntiáo" does not have one syllable for each character of "面"',
    ),
    "characters that are none": Mistake(
        PINYIN,
        "hanzi: 面条",
        "hanzi: miantiao",
        1,
        'question "noodle": "hanzi" holds no characters; write them, or remove the line',
    ),
    "words for missing tones that earn nothing": Mistake(
        PINYIN,
        "toneless: 50\n",
        "",
        1,
        'question "noodle": "partly" is said to right letters that earn a part; write "toneless", or remove it',
    ),
    "unknown word for spaces": Mistake(
        PINYIN,
        "toneless: 50",
        "toneless: 50\nspaces: kep",
        7,
        'question "noodle": "spaces" cannot be "kep"; did you mean "keep"?',
    ),
    # match
    "one pair": Mistake(
        MATCH,
        "  - {id: wheat, left: Wheat, right: An airy loaf}\n",
        "",
        5,
        'question "flours": "pairs" needs at least 2 entries',
    ),
    "pair without a right side": Mistake(
        MATCH,
        ", right: A dense loaf",
        "",
        6,
        'question "flours", pair "rye": "right" is missing; add it',
    ),
    "pair and decoy of one id": Mistake(
        MATCH,
        "id: glass",
        "id: rye",
        1,
        'question "flours": two pairs or decoys have the id "rye"; make them differ',
    ),
    "two equal left sides": Mistake(
        MATCH,
        "left: Wheat",
        "left: Rye",
        1,
        'question "flours": two pairs have the left side "Rye"; make them differ',
    ),
    "nothing to match": Mistake(
        MATCH,
        "An airy loaf",
        "A dense loaf",
        1,
        'question "flours": every pair has the right side "A dense loaf"; there is nothing to match',
    ),
    "decoy that is right": Mistake(
        MATCH,
        "A window",
        "An airy loaf",
        1,
        'question "flours": the decoy "glass" has the words of a right side; write something wrong',
    ),
    "unknown key of a decoy": Mistake(
        MATCH,
        "text: A window",
        "text: A window, txt: x",
        9,
        'question "flours", decoy "glass": unknown key "txt"; did you mean "text"?',
    ),
    "unknown scoring": Mistake(
        MATCH,
        "pairs:",
        "scoring: each-item\npairs:",
        5,
        'question "flours": "scoring" cannot be "each-item"; did you mean "each-pair"?',
    ),
    # order
    "two equal items": Mistake(
        ORDER,
        "text: Bake",
        "text: Weigh",
        1,
        'question "steps": two items have the text "Weigh"; make them differ',
    ),
    "two items of one id": Mistake(
        ORDER,
        "id: bake",
        "id: weigh",
        1,
        'question "steps": two items have the id "weigh"; make them differ',
    ),
    "one item": Mistake(
        ORDER,
        "  - {id: bake, text: Bake}\n",
        "",
        5,
        'question "steps": "items" needs at least 2 entries',
    ),
    "order that is not shuffled": Mistake(
        ORDER,
        "items:",
        "shuffle: false\nitems:",
        1,
        'question "steps": `shuffle: false` would show the items in the right order; remove it',
    ),
    # categorise
    "unknown category": Mistake(
        CATEGORISE,
        "category: warm",
        "category: worm",
        1,
        'question "places": item "loaf" is in the unknown category "worm"; did you mean "warm"?',
    ),
    "unknown category like no other": Mistake(
        CATEGORISE,
        "category: warm",
        "category: zzz",
        1,
        'question "places": item "loaf" is in the unknown category "zzz"; write one of: cold, warm',
    ),
    "two equal categories": Mistake(
        CATEGORISE,
        "In the warm",
        "In the cold",
        1,
        'question "places": two categories have the text "In the cold"; make them differ',
    ),
    "item without a category": Mistake(
        CATEGORISE,
        ", category: warm",
        "",
        10,
        'question "places", item "loaf": "category" is missing; add it',
    ),
    # cloze
    "gap misspelt in the text": Mistake(
        CLOZE,
        "{{when}}",
        "{{wehn}}",
        1,
        'question "words": the text has an unknown gap "wehn"; did you mean "when"?',
    ),
    "gap that nothing fills": Mistake(
        CLOZE,
        "{{when}} of baking",
        "{{when}} of {{zzz}}",
        1,
        'question "words": the text has an unknown gap "zzz"; add it to "gaps"',
    ),
    "gap twice in the text": Mistake(
        CLOZE,
        "of baking",
        "of {{when}}",
        1,
        'question "words": the gap "when" stands in the text twice; make two gaps of it',
    ),
    "gap that is not in the text": Mistake(
        CLOZE,
        "called {{name}}",
        "lively",
        1,
        'question "words": the gap "name" does not stand in the text; write {{name}} where it belongs',
    ),
    "gap that is not closed": Mistake(
        CLOZE,
        "{{name}}",
        "{{name}",
        1,
        'question "words": the text has double braces that hold no gap; write a gap as {{id}}',
    ),
    "two gaps of one id": Mistake(
        CLOZE,
        "id: name",
        "id: when",
        1,
        'question "words": two gaps have the id "when"; make them differ',
    ),
    "gap to choose and to type": Mistake(
        CLOZE,
        "  - id: when\n",
        "  - id: when\n    accept: [day]\n",
        7,
        'question "words", gap "when": a gap has either "options" or "accept"; keep or write one of the two',
    ),
    "gap with nothing to fill it": Mistake(
        CLOZE,
        "    accept: [levain]\n",
        "",
        9,
        'question "words", gap "name": a gap has either "options" or "accept"; keep or write one of the two',
    ),
    "gap with one option": Mistake(
        CLOZE,
        ", {id: eve, text: eve}",
        "",
        7,
        'question "words", gap "when": a gap with one option leaves no choice; add another',
    ),
    "gap without a right option": Mistake(
        CLOZE,
        ", correct: true",
        "",
        7,
        'question "words", gap "when": no option is correct; add `correct: true` to one',
    ),
    "gap with two right options": Mistake(
        CLOZE,
        "text: eve",
        "text: eve, correct: true",
        7,
        'question "words", gap "when": several options are correct; keep one',
    ),
    "gap with a key of the other kind": Mistake(
        CLOZE,
        "  - id: when\n",
        "  - id: when\n    ignore: [case]\n",
        7,
        'question "words", gap "when": "ignore" is for a gap to type in; remove it, or write "accept"',
    ),
    "gap that ignores everything": Mistake(
        CLOZE,
        "[levain]",
        '["?!"]',
        9,
        'question "words", gap "name": it accepts an answer of which nothing is left; ignore less',
    ),
    # reflection
    "reflection with points": Mistake(
        REFLECTION,
        "stem:",
        "points: 2\nstem:",
        1,
        'question "kitchen": a reflection earns no points; remove "points"',
    ),
    "hint that costs nothing's share": Mistake(
        REFLECTION,
        "stem:",
        "hints: [{text: Look around., cost: 10}]\nstem:",
        1,
        'question "kitchen": a reflection earns no points, so a hint cannot cost any; remove "cost"',
    ),
    # weights
    "option without a weight": Mistake(
        WEIGHTED,
        ", weight: -50",
        "",
        1,
        'question "weights": option "oven" has no weight; with `scoring: weighted` each option needs one',
    ),
    "right weights that do not sum to 100": Mistake(
        WEIGHTED,
        "weight: 40",
        "weight: 39",
        1,
        'question "weights": the weights of the right options sum to 99; make them 100, such as 33, 33 and 34',
    ),
    "right option that costs": Mistake(
        WEIGHTED,
        "weight: 40",
        "weight: -40",
        1,
        'question "weights": the right option "water" has the weight -40; make it more than 0',
    ),
    "wrong option that pays": Mistake(
        WEIGHTED,
        "weight: -50",
        "weight: 50",
        1,
        'question "weights": the wrong option "oven" has the weight 50; make it 0 or less',
    ),
    "ticking everything that pays": Mistake(
        WEIGHTED,
        "weight: -50",
        "weight: 0",
        1,
        'question "weights": ticking everything would earn everything; give a wrong option a weight below 0',
    ),
    "weight that is no share": Mistake(
        WEIGHTED,
        "weight: -50",
        "weight: -101",
        9,
        'question "weights", option "oven": "weight" must be at least -100',
    ),
    "weights that nothing weighs": Mistake(
        WEIGHTED,
        "scoring: weighted\n",
        "",
        1,
        'question "weights": "weight" is for `type: multiple` with `scoring: weighted`; write these, or remove it',
    ),
    # what every type has
    "hints that cost too much": Mistake(
        ORDER,
        "items:",
        "hints: [{text: Think., cost: 60}, {text: Think again., cost: 60}]\nitems:",
        1,
        'question "steps": the hints cost 120 per cent together; make it 100 or less',
    ),
    "hint without words": Mistake(
        ORDER,
        "items:",
        "hints:\n  - {cost: 5}\nitems:",
        6,
        'question "steps", hint 1: "text" is missing; add it',
    ),
    "empty hint": Mistake(
        ORDER,
        "items:",
        'hints: [Think., ""]\nitems:',
        5,
        'question "steps", hint 2: "text" is empty; write something or remove the line',
    ),
    "hint that is a list": Mistake(
        ORDER,
        "items:",
        "hints: [[Think.]]\nitems:",
        5,
        'question "steps", hint 1: this entry must be a group of `key: value` lines',
    ),
    "hints that are no list": Mistake(
        ORDER,
        "items:",
        "hints: {text: Think.}\nitems:",
        5,
        'question "steps": "hints" must be a list, each entry on a line of its own that starts with `- `',
    ),
    "unknown difficulty": Mistake(
        ORDER,
        "items:",
        "difficulty: esay\nitems:",
        5,
        'question "steps": "difficulty" cannot be "esay"; did you mean "easy"?',
    ),
    "accepted without a reason": Mistake(
        ORDER,
        "items:",
        "accepted: {longest-key: }\nitems:",
        5,
        'question "steps": "longest-key" is empty; write something or remove the line',
    ),
    "accepted that is no group": Mistake(
        ORDER,
        "items:",
        "accepted: longest-key\nitems:",
        5,
        'question "steps": "accepted" must be a group of `key: value` lines',
    ),
}


def asking(course: Bread, question: str) -> int:
    """Put a question in front of those of the quiz; the line before it."""
    entry = indent(question.strip("\n") + "\n", "    ")
    before, _, _ = course.read(QUIZ).partition("questions:\n")
    course.edit(QUIZ, "\nquestions:\n", f"\nquestions:\n  - {entry.lstrip()}")
    return before.count("\n") + 1


def errors(course: Bread) -> list[str]:
    return [str(error) for error in course.load().errors]


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_question_is_told_in_a_sentence_with_its_line(bread: Bread, mistake: Mistake) -> None:
    assert mistake.question.count(mistake.old) == 1
    before = asking(bread, mistake.question.replace(mistake.old, mistake.new))
    assert errors(bread) == [f"{QUIZ}:{before + mistake.line}: {mistake.told}"]


@pytest.mark.parametrize("question", SOUND, ids=lambda question: question.split("type: ")[1].split("\n")[0])
def test_a_sound_question_has_no_problems(bread: Bread, question: str) -> None:
    asking(bread, question)
    assert errors(bread) == []
