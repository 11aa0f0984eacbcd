"""Taking everything away as a file, and erasing for good: asked twice, with what is lost and what stays."""

from collections.abc import Callable
from html import escape

import streamlit as st

from accounts import leaving, sessions
from accounts.person import Person
from accounts.problems import AccountProblem
from app_pages import access, services
from app_pages.parts.notice import say, warn

GOES = (
    "name, address, password and sign-ins",
    "everything that was typed in one's own words, reflections included",
    "certificates: their codes are not known any more to anybody who checks them",
    "cohorts, more time that was given, codes of the roster, and reminders",
)
STAYS = (
    "which sections were read, attempts with what was chosen, and completions: under no name, for the statistics",
    "the audit log, which bears a random number in the place of the name",
)


def download(person: Person, label: str, key: str) -> None:
    """A button for the file with everything that is held on a person."""
    st.download_button(
        label,
        data=_file(services.token(), person),
        file_name=f"everything-{services.now().date()}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )


def _file(token: str | None, person: Person) -> Callable[[], bytes]:
    """The file, made when it is asked for: outside a page's run, so who asks is checked once more."""

    def make() -> bytes:
        database, now = services.database(), services.now()
        asking = sessions.person_of(database, token, now)
        if asking is None or (asking.id != person.id and asking.role != "admin"):
            raise access.Refused
        return leaving.packed(database, person, services.course().title, asking, now)

    return make


def erase(person: Person, actor: Person, done: str) -> None:
    """The way to erasing a person: a button, then what it means, then the address typed again. `done` is said after."""
    asked = f"erase-asked-{person.id}"
    own = person.id == actor.id
    if not st.session_state.get(asked):
        st.button(
            "Erase my account …" if own else "Erase this account …",
            on_click=_ask,
            args=(asked, True),
            key=f"erase-{person.id}",
        )
        return
    st.html(_meaning(person, own=own))
    with st.form(f"erase-form-{person.id}", border=False):
        whose = "your" if own else "the"
        typed = st.text_input(f"Type {whose} email address to go on", autocomplete="off")
        with st.container(horizontal=True):
            sure = st.form_submit_button("Erase for good", type="primary")
            st.form_submit_button("Keep the account", on_click=_ask, args=(asked, False))
    if not sure:
        return
    if typed.strip().lower() != person.email:
        warn("This is not the address of the account. Nothing was erased.")
        return
    try:
        leaving.erase(services.database(), person, actor, services.now())
    except AccountProblem as problem:
        warn(str(problem))
        return
    _ask(asked, False)
    say(done)
    st.rerun()


def _ask(key: str, asked: bool) -> None:
    if asked:
        st.session_state[key] = True
    else:
        st.session_state.pop(key, None)


def _meaning(person: Person, *, own: bool) -> str:
    goes, stays = ("".join(f"<li>{one}</li>" for one in many) for many in (GOES, STAYS))
    told = "" if own else f" of <bdi>{escape(person.name)}</bdi> ({escape(person.email)})"
    return (
        f'<div class="callout warn" role="alert"><p><strong>Erase the account{told}? Nobody can bring it back.</strong>'
        f"</p><p>This goes:</p><ul>{goes}</ul><p>This stays, under no name:</p><ul>{stays}</ul>"
        "<p>Copies of the records that were made for safety keep it until they are deleted in their turn.</p></div>"
    )
