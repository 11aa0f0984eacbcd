"""Language practice: the words of the glossary, names and titles, for anybody, with nothing recorded."""

import streamlit as st

from app_pages import services
from app_pages.parts.flash_cards import flash_cards
from app_pages.parts.practising import practise
from app_pages.parts.words import count, heading, plain_label
from course.course import Course
from course.practice import Kind

KINDS: dict[Kind, tuple[str, str]] = {
    "spelling": (
        "Type the pinyin",
        "See a word, and type how it is spelled, with its tones as marks or numbers.",
    ),
    "tones": ("See the tones", "See the tones of a word as lines, and choose its spelling."),
    "listening": (
        "Hear the tones",
        "Hear a word, and choose its spelling, if your browser has a voice for it.",
    ),
    "names": ("Surname or given name", "See a person’s name, and tell which part is the surname."),
    "titles": ("Name and title", "Put a name and a title in the order in which they are said."),
    "cards": ("Flash cards", "From the characters to the meaning, or back, until you know every card."),
}
THEME = "practice-theme"


def show() -> None:
    """Show the kind of practice that the address names, else all kinds."""
    course = services.course()
    kind = next((kind for kind in course.material.kinds if kind == st.query_params.get("x")), None)
    if kind is None:
        st.set_page_config(page_title=f"Language practice · {course.title}")
        _all(course)
        return
    title, _ = KINDS[kind]
    st.set_page_config(page_title=f"{title} · {course.title}")
    theme = _theme(course, kind)
    if kind == "cards":
        flash_cards(course, theme, title)
    else:
        practise(course, kind, theme, title)
    with st.container(key="practice-foot"):
        _choose_theme(course, kind, theme)
        st.page_link("practice.py", label="All kinds of practice", icon=":material/arrow_back:")


def _all(course: Course) -> None:
    heading("Language practice")
    if not course.material.kinds:
        st.html('<p class="empty">This course has no words in characters to practise.</p>')
        st.page_link("glossary.py", label="Open the glossary")
        return
    st.html(
        '<p class="lead">A few minutes with the words, names and titles of this course. '
        "Nothing is recorded, and nobody sees how you do.</p>"
    )
    with st.container(key="cards"):
        for kind in course.material.kinds:
            title, told = KINDS[kind]
            number = count(len(course.material.ids(kind)), "name" if kind in ("names", "titles") else "word")
            with st.container(key=f"card-practice-{kind}"):
                st.html(
                    f'<p class="card-title">{title}</p><p class="meta">{told}</p><p class="meta">{number}</p>'
                )
                st.page_link("practice.py", label=f"Start: {title}", query_params={"x": kind})


def _theme(course: Course, kind: Kind) -> str:
    """The theme that was chosen, if this kind has it; empty for all."""
    chosen = str(st.session_state.get(THEME, ""))
    return chosen if chosen in course.material.themes(kind) else ""


def _choose_theme(course: Course, kind: Kind, theme: str) -> None:
    """Where there are several themes, a list to choose one from."""
    themes = course.material.themes(kind)
    if len(themes) < 2:
        return
    options = ["", *themes]
    st.selectbox(
        "Words about",
        options,
        index=options.index(theme),
        format_func=lambda slug: plain_label(course.categories[slug]) if slug else "All themes",
        key=f"{THEME}-{kind}",
        on_change=_keep_theme,
        args=(kind,),
    )


def _keep_theme(kind: Kind) -> None:
    st.session_state[THEME] = st.session_state[f"{THEME}-{kind}"]


show()
