"""One sitting at an attempt: its frozen questions, what is stored of the answers, and where the learner is."""

import re
from functools import cached_property

import streamlit as st

from accounts.people import Person
from app_pages import services
from course.attempts import Answer, Attempt
from course.questions import Question
from progress import answers, attempts

PLACE = re.compile(r"(?P<attempt>[0-9a-f]{32})-(?P<place>[0-9]{1,4})")  # the name of a place's widgets
REVIEW = -1  # the place of the review, beside the questions' places from 0


class Sitting:
    """One run of the desk: the attempt with its questions and the answers stored so far."""

    def __init__(self, attempt: Attempt, person: Person) -> None:
        self.attempt = attempt
        self.person = person
        database = services.database()
        self.questions = attempts.questions_of(database, attempt)
        self.answers = answers.of_attempt(database, attempt)

    @property
    def places(self) -> range:
        """Every place, from 0."""
        return range(len(self.attempt.questions))

    def question(self, place: int) -> Question:
        """The question at a place, as frozen when the attempt began."""
        return self.questions[self.attempt.questions[place].question_id]

    def answer(self, place: int) -> Answer:
        """What is stored for the question at a place; sequence 0 while there is nothing."""
        return self.answers[self.attempt.questions[place].question_id]

    def is_answered(self, place: int) -> bool:
        """Whether every part of the question has an answer; one that was taken back is none."""
        response = self.answer(place).response
        return response is not None and self.question(place).is_complete(response)

    @cached_property
    def answered(self) -> list[int]:
        """The places whose question is answered."""
        return [place for place in self.places if self.is_answered(place)]

    @cached_property
    def left_open(self) -> list[int]:
        """The places whose question is not, or not wholly, answered."""
        return [place for place in self.places if place not in self.answered]

    @property
    def flagged(self) -> list[int]:
        """The places that the learner means to come back to."""
        return [place for place in self.places if self.answer(place).flagged]

    def key(self, place: int) -> str:
        """The name of a place's widgets."""
        return f"{self.attempt.id}-{place}"

    @property
    def here(self) -> int:
        """Where the learner is: at first the question to carry on with, or the review when all are answered."""
        state, key = st.session_state, _here(self.attempt.id)
        if state.get(key) not in (REVIEW, *self.places):
            state[key] = next(iter(self.left_open), REVIEW)
        return int(state[key])


def was_here(attempt: Attempt) -> bool:
    """Whether this browser tab had the attempt open."""
    return _here(attempt.id) in st.session_state


def go(attempt: Attempt, place: int) -> None:
    """Open another place when the desk is drawn next."""
    st.session_state[_here(attempt.id)] = place


def come_back(key: str) -> None:
    """Open the place again whose widgets have this key: a browser told it, after a server that forgot where it was."""
    if found := PLACE.fullmatch(key):
        st.session_state[_here(found["attempt"])] = int(found["place"])


def leave(attempt: Attempt) -> None:
    """Forget where the learner was."""
    st.session_state.pop(_here(attempt.id), None)


def _here(attempt_id: str) -> str:
    return f"place-{attempt_id}"
