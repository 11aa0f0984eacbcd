"""The fenced blocks of a section that a page draws itself: checks, diagrams and charts."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from course.sections import Chart, Check, Diagram

ACC_TITLE = re.compile(r"^[ \t]*accTitle[ \t]*:[ \t]*(\S.*)$", re.MULTILINE)
ACC_DESCR = re.compile(r"^[ \t]*accDescr[ \t]*:[ \t]*(\S.*)$", re.MULTILINE)
ACC_DESCR_BLOCK = re.compile(r"^[ \t]*accDescr[ \t]*\{([^{}]*\S[^{}]*)\}", re.MULTILINE)


class NoFigure(Exception):
    """The sentence that says why a block cannot be drawn, and its line below the opening fence."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def check(content: str) -> Check:
    """Read `quiz/question`."""
    quiz, _, question = content.strip().partition("/")
    return Check(quiz, question)


def diagram(content: str) -> Diagram:
    """Read a Mermaid diagram. Raises NoFigure when it has no title or description in words."""
    title = ACC_TITLE.search(content)
    description = ACC_DESCR.search(content) or ACC_DESCR_BLOCK.search(content)
    if not title or not description:
        raise NoFigure("this diagram lacks `accTitle:` or `accDescr:`; say in words what it shows")
    return Diagram(content, title[1].strip(), " ".join(description[1].split()))


def chart(content: str) -> Chart:
    """Read a Vega-Lite chart; its title becomes words of the page. Raises NoFigure."""
    spec = _json(content)
    if not isinstance(spec, dict):
        raise NoFigure("this chart must be one JSON object between { and }")
    title = _words(spec.pop("title", None))
    description = _words(spec.get("description"))
    if not title or not description:
        raise NoFigure('this chart lacks "title" or "description"; say in words what it shows')
    if any("url" in group for group in _groups(spec)):
        raise NoFigure('this chart loads its data from elsewhere ("url"); put it in "values"')
    return Chart(json.dumps(spec, ensure_ascii=False), title, description)


def _json(content: str) -> object:
    try:
        spec: object = json.loads(content, parse_constant=_no_number)
        json.dumps(spec, ensure_ascii=False, allow_nan=False).encode()
    except json.JSONDecodeError as error:
        reason = f"this chart is not valid JSON: {error.msg}; check the commas and quotes"
        raise NoFigure(reason, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise NoFigure(
            "this chart has a number, a character or a depth that JSON forbids; mend it"
        ) from error
    return spec


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _words(title: object) -> str:
    """A title in words: Vega-Lite allows text, a list of lines, or a group with `text`."""
    match title:
        case str():
            return " ".join(title.split())
        case list():
            return " ".join(filter(None, map(_words, title)))
        case {"text": text}:
            return _words(text)
        case _:
            return ""


def _groups(spec: object) -> Iterator[Mapping[str, object]]:
    """Every JSON object in a specification, however deep."""
    left = [spec]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            yield value
            left += value.values()
        elif isinstance(value, list):
            left += value


MAKERS: Mapping[str, Callable[[str], Check | Diagram | Chart]] = {
    "question": check,
    "mermaid": diagram,
    "vega-lite": chart,
}
