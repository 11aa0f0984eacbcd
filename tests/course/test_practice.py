"""Exercises, rounds and decks: what is asked, in which order, and what is never asked."""

import pytest

from course.course import Course
from course.loader import load
from course.practice import KINDS, OF_TERMS, Deck, Kind, Material, Name, Round, turn
from course.questions import Order, Single
from course.spelling import read
from settings import ROOT
from tests.bread import Bread

IDS = tuple("abcdefghijkl")
NAME = {
    "id": "ouyang-lin",
    "hanzi": "欧阳琳",
    "pinyin_numbers": "Ou1 yang2 Lin2",
    "surname": "欧阳",
    "note": "It stays together.",
    "source": "flour-book",
}
PRACTICE = """
names:
  - id: ouyang-lin
    hanzi: 欧阳琳
    pinyin_numbers: Ou1 yang2 Lin2
    surname: 欧阳
    note: It stays together.
    source: flour-book
titles:
  - id: baker-lin
    english: This is Baker Lin
    pieces:
      - {hanzi: 这是, pinyin_numbers: zhe4 shi4, english: this is}
      - {hanzi: 林, pinyin_numbers: Lin2, english: surname}
      - {hanzi: 师傅, pinyin_numbers: shi1 fu5, english: master of a craft}
    note: The title stands last.
    source: flour-book
"""


@pytest.fixture(scope="module")
def shipped() -> Course:
    course = load(ROOT).course
    assert course
    return course


def test_a_course_without_a_file_to_practise_from_practises_its_words(bread: Bread) -> None:
    material = bread.course().material
    assert material.kinds == OF_TERMS
    assert {kind: material.ids(kind) for kind in material.kinds} == dict.fromkeys(OF_TERMS, ("noodle",))
    assert material.themes("cards") == ("dough",)


def test_a_course_without_characters_has_nothing_to_practise(bread: Bread) -> None:
    text = bread.read("modules/glossary.yaml")
    for line in ("    hanzi: 面条\n", "    traditional: 麵條\n"):
        text = text.replace(line, "")
    bread.write("modules/glossary.yaml", text)
    assert bread.course().material.kinds == ()


def test_names_and_titles_are_practised_where_the_course_has_some(bread: Bread) -> None:
    bread.write("modules/practice.yaml", PRACTICE)
    material = bread.course().material
    assert material.kinds == ("spelling", "tones", "listening", "names", "titles", "cards")
    assert (material.ids("names"), material.ids("titles")) == (("ouyang-lin",), ("baker-lin",))
    assert material.themes("names") == ()


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("miàntiáo", "1"),
        ("mian4 tiao2", "1"),
        ("mian4tiao2", "1"),
        ("miantiao", "1/2"),
        ("mian2tiao4", "1/2"),
        ("mian", "0"),
    ],
)
def test_typed_pinyin_is_graded_as_in_a_quiz(bread: Bread, typed: str, score: str) -> None:
    question = bread.course().material.exercise("spelling", "noodle", "s").question
    assert str(question.grade(typed).score) == score


def test_patterns_differ_from_the_word_in_one_tone_and_are_the_same_on_every_machine(bread: Bread) -> None:
    question = bread.course().material.exercise("tones", "noodle", "2026-11-23").question
    assert isinstance(question, Single)
    assert [option.id for option in question.options if option.correct] == ["42"]
    assert [option.text for option in question.options] == GOLDEN
    assert all(sum(a != b for a, b in zip(o.id, "42", strict=True)) == 1 for o in question.options[1:])


GOLDEN = ["*miàn tiáo*", "*miàn tiào*", "*miàn tiǎo*", "*miān tiáo*"]


