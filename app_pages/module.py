"""The reader: one section of a module at a time, or the list of modules when none is named."""

from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.aids import aids, tick_note
from app_pages.parts.cards import contents
from app_pages.parts.dates import day
from app_pages.parts.news import news
from app_pages.parts.outcomes import outcomes
from app_pages.parts.read import sections_read
from app_pages.parts.scenarios import scenario_list
from app_pages.parts.section import body, source_list
from app_pages.parts.words import count, heading, listed, plain_label, steps
from course.course import Course
from course.markdown import marked_hanzi
from course.modules import Module
from course.sections import Section
from progress import attempts, completion

LEAVE = "leave-module"  # in the session's state: the quiz to go to, or None for the front page

TOOLS = (
    '<div class="tools"><button type="button" class="print">Print this section</button>'
    '<a href="handout?m={module}">The whole module on one sheet</a>'
    '<label class="page-keys"><input type="checkbox"> '
    "<span><kbd>n</kbd> goes on, <kbd>p</kbd> goes back</span></label></div>"
)


def show() -> None:
    """Show the section that the address names."""
    _leave()
    course = services.course()
    module = next((m for m in course.modules if m.id == st.query_params.get("m")), None)
    if module is None:
        _list(course)
        return
    person = services.person()
    read = sections_read(course, person).get(module.id, {}) if person else {}
    section = _section(module, read)
    st.set_page_config(page_title=f"{section.title} · {course.title}")
    _contents(course, module, section, read)
    _tell_unknown(section)
    _read(course, module, section)
    _onward(course, module, section)
    aids(module.id, section.id)


def _list(course: Course) -> None:
    heading("Modules")
    if asked := st.query_params.get("m"):
        st.html(
            f'<p class="lead">There is no module “{escape(asked)}” in this course. Here is what there is.</p>'
        )
    contents(course)


def _section(module: Module, read: dict[str, str]) -> Section:
    """The section in the address; without one, the first that is not yet read."""
    asked = st.query_params.get("s")
    for section in module.sections:
        if section.id == asked:
            return section
    return next((s for s in module.sections if s.id not in read), module.sections[0])


def _tell_unknown(shown: Section) -> None:
    asked = st.query_params.get("s")
    if asked and asked != shown.id:
        st.html(f'<p class="meta">There is no section “{escape(asked)}” here. This one is shown instead.</p>')


def _contents(course: Course, module: Module, here: Section, read: dict[str, str]) -> None:
    done = sum(section.id in read for section in module.sections)
    entries = "".join(
        _entry(module, section, section is here, section.id in read) for section in module.sections
    )
    quiz = f'<li><span></span><a href="quiz?q={module.quiz}">Quiz</a></li>' if module.quiz else ""
    cases = "".join(
        f'<li><span></span><a href="scenario?s={one.id}">Scenario: {marked_hanzi(one.title)}</a></li>'
        for one in course.scenarios_of(module.id)
    )
    law = listed([course.jurisdiction(code) for code in module.jurisdictions])
    with st.sidebar:
        st.html(
            f'<p class="meta">Module {course.number(module)} · {count(module.minutes, "minute")}</p>'
            f'<p class="card-title">{escape(module.title)}</p>'
            f"{steps(done, len(module.sections))}"
            f'<p class="meta">{done} of {count(len(module.sections), "section")} read. '
            "Going on from a section marks it as read.</p>"
            f'<nav aria-label="Sections of this module"><ol class="toc plain">{entries}{cases}{quiz}</ol></nav>'
            f'<p class="meta">Speaks for {day(here.speaks_for)}.</p>{_edition(module)}'
            + (f'<p class="meta">Law and practice of {escape(law)}.</p>' if law else "")
            + TOOLS.format(module=module.id)
        )


def _edition(module: Module) -> str:
    """Which edition this is, when it was reviewed, and what each edition changed."""
    changes = "".join(
        f"<li>Edition {change.edition}, {day(change.date)}: {marked_hanzi(change.what)}</li>"
        for change in reversed(module.changes)
    )
    said = f"Edition {module.edition}, reviewed {day(module.reviewed)}"
    if not changes:
        return f'<p class="meta">{said}.</p>'
    return f'<details class="meta"><summary>{said}</summary><ul>{changes}</ul></details>'


