"""What every page needs from outside: settings, database, course, the time, and who is here.

Pages ask here and nowhere else, so that a test can put its own database, course or clock in place. What stands as long
as the server does is kept by Python's own cache: Streamlit's is asked several times for each answer, each of which
costs a per cent of it.
"""

import logging
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import streamlit as st

import settings as environment
from accounts import demonstration as demonstrations
from accounts import leaving, sessions
from accounts.demonstration import Demonstration
from accounts.people import Person
from course import search
from course.course import Course
from course.shelf import Shelf
from progress import attempts, item_tallies
from progress.database import Database

LOG = logging.getLogger("china_literacy")


@dataclass(frozen=True)
class Preview:
    """What `china-literacy preview` serves: a file of the course, to its author alone, who needs no cookie.

    `file` is named from the course folder, `page` is the address that shows it, `session` is what a cookie would hold.
    """

    file: str
    page: str
    session: str


preview: Preview | None = None  # set before the server starts, and never by a setting
demo: str | None = None  # what the cookie of a demonstration's trainer would hold; set likewise


@cache
def settings() -> environment.Settings:
    """The settings, read once from the environment."""
    return environment.read(os.environ)


@cache
def database() -> Database:
    """The database, ready for use. Raises DatabaseProblem with a sentence when it cannot be."""
    database = Database(settings().database)
    database.prepare()
    database.refuse_damaged()
    item_tallies.fold_waiting(database)
    leaving.list_all(database)
    return database


@cache
def demonstration() -> Demonstration | None:
    """What the records demonstrate, whoever serves them; None where they are real."""
    return demonstrations.of(database())


@cache
def shelf() -> Shelf:
    """The course folder that this server shows."""
    return Shelf(settings().course)


def course() -> Course:
    """The last good version of the course. What broke since is logged, once."""
    kept = shelf()
    before = kept.problems
    current = kept.current(time.monotonic())
    if kept.problems != before and kept.problems:
        LOG.error(
            "The course's files broke; the last good version stays:\n%s", "\n".join(map(str, kept.problems))
        )
    return current


@cache
def _searched() -> search.Kept:
    return search.Kept()


def search_index() -> search.Index:
    """The search index of the course as it is shown now."""
    return _searched().of(course())


KEPT = (settings, database, demonstration, shelf, _searched)


def forget() -> None:
    """Read all that is kept anew when it is asked for next."""
    for kept in KEPT:
        kept.cache_clear()


def close_overdue(person_id: str | None = None) -> None:
    """Submit the attempts, of one person or of all, whose time is over, with what was saved."""
    attempts.close_overdue(database(), course().module_of, now(), person_id)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def token() -> str | None:
    """The session cookie as the browser sent it, or None.

    A preview has one session, its author's, and so has a demonstration, its trainer's.
    """
    if preview:
        return preview.session
    if demo:
        return demo
    value = st.context.cookies.get(sessions.COOKIE)
    return value if isinstance(value, str) else None


def person() -> Person | None:
    """Who is signed in, or None for a visitor. Asked anew on every run, so that signing out anywhere counts at once."""
    cookie = token()
    return sessions.person_of(database(), cookie, now()) if cookie else None
