"""The shape every authored thing shares, and how a shape that does not fit becomes a sentence for its author.

Shapes are pydantic models: frozen, and closed, so that a mistyped key is an error with a suggestion.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, ValidationError

from course.documents import Data, Document, Place, inside
from course.problems import Problems, did_you_mean

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

# What one entry of a list is called in a sentence.
ENTRIES = {
    "questions": "question",
    "checks": "check question",
    "options": "option",
    "terms": "term",
    "sources": "source",
    "resources": "resource",
    "situations": "situation",
    "outcomes": "outcome",
    "misconceptions": "misconception",
    "changes": "change",
    "principles": "principle",
    "pairs": "pair",
    "decoys": "decoy",
    "items": "item",
    "categories": "category",
    "gaps": "gap",
    "hints": "hint",
    "nodes": "node",
    "evidence": "card",
    "names": "name",
    "titles": "title",
    "pieces": "piece",
}


class Authored(BaseModel):
    """Base of everything written by an author: frozen, and no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError(f'"{text}" is no id; use letters, digits and hyphens, such as "export-controls"')
    return text


def _filled(text: str) -> str:
    if not text:
        raise ValueError("is empty; write something or remove the line")
    return text


def _day(value: object) -> object:
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise ValueError(f'"{value}" is no date; write it as 2026-11-23')
    return value


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _in_editor(pattern: str, told: str, **more: JsonValue) -> Any:
    """What an editor holds a text against while it is typed, and what it says then; see `course.schema`."""
    return Field(json_schema_extra={"pattern": pattern, "patternErrorMessage": told, **more})


Slug = Annotated[
    str,
    AfterValidator(_slug),
    _in_editor(
        f"^{SLUG.pattern}$",
        "use letters, digits and hyphens",
        type=["string", "integer", "boolean"],
        minimum=0,
    ),
]
Words = Annotated[str, AfterValidator(_filled), _in_editor(r"\S", "write something or remove the line")]
Day = Annotated[date, BeforeValidator(_day)]
Slugs = Annotated[
    tuple[Slug, ...], BeforeValidator(_one_or_more, json_schema_input_type=Slug | tuple[Slug, ...])
]

Shape = TypeVar("Shape", bound=Authored)


def fit(document: Document, shape: type[Shape], problems: Problems) -> Shape | None:
    """Fit a document's data into a shape; record every misfit as a problem and then return None."""
    if not isinstance(document.data, dict):
        problems.error(document.file, 1, "this file must be a list of `key: value` lines")
        return None
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            if problems.full(document.file):
                break
            place = real_place(document.data, fault["loc"])
            if fault["type"] == "union_tag_invalid":
                place = (*place, "type")
            if _long_enough(document.data, place, fault):
                continue
            sentence = _sentence(fault, place, shape)
            entry = _entry(document.data, place)
            named = entry and sentence.startswith(entry)
            told = sentence if named or not entry else f"{entry}: {sentence}"
            problems.error(document.file, document.line(place), told)
        return None


def real_place(data: Data, loc: Iterable[str | int]) -> Place:
    """Turn pydantic's location into a place in the file: it adds union tags, which no author wrote."""
    place: list[str | int] = []
    parts = list(loc)
    for i, part in enumerate(parts):
        if i and isinstance(parts[i - 1], int) and isinstance(data, dict) and data.get("type") == part:
            continue
        try:
            data = inside(data, (part,))
        except LookupError:
            if i < len(parts) - 1 or isinstance(part, int):
                continue  # a tag, or the only entry of a list that the author wrote as plain text
        place.append(part)
    return tuple(place)


def _long_enough(data: Data, place: Place, fault: Mapping[str, Any]) -> bool:
    """Whether a list is called too short only because some entries do not fit, which is said already."""
    if fault["type"] != "too_short":
        return False
    entries = inside(data, place)
    return isinstance(entries, list) and len(entries) >= int(fault["ctx"]["min_length"])


