"""People and their accounts, for administrators: finding somebody, their role, closing, taking away, erasing."""

from collections.abc import Callable
from html import escape

import streamlit as st

from accounts import directory, people
from accounts.directory import Found
from accounts.person import ROLES, Person, Role
from accounts.problems import AccountProblem
from app_pages import access, services
from app_pages.parts import leaving
from app_pages.parts.dates import day
from app_pages.parts.notice import notice, say, warn
from app_pages.parts.trainer import subpages
from app_pages.parts.turning import PAGE, turn
from app_pages.parts.words import count, heading, plain_label, tag

NAMES: dict[Role, str] = {"learner": "Learner", "trainer": "Trainer", "admin": "Administrator"}


def show() -> None:
    """Show the accounts to an administrator."""
    st.set_page_config(page_title=f"People · {services.course().title}")
    administrator = access.administrator()
    subpages()
    heading("People")
    st.html(
        '<p class="lead">Accounts: who may do what, closing one, and what people may ask for, a copy of all that is '
        "held on them or to be erased. Whatever you do here is in the audit log.</p>"
    )
    notice()
    search = (st.text_input("Find by name or address", key="people-search", type="search") or "").strip()
    if st.session_state.get("people-found") != search:
        st.session_state["people-found"] = search
        st.session_state["people-offset"] = 0
    offset = st.session_state["people-offset"]
    found = directory.find(services.database(), search, limit=PAGE, offset=offset)
    if offset and not found.rows:  # some left the list meanwhile
        offset = st.session_state["people-offset"] = 0
        found = directory.find(services.database(), search, limit=PAGE, offset=offset)
    if not found.rows:
        st.html('<p class="empty">Nobody matches.</p>')
        return
    st.html(_table(found))
    st.html(
        f'<p class="meta">{offset + 1} to {offset + len(found.rows)} of {count(found.total, "account")}.</p>'
    )
    turn("people-offset", offset, found.total)
    _one(administrator, found)


def _table(found: Found) -> str:
    rows = "".join(
        f'<tr><th scope="row"><bdi>{escape(one.name)}</bdi>'
        f'<span class="meta"><bdi>{escape(one.email)}</bdi></span></th>'
        f"<td>{NAMES[one.role]}</td><td>{day(one.created_at)}</td>"
        f"<td>{tag('In use', 'good') if one.active else tag('Closed', 'warn')}</td></tr>"
        for one in found.rows
    )
    return (
        '<div class="scroll" role="region" aria-label="Accounts" tabindex="0"><table class="tbl">'
        '<caption class="vh">Accounts, by name</caption><thead><tr><th scope="col">Name</th>'
        '<th scope="col">Role</th><th scope="col">Since</th><th scope="col">Account</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _one(administrator: Person, found: Found) -> None:
    """One account of the page, chosen, and what can be done with it."""
    st.html('<h2 class="section-rule">One account</h2>')
    rows = {one.id: one for one in found.rows}
    chosen = st.selectbox(
        "Account",
        list(rows),
        index=None,
        placeholder="Choose one of the list",
        format_func=lambda one: f"{rows[one].name}, {rows[one].email}" if one in rows else "",
        key="people-chosen",
    )
    if chosen not in rows:
        return
    person = rows[chosen]
    if person.id == administrator.id:
        st.html('<p class="meta">This is you. What concerns you is on <a href="record">My record</a>.</p>')
        return
    _role(administrator, person)
    _closing(administrator, person)
    st.html(f'<h3 class="section-rule">What <bdi>{escape(person.name)}</bdi> may ask for</h3>')
    leaving.download(person, "Download what is held (ZIP)", f"download-{person.id}")
    st.html(
        '<p class="meta">To pass on to that person. Their answers and decisions, which only they read, are in '
        "the file that they make on My record.</p>"
    )
    leaving.erase(person, administrator, "The account is erased.")


def _role(administrator: Person, person: Person) -> None:
    with st.form(f"role-{person.id}", border=False):
        role = st.selectbox(
            "Role",
            ROLES,
            index=ROLES.index(person.role),
            format_func=NAMES.__getitem__,
            help="A new role signs the person out. Trainers see their cohorts' members, administrators everybody.",
        )
        if not st.form_submit_button("Change the role"):
            return
    if role == person.role:
        warn(f"{person.name} has this role already.")
        return
    _do(
        lambda: people.set_role(services.database(), person, role, administrator, services.now()),
        f"{person.name} is {NAMES[role].lower()} now.",
    )


def _closing(administrator: Person, person: Person) -> None:
    told = (
        "A closed account cannot be signed in to; its records stay."
        if person.active
        else "The account is closed. Reopened, it can be signed in to as before."
    )
    st.html(f'<p class="meta">{told}</p>')
    verb = "Close" if person.active else "Reopen"
    if st.button(f"{verb} the account of {plain_label(person.name)}", key=f"closing-{person.id}"):
        _do(
            lambda: people.set_active(
                services.database(), person, not person.active, administrator, services.now()
            ),
            f"The account of {person.name} is {'closed' if person.active else 'open again'}.",
        )


def _do(act: Callable[[], object], said: str) -> None:
    try:
        act()
    except AccountProblem as problem:
        warn(str(problem))
        return
    say(said)
    st.rerun()


show()
