"""Pinyin as it is typed: what is read alike, what is not, and that nothing typed can do harm."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from course.spelling import Spelling, read


def sounds(text: str) -> str:
    """The syllables of a text with their tones, `li3 ke4`; what is no pinyin has tone 0."""
    return " ".join(f"{letters}{tone}" for letters, tone in read(text).sounds)


LI_KEQIANG = "li3 ke4 qiang2"


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        # marks and numbers
        *[(text, LI_KEQIANG) for text in ("Lǐ Kèqiáng", "Li3 Ke4qiang2", "li3ke4qiang2", "li3 ke4 qiang2")],
        *[(text, LI_KEQIANG) for text in ("LǏ KÈQIÁNG", "Li3 Keqiang42", "Lǐ Ke4qiáng", "Lǐ-Kè-qiáng")],
        *[
            (text, LI_KEQIANG)
            for text in ("Li³ Ke⁴qiang²", "Ｌｉ３ Ke4qiang2", "Lǐ Kèqiáng.", " Lǐ\u3000Kèqiáng ")
        ],
        *[("ma5", "ma5"), ("ma0", "ma5"), ("ma", "ma5"), ("dong1xi5", "dong1 xi5"), ("dōngxi", "dong1 xi5")],
        *[("keqiang2", "ke5 qiang2"), ("lǐ3", "li3"), ("zhongguo12", "zhong1 guo2")],
        # where the mark stands, and how it is composed
        *[("lìu", "liu4"), ("gùo", "guo4"), ("hăo", "hao3"), ("ha\u030co", "hao3"), ("mɑ̄", "ma1")],
        # ü
        *[(text, "nü3") for text in ("nǚ", "nü3", "nv3", "nu:3", "NV3", "Nǚ", "n\u00fc\u030c", "nv\u030c")],
        *[("nu\u030c\u0308", "nü3"), ("nu\u0308\u030c", "nü3"), ("nu3", "nu3"), ("nǔ", "nu3")],
        *[("lu:4shi1", "lü4 shi1"), ("lve4", "lüe4"), ("lùshī", "lu4 shi1"), ("nü'ér", "nü5 er2")],
        # apostrophes
        *[("Xī'ān", "xi1 an1"), ("Xi'an", "xi5 an5"), ("xian", "xian5"), ("xiān", "xian1")],
        *[
            ("xi1an1", "xi1 an1"),
            ("xīān", "xi1 an1"),
            ("Xī’ān", "xi1 an1"),
            ("Xīʼān", "xi1 an1"),
            ("xi an", "xi5 an5"),
        ],
        *[("xi´an", "xi5 an5"), ("tiān'ānmén", "tian1 an1 men2"), ("tiananmen", "tian5 an5 men5")],
        # erhua
        *[("hua1r5", "huar1"), ("huar1", "huar1"), ("huār", "huar1"), ("hua1 r", "huar1"), ("er2", "er2")],
        # what is none
        *[
            ("smith", "smith0"),
            ("zh4", "zh40"),
            ("lǐ4", "lǐ40"),
            ("", ""),
            ("''--", ""),
            ("3", "30"),
            ("māā̌", "māā̌0"),
        ],
    ],
)
def test_what_is_typed_is_heard(typed: str, heard: str) -> None:
    assert sounds(typed) == heard


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        *[("Li3 Ke4qiang2", "Lǐ Kèqiáng"), ("li3ke4qiang2", "lǐkèqiáng"), ("LV4", "LǛ"), ("lìu", "liù")],
        *[("xi1an1", "xī'ān"), ("Xi1 an1", "Xī ān"), ("xian14", "xī'àn"), ("tian1an1men2", "tiān'ānmén")],
        *[("Lǐ-kè", "Lǐ-kè"), ("li3’ke4", "lǐkè"), ("hao3, hao3!", "hǎo hǎo"), ("hua1r5", "huār")],
        *[("Smith3", "Smith3"), ("li5n4", "li5n4"), ("zh4li3", "zh4li3")],
    ],
)
def test_what_is_typed_is_written_with_marks(typed: str, text: str) -> None:
    assert read(typed).text == text


def test_words_are_kept_apart() -> None:
    assert [len(word) for word in read("Lǐ Kèqiáng").words] == [1, 2]
    assert read("hua1 r5").words == ((("hua", 1),), (("r", 5),))


@pytest.mark.parametrize(("typed", "is_pinyin"), [("Lǐ", True), ("ma", True), ("Smith", False), ("", False)])
def test_pinyin_is_told_from_other_words(typed: str, is_pinyin: bool) -> None:
    assert read(typed).is_pinyin is is_pinyin


@pytest.mark.parametrize("typed", ["李克强", "Lǐ 克", "Ли", "lǐ+", "<b>", "λ", "㍿", "🍞", "ا", "l\ufe0fi"])
def test_what_is_no_latin_letter_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="^Write pinyin in Latin letters .*, such as Lǐ or Li3.$"):
        read(typed)


@pytest.mark.parametrize("typed", ["li6", "li9", "li33 ke7"])
def test_a_tone_that_there_is_not_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="^Write the tones as numbers from 1 to 5"):
        read(typed)


def test_u_with_dots_is_never_u_with_or_without_tones() -> None:
    for dotted in ("nü", "nv", "nu:", "nǖ", "nǘ", "nǚ", "nǜ", "nv1", "nu:2", "nü3"):
        for undotted in ("nu", "nū", "nú", "nǔ", "nù", "nu3"):
            assert {letters for letters, _ in read(dotted).sounds} == {"nü"}
            assert {letters for letters, _ in read(undotted).sounds} == {"nu"}


def read_or_refused(text: str) -> Spelling | str:
    try:
        return read(text)
    except ValueError as refusal:
        return str(refusal)


PIECES = [
    "li",
    "xi",
    "an",
    "n",
    "g",
    "r",
    "u",
    "ü",
    "v",
    ":",
    "'",
    "-",
    " ",
    "1",
    "4",
    "5",
    "0",
    "\u030c",
    "\u0308",
]
PIECES += [
    "\u0304",
    "\u0323",
    "é",
    "ê",
    "Z",
    "ﬁ",
    "ſ",
    "İ",
    "ĳ",
    "\u200d",
    "·",
    ".",
    "/",
    "ǚ",
    "ẹ",
    "K",
    "Å",
    "´",
]


@given(st.one_of(st.text(max_size=20), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
@example("v:\u030c")
@example("li5n4")
@example("a\u030c\u0304")
@example("R0BI")
@example("hua1r5r5")
def test_reading_twice_is_reading_once(typed: str) -> None:
    once = read_or_refused(typed)
    if isinstance(once, str):
        assert once.endswith(".")
    else:
        assert read(once.text) == once
        assert unicodedata.normalize("NFC", once.text) == once.text


def test_every_character_there_is_can_be_typed() -> None:
    for character in map(chr, range(0x30000)):
        if unicodedata.category(character) in ("Cn", "Co", "Cs", "Lo"):
            continue
        for typed in (character, f"li{character}3", f"n{character}u3"):
            once = read_or_refused(typed)
            assert isinstance(once, str) or read(once.text) == once, repr(typed)


@pytest.mark.parametrize(
    "typed", ["an" * 5000, "a1" * 5000, "a" + "\u030c" * 10_000, "'" * 10_000, "u:" * 5000]
)
def test_a_flood_is_read_at_once(typed: str) -> None:
    assert read_or_refused(typed)
