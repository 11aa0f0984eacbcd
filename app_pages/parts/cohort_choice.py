"""The choice of a cohort among those that a trainer may see."""

from collections.abc import Sequence

import streamlit as st

from accounts.person import Person
from app_pages import access, services
from progress import cohorts
from progress.cohorts import Cohort


def choose_cohorts(trainer: Person, key: str) -> list[str] | None:
    """The ids of the cohort that the trainer chooses, or of all that they may see; None for everybody."""
    reach = access.reach(trainer)
    names = {one.id: one.name for one in _cohorts(trainer, reach) if one.archived_at is None}
    everybody = "Everybody" if reach is None else "All my cohorts"
    chosen = st.selectbox(
        "Cohort", ["", *names], format_func=lambda cohort_id: names.get(cohort_id, everybody), key=key
    )
    return [chosen] if chosen in names else reach


def _cohorts(trainer: Person, reach: Sequence[str] | None) -> list[Cohort]:
    database = services.database()
    return cohorts.all_cohorts(database) if reach is None else cohorts.of_trainer(database, trainer.id)
