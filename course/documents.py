"""Reads one YAML file into plain lists, dicts and text, and remembers the line of everything.

All scalars stay text, so that an author's `text: Yes` or `year: 2020` means what it says; the schema gives
them their types. What YAML would drop without a word (a tag, an anchor, one of two equal keys) is refused
with a sentence, and so are files that are too big, not UTF-8, or that grow through aliases.
"""

import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from course.problems import Problems

MAX_BYTES = 2_000_000
MAX_VALUES = 200_000
MAX_CHARACTERS = 8_000_000
MAX_DEPTH = 40

# What is not text: a stray one breaks databases and screen readers, and nobody sees it in an editor.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
BREAK = re.compile("\r\n?")
NO_BREAK = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")  # new lines to YAML and to no editor
ALIAS = re.compile(r"(?:^\s*-|:|,|\[)\s*[*&]")
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value", "seq", "map")
}

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place: TypeAlias = tuple[str | int, ...]
Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"


class Unreadable(Exception):
    """The sentence and line that say why a file cannot be read."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Document:
    """A file's data and the line on which each place (a path of keys and positions) stands."""

    file: str
    data: Data
    lines: Mapping[Place, int]

    def line(self, place: Place = ()) -> int:
        """The line of a place, or of the nearest thing that holds it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def inside(data: Data, place: Place) -> Data:
    """What stands at a place. Raises LookupError if nothing does."""
    for part in place:
        match data, part:
            case dict(), str():
                data = data[part]
            case list(), int():
                data = data[part]
            case _:
                raise LookupError(place)
    return data


def read_text(path: Path, most: int = MAX_BYTES) -> str:
    """Return a file's text, composed (NFC), its lines ended as on Unix; `most` is how many bytes it may have.

    Raises Unreadable when it is missing, too big, or not UTF-8 text.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("is no plain file; replace it by one")
        size = found.st_size
        if size > most:
            raise Unreadable(f"has {size:,} bytes; it may have {most:,}: split it")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable("is not UTF-8 text from here on; save it as UTF-8 in your editor", line) from error
    except FileNotFoundError as error:
        raise Unreadable("is missing; create it") from error
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}; check the file and its permissions") from error
    if stray := CONTROL.search(text):
        raise _stray(stray, text.count("\n", 0, stray.start()) + 1)
    return unicodedata.normalize("NFC", BREAK.sub("\n", text).translate(NO_BREAK))


def _stray(match: re.Match[str], line: int) -> Unreadable:
    return Unreadable(f"holds an invisible control character (U+{ord(match[0]):04X}); delete it", line)


def read(path: Path, file: str, problems: Problems) -> Document | None:
    """Read a YAML file; on any fault record a problem and return None."""
    try:
        return parse(read_text(path), file)
    except Unreadable as error:
        problems.error(file, error.line, f"this file {error}")
        return None


def parse(text: str, file: str, first_line: int = 1) -> Document:
    """Turn YAML text into a Document; `first_line` is where it starts in its file. Raises Unreadable."""
    lines: dict[Place, int] = {}
    data = _Walk(lines, first_line).value(_compose(text, first_line), (), 0)
    return Document(file, data, lines)


def _compose(text: str, first_line: int) -> yaml.Node:
    try:
        _check_events(text, first_line)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line, reason = _plain_reason(error, text)
        if error.problem and "nesting depth" in error.problem:  # some builds of libyaml have their own limit
            raise _too_deep(line + first_line) from error
        raise Unreadable(f"is not valid YAML: {reason}", line + first_line) from error
    except yaml.YAMLError as error:
        raise Unreadable(f"is not valid YAML: {str(error).splitlines()[0]}; remove it", first_line) from error
    if node is None:
        raise Unreadable("is empty; fill it in", first_line)
    return node


