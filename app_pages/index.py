"""The script that every visitor's browser runs: the look, who is here, the navigation, the page."""

from contextlib import suppress
from pathlib import Path

import streamlit as st

from app_pages import access, services
from app_pages.parts.astray import astray
from app_pages.parts.frame import account_line, foot, mark
from app_pages.parts.watching import watch

HERE = Path(__file__).parent

course = services.course()
person = services.person()
if person:
    services.close_overdue(person.id)

st.set_page_config(page_title=course.title, page_icon=HERE / "static" / "favicon.png", layout="wide")
mark(HERE, course)

pages = [
    st.Page("home.py", title="Home", default=True),
    st.Page("module.py", title="Modules", url_path="module"),
    st.Page("handout.py", title="Handout", url_path="handout", visibility="hidden"),
    st.Page("glossary.py", title="Glossary", url_path="glossary"),
    st.Page("resources.py", title="Resources", url_path="resources"),
    st.Page("search.py", title="Search", url_path="search"),
    st.Page("review.py", title="Review", url_path="review", visibility="visible" if person else "hidden"),
    st.Page("record.py", title="My record", url_path="record", visibility="visible" if person else "hidden"),
    st.Page(
        "trainer/overview.py",
        title="Trainer",
        url_path="overview",
        visibility="visible" if access.is_trainer(person) else "hidden",
    ),
    st.Page("trainer/completion.py", title="Completion", url_path="completion", visibility="hidden"),
    st.Page("trainer/questions.py", title="Questions", url_path="questions", visibility="hidden"),
    st.Page("trainer/regrade.py", title="Regrade", url_path="regrade", visibility="hidden"),
    st.Page("trainer/cohorts.py", title="Cohorts", url_path="cohorts", visibility="hidden"),
    st.Page("trainer/learner.py", title="Learner", url_path="learner", visibility="hidden"),
    st.Page("join.py", title="Join a cohort", url_path="join", visibility="hidden"),
    st.Page("trainer/reminders.py", title="Reminders", url_path="reminders", visibility="hidden"),
    st.Page("trainer/downloads.py", title="Downloads", url_path="downloads", visibility="hidden"),
    st.Page("trainer/scenarios.py", title="Scenarios", url_path="scenario-figures", visibility="hidden"),
    st.Page("trainer/health.py", title="Content", url_path="content-health", visibility="hidden"),
    st.Page("trainer/certificates.py", title="Certificates", url_path="issued", visibility="hidden"),
    st.Page("quiz.py", title="Quiz", url_path="quiz", visibility="hidden"),
    st.Page("results.py", title="Results", url_path="results", visibility="hidden"),
    st.Page("scenario.py", title="Scenario", url_path="scenario", visibility="hidden"),
    st.Page("practice.py", title="Practice", url_path="practice", visibility="hidden"),
    st.Page("certificate.py", title="Certificate", url_path="certificate", visibility="hidden"),
    st.Page("trainer/people.py", title="People", url_path="people", visibility="hidden"),
    st.Page("privacy.py", title="Privacy", url_path="privacy", visibility="hidden"),
    st.Page("about.py", title="About", url_path="about", visibility="hidden"),
]

nowhere = astray(pages)
page = st.navigation([*pages, *nowhere], position="top")
watch()
account_line(person)
with suppress(access.Refused):
    if page not in nowhere:  # that one shows its own address and nothing else
        access.admit(page.url_path, person)
    page.run()
foot(course)
