"""What stands around every page: who is here, and the foot of the page."""

import json
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.demonstrating import demonstration_line
from app_pages.parts.previewing import preview_line
from course.course import Course


def sign_in_address(action: str = "sign-in") -> str:
    """The address of the sign-in page, which leads back to the page that is open now."""
    query = urlencode(st.query_params.to_dict())  # which the address that Streamlit tells leaves out
    here = urlsplit(st.context.url or "").path + (f"?{query}" if query else "")
    return f"account/{action}?next={quote(here or '/', safe='')}"


def mark(folder: Path, course: Course) -> None:
    """The mark in the header, in the colours of the reader's theme, with the course's name beside it."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.logo(str(folder / "static" / f"mark-{theme}.svg"), size="large")
    name = json.dumps(course.title, ensure_ascii=False).replace("<", "\\3c ")
    st.html(f"<style>.stApp {{ --course-title: {name}; }}</style>")


def account_line(person: Person | None) -> None:
    """One line that says who is here and whether anything is recorded, below one that says what is invented."""
    if made := services.demonstration():
        demonstration_line(made)
    if services.preview and person:
        preview_line(services.preview, person)
    elif person is None:
        address = escape(sign_in_address())
        sign_up = f' or <a href="{escape(sign_in_address("sign-up"))}">create an account</a>'
        st.html(
            f'<div class="account">Visitor: nothing is recorded. <a href="{address}">Sign in</a>'
            f"{sign_up if services.settings().local_accounts else ''}</div>"
        )
    else:
        leave = '<form method="post" action="account/sign-out"><button type="submit">Sign out</button></form>'
        st.html(
            f'<div class="account"><bdi>{escape(person.name)}</bdi>{"" if services.demo else leave}</div>'
        )


def foot(course: Course) -> None:
    """The foot of the page: what this is, and that it is no legal advice."""
    st.html(
        '<footer class="foot"><div><strong>'
        f"{escape(course.title)}</strong>{escape(course.file.audience)}.<br>{escape(course.notice)}</div>"
        '<nav aria-label="About this course"><a href="about">About and accessibility</a> '
        '<a href="privacy">Privacy</a></nav></footer>'
    )
