"""What `static/reader.js` works with in a section: the cards of its terms, and the ticks in its checklists.

Ticks are kept for whoever is signed in, and for a visitor as long as the course is open. The browser sends the whole
list; what has changed in it is stored, so that two windows do not undo each other's ticks.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st
import streamlit.components.v2

from app_pages import services
from app_pages.parts.saving import NO_DATABASE
from app_pages.parts.scripts import versioned
from app_pages.parts.words import syllables
from course.course import Course
from course.glossary import Term
from course.markdown import marked_hanzi
from course.sections import Section
from progress import ticks
from progress.database import DatabaseProblem

LOG = logging.getLogger("china_literacy")
START = """
export default async function (component) {
  const { read } = await import(new URL('app/static/reader.js?v=VERSION', document.baseURI));
  read(component);
}
"""


@dataclass(frozen=True)
class Ticked:
    """The ticks that a window shows, and which turn of its reader they are from."""

    tasks: frozenset[str]
    turn: int = 0


@st.fragment
def aids(module_id: str, section_id: str) -> None:
    """Hand the script what it needs. A tick runs this alone again."""
    course = services.course()
    section = _section(course, module_id, section_id)
    if section is None:  # the course was edited since the page was drawn
        st.rerun()
    key = _key(section)
    ticked = _ticked(section)
    st.session_state[f"{key}-ticked"] = ticked
    st.components.v2.component("aids", js=versioned(START), isolate_styles=False)(
        data={
            "section": section.key,
            "terms": _cards(course, section.terms),
            "ticked": sorted(ticked.tasks),
            "turn": ticked.turn,
            "problem": st.session_state.pop(f"{key}-problem", ""),
        },
        key=key,
        on_ticked_change=lambda: _keep(module_id, section_id),
    )


def cards(course: Course, terms: Iterable[str]) -> None:
    """Hand the script the cards of these terms alone, for a text with nothing to tick."""
    st.components.v2.component("aids", js=versioned(START), isolate_styles=False)(
        data={"section": "", "terms": _cards(course, terms)}, key="cards"
    )


def tick_note(section: Section) -> None:
    """Say where the ticks of a section stay, where it has anything to tick."""
    if not section.tasks:
        return
    kept = "Your ticks are kept, and nobody else sees them."
    lost = "Your ticks stay until you leave the course. Sign in to keep them."
    st.html(f'<p class="meta tick-note" role="status">{kept if services.person() else lost}</p>')


def _key(section: Section) -> str:
    return f"aids-{section.module_id}-{section.id}"


def _section(course: Course, module_id: str, section_id: str) -> Section | None:
    try:
        return course.module(module_id).section(section_id)
    except KeyError:
        return None


def _cards(course: Course, terms: Iterable[str]) -> dict[str, dict[str, str]]:
    """Term -> its card, of those that the glossary has: a text that was kept may name others."""
    return {term: _card(course.terms[term]) for term in terms if term in course.terms}


def _card(term: Term) -> dict[str, str]:
    """What opens at a term: its reading with its tones, what it means, and the way to its entry."""
    misleading = ", ".join(f"“{word}”" for word in term.misleading)
    mistaken = f'<p class="meta">Misleading: {marked_hanzi(misleading)}</p>' if misleading else ""
    return {
        "name": term.english,
        "html": f'{syllables(term)}<p class="card-word">{marked_hanzi(term.english)}</p>'
        f"<p>{marked_hanzi(term.note)}</p>{mistaken}"
        f'<p><a href="glossary?t={escape(term.id)}">In the glossary</a></p>',
    }


def _ticked(section: Section) -> Ticked:
    """What is ticked now: as stored, or as this visitor's window last said."""
    shown: Ticked = st.session_state.get(f"{_key(section)}-ticked", Ticked(frozenset()))
    person = services.person() if section.tasks else None
    if person is None:
        return shown
    stored = ticks.of_section(services.database(), person.id, section.module_id, section.id)
    return Ticked(stored & section.tasks, shown.turn)


def _keep(module_id: str, section_id: str) -> None:
    """Store what the reader has ticked and cleared since the window was last told."""
    section = _section(services.course(), module_id, section_id)
    if section is None:
        return
    key = _key(section)
    sent = _sent(st.session_state[key].get("ticked"), section)
    before: Ticked | None = st.session_state.get(f"{key}-ticked")
    if sent is None or before is None:
        return
    if person := services.person():
        try:
            with services.database().write() as transaction:
                ticks.change(
                    transaction,
                    person.id,
                    module_id,
                    section_id,
                    ticked=sent.tasks - before.tasks,
                    cleared=before.tasks - sent.tasks,
                    now=services.now(),
                )
        except DatabaseProblem as problem:
            LOG.error("A tick could not be saved: %s", problem)
            st.session_state[f"{key}-problem"] = NO_DATABASE
            sent = Ticked(before.tasks, sent.turn)
    st.session_state[f"{key}-ticked"] = sent


def _sent(said: Any, section: Section) -> Ticked | None:
    """What a browser said is ticked, as far as the section has it; None where that is no list of ticks."""
    match said:
        case Mapping() if isinstance(said.get("tasks"), list) and isinstance(said.get("turn"), int):
            tasks = frozenset(task for task in said["tasks"] if isinstance(task, str))
            return Ticked(tasks & section.tasks, said["turn"])
    return None
