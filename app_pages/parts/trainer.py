"""What the trainer's pages share: their own row of links, and the choice of a quiz."""

import streamlit as st

from app_pages import access, services
from course.course import Course
from course.quizzes import Quiz


def subpages() -> None:
    """Links between the trainer's pages; the main navigation marks only the first."""
    with st.container(horizontal=True, key="subnav"):
        st.page_link("trainer/overview.py", label="Overview")
        st.page_link("trainer/completion.py", label="Completion")
        st.page_link("trainer/cohorts.py", label="Cohorts")
        st.page_link("trainer/questions.py", label="Questions")
        st.page_link("trainer/regrade.py", label="Regrade")
        st.page_link("trainer/reminders.py", label="Reminders")
        st.page_link("trainer/downloads.py", label="Downloads")
        st.page_link("trainer/scenarios.py", label="Scenarios")
        st.page_link("trainer/health.py", label="Content")
        st.page_link("trainer/certificates.py", label="Certificates")
        if access.is_administrator(services.person()):
            st.page_link("trainer/people.py", label="People")


def choose_quiz(course: Course) -> Quiz:
    """The quiz that the trainer chooses, at first the one that the address names. The course must have one."""
    ids = list(course.quizzes)
    asked = st.query_params.get("q")
    index = ids.index(asked) if asked in ids else 0
    chosen = st.selectbox("Quiz", ids, index=index, format_func=lambda quiz_id: course.quiz(quiz_id).title)
    return course.quiz(chosen or ids[0])