def _check_events(text: str, first_line: int) -> None:
    """Refuse what composing would not survive (it recurses in C: deep nesting ends the process) or tell."""
    depth = 0
    unused: dict[str, int] = {}
    for event in yaml.parse(text, Loader=Loader):
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _too_deep(line)
        if isinstance(event, yaml.AliasEvent):
            unused.pop(str(event.anchor), None)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            unused[event.anchor] = line
    for anchor, line in unused.items():
        raise Unreadable(f'has text that starts with "&{anchor}"; put the text in "quotes"', line)


def _too_deep(line: int) -> Unreadable:
    return Unreadable(f"nests deeper than {MAX_DEPTH} levels; flatten it", line)


def _plain_reason(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The parser's reason with its 0-based line, and what an author can do about the commonest ones."""
    reason = error.problem or error.context or "it cannot be understood"
    mark = error.problem_mark or error.context_mark
    at = min(
        mark.line if mark else 0, text.rstrip().count("\n")
    )  # what is missing at the end is told on the last line
    opened = error.context_mark.line if error.context_mark else at
    if "cannot start any token" in reason and mark:
        return at, _cannot_start(text, mark)
    if "unexpected end of stream" in reason:
        return opened, "a quote is opened here and never closed; close it"
    if "expected ',' or" in reason:
        return opened, "a bracket is opened here and never closed, or a comma is missing; mend the list"
    if ALIAS.search(_line(text, at)):
        return at, 'a text starts with * or &; put the text in "quotes"'
    for part, told in REASONS.items():
        if part in reason:
            return at, told
    return at, f"{reason}; check the quotes and the indentation"


REASONS = {
    "mapping values are not allowed": "a colon stands inside unquoted text, or the line is indented too far; "
    'put the text in "quotes", or line it up with its neighbours',
    "expected node content": "a bracket is opened and never closed, or an entry is missing; mend the list",
    "tab character": "a line is indented with a tab; use spaces",
    "expected <block end>": "the indentation does not fit, or text goes on after a quote; "
    "line it up with its neighbours",
    "did not find expected key": "the indentation does not fit, or text goes on after a quote; "
    "line it up with its neighbours",
    "could not find expected ':'": "a line has no `key:` in front; indent it under the line it continues",
    "another document": "a line of --- splits the file in two; remove that line",
}


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else ""


def _cannot_start(text: str, mark: yaml.Mark) -> str:
    character = _line(text, mark.line)[mark.column : mark.column + 1]
    if character == "\t":
        return REASONS["tab character"]
    return f'a text starts with {character}; put the text in "quotes"'


class _Walk:
    """Walks a node tree once, counting values, so that aliases cannot explode."""

    def __init__(self, lines: dict[Place, int], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.values = 0
        self.characters = 0

    def value(self, node: yaml.Node, place: Place, depth: int) -> Data:
        self.lines.setdefault(place, self._line(node))
        self.values += 1
        if self.values > MAX_VALUES:
            raise Unreadable(f"holds more than {MAX_VALUES:,} values with its aliases", self._line(node))
        if depth > MAX_DEPTH:
            raise _too_deep(self._line(node))
        if node.tag not in PLAIN_TAGS:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            raise Unreadable(f'has text that starts with "{tag}"; put the text in "quotes"', self._line(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, place, depth))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, i), depth + 1) for i, item in enumerate(node.value)]
        return self._text(node)

    def _text(self, node: yaml.Node) -> str | None:
        text = str(node.value)
        self.characters += len(text)
        if self.characters > MAX_CHARACTERS:
            raise Unreadable(
                f"holds more than {MAX_CHARACTERS:,} characters with its aliases", self._line(node)
            )
        if stray := CONTROL.search(text):
            raise _stray(stray, self._line(node))
        return None if node.tag == "tag:yaml.org,2002:null" else text

    def _pairs(self, node: yaml.MappingNode, place: Place, depth: int) -> Iterator[tuple[str, Data]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = self._line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise Unreadable("has a key that is not a word; write `key: value`", line)
            key = str(key_node.value)
            if key in seen:
                raise Unreadable(f'has the key "{key}" twice (first on line {seen[key]}); keep one', line)
            seen[key] = line
            self.lines[(*place, key)] = line
            yield key, self.value(value_node, (*place, key), depth + 1)

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line
