"""Long lists in pages: the buttons that turn to the rows before and after those that are shown."""

import streamlit as st

PAGE = 25  # rows on one page


def turn(
    key: str, offset: int, total: int, earlier: str = "Earlier names", later: str = "Later names"
) -> None:
    """Show the buttons that lead on from `offset`, of `total` rows; the next offset is kept in the session as `key`."""
    with st.container(horizontal=True):
        if offset:
            st.button(earlier, on_click=_turn, args=(key, max(0, offset - PAGE)))
        if offset + PAGE < total:
            st.button(later, on_click=_turn, args=(key, offset + PAGE))


def _turn(key: str, offset: int) -> None:
    st.session_state[key] = offset
