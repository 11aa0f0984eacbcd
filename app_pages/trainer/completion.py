"""Who has completed what: learner by module, found and paged in the database, and the same as a file."""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from html import escape

import streamlit as st

from accounts import sessions
from accounts.person import Person
from app_pages import access, services
from app_pages.parts.dates import day
from app_pages.parts.trainer import subpages
from app_pages.parts.turning import PAGE, turn
from app_pages.parts.words import count, heading, tag
from course.course import Course
from progress import completion, targets
from progress.cohorts import Cohort
from progress.completion import Cell, Deadlines, Matrix, MatrixRow
from progress.database import Database

MOST_NAMED = 6  # modules whose titles fit over their columns
SHOWN = {
    "everyone": "Everyone",
    "finished": "Finished",
    "under-way": "Under way",
    "overdue": "Overdue",
    "not-started": "Not started",
}
SORTED = {
    "name": "Name",
    "most": "Most finished first",
    "fewest": "Fewest finished first",
    "latest": "Seen last first",
    "longest-ago": "Not seen for longest first",
}
SIGNS = {"done": "✓", "half": "½", "late": "!", "none": "–"}
WORDS = {"done": "Finished", "half": "Under way", "late": "Overdue", "none": "Not started"}
ALL = ""  # the choice of every cohort


@dataclass(frozen=True)
class Choice:
    """What the trainer chose to see. `cohort` is the id of one, or ALL."""

    search: str
    show: str
    sort: str
    cohort: str


def show() -> None:
    """Show the matrix to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Completion · {course.title}")
    trainer = access.trainer()
    subpages()
    heading("Completion")
    every = access.cohorts_of(trainer)
    if not (every or access.sees_everybody(trainer)):
        st.html(
            '<div class="empty"><p class="empty-title">You look after no cohort yet</p><p>Completion is shown for the '
            'members of your own cohorts. <a href="cohorts">Make a cohort</a>, or ask a colleague to add you to '
            "theirs.</p></div>"
        )
        return
    choice = _filters(trainer, every)
    if st.session_state.get("completion-filter") != astuple(choice):  # each run has a class Choice of its own
        st.session_state["completion-filter"] = astuple(choice)
        st.session_state["completion-offset"] = 0
    offset = st.session_state["completion-offset"]
    matrix = _page(course, trainer, choice, offset)
    if offset and not matrix.rows:  # people left the list meanwhile
        offset = st.session_state["completion-offset"] = 0
        matrix = _page(course, trainer, choice, offset)
    _key()
    st.html(_table(course, matrix) if matrix.rows else _empty(choice))
    _pager(matrix, offset)


def _page(course: Course, trainer: Person, choice: Choice, offset: int) -> Matrix:
    return completion.matrix(
        services.database(),
        course.modules,
        search=choice.search,
        show=choice.show,
        sort=choice.sort,
        cohort_ids=_scope(trainer, choice),
        deadlines=_deadlines(course),
        limit=PAGE,
        offset=offset,
    )


def _scope(trainer: Person, choice: Choice) -> list[str] | None:
    """The ids of the cohorts whose members are shown; None for everybody."""
    if choice.cohort:
        return [access.cohort(trainer, choice.cohort).id]
    if access.sees_everybody(trainer):
        return None
    return [one.id for one in access.cohorts_of(trainer) if not one.archived_at]


def _deadlines(course: Course) -> Deadlines:
    return Deadlines(targets.targets(course), services.now().date())


def _filters(trainer: Person, every: list[Cohort]) -> Choice:
    text, group, order = st.columns(3, gap="medium", vertical_alignment="bottom")
    with text:
        search = st.text_input("Find a learner", key="completion-search", type="search")
    with group:
        cohort = _cohort(trainer, every)
    with order:
        sort = st.selectbox("Sort by", list(SORTED), format_func=SORTED.__getitem__, key="completion-sort")
    states, file = st.columns((2.6, 1), gap="medium", vertical_alignment="bottom")
    with states:
        shown = st.segmented_control(
            "Show",
            list(SHOWN),
            format_func=SHOWN.__getitem__,
            default="everyone",
            required=True,
            key="completion-show",
        )
    choice = Choice((search or "").strip(), shown or "everyone", sort or "name", cohort)
    with file:
        st.download_button(
            "Download these (CSV)",
            data=_file(services.database(), services.course(), services.token(), choice),
            file_name=f"completion-{services.now().date()}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
        )
    return choice


def _cohort(trainer: Person, every: list[Cohort]) -> str:
    """The cohort that is chosen, at first the one that the address names."""
    names = {one.id: one.name + (" (archived)" if one.archived_at else "") for one in every}
    first = "Everybody" if access.sees_everybody(trainer) else "All my cohorts"
    ids = [ALL, *names]
    asked = st.query_params.get("c")
    chosen = st.selectbox(
        "Cohort",
        ids,
        index=ids.index(asked) if asked in ids else 0,
        format_func=lambda cohort_id: names.get(cohort_id, first),
        key=f"completion-cohort-{asked or ''}",
    )
    return chosen or ALL


def _file(database: Database, course: Course, token: str | None, choice: Choice) -> Callable[[], bytes]:
    """All who are shown as CSV, made when it is asked for: outside a page's run, so who asks is checked once more."""

    def make() -> bytes:
        person = sessions.person_of(database, token, services.now())
        if person is None or not access.is_trainer(person):
            raise access.Refused
        return completion.csv_file(
            database,
            course.modules,
            search=choice.search,
            show=choice.show,
            sort=choice.sort,
            cohort_ids=_scope(person, choice),
            deadlines=_deadlines(course),
        )

    return make


