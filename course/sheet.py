"""A module in one piece: what its sections cite gets one numbering, and their anchors names of their own."""

import re
from collections.abc import Iterable, Iterator

from course.sections import Section

CITATION = re.compile(r'<a class="cite" href="#source-(\d+)" aria-label="Source \d+([^"]*)">\[\d+([^\]]*)\]')
TABLE = re.compile(r'(?<=role="region" aria-label="Table)(?=")')
ANCHOR = re.compile(r'(<h[1-6] id="|<a href="#)(?=[^"]+")')


def sources(sections: Iterable[Section]) -> tuple[str, ...]:
    """The ids of all that the sections cite, each once, in the order in which they first do."""
    return tuple(dict.fromkeys(source for section in sections for source in section.sources))


def passage(html: str, section: Section, cited: tuple[str, ...], tables: Iterator[int]) -> str:
    """A passage of the section as HTML, its citations numbered by their place in `cited`, from 1.

    Its headings, and links to them, have the section's id before their own: two sections may have the same headings.
    The regions in which its tables scroll are told apart by the next of the numbers in `tables`.
    """

    def renumber(found: re.Match[str]) -> str:
        number = cited.index(section.sources[int(found[1]) - 1]) + 1
        return f'<a class="cite" href="#source-{number}" aria-label="Source {number}{found[2]}">[{number}{found[3]}]'

    html = ANCHOR.sub(rf"\g<1>{section.id}-", CITATION.sub(renumber, html))
    return TABLE.sub(lambda _: f" {next(tables)}", html)
