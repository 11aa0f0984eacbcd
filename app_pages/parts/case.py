"""The case at a node of a run: what happened, what lies on the table, and the decision to make.

It is one fragment: a decision reruns it and nothing else of the page. What stands in it is read anew from the database
each time, so that a reload, another window and another device show the same.
"""

from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.aids import cards
from app_pages.parts.frame import sign_in_address
from app_pages.parts.saving import is_here
from app_pages.parts.sources import numbered
from app_pages.parts.stepping import decide, finish, go_back, look, message
from app_pages.parts.words import heading, plain_label, widget_text
from course.markdown import Context, inline
from course.scenarios import Evidence, Run
from course.scenarios.prose import as_html
from course.scenarios.walk import option_of
from progress import scenarios

SIGNED_OUT = "You are signed out, so nothing more is saved. What you decided before is safe."
SAVED = "Every decision is saved as you make it. You can close this page and carry on later."
QUESTION = "What do you do?"
ROLE = "Who you are here"
KINDS = {
    "message": "Message",
    "document": "Document",
    "record": "Record",
    "web": "Web page",
    "conversation": "Conversation",
}


@st.fragment
def case(run_id: str, person: Person) -> None:
    """Show an open run at the node where it is."""
    if not is_here(person):
        st.html(f'<p class="lead">{SIGNED_OUT} <a href="{escape(sign_in_address())}">Sign in</a></p>')
        return
    run = scenarios.find(services.database(), run_id, person.id)
    if run is None:
        st.rerun()
    told = message(run)
    if run.finished_at:
        _finished(run)
        return
    course = services.course()
    context = Context(course.terms)
    heading(run.here.title, eyebrow=_eyebrow(run), say=told)
    with st.container(key="case"):
        with st.container(key="case-story"):
            _story(run, context)
        if run.here.evidence:
            with st.container(key="case-table"):
                _evidence(run, person, context)
        with st.container(key="case-decision"):
            _end(run, person, told) if run.here.ending else _decision(run, person, told)
    if context.sources:
        st.html(numbered(course, context.sources))
    cards(course, context.met)


def _finished(run: Run) -> None:
    """What a window shows that was left open while the run was finished in another one."""
    heading("This run is finished", eyebrow=run.scenario.title)
    address = escape(f"scenario?s={run.scenario.id}&r={run.id}")
    st.html(
        f'<p class="lead">You ended it in another window. <a href="{address}">See how you decided</a></p>'
    )


def _eyebrow(run: Run) -> str:
    at = "the end" if run.here.ending else f"decision {len(run.path) + 1}"
    return f"{run.scenario.title} · {at}"


def _story(run: Run, context: Context) -> None:
    """Who one is, what followed from the last decision, and how things stand."""
    role = as_html(run.scenario.role, context)
    if not run.path:
        st.html(f'<div class="follows role"><p class="meta">{ROLE}</p><div class="prose">{role}</div></div>')
    else:
        chosen = option_of(run.scenario, run.path[-1])
        st.html(
            f'<div class="follows"><p class="meta">You decided: {inline(chosen.text)}</p>'
            f'<div class="prose">{as_html(chosen.consequence, context)}</div></div>'
        )
    st.html(f'<div class="prose">{as_html(run.here.text, context)}</div>')
    if run.path:
        st.html(f'<details class="meta role"><summary>{ROLE}</summary>{role}</details>')


def _evidence(run: Run, person: Person, context: Context) -> None:
    """The cards on the table, closed until somebody opens them; those already opened stay open after a reload."""
    st.html('<h2 class="section-rule">On the table</h2>')
    opened = run.cards_open()
    for card in run.here.evidence:
        widget = f"{run.id}-{run.sequence}-card-{card.id}"
        with st.expander(
            f"**{KINDS[card.kind]}** · {plain_label(card.title)}",
            expanded=card.id in opened,
            key=widget,
            on_change=look,
            args=(run, person, card.id, widget),
        ):
            st.html(_card(card, context))


def _card(card: Evidence, context: Context) -> str:
    return f'<div class="prose evidence {card.kind}">{as_html(card.text, context)}</div>'


def _decision(run: Run, person: Person, told: str) -> None:
    widget = f"{run.id}-{run.sequence}-choice"
    options = {option.id: option for option in run.here.options}
    with st.container(key=f"ask-{widget}"):
        st.html(f'<h2 class="stem">{QUESTION}</h2>')
        st.session_state.setdefault(widget, None)
        st.radio(
            QUESTION,
            list(options),
            format_func=lambda option: widget_text(options[option].text),
            key=widget,
            width="stretch",
            label_visibility="collapsed",
        )
    _tell(told)
    st.button("Decide", type="primary", key="decide", on_click=decide, args=(run, person, widget))
    _way_back(run, person)
    st.html(f'<p class="saved">{SAVED}</p>')


def _end(run: Run, person: Person, told: str) -> None:
    _tell(told)
    if st.button("See how you decided", type="primary", key="submit") and finish(run, person):
        st.query_params.from_dict({"s": run.scenario.id, "r": run.id})
        st.rerun()
    _way_back(run, person)
    st.html('<p class="saved">Looking at how you decided ends this run. You can begin another one.</p>')


def _tell(told: str) -> None:
    if told:
        st.html(f'<div class="callout warn" role="alert"><p>{escape(told)}</p></div>')


def _way_back(run: Run, person: Person) -> None:
    """The decisions made so far, each with a way back to it."""
    if not run.path:
        return
    with st.expander("Go back to an earlier decision", key=f"{run.id}-{run.sequence}-back"):
        for number, step in enumerate(run.path, start=1):
            node, option = run.scenario.node(step.node_id), option_of(run.scenario, step)
            st.html(f'<p class="meta">You decided: {inline(option.text)}</p>')
            st.button(
                f"Back to {number}: {plain_label(node.title)}",
                key=f"back-{number}",
                on_click=go_back,
                args=(run, person, node.id),
            )
        st.html(
            '<p class="meta">What you decided stays in your record. The way you take now is what counts.</p>'
        )
