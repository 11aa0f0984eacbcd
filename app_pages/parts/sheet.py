"""A module on one sheet, to print or to read in one go: its sections with their terms and figures, and its sources.

Checks are left out, with their options and answers: on paper nobody can try them.
"""

from collections.abc import Iterator
from html import escape
from itertools import count

import streamlit as st

from app_pages.parts.dates import day
from app_pages.parts.section import draw, margin, text
from app_pages.parts.sources import numbered
from course import sheet
from course.course import Course
from course.markdown import marked_hanzi
from course.modules import Module
from course.sections import Block, Check, Passage, Section

PRINT = '<div class="tools"><button type="button" class="print">Print this handout</button></div>'


def module_sheet(course: Course, module: Module) -> None:
    """All sections below each other, each term beside the text that names it first, and one list of sources."""
    cited = sheet.sources(module.sections)
    draw(_pieces(course, module, cited))
    if cited:
        st.html(numbered(course, cited))


def _pieces(course: Course, module: Module, cited: tuple[str, ...]) -> Iterator[str | Block]:
    tables, named = count(1), set[str]()
    for section in module.sections:
        yield _title(section)
        for part in section.parts:
            if terms := [term for term in part.terms if term not in named]:
                yield margin(course, terms)
                named.update(terms)
            for block in part.blocks:
                if isinstance(block, Passage):
                    yield text(sheet.passage(block.html, section, cited, tables))
                elif not isinstance(block, Check):
                    yield block


def _title(section: Section) -> str:
    return (
        f'<h2 class="section-rule sheet-title">{marked_hanzi(section.title)}</h2>'
        f'<p class="meta">Speaks for {escape(day(section.speaks_for))}.</p>'
    )
