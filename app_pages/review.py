"""The review: a few minutes a day with what was missed and with chosen words, each when it is about to be forgotten."""

import streamlit as st

from app_pages import access, services
from app_pages.parts.review_desk import desk

course = services.course()
st.set_page_config(page_title=f"Review · {course.title}")
desk(access.signed_in("What you review is kept under your name, and only you see it."))
