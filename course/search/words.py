"""Words as they are looked up: English by its stem, with or without accents, in either of its two spellings.

Stems are those of the Snowball project's English stemmer (Porter2).
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from course.pinyin import HANZI

LETTER = rf"(?:(?!{HANZI.pattern})[^\W_])"
# One letter before a hyphen belongs to its word: e-mail is email, and x-ray xray.
WORD = re.compile(rf"(?:(?<!\w)[A-Za-z]-)?{LETTER}+(?:['’]{LETTER}+)*")
DIAERESIS = "\u0308"
POSSESSIVE = re.compile("'s?$")

# Words that stand everywhere: a question typed as a sentence is about the others.
STOP = frozenset(
    re.findall(
        r"\w+",
        """
        a about am an and any are as at be been but by can could did do does for from had has have how i if in into is
        it its may me my of on or our shall should so than that the their them then there these they this to us was we
        were what when where which who whom whose why will with would you your
        """,
    )
)

# Endings that are written in two ways on the two sides of the Atlantic, each written one way. Both sides of every
# comparison go through this, so that an ending it bends without need bends alike everywhere.
SPELLINGS = (
    (re.compile(r"en[cs](e[ds]?|ing|or|ee|able)$"), r"ens\1"),
    (re.compile(r"is(e[drs]?|ers|ing|ations?)$"), r"iz\1"),
    (re.compile(r"lys(e[drs]?|ing)$"), r"lyz\1"),
    (re.compile(r"(?<=...)our(s|ed|ing|al|able|ful)?$"), r"or\1"),
    (re.compile(r"(?<=[^r][bt])re(s|d)?$"), r"er\1"),
    (re.compile(r"gramme(s?)$"), r"gram\1"),
)


@lru_cache(maxsize=50_000)
def keys(word: str) -> tuple[str, ...]:
    """What a word is looked up under: its stem, and first the word with its accents where it has any."""
    low = POSSESSIVE.sub("", word.casefold().replace("’", "'").replace("-", ""))
    plain = without_accents(low)
    return (stem(plain),) if plain == low else (low, stem(plain))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in lower case without accents."""
    for ending, written in SPELLINGS:
        word = ending.sub(written, word)
    # The stemmer keeps the word that it works on in itself, and threads must not share that.
    return str(snowballstemmer.stemmer("english").stemWord(word))


def without_accents(word: str) -> str:
    """A word in lower case without accents; ü stays, which pinyin has as a vowel of its own."""
    return word if word.isascii() else "".join(_without_accent(letter) for letter in word)


def _without_accent(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter)
    return "ü" if apart[0] == "u" and DIAERESIS in apart else apart[0]
