"""The desk at which a quiz is taken: the open question, the map of all questions, the review before submitting.

The desk is one fragment: an answer reruns it and nothing else of the page.
"""

from html import escape

import streamlit as st

from accounts.people import Person
from app_pages import services
from app_pages.parts.dates import moment
from app_pages.parts.frame import sign_in_address
from app_pages.parts.naming import name
from app_pages.parts.question import ask, fill, is_filled
from app_pages.parts.saving import flag, is_here, save
from app_pages.parts.words import count, heading, tag
from course.attempts import Answer, Attempt
from course.markdown import inline
from course.questions import Question
from progress import attempts

SIGNED_OUT = "You are signed out, so nothing more is saved. What you saved before is safe."
CARRY_ON = " You can close this page and carry on later."
REVIEW = -1  # the place of the review, beside the questions' places from 0


class Desk:
    """One run of the desk: the attempt with its frozen questions and the answers stored so far."""

    def __init__(self, attempt: Attempt, person: Person) -> None:
        self.attempt = attempt
        self.person = person
        database = services.database()
        self.questions = attempts.questions_of(database, attempt)
        self.answers = attempts.answers(database, attempt)

    def question(self, place: int) -> Question:
        """The question at a place, as frozen when the attempt began."""
        return self.questions[self.attempt.questions[place].question_id]

    def answer(self, place: int) -> Answer | None:
        """What is stored for the question at a place."""
        return self.answers.get(self.attempt.questions[place].question_id)

    def is_answered(self, place: int) -> bool:
        """Whether an answer is stored; one that was taken back is none."""
        answer = self.answer(place)
        return answer is not None and answer.response is not None

    def is_flagged(self, place: int) -> bool:
        """Whether the learner means to come back to it."""
        answer = self.answer(place)
        return answer is not None and answer.flagged

    @property
    def places(self) -> range:
        """Every place, from 0."""
        return range(len(self.attempt.questions))

    def key(self, place: int) -> str:
        """The name of a place's widgets."""
        return f"{self.attempt.id}-{place}"


@st.fragment
def desk(attempt: Attempt, person: Person, eyebrow: str) -> None:
    """Show the open attempt at the place where the learner is."""
    if not is_here(person):
        st.html(f'<p class="lead">{SIGNED_OUT} <a href="{escape(sign_in_address())}">Sign in</a></p>')
        return
    run = Desk(attempt, person)
    place = st.session_state.setdefault(_place_key(attempt), _first_open(run))
    if place == REVIEW:
        _review(run, eyebrow)
    else:
        _question(run, place, eyebrow)


def _place_key(attempt: Attempt) -> str:
    return f"place-{attempt.id}"


def _first_open(run: Desk) -> int:
    """Where to carry on: the first question without an answer, or the review when there is none."""
    return next((place for place in run.places if not run.is_answered(place)), REVIEW)


def _go(attempt: Attempt, place: int) -> None:
    st.session_state[_place_key(attempt)] = place


def _question(run: Desk, place: int, eyebrow: str) -> None:
    saved = _saved(run, place)
    heading(f"Question {place + 1} of {len(run.places)}", eyebrow=eyebrow, say=saved)
    left, right = st.columns((1.9, 1), gap="large")
    with left:
        _ask(run, place)
        _move(run, place)
        st.html(f'<p class="saved">{saved or "Your answer is saved as soon as you give it"}.{CARRY_ON}</p>')
    with right:
        _map(run, place)


def _ask(run: Desk, place: int) -> None:
    question, key = run.question(place), run.key(place)
    _show_stored(run, place)
    ask(
        question,
        run.attempt.questions[place].option_order or question.option_ids(),
        key,
        lambda: save(run.attempt.id, run.person, question, key),
    )
    if message := st.session_state.pop(f"{key}-message", None):
        st.html(f'<div class="callout warn" role="alert"><p>{escape(message)}</p></div>')


def _show_stored(run: Desk, place: int) -> None:
    """Fill the widgets from the database when they hold another answer or none: on coming back, after another tab."""
    answer, key = run.answer(place), run.key(place)
    sequence = answer.sequence if answer else 0
    if st.session_state.get(f"{key}-sequence") != sequence or not is_filled(run.question(place), key):
        fill(run.question(place), key, answer.response if answer else None)
        st.session_state[f"{key}-sequence"] = sequence


