"""A module on one sheet, to print or to read in one go: its sections with their terms and figures, and its sources.

Checks are left out, with their options and answers: on paper nobody can try them.
"""

from collections.abc import Collection
from html import escape

import streamlit as st

from app_pages.parts.dates import day
from app_pages.parts.figure import chart, diagram
from app_pages.parts.section import margin_terms
from app_pages.parts.sources import numbered
from course import sheet
from course.course import Course
from course.markdown import marked_hanzi
from course.modules import Module
from course.sections import Block, Chart, Check, Diagram, Part, Passage, Section

PRINT = '<div class="tools"><button type="button" class="print">Print this handout</button></div>'


def module_sheet(course: Course, module: Module) -> None:
    """All sections below each other, each term beside the text that names it first, and one list of sources."""
    cited = sheet.sources(module.sections)
    named: set[str] = set()
    with st.container(key="body"):
        for section in module.sections:
            with st.container(key=f"title-{section.id}"):
                st.html(_title(section))
            for i, part in enumerate(section.parts):
                _part(course, section, part, f"{section.id}-{i}", named, cited)
                named.update(part.terms)
    if cited:
        st.html(numbered(course, cited))


def _title(section: Section) -> str:
    return (
        f'<h2 class="section-rule sheet-title">{marked_hanzi(section.title)}</h2>'
        f'<p class="meta">Speaks for {escape(day(section.speaks_for))}.</p>'
    )


def _part(
    course: Course, section: Section, part: Part, key: str, named: Collection[str], cited: tuple[str, ...]
) -> None:
    if terms := [term for term in part.terms if term not in named]:
        with st.container(key=f"margin-{key}"):
            margin_terms(course, terms)
    with st.container(key=f"text-{key}"):
        for block in part.blocks:
            _block(block, section, cited)


def _block(block: Block, section: Section, cited: tuple[str, ...]) -> None:
    match block:
        case Passage():
            st.html(f'<div class="prose">{sheet.passage(block.html, section, cited)}</div>')
        case Diagram():
            diagram(block)
        case Chart():
            chart(block)
        case Check():
            pass
