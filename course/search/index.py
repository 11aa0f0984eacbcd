"""The index of a course: which entry has which word, and how much the word says about it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from course.course import Course
from course.search.entries import Entry, entries
from course.search.readings import Reading, readings
from course.search.script import simplified
from course.search.words import WORD, keys, without_accents

# How much a word counts by where it stands. What an entry is a part of helps to choose between entries, and is
# never enough to find one.
IN_TITLE, IN_ALSO, IN_TEXT, IN_WHERE = 4.0, 2.0, 1.0, 0.4

NAMES = re.compile("[;()]")

Weights = Mapping[int, float]  # number of an entry -> how much a word counts there


@dataclass(frozen=True, slots=True)
class Index:
    """Everything of one course that can be found. Entries are known by their number.

    `words` finds entries by a word's key. `hanzi` is each entry's text with its characters simplified, title first.
    `names` are what each entry is called: the keys of one name's words, or its hanzi.
    `vocabulary` has the words, in lower case without accents, of the entries that everybody may see, each with its
    key: nobody's typing mistake is mended with a word that they may not see.
    """

    entries: tuple[Entry, ...]
    words: Mapping[str, Weights]
    hanzi: tuple[tuple[str, str], ...]
    names: tuple[tuple[frozenset[str], ...], ...]
    lengths: tuple[int, ...]
    readings: tuple[Reading, ...]
    terms: Mapping[str, int]
    vocabulary: Mapping[str, str]

    @property
    def mean_length(self) -> float:
        """How many words an entry has on average."""
        return sum(self.lengths) / max(1, len(self.lengths))


def build(course: Course) -> Index:
    """The index of a course, with every question in it."""
    all_entries = tuple(entries(course))
    words: defaultdict[str, dict[int, float]] = defaultdict(dict)
    vocabulary: dict[str, str] = {}
    lengths = []
    for number, entry in enumerate(all_entries):
        found = _words(entry)
        lengths.append(len(found))
        for word, weight in found:
            for key in keys(word):
                words[key][number] = words[key].get(number, 0) + weight
            if entry.version is None and weight > IN_WHERE:
                vocabulary.setdefault(without_accents(word.casefold()), keys(word)[-1])
        _place(words, number, entry.where)
    return Index(
        entries=all_entries,
        words=dict(words),
        hanzi=tuple((simplified(f"{one.title}\n{one.also}"), simplified(one.text)) for one in all_entries),
        names=tuple(tuple(_names(one)) for one in all_entries),
        lengths=tuple(lengths),
        readings=readings(course.terms.values()),
        terms={one.id: number for number, one in enumerate(all_entries) if one.kind == "term"},
        vocabulary=vocabulary,
    )


def _words(entry: Entry) -> list[tuple[str, float]]:
    texts = ((entry.title, IN_TITLE), (entry.also, IN_ALSO), (entry.text, IN_TEXT))
    return [(word, weight) for text, weight in texts for word in WORD.findall(text)]


def _names(entry: Entry) -> Iterator[frozenset[str]]:
    """A title is one name or several; a term is also called what it is in hanzi and in pinyin."""
    also = entry.also.split("\n") if entry.kind == "term" else []
    for name in (*NAMES.split(entry.title), *also):
        if words := WORD.findall(name):
            yield frozenset(keys(word)[-1] for word in words)
        elif name.strip():
            yield frozenset({simplified(name.strip())})


def _place(words: Mapping[str, dict[int, float]], number: int, where: str) -> None:
    """Count the words of what an entry is a part of, each once."""
    for key in {key for word in WORD.findall(where) for key in keys(word)}:
        words[key][number] = words[key].get(number, 0) + IN_WHERE


def with_hanzi(index: Index, numbers: Iterable[int], run: str) -> dict[int, float]:
    """The entries that have a run of simplified hanzi, and how much it counts there."""
    found = {}
    for number in numbers:
        title, text = index.hanzi[number]
        if weight := IN_TITLE * title.count(run) + IN_TEXT * text.count(run):
            found[number] = weight
    return found
