"""Adds to an author's YAML file and leaves everything else as it stands, comments and line ends included.

What comes out is read again: it either says exactly what it said before and the addition, or is refused.
"""

import yaml

from course.documents import Data, Loader, Unreadable, parse

MARK = "\ufeff"  # the byte order mark, with which some editors begin a file


class NotAdded(Exception):
    """The file is written in a way in which nothing can be added safely; its author has to."""


def add_entry(text: str, key: str, entry: str) -> str:
    """The text with `entry` at the end of the list under `key`, a key of the file itself.

    Raises NotAdded, or Unreadable when the text is no YAML that the loader reads.
    """
    if text.startswith(MARK):
        return MARK + add_entry(text.removeprefix(MARK), key, entry)
    before = _mapping(text)
    entries, node = before.get(key), _node(text, key)
    if not isinstance(entries, list) or not isinstance(node, yaml.SequenceNode):
        raise NotAdded
    added = _in_brackets(text, node, entry) if node.flow_style else _on_a_line(text, node, entry)
    return _checked(added, {**before, key: [*entries, entry]})


def add_key(text: str, key: str, value: str) -> str:
    """The text with the line `key: value` at its end. Raises NotAdded, or Unreadable like `add_entry`."""
    before = _mapping(text)
    if key in before:
        raise NotAdded
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") else newline
    return _checked(f"{text}{gap}{key}: {value}{newline}", {**before, key: value})


def _mapping(text: str) -> dict[str, Data]:
    data = parse(text.removeprefix(MARK), "").data
    if not isinstance(data, dict):
        raise NotAdded
    return data


def _node(text: str, key: str) -> yaml.Node | None:
    """What stands under a key of the file, with its place in the text."""
    whole = yaml.compose(text, Loader=Loader)
    pairs = whole.value if isinstance(whole, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _in_brackets(text: str, node: yaml.SequenceNode, entry: str) -> str:
    """Behind the last entry of `[a, b]`."""
    if not node.value:
        return _put(text, node.start_mark.index + 1, entry)
    return _put(text, node.value[-1].end_mark.index, f", {entry}")


def _on_a_line(text: str, node: yaml.SequenceNode, entry: str) -> str:
    """On a line of its own below the last entry, whose comment stays with it."""
    last = node.value[-1].end_mark.index
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    newline = "\r\n" if text[last:end].endswith("\r") else "\n"
    return _put(text, end - len(newline) + 1, f"{newline}{' ' * node.start_mark.column}- {entry}")


def _put(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at:]


def _checked(text: str, wanted: dict[str, Data]) -> str:
    try:
        said = _mapping(text)
    except Unreadable:
        raise NotAdded from None
    if said != wanted:
        raise NotAdded
    return text
