"""Exercises, as questions of the course's own types, which read and grade what is typed, chosen and put in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from course.draw import in_order
from course.glossary import Term
from course.pinyin import Syllable, with_tone
from course.practice.shapes import Name, TitledName
from course.questions import Option, Order, Pinyin, Single
from course.questions.order import Step
from course.spelling import read

Kind = Literal["spelling", "tones", "listening", "names", "titles", "cards"]

OUTCOME = "practice"  # a question names an outcome; nothing of an exercise is kept under it
TONELESS = 50  # per cent for right letters with wrong tones
WRONG_PATTERNS = 3
TONES = range(1, 5)
VOWELS = frozenset("aeiouü")
# What is heard and not written, as spelling gives each character its own tone (GB/T 16159): a third tone before another
# is said as a second, and these two characters change their tone with the next one.
CHANGING = frozenset("一不")


@dataclass(frozen=True)
class Said:
    """What an exercise is about, with its reading. `term` and `source` are ids, empty where there is none."""

    hanzi: str
    pinyin: str
    syllables: tuple[Syllable, ...]
    meaning: str
    note: str
    term: str = ""
    source: str = ""


@dataclass(frozen=True)
class Exercise:
    """One question, and what it is about."""

    question: Pinyin | Single | Order
    said: Said


def said(term: Term) -> Said:
    """A term of the glossary."""
    return Said(term.hanzi or "", term.pinyin or "", term.syllables, term.english, term.note, term=term.id)


def is_said_as_spelled(syllables: Sequence[Syllable]) -> bool:
    """Whether its tones are heard as its spelling writes them; else the spelling could not be told by ear."""
    thirds = any(one.tone == other.tone == 3 for one, other in pairwise(syllables))
    changing = any(syllable.hanzi in CHANGING for syllable in syllables[:-1])
    return not thirds and not changing


def spelling(term: Term) -> Exercise:
    """Type the pinyin of a word."""
    question = Pinyin(
        id=term.id,
        outcome=OUTCOME,
        stem="How is this spelled in pinyin?",
        hanzi=term.hanzi or "",
        accept=(term.pinyin or "",),
        toneless=TONELESS,
    )
    return Exercise(question, said(term))


def tones(term: Term, seed: str, stem: str) -> Exercise:
    """Choose the spelling that has the tones of a word, among some that differ in one of them."""
    letters = [_letters(syllable) for syllable in term.syllables]
    right = tuple(syllable.tone for syllable in term.syllables)
    near = {
        _named(other): other
        for i, tone in enumerate(right)
        for changed in TONES
        if changed != tone and VOWELS & set(letters[i])
        for other in [(*right[:i], changed, *right[i + 1 :])]
    }
    wrong = in_order(near, f"{seed}/{term.id}")[:WRONG_PATTERNS]
    options = [
        Option(id=_named(pattern), text=f"*{_spelled(letters, pattern)}*", correct=pattern == right)
        for pattern in (right, *(near[name] for name in wrong))
    ]
    question = Single(id=term.id, outcome=OUTCOME, stem=stem, options=tuple(options))
    return Exercise(question, said(term))


def _letters(syllable: Syllable) -> str:
    return read(syllable.marked).sounds[0][0]


def _named(pattern: Sequence[int]) -> str:
    return "".join(map(str, pattern))


def _spelled(letters: Sequence[str], pattern: Sequence[int]) -> str:
    return " ".join(with_tone(one, tone) for one, tone in zip(letters, pattern, strict=True))


def surname(name: Name) -> Exercise:
    """Choose the part of a name that is the surname."""
    options = tuple(
        Option(id=f"part-{i}", text=f"*{text}*", correct=is_surname)
        for i, (text, is_surname) in enumerate(name.parts, start=1)
    )
    question = Single(id=name.id, outcome=OUTCOME, stem="Which part is the surname?", options=options)
    about = Said(name.hanzi, name.pinyin, name.syllables, "", name.note, source=name.source)
    return Exercise(question, about)


def titled(title: TitledName) -> Exercise:
    """Put the pieces of a name with a title in order."""
    items = tuple(
        Step(id=f"piece-{i}", text=f"{piece.hanzi} *{piece.pinyin}*, {piece.english}")
        for i, piece in enumerate(title.pieces, start=1)
    )
    question = Order(id=title.id, outcome=OUTCOME, stem="Put the pieces in order.", items=items)
    about = Said(
        "".join(piece.hanzi for piece in title.pieces),
        " ".join(piece.pinyin for piece in title.pieces),
        tuple(syllable for piece in title.pieces for syllable in piece.syllables),
        title.english,
        title.note,
        source=title.source,
    )
    return Exercise(question, about)
