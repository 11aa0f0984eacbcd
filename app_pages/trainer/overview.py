"""How a group is doing: who has begun, finished and passed, how far people get, and what needs the trainer."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

import streamlit as st

from app_pages import access, services
from app_pages.parts import measures
from app_pages.parts.attention import attention
from app_pages.parts.dates import day
from app_pages.parts.groups import Chosen, choose_group, choose_period
from app_pages.parts.measures import Figure, people
from app_pages.parts.trainer import subpages
from app_pages.parts.words import count, heading
from course.course import Course
from course.modules import Module
from progress import funnels, issued, overdue, overview, time_spent
from progress.funnels import Funnel, Week
from progress.groups import MINIMUM
from progress.overview import MOST_OVERDUE, Gain, Standing
from progress.periods import Period

SOON = timedelta(days=60)  # when certificates that end are worth a reminder
MEANINGS = {
    "Begun": "People who went on from their first section, or began their first quiz, in this time.",
    "Finished": "People who in this time finished the last of the modules that were assigned to them; of all modules "
    "where none was assigned.",
    "Overdue": "People who have not done by now what was due before today. Archived cohorts do not count.",
    "Final test passed": "People who passed the final test for the first time in this time.",
    "Certificates": "People who hold a certificate of the course that counts today; withdrawn ones do not.",
    "Learning gain": "How much of what they did not know before people know now: (after − before) / (100 − before), "
    "the mean of everybody who took the diagnostic test first and then, in this time, the final test. The first "
    "attempt at each counts.",
}
STEPS = (
    f"People are counted in steps of {MINIMUM}, rounded down, so that nobody can be told from these numbers: "
    f"21 is shown as 20, and 4 as “{measures.FEW}”."
)
TIME = (
    "The median of the time between the traces that people left in the module: going on from a section, beginning "
    "a quiz, saving an answer, submitting. A gap counts as 15 minutes at most, and what came before the first trace "
    "is not counted. Of very many people, the latest thousand count."
)


def show() -> None:
    """Show the overview to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Overview · {course.title}")
    trainer = access.trainer()
    subpages()
    left, right = st.columns((1.3, 1), vertical_alignment="bottom")
    with left:
        heading("Overview")
    with right:
        chosen = choose_group(trainer)
    if chosen is None:
        st.html(
            '<p class="empty">You look after no cohort yet. Make one under Cohorts, or ask whoever looks after the '
            "course to add you to one; its figures will stand here.</p>"
        )
        return
    period = choose_period(services.now().date())
    late = _figures(course, chosen, period)
    attention(course, late, chosen.name)


def _figures(course: Course, chosen: Chosen, period: Period) -> str:
    """Show the figures; returns how many people are overdue, in words, or nothing where nobody is."""
    db, group = services.database(), chosen.group
    finals = course.quizzes_for("final")
    standing = overview.standing(db, course.modules, finals, group, period)
    if standing.people < MINIMUM:
        _too_few(standing)
        return ""
    number = overdue.people(db, course, group, services.now().date(), MOST_OVERDUE)
    late = f"{MOST_OVERDUE} or more" if number >= MOST_OVERDUE else str(number)
    shown = [
        *_numbers(standing, late, period),
        *_tests(course, chosen, standing, period),
        _certificates(chosen),
    ]
    for first in range(0, len(shown), 4):
        st.html(measures.figures(shown[first : first + 4]))
    st.html(measures.meanings((one.name, one.meaning) for one in shown))
    left, right = st.columns(2, gap="large")
    steps = funnels.funnels(db, course.modules, group, period)
    with left:
        st.html('<h2 class="section-rule">How far people get</h2>' + _funnels(course, steps))
    with right:
        st.html('<h2 class="section-rule">Activity by week</h2>' + _weeks(funnels.weeks(db, group, period)))
    _modules(course, chosen, period, steps)
    return late if number else ""


def _too_few(standing: Standing) -> None:
    st.html(
        f'<p class="empty">{count(standing.people, "learner")}: a group has figures once it has {MINIMUM} people, '
        'so that nobody can be picked out. Who has finished what stands under <a href="completion">Completion</a>.</p>'
    )


def _numbers(standing: Standing, late: str, period: Period) -> list[Figure]:
    more = "joined in this time" if period.first else "since the beginning"
    return [
        Figure(
            "Learners", str(standing.people), f"{standing.joined} {more}", "People with an active account."
        ),
        Figure("Begun", str(standing.begun), _of(standing.begun, standing, period), MEANINGS["Begun"]),
        Figure(
            "Finished", str(standing.finished), _of(standing.finished, standing, period), MEANINGS["Finished"]
        ),
        Figure("Overdue", late, "today", MEANINGS["Overdue"]),
    ]


