"""The glossary: search in characters, pinyin or English, or choose a theme."""

from collections.abc import Collection
from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.choosing import choose_term, choose_terms, review_mark
from app_pages.parts.entries import term_entry
from app_pages.parts.words import count, heading, plain_label
from course.course import Course
from course.glossary import Term
from course.search import find_ids

ALL = "All"


def show() -> None:
    """Show the terms that the search and the theme leave."""
    course = services.course()
    st.set_page_config(page_title=f"Glossary · {course.title}")
    heading("Glossary")
    st.html(
        '<p class="lead">Words that carry more than their translation. Search in characters, in pinyin '
        "with or without tones, or in English.</p>"
    )
    chosen = course.terms.get(st.query_params.get("t", ""))
    if chosen:
        st.html(term_entry(course, chosen))
        choose_term(chosen)
        st.page_link("glossary.py", label="Show the whole glossary", icon=":material/arrow_back:")
        return
    if asked := st.query_params.get("t"):
        st.html(f'<p class="meta">There is no term “{escape(asked)}” here. This is the whole glossary.</p>')
    if course.material.kinds:
        st.page_link("practice.py", label="Practise these words", icon=":material/arrow_forward:")
    _list(course)


@st.fragment
def _list(course: Course) -> None:
    words = st.text_input("Search", placeholder=_example(course), key="glossary-search", type="search")
    labels = course.categories
    category = st.pills(
        "Theme",
        [ALL, *labels],
        default=ALL,
        required=True,
        format_func=lambda slug: plain_label(labels.get(slug, ALL)),
        wrap=True,
    )
    terms = [term for term in _matching(course, words or "") if category in (ALL, term.category)]
    st.html(f'<p class="meta" role="status">{count(len(terms), "term")}</p>')
    in_review = choose_terms(terms, len(course.terms))
    st.html(_entries(course, terms, in_review))


def _matching(course: Course, words: str) -> list[Term]:
    """The terms that match, best first; all in the order of their English where nothing is asked."""
    if not words.strip():
        return sorted(course.terms.values(), key=lambda term: term.english.casefold())
    found = find_ids(services.search_index(), words, "term")
    return [course.terms[term_id] for term_id in found if term_id in course.terms]


def _example(course: Course) -> str:
    """What one may type, shown with the course's own first term."""
    term = next(
        (term for term in course.terms.values() if term.hanzi), next(iter(course.terms.values()), None)
    )
    written = (term.hanzi, term.pinyin, term.pinyin_numbers, term.english) if term else ()
    return ", ".join(word for word in written if word)


def _entries(course: Course, terms: list[Term], in_review: Collection[str] | None) -> str:
    """The terms; `in_review` are the ids of those that the learner reviews, None for a visitor."""
    if not terms:
        return (
            '<p class="empty">Nothing matches. Try fewer letters, another spelling, or the theme “All”.</p>'
        )
    return "".join(term_entry(course, term, review_mark(term, in_review)) for term in terms)


show()
