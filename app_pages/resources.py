"""The repository of resources: whose each is, when to use it, and when it was last checked."""

from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.entries import resource_entry
from app_pages.parts.words import count, heading, plain_label
from course.course import Course
from course.markdown import marked_hanzi
from course.resources import Resource, Situation
from course.search import find_ids

ALL = "Everything"


def show() -> None:
    """Show the resources that the choices leave, grouped by their first topic."""
    course = services.course()
    st.set_page_config(page_title=f"Resources · {course.title}")
    heading("Resources")
    st.html(
        '<p class="lead">Where the course gets its facts, and whom to ask. Each entry says when you need it, '
        "whose law or view it is, and when it was last checked.</p>"
    )
    if resource := course.resources.get(st.query_params.get("r", "")):
        st.html(resource_entry(course, resource))
        _back()
    elif situation := course.situations.get(st.query_params.get("w", "")):
        _situation(course, situation)
        _back()
    else:
        _tell_unknown()
        _situations(course)
        _list(course)


def _tell_unknown() -> None:
    if asked := st.query_params.get("r") or st.query_params.get("w"):
        st.html(f'<p class="meta">There is no entry “{escape(asked)}” here. This is the whole list.</p>')


def _back() -> None:
    st.page_link("resources.py", label="Show all resources", icon=":material/arrow_back:")


def _situations(course: Course) -> None:
    """What brings people here, each a way to the few entries that help."""
    if course.situations:
        items = "".join(
            f'<li><p class="t"><a href="resources?w={one.id}">{marked_hanzi(one.text)}</a></p></li>'
            for one in course.situations.values()
        )
        st.html(
            '<h2 class="section-rule">What brings you here?</h2>'
            f'<ul class="index plain situations">{items}</ul><h2 class="section-rule">All resources</h2>'
        )


def _situation(course: Course, situation: Situation) -> None:
    entries = "".join(resource_entry(course, course.resources[name]) for name in situation.resources)
    taught = "".join(_taught(course, key) for key in situation.sections)
    st.html(
        f'<h2 class="section-rule">{marked_hanzi(situation.text)}</h2>'
        f'<p class="lead">{marked_hanzi(situation.first)}</p>'
        + (f'<h3>Where it is taught</h3><ul class="prose">{taught}</ul>' if taught else "")
        + f"<h3>What helps</h3>{entries}"
    )


def _taught(course: Course, key: str) -> str:
    section = course.section(key)
    module = course.module(section.module_id)
    return (
        f'<li><a href="module?m={module.id}&amp;s={section.id}">{escape(section.title)}</a>'
        f' <span class="meta">{escape(module.title)}</span></li>'
    )


@st.fragment
def _list(course: Course) -> None:
    present = {topic for resource in course.resources.values() for topic in resource.topics}
    topics = {slug: label for slug, label in course.topics.items() if slug in present}
    codes = sorted({resource.jurisdiction for resource in course.resources.values()})
    words = st.text_input("Search", key="resource-search", type="search")
    topic = st.pills(
        "Topic",
        [ALL, *topics],
        default=ALL,
        required=True,
        format_func=lambda slug: plain_label(topics.get(slug, ALL)),
        wrap=True,
    )
    code = st.pills(
        "Whose",
        [ALL, *codes],
        default=ALL,
        required=True,
        format_func=lambda code: ALL if code == ALL else plain_label(course.jurisdiction(code)),
        wrap=True,
    )
    matching = _matching(course, words or "")
    found = [
        resource
        for resource in course.resources.values()
        if topic in (ALL, *resource.topics)
        and code in (ALL, resource.jurisdiction)
        and resource.id in matching
    ]
    st.html(f'<p class="meta" role="status">{count(len(found), "resource")}</p>')
    if not found:
        st.html('<p class="empty">Nothing matches. Choose “Everything”, or search for one word.</p>')
    for slug, label in topics.items():
        _group(course, label, [r for r in found if (r.topics[0] if topic == ALL else topic) == slug])


def _group(course: Course, label: str, resources: list[Resource]) -> None:
    if resources:
        entries = "".join(resource_entry(course, resource) for resource in resources)
        st.html(f'<h2 class="section-rule">{escape(label)}</h2>{entries}')


def _matching(course: Course, words: str) -> set[str]:
    """The ids of the resources that match; all where nothing is asked."""
    if not words.strip():
        return set(course.resources)
    return {*find_ids(services.search_index(), words, "resource")}


show()
