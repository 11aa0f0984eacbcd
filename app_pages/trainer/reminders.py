"""Reminders: who is to be told what, the words of it, and the sending, after one more look."""

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO

import streamlit as st

from accounts import audit, reminding
from accounts.letters import letter, merge_table, told
from accounts.mail import MailServer, server_of
from accounts.person import Person
from accounts.reminding import Outcome
from app_pages import access, services
from app_pages.parts.cohort_choice import choose_cohorts
from app_pages.parts.trainer import subpages
from app_pages.parts.words import count, heading, tag
from course.course import Course
from progress.exports.tables import write
from progress.reminders import Reason, Reminder, Wanted, reminders

SHOWN = 50  # people in the table; the file has all of them
MOST_DAYS = 90
SURE, DONE = "reminders-sure", "reminders-done"
TAGS: dict[Reason, tuple[str, str]] = {
    "overdue": ("Overdue", "warn"),
    "due": ("Due", "pine"),
    "expiring": ("To be renewed", "note"),
}


def show() -> None:
    """Show a trainer who is to be told what."""
    course = services.course()
    st.set_page_config(page_title=f"Reminders · {course.title}")
    trainer = access.trainer()
    subpages()
    heading("Reminders")
    st.html(
        '<p class="lead">Who is to be told what is due, overdue or to be renewed. '
        "Everybody is told each thing once, in one letter.</p>"
    )
    if said := st.session_state.pop(DONE, ""):
        st.html(said)
    wanted, cohort_ids = _choice(course, trainer)
    people = reminders(services.database(), course, wanted, services.now(), cohort_ids)
    if not people:
        st.html('<p class="empty">Nobody is to be told anything now.</p>')
        return
    _list(people)
    _letter(course, people[0])
    _ways(course, trainer, people, wanted, cohort_ids)


def _choice(course: Course, trainer: Person) -> tuple[Wanted, list[str] | None]:
    left, right = st.columns(2, gap="medium")
    with left:
        cohort_ids = choose_cohorts(trainer, "reminders-cohort")
        overdue = st.checkbox("What is overdue", value=True, key="reminders-overdue")
    with right:
        due_in = st.number_input(
            "Due within days", min_value=0, max_value=MOST_DAYS, value=7, key="reminders-due-in"
        )
        expiring = None
        if course.file.valid_months and st.checkbox(
            "Certificates and completions that count no more within 30 days", key="reminders-expiring"
        ):
            expiring = 30
    return Wanted(int(due_in), overdue, expiring), cohort_ids


def _list(people: Sequence[Reminder]) -> None:
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(one.name)}</bdi><span class="meta">{escape(one.email)}</span></th>'
        f"<td>{'<br>'.join(_thing(one, i) for i in range(len(one.things)))}</td></tr>"
        for one in people[:SHOWN]
    )
    more = f" The first {SHOWN} are shown; the file has all." if len(people) > SHOWN else ""
    st.html(
        '<h2 class="section-rule">To be told</h2>'
        '<div class="scroll" role="region" aria-label="To be told" tabindex="0">'
        '<table class="tbl"><caption class="vh">Who is to be told what</caption><thead><tr>'
        f'<th scope="col">Learner</th><th scope="col">What</th></tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p class="meta">{count(len(people), "person", "people")}.{more} '
        "Whoever has turned reminders off is told only what is overdue.</p>"
    )


def _thing(one: Reminder, i: int) -> str:
    thing = one.things[i]
    return f"{tag(*TAGS[thing.reason])} {escape(thing.title)} {escape(told(thing))}"


def _letter(course: Course, first: Reminder) -> None:
    """The words of the first letter, folded away."""
    written = letter(first, course, services.settings().address)
    lines = "<br>".join(escape(line) for line in written.text.splitlines())
    st.html(
        f"<details><summary>Read the first letter</summary><p><strong>{escape(written.subject)}</strong></p>"
        f"<p>{lines}</p></details>"
    )


def _ways(
    course: Course,
    trainer: Person,
    people: Sequence[Reminder],
    wanted: Wanted,
    cohort_ids: list[str] | None,
) -> None:
    """The file for mail merge, and the sending when a mail server is set."""
    st.html('<h2 class="section-rule">Tell them</h2>')
    server, ready = server_of(services.settings()), bool(services.settings().base_url)
    with st.container(horizontal=True):
        st.download_button(
            "Download the letters (CSV)",
            data=_file(services.token(), wanted, cohort_ids),
            file_name=f"reminders-{services.now().date()}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        by_file = st.button("I have sent them myself")
        by_mail = server is not None and ready and st.button("Send the letters", type="primary")
    if by_file or by_mail:
        st.session_state[SURE] = ("mail" if by_mail else "file", people)
    if server is None or not ready:
        st.html(
            '<p class="meta">This server sends no mail: download the letters and send them by mail merge, '
            "then say so here. Whoever runs the server can set up a mail server.</p>"
        )
    chosen = st.session_state.get(SURE)
    if chosen and chosen[1] == people:
        _confirm(course, trainer, people, server if chosen[0] == "mail" else None)


def _confirm(course: Course, trainer: Person, people: Sequence[Reminder], server: MailServer | None) -> None:
    """One more look: whatever changes in between takes it away."""
    letters = count(len(people), "letter")
    told_what = f"{letters} will be sent." if server else f"{letters} will be noted as sent by you."
    st.html(
        f'<div class="callout warn" role="alert"><p>{told_what} Nobody is told the same thing again.</p></div>'
    )
    yes, no = st.columns(2)
    if no.button("Not now", width="stretch"):
        st.session_state.pop(SURE)
        st.rerun()
    if yes.button("Yes, send" if server else "Yes, note them", width="stretch"):
        st.session_state.pop(SURE)
        st.session_state[DONE] = _tell(course, trainer, people, server)
        st.rerun()


def _tell(course: Course, trainer: Person, people: Sequence[Reminder], server: MailServer | None) -> str:
    """Send or note; returns what to say about it on the next run."""
    database, now = services.database(), services.now()
    if server is None:
        noted = reminding.hand_over(database, people, trainer.id, now)
        return _said(f"{count(noted, 'letter')} noted as sent.")
    address = services.settings().base_url
    with st.spinner("The letters are being sent."):
        return _outcome(reminding.send(database, people, course, server, address, trainer.id, now))


def _outcome(outcome: Outcome) -> str:
    problems = [f"{one.email} was not told: {one.why}" for one in outcome.refused]
    if outcome.problem:
        problems.append(f"{outcome.problem} The rest was not sent; try again later.")
    return _said(f"{count(outcome.sent, 'letter')} sent.", *problems)


def _said(first: str, *problems: str) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in (first, *problems))
    return f'<div class="callout{" warn" if problems else ""}" role="status">{lines}</div>'


def _file(token: str | None, wanted: Wanted, cohort_ids: list[str] | None) -> Callable[[], bytes]:
    """The letters, made when they are asked for: outside a page's run, so who asks is checked once more."""
    database, course, address = services.database(), services.course(), services.settings().address

    def make() -> bytes:
        trainer = access.still_trainer(token, cohort_ids)
        now = services.now()
        people = reminders(database, course, wanted, now, cohort_ids)
        file = BytesIO()
        write(merge_table(people, course, address), "csv", file, bom=True)
        audit.record(database, trainer.id, "exported", None, f"reminders, csv, {len(people)} rows", now)
        return file.getvalue()

    return make


show()
