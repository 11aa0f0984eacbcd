"""What the trainer's pages share: their own row of links."""

import streamlit as st


def subpages() -> None:
    """Links between the trainer's pages; the main navigation marks only the first."""
    with st.container(horizontal=True, key="subnav"):
        st.page_link("trainer/completion.py", label="Completion")
        st.page_link("trainer/questions.py", label="Questions")
