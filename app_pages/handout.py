"""The handout of a module: everything in it on one sheet, to print or to read in one go."""

from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.aids import cards
from app_pages.parts.dates import day
from app_pages.parts.outcomes import outcomes
from app_pages.parts.sheet import PRINT, module_sheet
from app_pages.parts.words import count, heading
from course.course import Course
from course.modules import Module


def show() -> None:
    """Show the module that the address names."""
    course = services.course()
    module = next((m for m in course.modules if m.id == st.query_params.get("m")), None)
    if module is None:
        _list(course)
        return
    st.set_page_config(page_title=f"{module.title}, handout · {course.title}")
    st.html(
        f'<p class="on-paper handout">{escape(course.title)} · handout · edition {module.edition} · '
        f"reviewed {day(module.reviewed)} · printed {day(services.now().date())}</p>"
    )
    heading(
        module.title, eyebrow=f"Module {course.number(module)} · handout · {count(module.minutes, 'minute')}"
    )
    st.html(f'<p class="lead">{escape(module.summary)}</p>')
    st.html(f'<div class="screen-only">{_what(module)}{PRINT}</div>')
    outcomes(module)
    module_sheet(course, module)
    st.html(f'<p class="on-paper handout end">{escape(course.notice)}</p>')
    cards(course, [term for section in module.sections for term in section.terms])


def _what(module: Module) -> str:
    return (
        '<p class="meta">The whole module on one sheet, with its checklists and its sources. The questions are on its '
        f'pages: <a href="module?m={module.id}">open the module</a>.</p>'
    )


def _list(course: Course) -> None:
    heading("Handouts")
    if asked := st.query_params.get("m"):
        st.html(f'<p class="meta">There is no module “{escape(asked)}” in this course.</p>')
    items = "".join(
        f'<li><a href="handout?m={module.id}">{escape(module.title)}</a></li>' for module in course.modules
    )
    st.html(f'<p class="lead">Each module on one sheet, to print.</p><ol class="ways-on">{items}</ol>')


show()
