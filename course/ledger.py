"""The id ledger: what each id of a quiz or scenario meant when it was first recorded.

Answers are stored under ids for years, so an id must never come to mean something else. `quizzes/ids.json` holds one
line for each quiz, question, option and whatever else has an id, in the order of the ids, so that the lines of two
authors merge. What is recorded are the plain words of that day. An entry stays when its id goes, with the day on which
it was found gone.

Where the bounds lie was tried on the shipped course (see tests/course/test_ledger.py): of the pairs of different
questions fewer than one in 500 are as much alike as SAME_QUESTION, of the pairs of options that stand side by side
fewer than one in ten as SAME_PART. An option that takes over the words of its neighbour is seen by MOVED.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from course.authored import ENTRIES
from course.documents import Place, Unreadable, read_text
from course.draft import Draft
from course.folder import Folder
from course.likeness import likeness, plain
from course.problems import Problems
from course.quizzes import Quiz
from course.scenarios import Scenario

FILE = "quizzes/ids.json"
SAME_QUESTION = 0.5
SAME_PART = 0.4
MOVED = 0.8
LONGEST = 400  # characters of words: enough to know a paragraph again
SIDE = " | "  # between the sides of a pair, which must both stay


class Replaced(BaseModel):
    """What an id meant until a day, and why it means something else since."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: str
    reason: str
    type: str = ""
    words: str


class Entry(BaseModel):
    """What an id means. `type` is that of a question, `quiz` or `scenario`, or empty; `retired` is a day or empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str = ""
    words: str
    retired: str = ""
    replaced: tuple[Replaced, ...] = ()


Ledger = Mapping[str, Entry]
_adapter: TypeAdapter[dict[str, Entry]] = TypeAdapter(dict[str, Entry])


class NotALedger(Exception):
    """The sentence and line that say why a file is no ledger."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str) -> dict[str, Entry]:
    """Read a ledger. Raises NotALedger."""
    try:
        return _adapter.validate_python(json.loads(text, object_pairs_hook=_once))
    except json.JSONDecodeError as error:
        raise NotALedger(
            "is no valid JSON from here on; mend the merge, or restore it", error.lineno
        ) from error
    except _Twice as error:
        raise NotALedger(
            f'has two lines for "{error}"; keep the older one', _line(text, str(error))
        ) from error
    except (ValidationError, RecursionError) as error:
        place = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ()
        key = str(place[0]) if place else ""
        raise NotALedger(f'has no sound entry for "{key}" here; restore it', _line(text, key)) from error


