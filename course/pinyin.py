"""Pinyin with tone marks and with tone numbers, and the tone of each syllable.

The mark stands on a or e, on the o of ou, else on the last vowel (GB/T 16159, Basic rules of the Hanyu
Pinyin orthography). Tone 5 is the neutral tone, which has no mark. ü is a vowel of its own and
never becomes u.
"""

import re
import unicodedata
from dataclasses import dataclass

from course.syllables import LONGEST_SYLLABLE, SYLLABLES

MARKS = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300"}
NEUTRAL = 5
SYLLABLE = re.compile(r"((?:[A-Za-zÜü]|[Uu]:)+)([1-5])")
HANZI = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]")


@dataclass(frozen=True)
class Syllable:
    """One syllable: its character ('' where none is given), its marked spelling and its tone, 1 to 5."""

    hanzi: str
    marked: str
    tone: int


def mark(syllable: str) -> str:
    """Turn one numbered syllable into a marked one: `chu1` gives `chū`, `lv4` gives `lǜ`.

    Raises ValueError when it is not letters followed by a tone number.
    """
    match = SYLLABLE.fullmatch(syllable)
    if not match:
        raise ValueError(f'"{syllable}" is no numbered syllable; write letters and a tone, such as chu1')
    return with_tone(_with_umlaut(match[1]), int(match[2]))


def with_tone(letters: str, tone: int) -> str:
    """One syllable's letters with the mark of a tone, 1 to 5. Raises ValueError when no vowel can carry it."""
    if tone == NEUTRAL:
        return letters
    at = _marked_vowel(letters)
    return unicodedata.normalize("NFC", letters[: at + 1] + MARKS[tone] + letters[at + 1 :])


def _with_umlaut(letters: str) -> str:
    """Read u: and v as ü, the ways to type it without the letter."""
    return re.sub("U:|V", "Ü", re.sub("u:|v", "ü", letters))


def _marked_vowel(letters: str) -> int:
    low = letters.lower()
    for vowel in ("a", "e", "ou"):
        if vowel in low:
            return low.index(vowel)
    vowels = [i for i, letter in enumerate(low) if letter in "iouü"]
    if not vowels:
        raise ValueError(f'"{letters}" has no vowel to carry a tone')
    return vowels[-1]


def paired(hanzi: str, numbered: str) -> tuple[Syllable, ...]:
    """Pair each character with its syllable. Raises ValueError when their numbers differ.

    `numbered` is split at spaces: `chu1 kou3`.
    """
    characters = HANZI.findall(hanzi)
    parts = numbered.split()
    if len(characters) != len(parts):
        numbers = f"{len(characters)} characters but {len(parts)} syllables"
        raise ValueError(f"{numbers}; write one numbered syllable per character")
    return tuple(Syllable(c, mark(part), int(part[-1])) for c, part in zip(characters, parts, strict=True))


def bare(text: str) -> str:
    """Letters only, lower case, without tone marks or numbers, ü kept: for comparing and searching."""
    return re.sub(r"[^a-zü]", "", _without_tones(_with_umlaut(text.casefold())))


def _without_tones(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFD", text) if c not in MARKS.values())
    return unicodedata.normalize("NFC", "".join(kept))


def is_marked(text: str) -> bool:
    """Whether any letter carries a tone mark."""
    return any(c in MARKS.values() for c in unicodedata.normalize("NFD", text))


def is_pinyin(text: str) -> bool:
    """Whether text is pinyin with tone marks: its words can be cut into syllables, and one has a tone."""
    words = re.findall(r"[^\W\d_]+", _without_tones(text.casefold()))
    return is_marked(text) and all(_is_spelled(word) for word in words)


def _is_spelled(word: str) -> bool:
    """Whether a word can be cut into syllables; `ends` are the places that such a cut has reached."""
    ends = {0}
    for start in range(len(word)):
        if start in ends:
            stops = range(start + 1, min(start + LONGEST_SYLLABLE, len(word)) + 1)
            ends.update(stop for stop in stops if word[start:stop] in SYLLABLES)
    return len(word) in ends