def _entry(data: Data, place: Place) -> str:
    """'question "email-is-export"' for a place inside that question, '' at the top of a file."""
    words = []
    for i, part in enumerate(place):
        if isinstance(part, int) and i and (name := ENTRIES.get(str(place[i - 1]))):
            entry = inside(data, place[: i + 1])
            label = entry.get("id") if isinstance(entry, dict) else None
            words.append(f'{name} "{label}"' if isinstance(label, str) and label else f"{name} {part + 1}")
    return ", ".join(words)


def _sentence(fault: Mapping[str, Any], place: Place, shape: type[Authored]) -> str:
    """One fault in the author's words."""
    key = place[-1] if place and isinstance(place[-1], str) else ""
    name = f'"{key}"' if key else "this entry"
    if fault["type"] == "extra_forbidden":
        return _unknown(key, _known_keys(shape))
    if fault["input"] is None:
        return f"{name} is empty; write something or remove the line"
    if teller := SENTENCES.get(fault["type"]):
        return teller(name, fault)
    return f"{name} does not fit: {fault['msg']}"


def _unknown(key: str, known: AbstractSet[str]) -> str:
    if key in known:
        return f'the key "{key}" does not belong here; move or remove it'
    return f'unknown key "{key}"{did_you_mean(key, known) or "; remove it"}'


def _value_error(name: str, fault: Mapping[str, Any]) -> str:
    text = str(fault["ctx"]["error"])
    return f"{name} {text}" if text.startswith("is empty") else text


def _literal(name: str, fault: Mapping[str, Any]) -> str:
    known = [word.strip(" '") for word in re.split(r",| or ", fault["ctx"]["expected"])]
    hint = did_you_mean(str(fault["input"]), known) or f"; write one of: {', '.join(known)}"
    return f'{name} cannot be "{fault["input"]}"{hint}'


def _tag(name: str, fault: Mapping[str, Any]) -> str:
    known = [word.strip(" '") for word in fault["ctx"]["expected_tags"].split(",")]
    hint = did_you_mean(fault["ctx"]["tag"], known) or f"; write one of: {', '.join(known)}"
    return f'unknown type "{fault["ctx"]["tag"]}"{hint}'


def _needs(what: str) -> Callable[[str, Mapping[str, Any]], str]:
    return lambda name, _: f"{name} must be {what}"


SENTENCES: dict[str, Callable[[str, Mapping[str, Any]], str]] = {
    "missing": lambda name, _: f"{name} is missing; add it",
    "value_error": _value_error,
    "literal_error": _literal,
    "union_tag_invalid": _tag,
    "union_tag_not_found": lambda _, __: '"type" is missing; add it, for example `type: single`',
    "string_type": _needs("text; if it has a colon or brackets, put it in quotes"),
    "int_parsing": _needs("a whole number"),
    "int_type": _needs("a whole number"),
    "int_parsing_size": _needs("a whole number of reasonable size"),
    "bool_parsing": _needs("true or false"),
    "bool_type": _needs("true or false"),
    "date_from_datetime_parsing": _needs("a date that exists, such as 2026-11-23"),
    "date_parsing": _needs("a date that exists, such as 2026-11-23"),
    "date_type": _needs("a date, such as 2026-11-23"),
    "tuple_type": _needs("a list, each entry on a line of its own that starts with `- `"),
    "list_type": _needs("a list, each entry on a line of its own that starts with `- `"),
    "dict_type": _needs("a group of `key: value` lines"),
    "model_type": _needs("a group of `key: value` lines"),
    "model_attributes_type": _needs("a group of `key: value` lines"),
    "greater_than_equal": lambda name, fault: f"{name} must be at least {fault['ctx']['ge']}",
    "greater_than": lambda name, fault: f"{name} must be more than {fault['ctx']['gt']}",
    "less_than_equal": lambda name, fault: f"{name} must be at most {fault['ctx']['le']}",
    "too_short": lambda name, fault: f"{name} needs at least {_entries(fault['ctx']['min_length'])}",
}


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


@cache
def _known_keys(shape: type[Authored]) -> frozenset[str]:
    """Every key that the shape or anything inside it knows, for suggestions."""
    schema = shape.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(key for part in parts for key in part.get("properties", {}))