def _of(number: int, standing: Standing, period: Period) -> str:
    """A share of everybody; of some days it would say little."""
    share = min(1.0, number / standing.people)
    return "in this time" if period.first else f"{100 * share:.0f} % of learners"


def _tests(course: Course, chosen: Chosen, standing: Standing, period: Period) -> list[Figure]:
    """What the tests of the whole course say, where it has them."""
    if standing.passed is None:
        return []
    passed = Figure(
        "Final test passed",
        str(standing.passed),
        _of(standing.passed, standing, period),
        MEANINGS["Final test passed"],
    )
    diagnostics, finals = course.quizzes_for("diagnostic"), course.quizzes_for("final")
    if not diagnostics:
        return [passed]
    gain = overview.gain(services.database(), diagnostics[0], finals[0], chosen.group, period)
    return [passed, _gain(gain)]


def _certificates(chosen: Chosen) -> Figure:
    found = issued.standing(services.database(), chosen.group, services.now().date(), SOON)
    soon = f"{found.expiring} end within {SOON.days} days" if found.expiring else "none ends soon"
    return Figure("Certificates", str(found.valid), soon, MEANINGS["Certificates"])


def _gain(gain: Gain | None) -> Figure:
    if gain is None:
        return Figure(
            "Learning gain", "–", f"{measures.FEW} people with both tests", MEANINGS["Learning gain"]
        )
    note = f"{count(gain.people, 'person', 'people')}: from {gain.before:.0f} to {gain.after:.0f} %"
    return Figure("Learning gain", f"{gain.gain:.2f}", note, MEANINGS["Learning gain"])


def _funnels(course: Course, steps: Sequence[Funnel]) -> str:
    """Each module's funnel, the first one open; the bars carry their numbers."""
    shown = "".join(
        f'<details class="funnel"{" open" if i == 0 else ""}><summary>{_named(course, i)}</summary>'
        f"{measures.bars(_bars(course.modules[i], funnel))}</details>"
        for i, funnel in enumerate(steps)
    )
    meanings = [("Counted", STEPS), ("Each step", "People who did it for the first time in this time.")]
    return shown + measures.meanings(meanings)


def _named(course: Course, i: int) -> str:
    return f"{i + 1}. {escape(course.modules[i].title)}"


def _bars(module: Module, funnel: Funnel) -> list[tuple[str, int]]:
    sections = [(section.title, funnel.sections[section.id]) for section in module.sections]
    quiz = [("Began the quiz", funnel.quiz)] if funnel.quiz is not None else []
    return [("Began", funnel.begun), *sections, *quiz, ("Finished", funnel.finished)]


def _weeks(weeks: Sequence[Week]) -> str:
    first, last = (day(week.monday) for week in (weeks[0], weeks[-1]))
    kinds = {"Sections read": "reads", "Attempts begun": "attempts", "Attempts submitted": "submissions"}
    drawn = "".join(
        measures.columns(name, [getattr(week, kind) for week in weeks], f"Week of {first}", last)
        for name, kind in kinds.items()
    )
    rows = (
        [day(week.monday), *(_shown(getattr(week, kind)) for kind in kinds.values())]
        for week in reversed(weeks)
    )
    table = measures.table("Activity by week", ["Week of", *kinds], rows)
    meanings = [
        (
            "Counted",
            f"Whole weeks from Monday to Sunday, in steps of {MINIMUM}, rounded down; at most half a year.",
        ),
        ("Left out", f"What fewer than {MINIMUM} people did in a week."),
    ]
    return drawn + measures.behind("The same as a table", table) + measures.meanings(meanings)


def _shown(number: int | None) -> str:
    return measures.FEW + " people" if number is None else str(number)


def _modules(course: Course, chosen: Chosen, period: Period, steps: Sequence[Funnel]) -> None:
    """Each module in a line: how many began and finished it, and how long they took."""
    times = time_spent.medians(services.database(), course.modules, chosen.group, period)
    rows = []
    for i, (module, funnel) in enumerate(zip(course.modules, steps, strict=True)):
        spent = times.get(module.id)
        took = f"{spent.minutes:.0f} min ({spent.people} people)" if spent else "–"
        name = f"{i + 1}. {module.title}"
        rows.append([name, people(funnel.begun), people(funnel.finished), took, f"{module.minutes} min"])
    heads = ["Module", "Began", "Finished", "Median time", "Planned"]
    st.html(
        '<h2 class="section-rule">Modules</h2>'
        + measures.table("Modules", heads, rows)
        + measures.meanings([("Began, finished", STEPS), ("Median time", TIME)])
    )


show()