def _move(run: Desk, place: int) -> None:
    last = place == len(run.places) - 1
    with st.container(horizontal=True, vertical_alignment="center", key="move"):
        st.button(
            "Save and review" if last else "Save and continue",
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            on_click=_go,
            args=(run.attempt, REVIEW if last else place + 1),
        )
        if place:
            st.button("Back", on_click=_go, args=(run.attempt, place - 1))
        st.space("stretch")
        toggle = f"{run.key(place)}-flag"
        st.session_state[toggle] = run.is_flagged(place)
        st.toggle(
            "Flag to come back to",
            key=toggle,
            on_change=flag,
            args=(run.attempt.id, run.person, run.question(place), run.key(place)),
        )


def _saved(run: Desk, place: int) -> str:
    """Whether the answer that is shown is stored, and since when."""
    answer = run.answer(place)
    if answer and answer.saved_at and answer.response is not None:
        return f"✓ Saved {moment(answer.saved_at)}"
    return ""


def _map(run: Desk, here: int) -> None:
    """All questions as buttons, and the same in words."""
    st.html('<h2 class="section-rule">Your questions</h2>')
    with st.container(key="map"):
        for place in run.places:
            st.button(
                str(place + 1),
                icon=_sign(run, place),
                type="primary" if place == here else "secondary",
                key=f"map-{place}",
                on_click=_go,
                args=(run.attempt, place),
            )
    flagged = [place for place in run.places if run.is_flagged(place)]
    open_places = [place for place in run.places if not run.is_answered(place)]
    st.html(
        f'<ul class="plain state"><li>✓ answered: {_numbers([p for p in run.places if run.is_answered(p)])}</li>'
        f"<li>⚑ flagged: {_numbers(flagged)}</li><li>Still open: {_numbers(open_places)}</li></ul>"
        f'<p class="meta">Pass mark {run.attempt.pass_mark} %. No time limit. '
        "You may submit with questions left open.</p>"
    )
    st.button("Review and submit", width="stretch", on_click=_go, args=(run.attempt, REVIEW))
    name({f".st-key-map-{place} button": _spoken(run, place, here) for place in run.places}, key="map")


def _spoken(run: Desk, place: int, here: int) -> dict[str, str | None]:
    """A map button's name for readers of sound, and whether it is the open question's."""
    state = ", answered" if run.is_answered(place) else ", still open"
    flagged = ", flagged" if run.is_flagged(place) else ""
    return {
        "aria-label": f"Question {place + 1}{state}{flagged}",
        "aria-current": "true" if place == here else None,
    }


def _sign(run: Desk, place: int) -> str | None:
    if run.is_flagged(place):
        return ":material/flag:"
    return ":material/check:" if run.is_answered(place) else None


def _numbers(places: list[int]) -> str:
    return ", ".join(str(place + 1) for place in places) or "none"


def _review(run: Desk, eyebrow: str) -> None:
    heading("Review and submit", eyebrow=eyebrow)
    left_open = [place for place in run.places if not run.is_answered(place)]
    st.html(f'<p class="lead">{_readiness(left_open)}</p>')
    with st.container(key="review"):
        for place in run.places:
            _review_row(run, place)
    with st.container(horizontal=True):
        if st.button("Submit my answers", type="primary", key="submit"):
            _submit(run)
        st.button("Back to the questions", on_click=_go, args=(run.attempt, left_open[0] if left_open else 0))


def _readiness(left_open: list[int]) -> str:
    if not left_open:
        return "Every question is answered. After submitting, nothing can be changed."
    return (
        f"{count(len(left_open), 'question')} still open: {_numbers(left_open)}. "
        "A question left open counts as not right. After submitting, nothing can be changed."
    )


def _review_row(run: Desk, place: int) -> None:
    question, answer = run.question(place), run.answer(place)
    said = question.as_text(answer.response) if answer and answer.response is not None else ""
    marks = (tag("Flagged", "warn") if run.is_flagged(place) else "") + (
        "" if said else tag("Still open", "note")
    )
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"review-{place}"):
        st.html(
            f'<div class="row"><p><strong>{place + 1}.</strong> {inline(question.stem)}</p>'
            f'<p class="meta"><bdi>{escape(said)}</bdi> {marks}</p></div>'
        )
        label = f"Change {place + 1}" if said else f"Answer {place + 1}"
        st.button(label, key=f"open-{place}", on_click=_go, args=(run.attempt, place))


def _submit(run: Desk) -> None:
    course = services.course()
    quiz = course.quizzes.get(run.attempt.quiz_id)
    module = course.module(quiz.module) if quiz and quiz.module else None
    attempts.submit(services.database(), run.attempt.id, run.person.id, module, services.now())
    st.session_state.pop(_place_key(run.attempt), None)
    st.switch_page("results.py", query_params={"a": run.attempt.id})
