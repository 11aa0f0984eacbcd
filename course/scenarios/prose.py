"""The texts of a scenario, and where in its file they stand.

Most are Markdown as in sections, with glossary links and citations; titles and what an option says are one line.
"""

import re
from collections.abc import Iterator, Mapping

from markdown_it.token import Token

from course import markdown
from course.documents import Document, Place, inside
from course.figures import MAKERS
from course.problems import Problems
from course.reading import check_mentions
from course.scenarios.shapes import Scenario

NO_HEADINGS = "headings work in sections only; use **bold**, or a node of its own"
NO_IMAGES = "images work in sections only; say in words what this one shows"
NO_BLOCKS = "this {kind} block works in sections only; say it in words"
NO_LINKS = "glossary links and citations do not work in this line; write plain words here"
LINKS = re.compile(r"\[\[|\[@")


def _prose(scenario: Scenario) -> Iterator[Place]:
    yield ("role",)
    for i, node in enumerate(scenario.nodes):
        yield ("nodes", i, "text")
        yield from (("nodes", i, "evidence", j, "text") for j in range(len(node.evidence)))
        for j in range(len(node.options)):
            yield ("nodes", i, "options", j, "consequence")
            yield ("nodes", i, "options", j, "rests_on")


def _lines(scenario: Scenario) -> Iterator[Place]:
    yield from (("title",), ("summary",))
    for i, node in enumerate(scenario.nodes):
        yield ("nodes", i, "title")
        yield from (("nodes", i, "evidence", j, "title") for j in range(len(node.evidence)))
        yield from (("nodes", i, "options", j, "text") for j in range(len(node.options)))


def as_html(text: str, context: markdown.Context) -> str:
    """One of these texts as HTML, noting in `context` what it cites."""
    return markdown.render(markdown.parse(text), context)


def sources_in(text: str) -> frozenset[str]:
    """The sources that one of these texts cites."""
    named = markdown.mentions(markdown.parse(text))
    return frozenset(mention.name for mention in named if mention.kind == "source")


def check_prose(
    scenario: Scenario,
    document: Document,
    known: Mapping[str, Mapping[str, object] | None],
    problems: Problems,
) -> None:
    """Record what the texts name that is unknown, and what works in sections only; `known` as in `reading`."""
    for place in _prose(scenario):
        if problems.full(document.file):
            return
        text = str(inside(document.data, place))
        first_line = document.line(place) + ("\n" in text)  # a text of several lines starts below its key
        tokens = markdown.parse(text)
        prose = [token for token in tokens if token.type != "heading_open"]  # which is told below
        check_mentions(prose, document.file, first_line, known, problems)
        for token in tokens:
            if told := _out_of_place(token):
                problems.error(document.file, first_line + (token.map[0] if token.map else 0), told)


def _out_of_place(token: Token) -> str | None:
    """Why a block cannot stand in a scenario; None when it can."""
    if token.type == "heading_open":
        return NO_HEADINGS
    if token.type == "fence" and token.info.strip() in MAKERS:
        return NO_BLOCKS.format(kind=token.info.strip())
    return NO_IMAGES if any(child.type == "image" for child in token.children or ()) else None


def check_lines(scenario: Scenario, document: Document, problems: Problems) -> None:
    """Record the glossary links and citations that would stay text."""
    for place in _lines(scenario):
        if problems.full(document.file):
            return
        if LINKS.search(str(inside(document.data, place))):
            problems.error(document.file, document.line(place), NO_LINKS)
