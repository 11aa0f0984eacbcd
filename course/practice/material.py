"""What there is to practise in a course, kind by kind."""

from collections.abc import Mapping
from functools import cached_property
from typing import assert_never, get_args

from course.glossary import Term
from course.practice.exercises import Exercise, Kind, is_said_as_spelled, spelling, surname, titled, tones
from course.practice.shapes import Name, PracticeFile, TitledName
from course.spelling import read

KINDS: tuple[Kind, ...] = get_args(Kind)
OF_TERMS: tuple[Kind, ...] = ("spelling", "tones", "listening", "cards")
LONGEST = 4  # characters of a word that one can be expected to spell, or to hear, at once
SEEN = "Which spelling has these tones?"
HEARD = "Which tones do you hear?"


class Material:
    """The terms with characters, the names and the titles of a course."""

    def __init__(self, terms: Mapping[str, Term], file: PracticeFile) -> None:
        self._terms = {term.id: term for term in terms.values() if term.hanzi}
        self._file = file

    @cached_property
    def _fit(self) -> Mapping[Kind, tuple[str, ...]]:
        """The terms that a kind can use where that is not all: by ear not even all that can be spelled."""
        short = tuple(term_id for term_id in self._terms if _can_be_spelled(self._terms[term_id]))
        heard = tuple(term_id for term_id in short if is_said_as_spelled(self._terms[term_id].syllables))
        return {"spelling": short, "tones": short, "listening": heard}

    @cached_property
    def _names(self) -> Mapping[str, Name]:
        return {name.id: name for name in self._file.names}

    @cached_property
    def _titles(self) -> Mapping[str, TitledName]:
        return {title.id: title for title in self._file.titles}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of practice that there is something for."""
        return tuple(kind for kind in KINDS if self._has(kind))

    def _has(self, kind: Kind) -> bool:
        """Whether there is anything for a kind. Every home page asks: so the terms are looked at up to the first."""
        if kind not in OF_TERMS or kind == "cards":
            return bool(self.ids(kind))
        spelled = (term.syllables for term in self._terms.values() if _can_be_spelled(term))
        return any(kind != "listening" or is_said_as_spelled(syllables) for syllables in spelled)

    def ids(self, kind: Kind, theme: str = "") -> tuple[str, ...]:
        """What can be practised, as ids in the order of the file; of one theme (a category) if it is named.

        Names and titles have no theme.
        """
        if kind == "names":
            return tuple(self._names)
        if kind == "titles":
            return tuple(self._titles)
        fit = tuple(self._terms) if kind == "cards" else self._fit[kind]
        return tuple(term_id for term_id in fit if theme in ("", self._terms[term_id].category))

    def themes(self, kind: Kind) -> tuple[str, ...]:
        """The themes that have something for a kind; empty for kinds without themes."""
        if kind not in OF_TERMS:
            return ()
        return tuple(dict.fromkeys(self._terms[term_id].category for term_id in self.ids(kind)))

    def term(self, term_id: str) -> Term:
        """One of the terms with characters. Raises KeyError if it is none."""
        return self._terms[term_id]

    def name(self, name_id: str) -> Name:
        """One of the names. Raises KeyError if there is none with this id."""
        return self._names[name_id]

    def exercise(self, kind: Kind, item_id: str, seed: str) -> Exercise:
        """The exercise about one of `ids`. Raises KeyError for another id, ValueError for cards, which ask nothing."""
        match kind:
            case "spelling":
                return spelling(self._terms[item_id])
            case "tones":
                return tones(self._terms[item_id], seed, SEEN)
            case "listening":
                return tones(self._terms[item_id], seed, HEARD)
            case "names":
                return surname(self._names[item_id])
            case "titles":
                return titled(self._titles[item_id])
            case "cards":
                raise ValueError("cards are turned, not answered")
            case _:
                assert_never(kind)


def _can_be_spelled(term: Term) -> bool:
    """Whether its pinyin, typed as it stands, is read as its own syllables, which are not too many.

    It is not where it holds other signs.
    """
    if len(term.syllables) > LONGEST:
        return False
    try:
        spelled = read(term.pinyin or "")
    except ValueError:
        return False
    return spelled.is_pinyin and [tone for _, tone in spelled.sounds] == [
        syllable.tone for syllable in term.syllables
    ]
