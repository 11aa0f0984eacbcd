"""Completion, the roster and the figures of questions as files, for the people whom a trainer looks after."""

from collections.abc import Callable
from io import BytesIO

import streamlit as st

from accounts import audit
from app_pages import access, services
from app_pages.parts.cohort_choice import choose_cohorts
from app_pages.parts.trainer import subpages
from app_pages.parts.words import heading
from course.course import Course
from progress.database import Database
from progress.exports.completion import completion
from progress.exports.items import items
from progress.exports.roster import roster
from progress.exports.scenarios import scenarios
from progress.exports.tables import MIME, Form, Table, write

WHAT = {
    "completion": "Completion: who has finished which module",
    "roster": "Roster: everything completed, with codes to check it by",
    "items": "Questions: how each one does",
    "scenarios": "Scenarios: how each decision is taken",
}
TOLD = {
    "completion": "One line per person, with the state, day, edition and score of each module.",
    "roster": "One line for each module completed and each final test passed: name, address, institution, how the "
    "address is known to be theirs, edition, day, until when it counts, and a code that stays with it. Made for a "
    "grants office.",
    "items": "One line per question and wording, of everybody, without names, and blank where fewer than five people "
    "answered: the figures of the page Questions.",
    "scenarios": "One line per decision, of everybody, without names, and blank where fewer than five people met it.",
}
NAMED = ("completion", "roster")
NAMES: dict[Form, str] = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}


def show() -> None:
    """Show a trainer what can be taken away."""
    course = services.course()
    st.set_page_config(page_title=f"Downloads · {course.title}")
    trainer = access.trainer()
    subpages()
    heading("Downloads")
    st.html('<p class="lead">What the pages show, as a file for a spreadsheet or another system.</p>')
    left, right = st.columns(2, gap="medium")
    with left:
        what = st.selectbox("File", list(WHAT), format_func=WHAT.__getitem__, key="download-what")
    cohort_ids = access.reach(trainer)
    if what in NAMED:
        with right:
            cohort_ids = choose_cohorts(trainer, "download-cohort")
    st.html(f"<p>{TOLD[what]}</p>")
    with st.container(horizontal=True):
        for form, name in NAMES.items():
            st.download_button(
                f"Download ({name})",
                data=_file(services.database(), course, services.token(), what, form, cohort_ids),
                file_name=f"{what}-{services.now().date()}.{form}",
                mime=MIME[form],
                icon=":material/download:",
                on_click="ignore",
            )
    names = "The file holds names and addresses: keep it where only those can read it who need to. "
    st.html(
        f'<p class="meta">{names if what in NAMED else ""}That you took one away is in the audit log.</p>'
    )


def _file(
    database: Database,
    course: Course,
    token: str | None,
    what: str,
    form: Form,
    cohort_ids: list[str] | None,
) -> Callable[[], bytes]:
    """The file, made when it is asked for: outside a page's run, so who asks is checked once more."""

    def make() -> bytes:
        trainer = access.still_trainer(token, cohort_ids)
        now = services.now()
        file = BytesIO()
        rows = write(_table(database, course, what, cohort_ids), form, file, bom=True)
        audit.record(database, trainer.id, "exported", None, f"{what}, {form}, {rows} rows", now)
        return file.getvalue()

    return make


def _table(database: Database, course: Course, what: str, cohort_ids: list[str] | None) -> Table:
    if what == "completion":
        return completion(database, course.modules, cohort_ids)
    if what == "items":
        return items(database, course)
    if what == "scenarios":
        return scenarios(database, course)
    return roster(database, course, services.now(), cohort_ids)


show()