def _entry(module: Module, section: Section, here: bool, read: bool) -> str:
    title = marked_hanzi(section.title)
    if here:
        return (
            f'<li class="here" aria-current="page"><span aria-hidden="true">→</span><span>{title}</span></li>'
        )
    tick = '<span class="tick" aria-hidden="true">✓</span>' if read else "<span></span>"
    said = '<span class="vh">, read</span>' if read else ""
    return f'<li>{tick}<a href="module?m={module.id}&amp;s={section.id}">{title}{said}</a></li>'


def _read(course: Course, module: Module, section: Section) -> None:
    number = module.position(section.id) + 1
    where = f"Module {course.number(module)}, section {number} of {len(module.sections)}"
    heading(
        section.title,
        eyebrow=f"{where} · {count(section.minutes, 'minute')}",
        on_paper=_handout(course, module, section),
    )
    news(module, section, services.person())
    if number == 1:
        outcomes(module)
    body(course, section)
    tick_note(section)
    source_list(course, section)
    if number == len(module.sections):
        scenario_list(course.scenarios_of(module.id), services.person())
        _further(course, module)
        st.html(
            f'<p class="screen-only"><a href="handout?m={module.id}">The whole module on one sheet</a>,'
            " to print or to keep.</p>"
        )
    st.html(f'<p class="on-paper handout end">{escape(course.notice)}</p>')


def _handout(course: Course, module: Module, section: Section) -> str:
    """What a sheet of paper must say of itself."""
    return (
        f'<p class="on-paper handout">{escape(course.title)} · {escape(module.title)} · edition {module.edition} · '
        f"speaks for {day(section.speaks_for)} · printed {day(services.now().date())}</p>"
    )


def _further(course: Course, module: Module) -> None:
    if not module.reading:
        return
    items = [
        f'<li><a href="{escape(r.url)}">{escape(r.title)}</a>, {escape(r.publisher)}. {escape(r.use)}</li>'
        for r in (course.resources[resource] for resource in module.reading)
    ]
    st.html(f'<h2 class="section-rule">Further reading</h2><ul class="sources">{"".join(items)}</ul>')


def _onward(course: Course, module: Module, section: Section) -> None:
    """Back and next. Going on is what says that a section was read."""
    at = module.position(section.id)
    following = module.sections[at + 1] if at + 1 < len(module.sections) else None
    with st.container(key="pager", horizontal=True, horizontal_alignment="distribute"):
        if at:
            before = module.sections[at - 1]
            st.button(
                plain_label(before.title),
                icon=":material/arrow_back:",
                key="back",
                on_click=_open,
                args=(module.id, before.id),
            )
        else:
            st.page_link("home.py", label="All modules", icon=":material/arrow_back:")
        st.button(
            f"Next: {plain_label(following.title)}" if following else _ending(course, module),
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
            key="next",
            on_click=_finish,
            args=(module, section, following),
        )


def _ending(course: Course, module: Module) -> str:
    if not module.quiz or _is_passed(module.quiz):
        return "Finish the module"
    return f"Take the quiz: {count(course.quiz(module.quiz).length, 'question')}"


def _is_passed(quiz_id: str) -> bool:
    """Whether who is here has passed the quiz."""
    person = services.person()
    past = attempts.attempts_of(services.database(), person.id, quiz_id) if person else []
    return any(attempt.passed for attempt in past)


def _finish(module: Module, section: Section, following: Section | None) -> None:
    """Record the section for who is here now, and go on; runs before anything is drawn again."""
    if person := services.person():
        completion.read_section(services.database(), person.id, module, section.id, services.now())
    if following:
        _open(module.id, following.id)
    else:
        st.session_state[LEAVE] = None if module.quiz is None or _is_passed(module.quiz) else module.quiz


def _leave() -> None:
    """Leave the module when its last section was finished."""
    if LEAVE not in st.session_state:
        return
    if quiz_id := st.session_state.pop(LEAVE):
        st.switch_page("quiz.py", query_params={"q": quiz_id})
    st.switch_page("home.py")


def _open(module_id: str, section_id: str) -> None:
    st.query_params.from_dict({"m": module_id, "s": section_id})


show()
