"""Pinyin: where the tone mark stands, which syllable belongs to which character, and that ü is no u."""

import pytest

from course.glossary import Term
from course.pinyin import Syllable, bare, is_marked, is_pinyin, mark, paired


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        *[("ma1", "mā"), ("ma2", "má"), ("ma3", "mǎ"), ("ma4", "mà"), ("ma5", "ma")],
        *[("e1", "ē"), ("e2", "é"), ("e3", "ě"), ("e4", "è")],
        *[("yi1", "yī"), ("yi2", "yí"), ("yi3", "yǐ"), ("yi4", "yì")],
        *[("o1", "ō"), ("bo2", "bó"), ("bo3", "bǒ"), ("po4", "pò")],
        *[("wu1", "wū"), ("wu2", "wú"), ("wu3", "wǔ"), ("wu4", "wù")],
        *[("lü1", "lǖ"), ("lü2", "lǘ"), ("lü3", "lǚ"), ("lü4", "lǜ"), ("lü5", "lü")],
        *[("lv4", "lǜ"), ("lu:4", "lǜ"), ("nv3", "nǚ"), ("Lv4", "Lǜ"), ("LV4", "LǛ")],
        *[("lve4", "lüè"), ("nüe4", "nüè"), ("xue2", "xué"), ("jun1", "jūn"), ("qu4", "qù")],
        *[("hai3", "hǎi"), ("hei1", "hēi"), ("hao3", "hǎo"), ("hou4", "hòu")],
        *[("liu2", "liú"), ("gui4", "guì"), ("duo1", "duō"), ("jia1", "jiā"), ("jie2", "jié")],
        *[
            ("xiao3", "xiǎo"),
            ("guai4", "guài"),
            ("xiong2", "xióng"),
            ("zhong1", "zhōng"),
            ("liang3", "liǎng"),
        ],
        *[("er2", "ér"), ("yuan2", "yuán"), ("An1", "Ān"), ("E2", "É"), ("Ou1", "Ōu"), ("r5", "r")],
    ],
)
def test_the_mark_stands_on_the_vowel_that_carries_the_tone(numbered: str, marked: str) -> None:
    assert mark(numbered) == marked


@pytest.mark.parametrize(
    "wrong", ["", "ma", "1", "ma6", "ma0", "ma 1", "ma11", "mā1", "a:1", ":1", "马1", "ma1 "]
)
def test_what_is_no_numbered_syllable_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is no numbered syllable"):
        mark(wrong)


@pytest.mark.parametrize("wrong", ["hng1", "zh4"])
def test_a_syllable_without_a_vowel_carries_no_tone(wrong: str) -> None:
    with pytest.raises(ValueError, match="has no vowel to carry a tone"):
        mark(wrong)


def test_each_character_has_its_syllable() -> None:
    assert paired("女儿", "nv3 er2") == (Syllable("女", "nǚ", 3), Syllable("儿", "ér", 2))


def test_the_neutral_tone_is_the_fifth_and_has_no_mark() -> None:
    assert paired("桌子", "zhuo1 zi5")[1] == Syllable("子", "zi", 5)


def test_punctuation_between_characters_has_no_syllable() -> None:
    assert [s.marked for s in paired("李·约翰，〇", "li3 yue1 han4 ling2")] == ["lǐ", "yuē", "hàn", "líng"]


@pytest.mark.parametrize("numbers", ["chu1", "chu1 kou3 chu1", ""])
def test_characters_and_syllables_must_be_as_many(numbers: str) -> None:
    with pytest.raises(ValueError, match="write one numbered syllable per character"):
        paired("出口", numbers)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        *[("chūkǒu", "chukou"), ("chu1kou3", "chukou"), ("chu1 kou3", "chukou"), ("Chūkǒu!", "chukou")],
        *[
            ("lǜshī", "lüshi"),
            ("lv4shi1", "lüshi"),
            ("lu:4shi1", "lüshi"),
            ("lushi", "lushi"),
            ("Xī’ān", "xian"),
        ],
        *[("LǛ", "lü"), ("出口", ""), ("", "")],
    ],
)
def test_bare_letters_have_no_tone_and_keep_their_umlaut(text: str, letters: str) -> None:
    assert bare(text) == letters


def test_u_with_and_without_dots_are_two_letters() -> None:
    assert bare("lǜ") != bare("lù")
    assert mark("lv4") != mark("lu4")


@pytest.mark.parametrize("text", ["chūkǒu", "Nǚ’ér", "guānxi", "Zhōngguó rén", "ā", "chu\u0304"])
def test_a_tone_mark_is_seen(text: str) -> None:
    assert is_marked(text)
    assert is_pinyin(text)


@pytest.mark.parametrize("text", ["guanxi", "lü", "", "für", "出口"])
def test_text_without_tone_marks_is_no_marked_pinyin(text: str) -> None:
    assert not is_marked(text)
    assert not is_pinyin(text)


@pytest.mark.parametrize("text", ["café", "crème", "déjà vu", "fête à", "Pěr", "the chūkǒu"])
def test_words_that_no_syllable_spells_are_no_pinyin(text: str) -> None:
    assert not is_pinyin(text)


def test_a_long_word_is_judged_at_once() -> None:
    assert is_pinyin("an" * 10_000 + "ā")
    assert not is_pinyin("an" * 10_000 + "āb")


def test_every_reading_that_a_dictionary_knows_is_pinyin() -> None:
    constants = pytest.importorskip("pypinyin.constants")
    readings = {reading for readings in constants.PINYIN_DICT.values() for reading in readings.split(",")}
    without_vowel = {"ê̌", "ê̄", "ề", "ế", "ňg", "ǹ", "m̀", "ň", "ńg", "ń", "ǹg", "m̄", "ḿ"}
    strange = {reading for reading in readings if is_marked(reading) and not is_pinyin(reading)}
    assert len(readings) > 1_000
    assert strange <= without_vowel


def term(**keys: str) -> Term:
    return Term(id="x", english="export", category="c", note="n", **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hanzi", "pinyin", "numbers"),
    [
        ("出口", "chūkǒu", "chu1 kou3"),
        ("出口", "Chū kǒu", "chu1 kou3"),
        ("西安", "Xī’ān", "Xi1 an1"),
        ("律师", "lǜshī", "lv4 shi1"),
        ("花儿", "huār", "hua1 r5"),
    ],
)
def test_a_term_whose_two_readings_agree_is_sound(hanzi: str, pinyin: str, numbers: str) -> None:
    assert term(hanzi=hanzi, pinyin=pinyin, pinyin_numbers=numbers).label == f"{hanzi}, {pinyin}"


def test_a_term_without_hanzi_is_its_english_and_has_no_syllables() -> None:
    assert term().label == "export"
    assert term().syllables == ()


def test_a_term_whose_umlaut_is_missing_does_not_agree() -> None:
    with pytest.raises(
        ValueError, match='pinyin "lùshī" does not agree with "lv4 shi1", which reads "lǜshī"'
    ):
        term(hanzi="律师", pinyin="lùshī", pinyin_numbers="lv4 shi1")
