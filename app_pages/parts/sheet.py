"""A module on one sheet, to print or to read in one go: its sections with their terms and figures, and its sources.

Checks are left out, with their options and answers: on paper nobody can try them.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import count

import streamlit as st

from app_pages.parts.dates import day
from app_pages.parts.figure import chart, diagram
from app_pages.parts.section import margin_terms
from app_pages.parts.sources import numbered
from course import sheet
from course.course import Course
from course.markdown import marked_hanzi
from course.modules import Module
from course.sections import Block, Chart, Check, Diagram, Passage, Section

PRINT = '<div class="tools"><button type="button" class="print">Print this handout</button></div>'


def module_sheet(course: Course, module: Module) -> None:
    """All sections below each other, each term beside the text that names it first, and one list of sources."""
    cited, tables = sheet.sources(module.sections), count(1)
    named: set[str] = set()
    with st.container(key="body"):
        for section in module.sections:
            with st.container(key=f"title-{section.id}"):
                st.html(_title(section))
            for i, part in enumerate(section.parts):
                terms = [term for term in part.terms if term not in named]
                _beside(course, terms, f"{section.id}-{i}")
                with st.container(key=f"text-{section.id}-{i}"):
                    for block in part.blocks:
                        _block(block, section, cited, tables)
                named.update(part.terms)
    if cited:
        st.html(numbered(course, cited))


def _title(section: Section) -> str:
    return (
        f'<h2 class="section-rule sheet-title">{marked_hanzi(section.title)}</h2>'
        f'<p class="meta">Speaks for {escape(day(section.speaks_for))}.</p>'
    )


def _beside(course: Course, terms: Sequence[str], key: str) -> None:
    """Terms come before the text that they float beside."""
    if terms:
        with st.container(key=f"margin-{key}"):
            margin_terms(course, terms)


def _block(block: Block, section: Section, cited: tuple[str, ...], tables: Iterator[int]) -> None:
    match block:
        case Passage():
            st.html(f'<div class="prose">{sheet.passage(block.html, section, cited, tables)}</div>')
        case Diagram():
            diagram(block)
        case Chart():
            chart(block)
        case Check():
            pass
