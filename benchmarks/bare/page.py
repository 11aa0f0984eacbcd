"""The widgets of the quiz page and nothing behind them: no course, no records, nobody signed in."""

import streamlit as st

QUESTIONS = 10
OPTIONS = ("One sentence to choose.", "Another sentence to choose.", "A third one.", "And a fourth.")


@st.fragment
def desk() -> None:
    """One question with its buttons, and the map of all questions."""
    place = st.session_state.setdefault("place", 0)
    st.html(f'<p class="eyebrow">A quiz</p><h1>Question {place + 1} of {QUESTIONS}</h1>')
    left, right = st.columns((1.9, 1), gap="large")
    with left:
        ask(place)
        move(place)
        chosen = st.session_state[f"question-{place}"]
        st.html(f'<p class="saved" role="status">Nothing is saved here: {chosen}</p>')
    with right:
        overview(place)


def ask(place: int) -> None:
    """The question."""
    key = f"question-{place}"
    st.session_state.setdefault(key, None)
    with st.container(key=f"ask-{place}"):
        st.radio("Which sentence is right?", OPTIONS, key=key, width="stretch")


def move(place: int) -> None:
    """What leads on, and what flags the question."""
    with st.container(horizontal=True, vertical_alignment="center", key="move"):
        st.button("Save and continue", type="primary", on_click=go, args=((place + 1) % QUESTIONS,))
        if place:
            st.button("Back", on_click=go, args=(place - 1,))
        st.toggle("Flag to come back to", key=f"flag-{place}")


def overview(here: int) -> None:
    """The map of all questions, to choose from and in words."""
    st.html("<h2>Your questions</h2>")
    st.session_state["map"] = here
    st.pills(
        "Go to a question",
        range(QUESTIONS),
        required=True,
        key="map",
        format_func=lambda place: str(place + 1),
        on_change=lambda: go(st.session_state["map"]),
        label_visibility="collapsed",
        width="stretch",
    )
    st.html('<ul><li>answered: none</li><li>flagged: none</li></ul><p class="meta">No time limit.</p>')
    st.button("Review and submit", width="stretch")


def go(place: int) -> None:
    """Open another question."""
    st.session_state["place"] = place


desk()
