"""From pinyin to characters: the glossary says which hanzi a reading may stand for.

A reading is found from the start of one syllable to the end of another, so that chukou finds the 出口 of a longer term.
Tone marks and numbers must agree, but a syllable that the glossary has in the neutral tone may be typed in any, and
letters without any tone match every tone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from course import spelling
from course.glossary import Term
from course.pinyin import NEUTRAL, bare, is_marked

NUMBERED = re.compile(r"[a-zü:'’-]*[a-zü:][0-5]", re.IGNORECASE)
ANY_TONE = "[1-5]"


@dataclass(frozen=True, slots=True)
class Reading:
    """A term's syllables in lower case, such as `chu1kou3`, and how each of its characters is reached.

    `ends` are the places in `sounds` at which its syllables end.
    """

    term_id: str
    hanzi: str
    sounds: str
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """The terms that have a reading in them, the hanzi that are read so, and how the reading is written with marks."""

    terms: frozenset[str]
    hanzi: frozenset[str]
    marked: str


def readings(terms: Iterable[Term]) -> tuple[Reading, ...]:
    """The readings of all terms that have one."""
    return tuple(_reading(term) for term in terms if term.hanzi and term.pinyin_numbers)


def _reading(term: Term) -> Reading:
    numbered = (term.pinyin_numbers or "").casefold().split()
    syllables = [bare(one) + one[-1] for one in numbered]
    ends = [sum(map(len, syllables[: i + 1])) for i in range(len(syllables))]
    return Reading(term.id, "".join(one.hanzi for one in term.syllables), "".join(syllables), tuple(ends))


def has_tones(typed: str) -> bool:
    """Whether something typed says tones, by marks or by numbers."""
    return is_marked(typed) or bool(NUMBERED.match(typed))


def hear(readings: Iterable[Reading], typed: str) -> Heard | None:
    """The terms that have in them what was typed as pinyin; None where it is no pinyin or none has it.

    One syllable without a tone is too little to be found inside a term; it must be the whole of it.
    """
    try:
        read = spelling.read(typed)
    except ValueError:
        return None
    if not read.is_pinyin:
        return None
    toned = has_tones(typed)
    sounds = read.sounds
    pattern = re.compile(_pattern(sounds) if toned else _bare_pattern(bare("".join(s for s, _ in sounds))))
    whole = not toned and len(sounds) == 1
    terms, hanzi = set(), set()
    for reading in readings:
        if found := (pattern.fullmatch if whole else pattern.search)(reading.sounds):
            first = sum(end <= found.start() for end in reading.ends)
            last = sum(end <= found.end() for end in reading.ends)
            terms.add(reading.term_id)
            hanzi.add(reading.hanzi[first:last])
    marked = read.text.replace(" ", "").casefold() if toned else ""
    return Heard(frozenset(terms), frozenset(hanzi), marked) if terms else None


def _pattern(sounds: Iterable[tuple[str, int]]) -> str:
    """Each syllable with its tone; a neutral one is also one whose tone was not typed."""
    syllables = [
        letters + (ANY_TONE if tone == NEUTRAL else f"[{tone}{NEUTRAL}]") for letters, tone in sounds
    ]
    return f"(?<![a-zü]){''.join(syllables)}"


def _bare_pattern(letters: str) -> str:
    """The letters with a tone wherever a syllable may end."""
    return f"(?<![a-zü]){f'{ANY_TONE}?'.join(letters)}{ANY_TONE}"
