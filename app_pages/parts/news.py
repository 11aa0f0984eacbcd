"""What has changed in a module since somebody read one of its sections."""

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.dates import day
from course.markdown import marked_hanzi
from course.modules import Module
from course.sections import Section
from progress import reading


def news(module: Module, section: Section, person: Person | None) -> None:
    """Tell whoever has read an earlier edition of the section what later ones changed."""
    if person is None or module.edition == 1:
        return
    read = reading.latest_reading(services.database(), person.id, module.id, section.id)
    if read is None or read.edition >= module.edition:
        return
    later = "".join(
        f"<li>Edition {change.edition}, {day(change.date)}: {marked_hanzi(change.what)}</li>"
        for change in module.changes
        if change.edition > read.edition
    )
    changed = f"<ul>{later}</ul>" if later else "<p>What it changed is not noted.</p>"
    st.html(
        '<div class="callout note" role="note"><p class="callout-title">What changed since you read this</p>'
        f"<p>You read this section on {day(read.seen_at.date())}, in edition {read.edition} of the module; this is "
        f"edition {module.edition}.</p>{changed}</div>"
    )