def _key() -> None:
    items = "".join(
        f'<li><span class="mk {kind}" aria-hidden="true">{SIGNS[kind]}</span> {WORDS[kind]}</li>'
        for kind in SIGNS
    )
    st.html(f'<ul class="key plain">{items}</ul>')


def _table(course: Course, matrix: Matrix) -> str:
    heads = "".join(_head(course, i) for i in range(len(course.modules)))
    rows = "".join(_row(course, row) for row in matrix.rows)
    totals = "".join(
        f'<td class="c">{_share(matrix.finished.get(module.id, 0), matrix.total)}</td>'
        for module in course.modules
    )
    return (
        '<div class="scroll" role="region" aria-label="Completion by learner and module" tabindex="0">'
        '<table class="tbl matrix"><caption class="vh">Completion by learner and module</caption>'
        f'<thead><tr><th scope="col">Learner</th>{heads}<th scope="col" class="r">Total</th>'
        '<th scope="col">State</th><th scope="col">Last seen</th></tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><th scope="row">Finished, all {matrix.total}</th>{totals}'
        f"<td></td><td></td><td></td></tr></tfoot></table></div>{_names(course)}"
    )


def _row(course: Course, row: MatrixRow) -> str:
    cells = "".join(_cell(row, row.cells.get(module.id), module.id) for module in course.modules)
    others = dict.fromkeys(due.target.title for due in row.overdue if due.target.kind != "module")
    late = tag("Overdue", "warn") if row.overdue else ""
    if others:
        late += f'<span class="meta">{escape(", ".join(others))}</span>'
    seen = day(row.seen_at) if row.seen_at else "never"
    return (
        f'<tr><th scope="row"><a href="learner?p={row.person_id}"><bdi>{escape(row.name)}</bdi></a>'
        f'<span class="meta">{escape(row.email)}</span></th>{cells}'
        f'<td class="r nb">{row.finished} of {len(course.modules)}</td><td>{late}</td><td class="nb">{seen}</td></tr>'
    )


def _head(course: Course, i: int) -> str:
    module = course.modules[i]
    word = course.terms.get(module.word or "")
    sign = (
        f'<span class="zh" lang="zh-Hans" aria-hidden="true">{word.hanzi[:2]}</span>'
        if word and word.hanzi
        else ""
    )
    shown = "module" if len(course.modules) <= MOST_NAMED else "vh"
    name = f'<span class="nb">{i + 1}</span> <span class="{shown}">{escape(module.title)}</span>'
    return f'<th scope="col" class="c">{sign}{name}</th>'


def _names(course: Course) -> str:
    """The modules by number, where the heads of the columns have no room for their titles."""
    if len(course.modules) <= MOST_NAMED:
        return ""
    named = " · ".join(f"{i} {escape(module.title)}" for i, module in enumerate(course.modules, start=1))
    return f'<p class="meta">{named}</p>'


def _cell(row: MatrixRow, cell: Cell | None, module_id: str) -> str:
    state: str = cell.state if cell else "none"
    words = WORDS[state] + (f" on {day(cell.completed_at)}" if cell and cell.completed_at else "")
    if row.is_overdue(module_id):
        state, words = "late", f"Overdue, {words.lower()}"
    sign = f'<span class="mk {state}" aria-hidden="true">{SIGNS[state]}</span>'
    return f'<td class="c">{sign}<span class="vh">{words}</span></td>'


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def _empty(choice: Choice) -> str:
    if choice.search or choice.show != "everyone":
        return '<p class="empty">Nobody matches. Clear the search, or show everyone.</p>'
    if choice.cohort:
        return (
            '<p class="empty">Nobody is in this cohort yet. '
            f'<a href="cohorts?c={choice.cohort}">Add people, or send them its link</a></p>'
        )
    return (
        '<p class="empty">No learner has an account yet. '
        "Send colleagues the address of this course; they can create one.</p>"
    )


def _pager(matrix: Matrix, offset: int) -> None:
    first = offset + 1
    last = offset + len(matrix.rows)
    st.html(
        f'<p class="meta">{first if matrix.rows else 0} to {last} of {count(matrix.total, "person", "people")}. '
        "Answers to single questions are never shown by name.</p>"
    )
    turn("completion-offset", offset, matrix.total)


show()
