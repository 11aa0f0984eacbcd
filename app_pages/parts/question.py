"""Asks one question: the widgets of its type, and what was in them, as the answer that the course understands."""

from collections.abc import Sequence
from typing import Any, assert_never

import streamlit as st

from app_pages.parts.asking.choice import ChooseMany, ChooseOne
from app_pages.parts.asking.cloze import FillGaps
from app_pages.parts.asking.form import Form, OnChange
from app_pages.parts.asking.order import PutInOrder
from app_pages.parts.asking.pairs import MatchPairs, Sort
from app_pages.parts.asking.typed import TypeNumber, TypePinyin, TypeText, Write
from course.markdown import inline
from course.questions import (
    Categorise,
    Cloze,
    Match,
    Multiple,
    Numeric,
    Order,
    Pinyin,
    Question,
    Reflection,
    Response,
    Single,
    Text,
    TrueFalse,
)


def ask(question: Question, order: Sequence[str], key: str, on_change: OnChange) -> None:
    """Draw a question under `key`; `on_change` runs when the learner changes the answer.

    `order` lists the ids that may be shuffled as this learner sees them. The stem is drawn as HTML, so that hanzi
    have their language; the widgets carry the same words as their name, for readers of sound only.
    """
    with st.container(key=f"ask-{key}"):
        st.html(f'<h2 class="stem">{inline(question.stem)}</h2>')
        _form(question, key).draw(order, on_change)


def given(question: Question, key: str) -> Response:
    """The answer that now stands in the widgets; None when nothing is given.

    Raises ValueError with a sentence for the learner when what was typed is no answer.
    """
    return question.normalise(_form(question, key).read())


def is_filled(question: Question, key: str) -> bool:
    """Whether the widgets still hold something: Streamlit forgets those of a question that left the page."""
    return all(name in st.session_state for name in _form(question, key).names())


def fill(question: Question, key: str, response: Response) -> None:
    """Put a stored answer into the widgets, before they are drawn."""
    _form(question, key).fill(response)


def _form(question: Question, key: str) -> Form[Any]:
    match question:
        case Single() | TrueFalse():
            return ChooseOne(question, key)
        case Multiple():
            return ChooseMany(question, key)
        case Text():
            return TypeText(question, key)
        case Numeric():
            return TypeNumber(question, key)
        case Pinyin():
            return TypePinyin(question, key)
        case Match():
            return MatchPairs(question, key)
        case Order():
            return PutInOrder(question, key)
        case Categorise():
            return Sort(question, key)
        case Cloze():
            return FillGaps(question, key)
        case Reflection():
            return Write(question, key)
        case _:
            assert_never(question)
