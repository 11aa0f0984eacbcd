"""A text as the rules read it: its words, its sentences, and how easily it reads."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

MARKS = re.compile(r"[*_`\\]")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’-]+")
# A full stop, perhaps a closing quote, then a space and anything but a small letter.
SENTENCE = re.compile(r"(?:(?<=[.!?。！？])|(?<=[.!?。！？][\"'”’)]))\s+(?=[^\sa-z])")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
HIATUS = re.compile(r"(?<![ct])ia|(?<![gq])ua|[aeiouy]ing$|scien|client")
SPOKEN = re.compile(r"(?:[^aeiouy]le|[^aeiouy]les|[td]ed|(?:[sxzg]|ch|sh|c)es)$")

LONG = 3  # syllables from which a word makes a text harder
MOST = 3_000  # characters: no learner reads more in a question, and some patterns take time with the square
FEWEST = 8  # words: below this one long word decides everything


def plain(text: str) -> str:
    """The text as it is seen, without Markdown's marks; of a text longer than MOST, its beginning."""
    return MARKS.sub("", text[:MOST])


def words(text: str) -> tuple[str, ...]:
    """The words in lower case; a run of hanzi is one word."""
    return tuple(WORD.findall(text.casefold()))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences, each with its mark at the end."""
    return tuple(sentence for sentence in SENTENCE.split(text.strip()) if sentence)


def width(text: str) -> int:
    """The room a text takes, in Latin letters: a hanzi takes that of two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """How many syllables an English word in lower case has, by its spelling.

    Groups of vowels, and one more where two vowels are said apart, less silent ends.
    """
    groups = len(VOWELS.findall(word)) + len(HIATUS.findall(word))
    if SILENT.search(word) and not SPOKEN.search(word):
        groups -= 1
    return max(1, groups)


def reading_ease(text: str, known: Collection[str] = ()) -> float | None:
    """How easily English reads: about 100 for very easy, 60 for plain, below 30 for very hard text.

    Flesch 1948, "A new readability yardstick" (Journal of Applied Psychology 32): 206.835 - 1.015 x words per
    sentence - 84.6 x syllables per word. Hanzi are left out. Long words in `known` and long names (a capital
    inside a sentence) lengthen their sentence but are left out of the syllables per word. None where fewer than
    FEWEST words are left, which says nothing.
    """
    length = counted = sounds = parts = 0
    for sentence in sentences(text):
        found = [word.strip("'’-") for word in LATIN.findall(sentence)]
        found = [word for word in found if word]
        length += len(found)
        parts += bool(found)
        for i, word in enumerate(found):
            small = word.casefold()
            heard = syllables(small)
            if heard >= LONG and (
                (i and word != small) or small in known or small.removesuffix("s") in known
            ):
                continue
            counted += 1
            sounds += heard
    if counted < FEWEST:
        return None
    return 206.835 - 1.015 * length / parts - 84.6 * sounds / counted
