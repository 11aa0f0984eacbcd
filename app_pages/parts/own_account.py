"""What people can see and change of their own account: what is held, their name, their password, and leaving."""

from html import escape

import streamlit as st

from accounts import own_account
from accounts.names import LONGEST_NAME
from accounts.passwords import LONGEST, SHORTEST
from accounts.person import Person
from accounts.problems import AccountProblem
from app_pages import services
from app_pages.parts import leaving
from app_pages.parts.notice import say, warn
from app_pages.parts.tables import table
from app_pages.parts.words import listed
from progress import own_data

ERASED = "Your account is erased. Thank you for having been here."
CHANGED = "Your password is changed, and you are signed out everywhere. Sign in with the new one."


def show(person: Person) -> None:
    """Show everything that is held on the person, in words, and what they can do about it."""
    _held(person)
    leaving.download(person, "Download everything (ZIP)", "download-own")
    st.html(
        '<p class="meta">The file holds a page to read, a table for spreadsheets of each kind, and all of it for '
        'programs (JSON). <a href="privacy">Who sees what, and how long it is kept</a></p>'
    )
    if services.preview or services.demo:
        return  # its one account belongs to nobody
    st.html('<h2 class="section-rule">Your account</h2>')
    with st.expander("Change your name"):
        _name(person)
    if services.settings().local_accounts:
        with st.expander("Change your password"):
            _password(person)
    with st.expander("Leave and have everything erased", key="leave"):
        leaving.erase(person, person, ERASED)


def _held(person: Person) -> None:
    numbers = own_data.numbers(services.database(), person.id)
    rows = [
        f'<tr><th scope="row"><span class="kind">{escape(one.title)}</span></th>'
        f'<td>{escape(one.told)}</td><td class="r">{number}</td></tr>'
        for one, number in numbers
        if number
    ]
    without = [one.title.lower() for one, number in numbers if not number]
    st.html(table("Everything held on you", ("Kind", "What it is", ">Entries"), rows))
    if without:
        st.html(f'<p class="meta">Nothing is held under: {escape(listed(without))}.</p>')


def _name(person: Person) -> None:
    with st.form("rename", border=False):
        name = st.text_input("Your name", value=person.name, max_chars=LONGEST_NAME, autocomplete="name")
        if not st.form_submit_button("Save the name"):
            return
    try:
        own_account.rename(services.database(), person, name, services.now())
    except AccountProblem as problem:
        warn(str(problem))
        return
    say("Your name is changed. A certificate keeps the name printed on it, until you have it made out anew.")
    st.rerun()


def _password(person: Person) -> None:
    if not own_account.has_password(services.database(), person):
        st.html("<p>You have no password here; you sign in elsewhere.</p>")
        return
    with st.form("password", border=False, clear_on_submit=True):
        current = st.text_input("Current password", type="password", autocomplete="current-password")
        new = st.text_input(
            "New password",
            type="password",
            autocomplete="new-password",
            max_chars=LONGEST,
            help=f"At least {SHORTEST} characters. A few words in a row are easy to remember.",
        )
        again = st.text_input(
            "New password again", type="password", autocomplete="new-password", max_chars=LONGEST
        )
        if not st.form_submit_button("Change the password"):
            return
    if new != again:
        warn("The new password was typed in two ways. Nothing was changed.")
        return
    try:
        own_account.change_password(services.database(), person, current, new, services.now())
    except AccountProblem as problem:
        warn(str(problem))
        return
    say(CHANGED)
    st.rerun()
