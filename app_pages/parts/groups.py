"""Whom a trainer looks at, and which time: the choices at the top of the pages with figures."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from accounts.person import Person
from app_pages import services
from app_pages.parts.words import plain_label
from progress import cohorts, periods
from progress.cohorts import Cohort
from progress.groups import Group
from progress.periods import Period

EVERYBODY, MINE = "everybody", "mine"
PERIODS = {"30": "Last 30 days", "term": "This term", "ever": "All time", "own": "Own dates"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A group and what it is called."""

    name: str
    group: Group


def choose_group(trainer: Person) -> Chosen | None:
    """The group that the trainer chooses; None for a trainer without a cohort in a course that has some.

    Trainers see their cohorts, administrators everybody. Where there is no cohort at all, trainers see everybody too.
    """
    db = services.database()
    every = cohorts.all_cohorts(db)
    is_admin = trainer.role == "admin"
    mine = every if is_admin else cohorts.of_trainer(db, trainer.id)
    if every and not mine:
        return None
    offered = _offered(mine, everybody=is_admin or not every)
    asked = st.query_params.get("c")
    names = list(offered)
    index = names.index(asked) if asked in names else 0
    chosen = st.selectbox(
        "Cohort", names, index=index, format_func=lambda name: plain_label(offered[name].name), key="group"
    )
    return offered[chosen or names[0]]


def _offered(mine: list[Cohort], *, everybody: bool) -> dict[str, Chosen]:
    offered: dict[str, Chosen] = {}
    if everybody:
        offered[EVERYBODY] = Chosen("Everybody", Group())
    elif len(mine) > 1:
        offered[MINE] = Chosen("All my cohorts", Group(tuple(one.id for one in mine)))
    for one in mine:
        archived = " (archived)" if one.archived_at else ""
        offered[one.id] = Chosen(f"{one.name}{archived}", Group((one.id,)))
    return offered


def choose_period(today: date) -> Period:
    """The time that the trainer chooses, at first the last thirty days."""
    chosen = st.segmented_control(
        "Time", list(PERIODS), format_func=PERIODS.__getitem__, default="30", required=True, key="period"
    )
    match chosen:
        case "term":
            return periods.this_term(today)
        case "ever":
            return periods.ever(today)
        case "own":
            return _own(today)
        case _:
            return periods.last_days(today)


def _own(today: date) -> Period:
    first, last = st.columns(2)
    begin = first.date_input(
        "From", value=today - timedelta(days=90), max_value=today, format="YYYY-MM-DD", key="period-from"
    )
    end = last.date_input("To", value=today, max_value=today, format="YYYY-MM-DD", key="period-to")
    return Period(min(begin, end), max(begin, end))
