"""Finds terms by characters, by pinyin however it is written, or by English words."""

from collections.abc import Iterable

from course import pinyin
from course.glossary import Term


def find_terms(terms: Iterable[Term], words: str) -> list[Term]:
    """The terms that match, in the order of their English; all of them when `words` is blank."""
    wanted = words.strip()
    found = [term for term in terms if not wanted or _matches(term, wanted)]
    return sorted(found, key=lambda term: term.english.casefold())


def _matches(term: Term, wanted: str) -> bool:
    low = wanted.casefold()
    english = " ".join((term.english, term.note, *term.misleading)).casefold()
    return (
        low in english or wanted in f"{term.hanzi or ''} {term.traditional or ''}" or _sounds_like(term, low)
    )


def _sounds_like(term: Term, low: str) -> bool:
    """Pinyin with marks or numbers must agree in tone; bare letters match any tone."""
    if not term.pinyin:
        return False
    letters = pinyin.bare(low)
    numbers = (term.pinyin_numbers or "").casefold().replace(" ", "")
    if any(c.isdigit() for c in low):
        return low.replace(" ", "").replace("v", "ü") in numbers.replace("u:", "ü").replace("v", "ü")
    if pinyin.is_marked(low):
        return low.replace(" ", "") in term.pinyin.casefold().replace(" ", "").replace("'", "")
    return bool(letters) and letters in pinyin.bare(term.pinyin)
