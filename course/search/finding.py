"""Finds what was typed: each word in every way in which it may be meant, and the entries that have most of them.

Entries are ordered by Okapi BM25 (Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and beyond",
Foundations and Trends in Information Retrieval 3(4), 2009), with a word in a title counted several times.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from course.search.entries import Entry, Kind
from course.search.index import IN_TEXT, Index, with_hanzi
from course.search.wanted import Wanted, wanted

SATURATION, BY_LENGTH = 1.2, 0.6  # BM25's k1 and b
BY_NAME = 1.5  # how much more an entry counts that is called what was typed


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; hits are ordered by `score`. One that is `named` is called what was typed."""

    entry: Entry
    score: float
    named: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first. Where `whole` is False, no entry has all that was asked for.

    `read_as` says what was typed and which word was taken instead of it.
    """

    hits: tuple[Hit, ...]
    wanted: tuple[Wanted, ...]
    whole: bool
    read_as: tuple[tuple[str, str], ...]


def find(
    index: Index, typed: str, explained: Collection[str] = (), kinds: Collection[Kind] | None = None
) -> Found:
    """Everything that has what was typed. `explained` are the versions of questions whose explanation may be shown.

    Of any other question neither the words nor their number have a part in what is found.
    """
    may = frozenset(
        number
        for number, entry in enumerate(index.entries)
        if (entry.version is None or entry.version in explained) and (kinds is None or entry.kind in kinds)
    )
    asked = wanted(index, typed, may)
    places = [_places(index, one, may) for one in asked]
    most = max((_reached(places, number) for number in _own(places)), default=0)
    hits = [
        _hit(index, places, number, asked, len(may))
        for number in sorted(_own(places))
        if _reached(places, number) == most
    ]
    return Found(
        tuple(sorted(hits, key=lambda hit: -hit.score)),
        asked,
        whole=most == len(asked),
        read_as=tuple((one.typed, one.instead) for one in asked if one.instead),
    )


def _hit(
    index: Index, places: list[Mapping[int, float]], number: int, asked: Collection[Wanted], total: int
) -> Hit:
    named = _is_named(index, number, asked)
    return Hit(index.entries[number], _score(index, places, number, total) * (BY_NAME if named else 1), named)


def find_ids(index: Index, typed: str, kind: Kind) -> list[str]:
    """The ids of the entries of one kind that have what was typed, best first."""
    return [hit.entry.id for hit in find(index, typed, kinds={kind}).hits]


def _places(index: Index, one: Wanted, may: Collection[int]) -> Mapping[int, float]:
    """The entries that have one of the things wanted, and how much it counts in each."""
    places: dict[int, float] = {}
    for key, sure in one.keys.items():
        for number, weight in index.words.get(key, {}).items():
            if number in may:
                places[number] = max(places.get(number, 0), weight * sure)
    for run in one.hanzi:
        for number, weight in with_hanzi(index, may, run).items():
            places[number] = max(places.get(number, 0), weight)
    for number in one.terms & frozenset(may):
        places[number] = max(places.get(number, 0), IN_TEXT) * 2
    return places


def _own(places: list[Mapping[int, float]]) -> set[int]:
    """The entries that have something of what is wanted in their own words."""
    return {number for one in places for number, weight in one.items() if weight >= IN_TEXT / 2}


def _reached(places: list[Mapping[int, float]], number: int) -> int:
    return sum(number in one for one in places)


def _is_named(index: Index, number: int, asked: Collection[Wanted]) -> bool:
    """Whether one of the entry's names has been typed whole."""
    typed = {key for one in asked for key in (*one.keys, *one.hanzi)}
    return any(name <= typed for name in index.names[number])


def _score(index: Index, places: list[Mapping[int, float]], number: int, total: int) -> float:
    score = 0.0
    length = 1 - BY_LENGTH + BY_LENGTH * index.lengths[number] / index.mean_length
    for one in places:
        if weight := one.get(number, 0):
            rare = math.log(1 + (total - len(one) + 0.5) / (len(one) + 0.5))
            score += rare * weight * (SATURATION + 1) / (weight + SATURATION * length)
    return score
