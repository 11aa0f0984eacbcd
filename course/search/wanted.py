"""What somebody typed, as the things to look for, each in every way in which it may be meant."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from course.pinyin import HANZI, is_marked, is_pinyin
from course.search.index import IN_TEXT, Index, with_hanzi
from course.search.readings import Heard, has_tones, hear
from course.search.script import simplified
from course.search.words import STOP, WORD, keys, without_accents

MOST = 200  # characters that are read
MOST_WANTED = 12  # words that are looked for
MOST_TOGETHER = 4  # words that may together be one reading
SHORTEST_START = 3  # letters from which on the start of a word is enough
SHORTEST_MISTYPED = 4  # letters from which on a typing mistake is forgiven
MOST_MEANT = 20  # words that one start or one mistake may stand for
STARTED, MISTYPED = 0.7, 0.5  # how much a word counts that is only begun so, or spelled nearly so
HANZI_RUN = re.compile(rf"{HANZI.pattern}+")
PIECE = re.compile(rf"{HANZI.pattern}+|(?:(?!{HANZI.pattern})\S)+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to look for: keys of words, each with how sure it is meant; runs of simplified hanzi; terms.

    `terms` are numbers of entries. `instead` is the word that is looked for where the typed one is nowhere.
    """

    typed: str
    keys: Mapping[str, float] = field(default_factory=dict)
    hanzi: frozenset[str] = frozenset()
    terms: frozenset[int] = frozenset()
    instead: str = ""


def wanted(index: Index, typed: str, may: Collection[int]) -> tuple[Wanted, ...]:
    """The things to look for among the entries whose numbers are in `may`, in the order in which they were typed."""
    text = simplified(unicodedata.normalize("NFC", typed[:MOST]))
    found = list(_all(index, PIECE.findall(text), may))
    telling = [one for one in found if one.typed.casefold() not in STOP]
    return tuple((telling or found)[:MOST_WANTED])


def _all(index: Index, pieces: list[str], may: Collection[int]) -> Iterator[Wanted]:
    at = 0
    while at < len(pieces):
        if HANZI.match(pieces[at]):
            yield from _characters(index, pieces[at], may)
            at += 1
        elif together := _together(index, pieces, at):
            number, heard = together
            yield _read(index, " ".join(pieces[at : at + number]), heard, {})
            at += number
        else:
            yield from _latin(index, pieces[at], may)
            at += 1


def _characters(index: Index, run: str, may: Collection[int]) -> Iterator[Wanted]:
    """A run of hanzi; where no entry has all of it, its characters two by two."""
    if len(run) < 3 or with_hanzi(index, may, run):
        yield Wanted(run, hanzi=frozenset({run}))
        return
    for i in range(len(run) - 1):
        yield Wanted(run[i : i + 2], hanzi=frozenset({run[i : i + 2]}))


def _together(index: Index, pieces: list[str], at: int) -> tuple[int, Heard] | None:
    """How many pieces from here on are one reading of the glossary's, written with blanks."""
    for number in range(min(MOST_TOGETHER, len(pieces) - at), 1, -1):
        words = pieces[at : at + number]
        if all(WORD.match(word) for word in words) and (heard := hear(index.readings, " ".join(words))):
            return number, heard
    return None


def _latin(index: Index, piece: str, may: Collection[int]) -> Iterator[Wanted]:
    """Pinyin, English, or what is both. Where tones were typed, they must agree, so the bare letters do not count."""
    heard = hear(index.readings, piece)
    if heard and has_tones(piece):
        yield _read(index, piece, heard, {heard.marked: 1.0})
        return
    words = WORD.findall(piece)
    for word in words:
        instead, meant = _meant(index, word, may)
        if heard and len(words) == 1:
            yield _read(index, piece, heard, {} if instead else meant)
        else:
            yield Wanted(word, meant, instead=instead)


def _read(index: Index, typed: str, heard: Heard, meant: Mapping[str, float]) -> Wanted:
    return Wanted(typed, meant, heard.hanzi, frozenset(index.terms[term] for term in heard.terms))


def _meant(index: Index, word: str, may: Collection[int]) -> tuple[str, Mapping[str, float]]:
    """The keys of a word: its own, else of what begins so, else of what is one typing mistake away, and that word."""
    accented, key = keys(word)[0], keys(word)[-1]
    if is_marked(word) and (is_pinyin(word) or _has(index, accented, may)):
        return "", {accented: 1.0}  # tones must agree, and an accent that stands there was meant
    if _has(index, key, may):
        return "", {key: 1.0}
    low = without_accents(word.casefold())
    begun = [one for one in index.vocabulary if one.startswith(low)] if len(low) >= SHORTEST_START else []
    if keyed := _keyed(index, begun[:MOST_MEANT], may, STARTED):
        return "", keyed
    if len(low) < SHORTEST_MISTYPED:
        return "", {key: 1.0}
    near = [
        one
        for one, _, _ in process.extract(
            low,
            index.vocabulary.keys(),
            scorer=OSA.distance,
            processor=None,
            score_cutoff=1,
            limit=MOST_MEANT,
        )
    ]
    keyed = _keyed(index, near, may, MISTYPED)
    instead = next((one for one in near if index.vocabulary[one] in keyed), "")
    return instead, keyed or {key: 1.0}


def _keyed(index: Index, words: list[str], may: Collection[int], sure: float) -> dict[str, float]:
    found = dict.fromkeys((index.vocabulary[word] for word in words), sure)
    return {key: sure for key in found if _has(index, key, may)}


def _has(index: Index, key: str, may: Collection[int]) -> bool:
    """Whether an entry has a word in its own words."""
    return any(number in may and weight >= IN_TEXT for number, weight in index.words.get(key, {}).items())