def test_every_exercise_of_the_course_has_one_right_answer_and_says_how_it_is_read(shipped: Course) -> None:
    material = shipped.material
    assert material.kinds == KINDS
    for kind in material.kinds:
        for item_id in material.ids(kind) if kind != "cards" else ():
            exercise = material.exercise(kind, item_id, "seed")
            assert right(exercise.question) == 1, (kind, item_id)
            assert read(exercise.said.pinyin).is_pinyin
            assert len(exercise.said.syllables) == len(exercise.said.hanzi)


def right(question: object) -> int:
    """How many of what can be answered is right."""
    if isinstance(question, Single):
        return sum(question.grade(option.id).right for option in question.options)
    if isinstance(question, Order):
        return int(question.grade(list(question.key)).right)
    return int(question.grade(question.accept[0]).right)  # type: ignore[attr-defined]


def test_what_is_not_said_as_it_is_spelled_is_not_asked_by_ear(shipped: Course) -> None:
    material = shipped.material
    heard = set(material.ids("listening"))
    left_out = [material.term(term_id) for term_id in material.ids("tones") if term_id not in heard]
    assert left_out
    for term in left_out:
        tones = "".join(str(syllable.tone) for syllable in term.syllables)
        assert "33" in tones or any(syllable.hanzi in "一不" for syllable in term.syllables[:-1])
    for term_id in heard:
        assert "33" not in "".join(str(one.tone) for one in material.term(term_id).syllables)


def test_a_theme_has_its_own_words_and_together_they_are_all(shipped: Course) -> None:
    material = shipped.material
    kind: Kind
    for kind in OF_TERMS:
        themed = [material.ids(kind, theme) for theme in material.themes(kind)]
        assert all(themed)
        assert sorted(term_id for ids in themed for term_id in ids) == sorted(material.ids(kind))


# ---- names


def test_a_name_offers_its_parts_and_knows_which_is_the_surname() -> None:
    name = Name.model_validate(NAME)
    assert name.pinyin == "Ōuyáng Lín"
    assert dict(name.parts) == {"Ōuyáng": True, "Ōu": False, "Lín": False, "Yánglín": False}


def test_a_surname_may_stand_last_and_an_apostrophe_where_it_belongs() -> None:
    name = Name.model_validate(
        NAME | {"hanzi": "平安赵", "pinyin_numbers": "Ping2 an1 Zhao4", "surname": "赵"}
    )
    assert name.pinyin == "Píng'ān Zhào"
    assert [part for part, is_surname in name.parts if is_surname] == ["Zhào"]


def test_a_surname_of_three_characters_is_offered_too() -> None:
    changed = {"hanzi": "东方岳海", "pinyin_numbers": "Dong1 fang1 yue4 Hai3", "surname": "东方岳"}
    assert ("Dōngfāngyuè", True) in Name.model_validate(NAME | changed).parts


# ---- rounds and decks


def test_rounds_go_through_everything_before_anything_comes_again() -> None:
    rounds = [turn(IDS, "2026-11-23", number, size=5) for number in range(3)]
    assert [len(one) for one in rounds] == [5, 5, 5]
    assert set(rounds[0]) | set(rounds[1]) | set(rounds[2][:2]) == set(IDS)
    assert rounds[2][2:] == rounds[0][:3]
    assert rounds[0] == turn(tuple(reversed(IDS)), "2026-11-23", 0, size=5)
    assert rounds[0] != turn(IDS, "2026-11-24", 0, size=5)


def test_a_round_is_never_longer_than_what_there_is() -> None:
    assert turn(("a", "b"), "s", 7) in {("a", "b"), ("b", "a")}


def test_an_exercise_is_answered_once_and_left_only_when_answered() -> None:
    begun = Round(("a", "b"), "s")
    assert begun.go_on() == begun
    answered = begun.answer("1")
    assert answered.answer("2") == answered
    over = answered.go_on().answer("3").go_on()
    assert (over.given, over.is_over) == (("1", "3"), True)
    assert over.answer("4") == over
    again = over.repeat(["b"])
    assert (again.ids, again.given, again.at, again.seed) == (("b",), (), 0, "s")
    assert again.repeats == 1


