"""What is shown at an address that no page has: our own words, where Streamlit lays a window over the front page."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import partial
from html import escape
from urllib.parse import quote, unquote, urlsplit

import streamlit as st

from app_pages import services
from app_pages.parts.words import heading
from course.markdown import marked_hanzi

MET = "addresses-without-a-page"  # the name of what a session remembers
MOST = 5  # of them
LONGEST = 80  # characters of an address that are shown and searched for
SEPARATORS = re.compile(r"[\W_]+")


def astray(pages: Sequence[st.Page]) -> list[st.Page]:
    """A page for each of the last addresses that were asked for and that none of these has.

    Streamlit looks a page up by the last part of its address, and finds these, also when the browser goes back to one.
    """
    asked = unquote(urlsplit(st.context.url or "").path.rpartition("/")[2]).strip()
    met: list[str] = st.session_state.setdefault(MET, [])
    if asked and "/" not in asked and asked not in {*met, *(page.url_path for page in pages)}:
        met[:] = [*met, asked][-MOST:]
    if not met:
        return []
    offered = {page.url_path: page.title for page in pages if page.visibility == "visible" and page.url_path}
    return [
        st.Page(partial(_tell, name, offered), title="No such page", url_path=name, visibility="hidden")
        for name in met
    ]


def _tell(asked: str, offered: dict[str, str]) -> None:
    """Say that there is nothing here, and lead to what may have been meant. `offered`: address -> title of a page."""
    st.set_page_config(page_title=f"No such page · {services.course().title}")
    shown = asked[:LONGEST]
    words = SEPARATORS.sub(" ", shown).strip()
    near = get_close_matches(asked.casefold(), offered, n=1)
    heading("There is no such page")
    st.html(
        f'<p class="lead">No page of this course has the address “{marked_hanzi(shown)}”. It may be mistyped, or'
        " come from an older version. What you saved is safe.</p>"
    )
    rows = [f'<a href="{page}">{escape(offered[page])}</a>: did you mean this?' for page in near]
    rows.append('<a href="./">Home</a>: what to do next')
    if near != ["module"]:
        rows.append('<a href="module">Modules</a>: everything there is to read')
    if words:
        rows.append(f'<a href="search?q={quote(words)}">Search</a> the course for “{marked_hanzi(words)}”')
    st.html('<ul class="ways-on">' + "".join(f"<li>{row}</li>" for row in rows) + "</ul>")