class _Twice(Exception):
    """A key that stands twice."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _line(text: str, key: str) -> int:
    """The last line that begins with a key."""
    begin = f"{json.dumps(key)}:"
    return max(
        (n for n, line in enumerate(text.split("\n"), 1) if line.lstrip().startswith(begin)), default=1
    )


def to_text(ledger: Ledger) -> str:
    """The ledger as a file: one line for each id, sorted."""
    lines = (
        f"{json.dumps(key)}: {json.dumps(entry.model_dump(exclude_defaults=True), ensure_ascii=False)}"
        for key, entry in sorted(ledger.items())
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


@dataclass(frozen=True, slots=True)
class Meaning:
    """An id of today's course: its key in the ledger and what it would enter there, its name and its place in its file.

    `above` is the key of what holds it, empty at the top.
    """

    key: str
    entry: Entry
    name: str
    place: Place
    above: str


def meanings(content: Quiz | Scenario) -> Iterator[Meaning]:
    """Every id of a quiz or scenario, each after what holds it."""
    if isinstance(content, Scenario):
        key, name = f"scenario:{content.id}", f'scenario "{content.id}"'
        yield Meaning(key, _entry([content.title], "scenario"), name, ("id",), "")
        yield from _parts(content, key, "", ())
        return
    yield Meaning(content.id, _entry([content.title], "quiz"), f'quiz "{content.id}"', ("id",), "")
    for listed in ("questions", "checks"):
        for i, question in enumerate(getattr(content, listed)):
            key, name, place = f"{content.id}/{question.id}", f'question "{question.id}"', (listed, i)
            parts = [*_parts(question, key, f"{name}, ", place)]
            words = [*_texts(question, "stem", "hanzi", "text"), *(part.entry.words for part in parts)]
            yield Meaning(key, _entry(words, question.kind), name, (*place, "id"), content.id)
            yield from parts


def _parts(holder: BaseModel, key: str, before: str, place: Place) -> Iterator[Meaning]:
    """Whatever in something has an id of its own, and what is inside of that."""
    for listed, value in holder.__dict__.items():
        if listed not in ENTRIES or not isinstance(value, tuple) or not value or not hasattr(value[0], "id"):
            continue
        for i, part in enumerate(value):
            own, at = f"{key}/{listed}/{part.id}", (*place, listed, i)
            name = f'{before}{ENTRIES[listed]} "{part.id}"'
            sides = _texts(part, "left", "right")
            entry = (
                Entry(words=SIDE.join(map(plain, sides))) if sides else _entry(_texts(part, "title", "text"))
            )
            yield Meaning(own, entry, name, (*at, "id"), key)
            yield from _parts(part, own, f"{name}, ", at)


def _texts(part: BaseModel, *names: str) -> list[str]:
    found = (part.__dict__.get(name) for name in names)
    return [text for text in found if isinstance(text, str)]


def _entry(texts: Iterable[str], kind: str = "") -> Entry:
    return Entry(type=kind, words=" ".join(plain(text) for text in texts if text)[:LONGEST])


@dataclass(frozen=True, slots=True)
class Conflict:
    """An id that means something else now, and in which way, as the rest of a sentence that begins with its name."""

    meaning: Meaning
    told: str


def conflicts(ledger: Ledger, current: Iterable[Meaning]) -> Iterator[Conflict]:
    """The ids that mean something else than what is recorded; not what is inside of one that does."""
    wrong: set[str] = set()
    for meaning in current:
        known = ledger.get(meaning.key)
        if meaning.above in wrong:
            wrong.add(meaning.key)
        elif known and (told := _difference(meaning, known, ledger)):
            wrong.add(meaning.key)
            yield Conflict(meaning, told)


def _difference(meaning: Meaning, known: Entry, ledger: Ledger) -> str | None:
    now = meaning.entry
    if not _differs(known, meaning):
        return None
    if now.type != known.type:
        return f'was recorded as "{known.type}" and is "{now.type}" now'
    alike = _alike(known.words, now.words)
    for key, words in () if now.type else _siblings(ledger, meaning.key):
        if alike < _alike(words, now.words) >= MOVED:
            return f'now says what was recorded for "{key.rpartition("/")[2]}"'
    if alike < (SAME_PART if now.type in ("", "quiz", "scenario") else SAME_QUESTION):
        return (
            f'no longer means what was recorded, "{known.words[:60].rstrip()}{"…" * (len(known.words) > 60)}"'
        )
    return None


def _siblings(ledger: Ledger, key: str) -> list[tuple[str, str]]:
    """What was recorded for the other parts in the same list: key and words."""
    beside = f"{key.rpartition('/')[0]}/"
    return [
        (other, entry.words)
        for other, entry in ledger.items()
        if other != key and other.startswith(beside) and "/" not in other.removeprefix(beside)
    ]


def _differs(known: Entry, meaning: Meaning) -> bool:
    return (known.type, known.words) != (meaning.entry.type, meaning.entry.words)


def _alike(one: str, other: str) -> float:
    """How much two records are alike; both sides of a pair must be."""
    ones, others = one.split(SIDE), other.split(SIDE)
    if len(ones) != len(others):
        return 0.0
    return min(likeness(side, another) for side, another in zip(ones, others, strict=True))


def unrecorded(ledger: Ledger, current: Iterable[Meaning]) -> Iterator[Meaning]:
    """The ids that are not recorded; not what is inside of one that is not."""
    for meaning in current:
        if meaning.key not in ledger and (not meaning.above or meaning.above in ledger):
            yield meaning


@dataclass(frozen=True, slots=True)
class Recording:
    """A ledger brought up to date, and the keys that were added, retired, brought back and given another meaning.

    `conflicts` stand in its way: where there are any, the ledger is as it was.
    """

    ledger: Ledger
    added: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def record(
    ledger: Ledger, current: Iterable[Meaning], day: str, replace: Iterable[str] = (), reason: str = ""
) -> Recording:
    """Record today's ids on a day, written 2026-11-23.

    What is recorded already stays as it was recorded, however it is worded now. `replace` names keys that may mean
    something else from now on, they and all inside of them, for a `reason`.
    """
    meant = {meaning.key: meaning for meaning in current}
    allowed = (*replace,)
    against = [*conflicts(ledger, meant.values())]
    barred = tuple(one for one in against if not _is_in(one.meaning.key, allowed))
    if barred:
        return Recording(ledger, conflicts=barred)
    anew = {
        key
        for key, meaning in meant.items()
        if key in ledger and _differs(ledger[key], meaning)
        if any(_is_in(key, [one.meaning.key]) for one in against)
    }
    kept = dict(ledger)
    for key, meaning in meant.items():
        if key in anew:
            kept[key] = _anew(ledger[key], meaning.entry, day, reason)
        elif key in ledger:
            kept[key] = ledger[key].model_copy(update={"retired": ""})
        else:
            kept[key] = meaning.entry
    gone = [key for key, entry in ledger.items() if key not in meant and not entry.retired]
    kept |= {key: ledger[key].model_copy(update={"retired": day}) for key in gone}
    return Recording(
        kept,
        added=tuple(sorted(meant.keys() - ledger.keys())),
        retired=tuple(sorted(gone)),
        returned=tuple(
            sorted(key for key in meant if key in ledger and ledger[key].retired and key not in anew)
        ),
        replaced=tuple(sorted(anew)),
    )


def check_ledger(folder: Folder, draft: Draft, problems: Problems) -> None:
    """Record every id that means something else now, and warn of those that are not recorded yet.

    A course without a ledger is left alone: its author has not asked for one.
    """
    path = folder.file(FILE)
    if path is None or not path.exists():
        return
    try:
        ledger = parse(read_text(path))
    except (NotALedger, Unreadable) as error:
        problems.error(FILE, error.line, f"this file {error}")
        return
    for file, content in _contents(draft):
        document, current = draft.documents[file], [*meanings(content)]
        for conflict in conflicts(ledger, current):
            meaning = conflict.meaning
            mend = f"give it a new id, or say why with `china-literacy ledger --replace {meaning.key}`"
            problems.error(file, document.line(meaning.place), f"{meaning.name} {conflict.told}; {mend}")
        for meaning in unrecorded(ledger, current):
            told = f"{meaning.name} is not recorded in {FILE} yet; run `china-literacy ledger`"
            problems.warning(file, document.line(meaning.place), told)


def _contents(draft: Draft) -> Iterator[tuple[str, Quiz | Scenario]]:
    yield from ((f"quizzes/{quiz.id}.yaml", quiz) for quiz in draft.quizzes.values())
    yield from ((f"quizzes/scenarios/{one.id}.yaml", one) for one in draft.scenarios.values())


def _is_in(key: str, holders: Iterable[str]) -> bool:
    return any(key == holder or key.startswith(f"{holder}/") for holder in holders)


def _anew(old: Entry, new: Entry, day: str, reason: str) -> Entry:
    was = Replaced(on=day, reason=reason, type=old.type, words=old.words)
    return new.model_copy(update={"replaced": (*old.replaced, was)})
