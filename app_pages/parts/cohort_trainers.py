"""Who looks after a cohort: trainers add one another, and the last one stays."""

from html import escape

import streamlit as st

from accounts import audit, people
from accounts.person import Person
from app_pages import access, services
from app_pages.parts.notice import say, warn
from progress import cohorts
from progress.cohorts import Cohort, CohortProblem, Somebody


def show(cohort: Cohort, trainer: Person) -> None:
    """Show the trainers, and the forms that change who they are."""
    st.html('<h2 class="section-rule">Trainers</h2>')
    own = cohorts.trainers_of(services.database(), cohort.id)
    names = "".join(
        f"<li><strong><bdi>{escape(one.name)}</bdi></strong> ({escape(one.email)})"
        f"{', you' if one.id == trainer.id else ''}</li>"
        for one in own
    )
    if names:
        st.html(f'<ul class="plain links">{names}</ul>')
    else:
        st.html('<p class="meta">Only administrators look after it.</p>')
    with st.expander("Add or remove a trainer"):
        _add(cohort, trainer)
        if own:
            _remove(cohort, own, trainer)


def _add(cohort: Cohort, trainer: Person) -> None:
    with st.form("add-trainer", border=False, clear_on_submit=False):
        email = st.text_input("Email address of a trainer")
        if not st.form_submit_button("Add as a trainer of this cohort"):
            return
    found = people.by_email(services.database(), email)
    if found is None or not access.is_trainer(found) or not found.active:
        warn("No trainer has this address. Whoever runs the server makes somebody a trainer.")
        return
    now = services.now()
    with services.database().write() as transaction:
        cohorts.add_trainer(transaction, cohort.id, found.id)
        audit.write(transaction, trainer.id, "cohort-trainer-added", found.id, cohort.name, now)
    say(f"{found.name} looks after this cohort now.")
    st.rerun()


def _remove(cohort: Cohort, own: list[Somebody], trainer: Person) -> None:
    names = {one.id: one.name for one in own}
    chosen = st.selectbox(
        "Remove a trainer",
        list(names),
        index=None,
        format_func=lambda person_id: names.get(person_id, ""),
        placeholder="Choose a trainer",
        key=f"cohort-trainer-remove-{cohort.id}",
    )
    if chosen not in names or not st.button("Remove from this cohort"):
        return
    now = services.now()
    try:
        with services.database().write() as transaction:
            cohorts.remove_trainer(transaction, cohort.id, chosen)
            audit.write(transaction, trainer.id, "cohort-trainer-removed", chosen, cohort.name, now)
    except CohortProblem as problem:
        warn(str(problem))
        return
    say(f"{names[chosen]} no longer looks after this cohort.")
    if chosen == trainer.id and trainer.role != "admin":
        st.query_params.clear()  # it is not theirs any more
    st.rerun()
