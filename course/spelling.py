"""Pinyin as people type it, read as syllables with their tones: `Lǐ Kèqiáng`, `Li3 Ke4qiang2` and `li3ke4qiang2`.

What is read alike: tone marks and tone numbers, whichever vowel a mark was put on; v, `u:` and ü, which is never u;
capitals; 0, 5 and no tone at all; any kind of apostrophe. An apostrophe, a hyphen or a blank ends a syllable. A row of
numbers after a word belongs to its syllables in turn, and one number alone to the last of them.
"""

import re
import unicodedata
from dataclasses import dataclass

from course.pinyin import MARKS, NEUTRAL, with_tone
from course.syllables import SYLLABLES, cut

Sound = tuple[str, int]  # letters of a syllable in lower case, and its tone; tone 0 where it is no pinyin

NO_PINYIN = "Write pinyin in Latin letters with tone marks or numbers, such as Lǐ or Li3."
NO_TONE = "Write the tones as numbers from 1 to 5, such as Li3."

DIAERESIS = "\u0308"
TONES = {mark: tone for tone, mark in MARKS.items()} | {"\u0306": 3}  # a breve is a háček that a font rounded
LOOKALIKES = str.maketrans("ɑɡ´`‘’ʼ′", "ag''''''")
SEPARATORS = str.maketrans(dict.fromkeys(',.;:!?·・•"()[]…。、_/', " ") | dict.fromkeys("‐‑‒–—", "-"))
STRAY = "#$%&*+<=>@\\^{|}~"
V = re.compile("[Vv]")
U_COLON = re.compile("([Uu])([\u0300-\u0307\u0309-\u036f]*):")
LETTER = re.compile("[A-Za-z][^A-Za-z]*|^[^A-Za-z]+")
CHUNK = re.compile("([^0-5'-]*)([0-5]*)(['-]?)")


@dataclass(frozen=True, slots=True)
class Spelling:
    """What was typed: `text` is the same with tone marks, composed (NFC), and `words` its syllables."""

    text: str
    words: tuple[tuple[Sound, ...], ...]

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """The syllables of all words as if they were one."""
        return _with_erhua([sound for word in self.words for sound in word])

    @property
    def is_pinyin(self) -> bool:
        """Whether every word could be cut into syllables, and there is one."""
        return bool(self.words) and all(tone for word in self.words for _, tone in word)


def read(text: str) -> Spelling:
    """Read pinyin. Reading the `text` of what was read gives the same again.

    Raises ValueError with a sentence for the learner when there is something else than Latin letters, tones and
    what separates syllables.
    """
    words = [word for word in map(_word, _tidied(text).split()) if word[1]]
    return Spelling(" ".join(word for word, _ in words), tuple(sounds for _, sounds in words))


def toneless(text: str) -> str:
    """What was typed as it is read without its tones: `Lǐ Xī'ān` -> `li xi'an`."""
    return read(" ".join("'".join(letters for letters, _ in word) for word in read(text).words)).text


def _tidied(text: str) -> str:
    """Letters, marks, numbers and separators in one form each, decomposed (NFKD)."""
    text = "".join(c for c in text.translate(LOOKALIKES) if unicodedata.category(c) != "Cf")
    text = unicodedata.normalize("NFKD", text).translate(LOOKALIKES)
    text = V.sub(lambda v: ("U" if v[0] == "V" else "u") + DIAERESIS, U_COLON.sub(rf"\1{DIAERESIS}\2", text))
    text = text.translate(SEPARATORS)
    for character in text:
        if character in "6789":
            raise ValueError(NO_TONE)
        if not (character.isascii() or unicodedata.combining(character)) or character in STRAY:
            raise ValueError(NO_PINYIN)
    return text


def _word(word: str) -> tuple[str, tuple[Sound, ...]]:
    """A word with its tones as marks, and its syllables; as it was typed where it cannot be cut into any."""
    text, sounds, separator = "", list[Sound](), ""
    for letters, digits, ends in CHUNK.findall(word):
        syllables = _syllables(letters, digits)
        if syllables is None:
            return _raw(word)
        for i, (cased, tone) in enumerate(syllables):
            hyphen = separator == "-" and i == 0
            text += ("-" if hyphen else "'" if cased[0] in "AEOaeo" else "") if text else ""
            text += with_tone(cased, tone)
            sounds.append((cased.lower(), tone))
        separator = ends or (separator if not syllables else "")
    merged = _with_erhua(sounds)
    if len(sounds) > 1 and any(letters == "r" for letters, _ in merged):
        return _raw(word)
    return text, merged


def _raw(word: str) -> tuple[str, tuple[Sound, ...]]:
    """A word that is no pinyin, as it was typed."""
    raw = unicodedata.normalize("NFC", word)
    return raw, ((raw.casefold(), 0),)


def _syllables(letters: str, digits: str) -> list[Sound] | None:
    """Letters and the tone numbers after them as syllables, their capitals kept; None when they are no pinyin."""
    typed = _letters(letters)
    low = "".join(letter.lower() for letter, _ in typed)
    if not typed or len(low) != len(typed):
        return None if letters or digits else []
    if low == "r" and not typed[0][1] and digits in ("", "0", "5"):
        return [(typed[0][0], NEUTRAL)]
    toned = {i: tone for i, (_, tone) in enumerate(typed) if tone}
    pieces = cut(low, toned, len(digits) if len(digits) > 1 else None)
    if pieces is None:
        return None
    numbers = [None] * (len(pieces) - len(digits)) + [int(digit) or NEUTRAL for digit in digits]
    found, start = list[Sound](), 0
    for piece, number in zip(pieces, numbers, strict=True):
        stop = start + len(piece)
        mark = next((tone for i, tone in toned.items() if start <= i < stop), None)
        if mark and number and mark != number:
            return None
        found.append(("".join(letter for letter, _ in typed[start:stop]), mark or number or NEUTRAL))
        start = stop
    return found


def _letters(text: str) -> list[tuple[str, int]]:
    """Each letter as pinyin writes it without its tone, and the tone of its mark, 0 for none.

    A letter with two tone marks keeps them, so that it is none of pinyin's.
    """
    letters = []
    for letter in LETTER.findall(text):
        tones = [c for c in letter if c in TONES]
        if len(tones) == 1:
            plain = unicodedata.normalize("NFC", letter.replace(tones[0], ""))
            letters.append((plain, TONES[tones[0]]))
        else:
            letters.append((unicodedata.normalize("NFC", letter), 0))
    return letters


def _with_erhua(sounds: list[Sound]) -> tuple[Sound, ...]:
    """The syllables, an r by itself taken as the end of the one before if that has none yet."""
    merged = list[Sound]()
    for letters, tone in sounds:
        if letters == "r" and merged and merged[-1][0] + "r" in SYLLABLES:
            merged[-1] = (merged[-1][0] + "r", merged[-1][1])
        else:
            merged.append((letters, tone))
    return tuple(merged)
