"""Who may see what: the one place where pages ask."""

from collections.abc import Callable, Sequence
from typing import Never

import streamlit as st

from accounts import people, sessions
from accounts.people import Person
from app_pages import services
from app_pages.parts.frame import sign_in_address
from app_pages.parts.words import heading
from progress import cohorts
from progress.cohorts import Cohort

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


def is_administrator(person: Person | None) -> bool:
    """Whether this person may change other people's accounts."""
    return person is not None and person.role == "admin"


def administrator() -> Person:
    """The administrator who is here; anybody else is told that the page is for administrators, and the page ends."""
    person = services.person()
    if person is None or not is_administrator(person):
        _refuse("This page is for administrators", "It is about accounts.", offer_sign_in=person is None)
    return person


def cohorts_of(person: Person) -> list[Cohort]:
    """The cohorts that a trainer sees, archived ones too: their own, or all of them for an administrator."""
    database = services.database()
    return (
        cohorts.all_cohorts(database) if person.role == "admin" else cohorts.of_trainer(database, person.id)
    )


def sees_everybody(person: Person) -> bool:
    """Whether a trainer sees all learners: administrators do, and everybody while the course has no cohort."""
    return person.role == "admin" or not cohorts.any_exists(services.database())


def cohort(person: Person, cohort_id: str) -> Cohort:
    """One of the cohorts that this trainer sees; for any other the page says so and ends."""
    found = next((one for one in cohorts_of(person) if one.id == cohort_id), None)
    if found is None:
        _refuse(
            "This cohort is not yours",
            "It is not there, or other trainers look after it.",
            offer_sign_in=False,
        )
    return found


def learner(person: Person, learner_id: str) -> Person:
    """Somebody whom this trainer sees: a member of one of their cohorts; for anybody else the page says so and ends."""
    found = people.find(services.database(), learner_id)
    if found is None or not (sees_everybody(person) or _shares_cohort(person, learner_id)):
        _refuse(
            "This learner is not in your cohorts",
            "Trainers see the members of their own cohorts; administrators see everybody.",
            offer_sign_in=False,
        )
    return found


def _shares_cohort(person: Person, learner_id: str) -> bool:
    own = {one.id for one in cohorts_of(person)}
    return any(one.id in own for one in cohorts.with_member(services.database(), learner_id))


def reach(person: Person) -> list[str] | None:
    """The ids of the cohorts whose members a trainer sees by name; None for everybody.

    Administrators see everybody, and so does every trainer while the course has no cohort at all.
    """
    return None if sees_everybody(person) else [cohort.id for cohort in cohorts_of(person)]


def seen_by(person: Person) -> Callable[[str], bool]:
    """Whether this trainer sees somebody by name, asked by id."""
    may_see = reach(person)
    if may_see is None:
        return lambda _: True
    members = cohorts.member_ids(services.database(), may_see)
    return members.__contains__


def still_trainer(token: str | None, cohort_ids: Sequence[str] | None) -> Person:
    """The trainer whose session this is, and who may see these cohorts: for files, which are made outside a page's run.

    Raises Refused.
    """
    person = sessions.person_of(services.database(), token, services.now())
    if person is None or not is_trainer(person):
        raise Refused
    may_see = reach(person)
    if may_see is not None and (cohort_ids is None or not set(cohort_ids) <= set(may_see)):
        raise Refused
    return person


def _refuse(title: str, why: str, *, offer_sign_in: bool) -> Never:
    heading(title)
    link = f' <a href="{sign_in_address()}">Sign in</a> to go on.' if offer_sign_in else ""
    st.html(f'<p class="lead">{why}{link}</p>')
    raise Refused
