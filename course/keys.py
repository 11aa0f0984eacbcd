"""The key of a question, apart from its words.

Whoever answered a question saw its words as they were then. When its key turns out to be wrong, the corrected question
lends its key to the old words: those are graded and shown, and the new words never reach an old attempt.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from course.questions import Question, Response, from_json

SHOWN = frozenset({"text", "left", "right"})
"""The words of an option, a pair, an item or a category."""

ASKED = SHOWN | {"id", "type", "stem", "outcome", "difficulty", "hints", "shuffle", "points"}
"""What an attempt keeps as it was asked."""

SAID = frozenset({"explanation", "feedback", "misconception", "source", "section"})
"""What is said after answering."""

MEANT = ("type", "unit", "hanzi")
"""What an answer cannot be judged without: where it differs, it is another question."""


class _NoFit(Exception):
    """The key belongs to other words."""


def worded(asked: Question, key: Question) -> Question | None:
    """The question as it was asked, with the key of another version of it; None where that key does not fit.

    It does not fit when the type or the parts differ, when what is right now was not on offer then, or when ids have
    changed places: an answer then means something else. What was said of an answer stays only where its key stayed,
    and the explanation only where the author let it stand.
    """
    return _worded(asked.to_json(), key.to_json())


@lru_cache(maxsize=5000)
def _worded(asked: str, key: str) -> Question | None:
    """`worded`, by the stored content of both."""
    before, after = from_json(asked), from_json(key)
    if asked == key:
        return before
    old, new = json.loads(asked), json.loads(key)
    if any(old.get(name) != new.get(name) for name in MEANT) or set(before.parts) != set(after.parts):
        return None
    stood = {name for name in SAID if old.get(name) == new.get(name)}
    try:
        return from_json(json.dumps(_lent(old, new, stood), ensure_ascii=False))
    except (_NoFit, ValidationError):
        return None


def _lent(old: Mapping[str, Any], new: Mapping[str, Any], stood: Iterable[str]) -> dict[str, Any]:
    """The words of `old` with the key of `new`; of what is said, what stood."""
    lent = {name: old[name] for name in (*ASKED, *stood) if name in old}
    for name in (new.keys() | old.keys()) - ASKED - SAID:
        if _is_entries(old.get(name)) or _is_entries(new.get(name)):
            lent[name] = _entries(old.get(name, []), new.get(name, []))
        elif name in new:
            lent[name] = new[name]
    return lent


def _is_entries(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and "id" in value[0]


def _entries(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was on offer, in the order of the key, which can be the key; then what the key no longer knows."""
    asked = {entry["id"]: entry for entry in old}
    keyed = {entry["id"]: entry for entry in new}
    both = [one for one in keyed if one in asked]
    for name in SHOWN:
        words = {entry.get(name) for entry in old} - {None}
        if any(keyed[one].get(name) in words - {asked[one].get(name)} for one in both):
            raise _NoFit  # an id now stands before the words of another one
    gone = [one for one in asked if one not in keyed]
    return [_entry(asked[one], keyed.get(one, {})) for one in (*both, *gone)]


def _entry(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    same = _key(old) == _key(new)
    return _lent(old, new, [name for name in SAID if same or (name in new and old.get(name) == new[name])])


def _key(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in ASKED | SAID}


def fitting(asked: Question, key: Question, response: Response) -> Question | None:
    """The question to grade a stored answer with, under another version's key; None where the answer does not fit it.

    An answer fits that could be given to the other version too: nothing that it names has gone.
    """
    lent = worded(asked, key)
    if lent is None:
        return None
    try:
        key.normalise(response)
    except ValueError:
        return None
    return lent


def same_key(asked: Question, before: Question, after: Question, responses: Iterable[Response]) -> bool:
    """Whether two versions judge alike what was asked: the same is right, and every answer given scores the same.

    Answers that do not fit `after` are left aside, since it will not judge them.
    """
    old, new = worded(asked, before), worded(asked, after)
    if old is None or new is None:
        return False
    if old.key_text() != new.key_text():
        return False
    fit = (response for response in responses if fitting(asked, after, response))
    return all(old.grade(response).score == new.grade(response).score for response in fit)