def test_a_card_that_is_not_known_comes_again_soon_and_every_card_is_known_in_the_end() -> None:
    deck = Deck(("a", "b", "c", "d", "e"))
    assert (deck.knew(), deck.not_yet()) == (deck, deck)  # not before it is turned
    deck = deck.turn().not_yet()
    assert deck.left == ("b", "c", "d", "a", "e")
    for known in range(5):
        assert (deck.known, deck.is_over, deck.is_turned) == (known, False, False)
        deck = deck.turn().knew()
    assert deck.is_over
    assert deck.turn() == deck


def test_the_last_card_can_be_put_back() -> None:
    assert Deck(("a",)).turn().not_yet() == Deck(("a",))


def test_cards_ask_nothing(bread: Bread) -> None:
    with pytest.raises(ValueError, match="turned, not answered"):
        bread.course().material.exercise("cards", "noodle", "s")


def test_material_knows_only_its_own_ids(bread: Bread) -> None:
    material: Material = bread.course().material
    for kind in ("spelling", "names", "titles"):
        with pytest.raises(KeyError):
            material.exercise(kind, "levain", "s")


# ---- what authors are told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "surname: 欧阳",
            "surname: 阳",
            ':3: name "ouyang-lin": "surname" must be the first or the last characters of ',
        ),
        (
            "surname: 欧阳",
            "surname: 欧阳琳",
            ':3: name "ouyang-lin": "surname" must be the first or the last',
        ),
        ("    surname: 欧阳\n", "", ':3: name "ouyang-lin": "surname" is missing; add it'),
        (
            "Ou1 yang2 Lin2",
            "Ou1 yang2",
            ':3: name "ouyang-lin": 3 characters but 2 syllables; write one numbered',
        ),
        ("Ou1 yang2 Lin2", "Ou1 yang2 Lqn2", 'name "ouyang-lin": "Lqn" has no vowel to carry a tone'),
        (
            "Ou1 yang2 Lin2",
            "Ou1 yang2 Lixn2",
            'name "ouyang-lin": "Ou1 yang2 Lixn2" cannot be read as pinyin',
        ),
        (
            "hanzi: 欧阳琳",
            "hanzi: 欧阳琳A",
            '"欧阳琳A" holds more than characters; write it in characters only',
        ),
        ("      - {hanzi: 林, pinyin_numbers: Lin2, english: surname}\n", "", 'title "baker-lin": "pieces"'),
        ("hanzi: 林, pinyin_numbers: Lin2", "hanzi: 这是, pinyin_numbers: zhe4 shi4", "two pieces of"),
        (
            "english: surname",
            "english: ''",
            'title "baker-lin", piece 2: "english" is empty; write something',
        ),
        ("titles:", "titels:", ':9: unknown key "titels"; did you mean "titles"?'),
        (
            "It stays together.\n    source: flour-book",
            "x\n    source: flour-bok",
            'did you mean "flour-book"?',
        ),
    ],
)
def test_an_author_is_told_what_is_wrong_and_where(bread: Bread, old: str, new: str, told: str) -> None:
    bread.write("modules/practice.yaml", PRACTICE.replace(old, new, 1))
    (problem,) = bread.problems()
    assert problem.startswith("modules/practice.yaml:")
    assert told in problem


def test_an_id_that_stands_twice_is_told(bread: Bread) -> None:
    name = PRACTICE.partition("titles:")[0].partition("names:\n")[2]
    bread.write("modules/practice.yaml", f"names:\n{name}{name}")
    assert bread.problems() == [
        'modules/practice.yaml:8: the id "ouyang-lin" stands on line 2 too; rename one'
    ]


def test_a_file_with_nothing_in_it_is_a_mistake_and_no_file_is_none(bread: Bread) -> None:
    assert bread.problems() == []
    bread.write("modules/practice.yaml", "")
    assert len(bread.problems()) == 1
