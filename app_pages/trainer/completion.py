"""Who has completed what: learner by module, found and paged in the database, and the same as a file."""

from collections.abc import Callable
from html import escape

import streamlit as st

from accounts import sessions
from app_pages import access, services
from app_pages.parts.dates import day
from app_pages.parts.trainer import subpages
from app_pages.parts.words import count, heading
from course.course import Course
from progress import completion
from progress.completion import Cell, Matrix
from progress.database import Database

PAGE = 25  # learners on one page
SHOWN = {
    "everyone": "Everyone",
    "finished": "Finished",
    "under-way": "Under way",
    "not-started": "Not started",
}
SIGNS = {"done": "✓", "half": "½", "none": "–"}
WORDS = {"done": "Finished", "half": "Under way", "none": "Not started"}


def show() -> None:
    """Show the matrix to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Completion · {course.title}")
    access.trainer()
    subpages()
    heading("Completion")
    search, chosen = _filters()
    place = f"{search}|{chosen}"
    if st.session_state.get("completion-filter") != place:
        st.session_state["completion-filter"] = place
        st.session_state["completion-page"] = 0
    page = st.session_state["completion-page"]
    matrix = _page(course, search, chosen, page)
    if page and not matrix.rows:  # people left the list meanwhile
        page = st.session_state["completion-page"] = 0
        matrix = _page(course, search, chosen, page)
    _key()
    st.html(_table(course, matrix) if matrix.rows else _empty(search, chosen))
    _pager(matrix, page)


def _page(course: Course, search: str, chosen: str, page: int) -> Matrix:
    return completion.matrix(
        services.database(), course.modules, search=search, show=chosen, limit=PAGE, offset=page * PAGE
    )


def _filters() -> tuple[str, str]:
    text, choice, file = st.columns((1.3, 1.7, 0.9), gap="medium", vertical_alignment="bottom")
    with text:
        search = st.text_input("Find a learner", key="completion-search", type="search")
    with choice:
        chosen = st.segmented_control(
            "Show",
            list(SHOWN),
            format_func=SHOWN.__getitem__,
            default="everyone",
            required=True,
            key="completion-show",
        )
    with file:
        st.download_button(
            "Download everyone (CSV)",
            data=_file(services.database(), services.course(), services.token()),
            file_name=f"completion-{services.now().date()}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
    return (search or "").strip(), chosen or "everyone"


def _file(database: Database, course: Course, token: str | None) -> Callable[[], bytes]:
    """The whole matrix as CSV, made when it is asked for: outside a page's run, so who asks is checked once more."""

    def make() -> bytes:
        if not access.is_trainer(sessions.person_of(database, token, services.now())):
            raise access.Refused
        return completion.csv_file(database, course.modules)

    return make


def _key() -> None:
    items = "".join(
        f'<li><span class="mk {kind}" aria-hidden="true">{SIGNS[kind]}</span> {WORDS[kind]}</li>'
        for kind in SIGNS
    )
    st.html(f'<ul class="key plain">{items}</ul>')


def _table(course: Course, matrix: Matrix) -> str:
    heads = "".join(_head(course, i) for i in range(len(course.modules)))
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(row.name)}</bdi><span class="meta">{escape(row.email)}</span></th>'
        f"{''.join(_cell(row.cells.get(module.id)) for module in course.modules)}"
        f'<td class="r nb">{row.finished} of {len(course.modules)}</td></tr>'
        for row in matrix.rows
    )
    totals = "".join(
        f'<td class="c">{_share(matrix.finished.get(module.id, 0), matrix.total)}</td>'
        for module in course.modules
    )
    return (
        '<div class="scroll" role="region" aria-label="Completion by learner and module" tabindex="0">'
        '<table class="tbl matrix"><caption class="vh">Completion by learner and module</caption>'
        f'<thead><tr><th scope="col">Learner</th>{heads}<th scope="col" class="r">Total</th></tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><th scope="row">Finished, all {matrix.total}</th>{totals}<td></td></tr>'
        "</tfoot></table></div>"
    )


def _head(course: Course, i: int) -> str:
    module = course.modules[i]
    word = course.terms.get(module.word or "")
    sign = (
        f'<span class="zh" lang="zh-Hans" aria-hidden="true">{word.hanzi[:2]}</span>'
        if word and word.hanzi
        else ""
    )
    name = f'<span class="nb">{i + 1}</span> <span class="module">{escape(module.title)}</span>'
    return f'<th scope="col" class="c">{sign}{name}</th>'


def _cell(cell: Cell | None) -> str:
    state = cell.state if cell else "none"
    when = f" on {day(cell.completed_at)}" if cell and cell.completed_at else ""
    sign = f'<span class="mk {state}" aria-hidden="true">{SIGNS[state]}</span>'
    return f'<td class="c">{sign}<span class="vh">{WORDS[state]}{when}</span></td>'


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def _empty(search: str, chosen: str) -> str:
    if search or chosen != "everyone":
        return '<p class="empty">Nobody matches. Clear the search, or show everyone.</p>'
    return (
        '<p class="empty">No learner has an account yet. '
        "Send colleagues the address of this course; they can create one.</p>"
    )


def _pager(matrix: Matrix, page: int) -> None:
    first = page * PAGE + 1
    last = page * PAGE + len(matrix.rows)
    st.html(
        f'<p class="meta">{first if matrix.rows else 0} to {last} of {count(matrix.total, "person", "people")}. '
        "Answers to single questions are never shown by name.</p>"
    )
    with st.container(horizontal=True):
        if page:
            st.button("Earlier names", on_click=_turn, args=(-1,))
        if last < matrix.total:
            st.button("Later names", on_click=_turn, args=(1,))


def _turn(by: int) -> None:
    st.session_state["completion-page"] = max(0, st.session_state.get("completion-page", 0) + by)


show()
