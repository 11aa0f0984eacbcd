"""Who may see what: the one place where pages ask."""

from typing import Never

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.frame import sign_in_address
from app_pages.parts.words import heading
from progress import cohorts

TRAINERS = ("trainer", "admin")


class Refused(Exception):
    """The page has told its visitor why it shows nothing; it ends here."""


def is_trainer(person: Person | None) -> bool:
    """Whether this person may see other people's completion and the statistics."""
    return person is not None and person.role in TRAINERS


def signed_in(why: str) -> Person:
    """The person who is here; a visitor is told why an account is needed, and the page ends."""
    person = services.person()
    if person is None:
        _refuse("Sign in first", why, offer_sign_in=True)
    return person


def trainer() -> Person:
    """The trainer who is here; anybody else is told that the page is for trainers, and the page ends."""
    person = services.person()
    if person is None or not is_trainer(person):
        _refuse("This page is for trainers", "It shows how a group is doing.", offer_sign_in=person is None)
    services.close_overdue()
    return person


def reach(person: Person) -> list[str] | None:
    """The ids of the cohorts whose members a trainer sees by name; None for everybody.

    Administrators see everybody, and so does every trainer while the course has no cohort at all.
    """
    if person.role == "admin" or not cohorts.all_cohorts(services.database()):
        return None
    return [cohort.id for cohort in cohorts.of_trainer(services.database(), person.id)]


def _refuse(title: str, why: str, *, offer_sign_in: bool) -> Never:
    heading(title)
    link = f' <a href="{sign_in_address()}">Sign in</a> to go on.' if offer_sign_in else ""
    st.html(f'<p class="lead">{why}{link}</p>')
    raise Refused
