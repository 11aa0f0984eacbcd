"""The syllables of pinyin, without their tones, and how a word is cut into them.

The table holds the syllables of the Scheme (Hanyu Pinyin Fang'an, 1958) and the few more that dictionaries list;
those without a vowel, such as m and ng, are left out. Inside a word a syllable that starts with a, e or o has an
apostrophe before it (GB/T 16159), so of several cuts the one with the fewest such syllables is meant: `fangan` is
fan-gan, and fang-an is written `fang'an`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

FINALS = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng ong i ie iao ian in iang ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei iao ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian in ing u uo ui uan un",
    "t": "a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe",
    "l": "a o e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "ch": "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "sh": "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang",
    "r": "e ao ou an en ang eng ong i u ua uo ui uan un",
    "z": "a e ai ei ao ou an en ang eng ong i u uo ui uan un",
    "c": "a e ai ei ao ou an en ang eng ong i u uo ui uan un",
    "s": "a e ai ao ou an en ang eng ong i u uo ui uan un",
    "y": "a o e ao ou an ang ong i in ing u ue uan un",
    "w": "a o ai ei an en ang eng ong u",
}
SPELLED = frozenset(initial + final for initial, finals in FINALS.items() for final in finals.split())
SYLLABLES = SPELLED | {syllable + "r" for syllable in SPELLED}  # with the r of erhua
LONGEST_SYLLABLE = 7  # shuangr
LONGEST_WORD = 60  # letters; no word is as long, and longer ones need not be cut

# How far a cut has come: the letters it has used, and its syllables where their number matters, else 0.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class _Cut:
    """A cut so far. Of two to the same place, the smaller is meant."""

    apostrophes: int = 0
    number: int = 0
    pieces: tuple[str, ...] = field(default=(), compare=False)


def cut(word: str, toned: Collection[int] = (), number: int | None = None) -> tuple[str, ...] | None:
    """Cut a word, in lower case and without tones, into its syllables; None when it cannot be.

    `toned` are the places of letters with a tone mark: no syllable has two. `number` is how many syllables there
    must be, if that is known.
    """
    if word in SYLLABLES and len(toned) < 2 and number in (None, 1):
        return (word,)
    if not 0 < len(word) <= LONGEST_WORD:
        return None
    best: dict[Place, _Cut] = {(0, 0): _Cut()}
    for start in range(len(word)):
        for done in range(min(start, number or 0) + 1):
            if so_far := best.get((start, done)):
                for piece in _pieces(word, start, toned):
                    place = (start + len(piece), done + 1 if number else 0)
                    longer = _Cut(
                        so_far.apostrophes + bool(start and piece[0] in "aeo"),
                        so_far.number + 1,
                        (*so_far.pieces, piece),
                    )
                    best[place] = min(best.get(place, longer), longer)
    found = best.get((len(word), number or 0))
    return found.pieces if found else None


def _pieces(word: str, start: int, toned: Collection[int]) -> Iterator[str]:
    """Every syllable that the word can go on with, none of them with two tone marks."""
    for stop in range(start + 1, min(start + LONGEST_SYLLABLE, len(word)) + 1):
        if word[start:stop] in SYLLABLES and sum(start <= place < stop for place in toned) < 2:
            yield word[start:stop]
