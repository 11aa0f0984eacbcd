"""The syllables of pinyin, and that a word is cut where its spelling says."""

import unicodedata
from time import perf_counter

import pytest

from course.pinyin import MARKS
from course.syllables import LONGEST_SYLLABLE, LONGEST_WORD, SYLLABLES, cut


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        *[("ma", "ma"), ("er", "er"), ("zhuang", "zhuang"), ("xian", "xian"), ("nü", "nü"), ("lüe", "lüe")],
        *[("keqiang", "ke qiang"), ("zhongguo", "zhong guo"), ("beijing", "bei jing")],
        *[("fangan", "fan gan"), ("xinan", "xi nan"), ("danao", "da nao"), ("mingan", "min gan")],
        *[("huar", "huar"), ("yidianr", "yi dianr"), ("huaren", "hua ren"), ("nüer", "nüer")],
        *[("tiananmen", "tian an men"), ("ertong", "er tong"), ("zhongguoren", "zhong guo ren")],
    ],
)
def test_a_word_is_cut_with_as_few_apostrophes_as_can_be(word: str, syllables: str) -> None:
    assert cut(word) == tuple(syllables.split())


@pytest.mark.parametrize("word", ["", "v", "smith", "hello", "x", "ng", "zh", "lüng", "nver", "面条", "r"])
def test_what_no_syllable_spells_is_not_cut(word: str) -> None:
    assert cut(word) is None


def test_no_syllable_has_two_tones() -> None:
    assert cut("xian", [2]) == ("xian",)
    assert cut("xian", [1, 2]) == ("xi", "an")


@pytest.mark.parametrize(
    ("word", "number", "syllables"),
    [
        ("xian", 1, "xian"),
        ("xian", 2, "xi an"),
        ("xian", 3, None),
        ("keqiang", 2, "ke qiang"),
        ("keqiang", 1, None),
        ("keqiang", 3, "ke qi ang"),
    ],
)
def test_a_word_is_cut_into_as_many_as_are_wanted(word: str, number: int, syllables: str | None) -> None:
    assert cut(word, number=number) == (tuple(syllables.split()) if syllables else None)


def test_every_syllable_is_one_and_none_is_longer_than_the_longest() -> None:
    assert len(SYLLABLES) > 800
    assert max(map(len, SYLLABLES)) == LONGEST_SYLLABLE
    assert all(cut(syllable) == (syllable,) for syllable in SYLLABLES)


def test_the_syllables_are_those_of_a_dictionary() -> None:
    constants = pytest.importorskip("pypinyin.constants")

    marked = {reading for readings in constants.PINYIN_DICT.values() for reading in readings.split(",")}
    bare = {
        unicodedata.normalize(
            "NFC", "".join(c for c in unicodedata.normalize("NFD", one) if c not in MARKS.values())
        )
        for one in marked
    }
    assert len(bare) > 400
    assert bare - SYLLABLES <= {"m", "n", "ng", "hm", "hng", "ê"}


def test_a_word_of_any_length_is_judged_at_once() -> None:
    start = perf_counter()
    assert cut("an" * (LONGEST_WORD // 2), number=LONGEST_WORD // 2)
    assert cut("a" * LONGEST_WORD)
    assert cut("an" * 1_000_000) is None
    assert perf_counter() - start < 0.5
