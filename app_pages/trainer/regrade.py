"""Judging submitted answers anew: which questions want it, what it would do, and doing it after one more look.

Trainers see how many attempts are touched, and names only of those whose pass changes, which is completion.
"""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from accounts import audit
from accounts.person import Person
from app_pages import access, services
from app_pages.parts import regrading
from app_pages.parts.dates import day
from app_pages.parts.regrading import MODES
from app_pages.parts.trainer import choose_quiz, subpages
from app_pages.parts.words import heading
from course.course import Course
from course.markdown import plain
from course.quizzes import Quiz
from course.regrade import BY_KEY, Mode
from progress import at_stake, regrade, regraded
from progress.regrade import LONGEST_REASON, Changed, Effects, RegradeRefused

LEAVE = "leave"
DONE = "regrade-done"
SURE = "regrade-sure"


def show() -> None:
    """Show what can be regraded to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Regrade · {course.title}")
    trainer = access.trainer()
    subpages()
    heading("Regrade")
    st.html(
        '<p class="lead">When a question counted the wrong answer as right, its key is mended in the course, '
        "and here you decide what becomes of those who had answered.</p>"
    )
    if not course.quizzes:
        st.html('<p class="empty">This course has no quiz yet.</p>')
        return
    if said := st.session_state.pop(DONE, ""):
        st.html(f'<div class="callout" role="status"><p>{escape(said)}</p></div>')
    quiz = choose_quiz(course)
    _regrade(course, quiz, trainer)
    _history(quiz)
    _stakes(course, trainer)


def _regrade(course: Course, quiz: Quiz, trainer: Person) -> None:
    changed = regrade.changed(services.database(), quiz)
    modes = {**_changed(quiz, changed), **_others(quiz, changed)}
    if not modes:
        return
    effects = regrade.plan(services.database(), quiz, modes, course.module_of(quiz.id))
    st.html(
        '<h2 class="section-rule">What this would do</h2>'
        + regrading.effects_table(effects, access.seen_by(trainer))
    )
    if effects.touched:
        _decide(course, quiz, modes, effects, trainer)


def _changed(quiz: Quiz, changed: Sequence[Changed]) -> dict[str, Mode]:
    """The questions whose key has changed, and what the trainer chooses for each."""
    st.html('<h2 class="section-rule">Questions whose key has changed</h2>')
    if not changed:
        st.html('<p class="empty">None: every submitted answer is judged by the key that holds now.</p>')
    chosen: dict[str, Mode] = {}
    for one in changed:
        st.html(regrading.changed_question(one))
        modes = [mode for mode in MODES if one.fitting or mode not in BY_KEY]
        if mode := _mode(quiz, one.question_id, modes):
            chosen[one.question_id] = mode
    return chosen


def _others(quiz: Quiz, changed: Sequence[Changed]) -> dict[str, Mode]:
    """Questions that the trainer gives up though their key stands, or that are not in the quiz any more."""
    asked = regrade.asked(services.database(), quiz.id)
    others = {name: asked[name] for name in asked if name not in {one.question_id for one in changed}}
    if not others:
        return {}
    picked = st.multiselect(
        "Another question",
        list(others),
        format_func=lambda name: f"{name}: {plain(others[name].stem)}",
        key=f"regrade-others-{quiz.id}",
    )
    chosen: dict[str, Mode] = {}
    for name in picked:
        st.html(regrading.standing_question(name, others[name]))
        if mode := _mode(quiz, name, [mode for mode in MODES if mode not in BY_KEY]):
            chosen[name] = mode
    return chosen


def _mode(quiz: Quiz, question_id: str, modes: Sequence[Mode]) -> Mode | None:
    chosen = st.radio(
        f"What becomes of “{question_id}”",
        [LEAVE, *modes],
        format_func=_named,
        key=f"regrade-mode-{quiz.id}-{question_id}",
    )
    return next((mode for mode in modes if mode == chosen), None)


def _named(choice: str) -> str:
    return next((name for mode, name in MODES.items() if mode == choice), "Leave it")


def _decide(course: Course, quiz: Quiz, modes: Mapping[str, Mode], effects: Effects, trainer: Person) -> None:
    """The reason, the button, and the button again. Whatever changes in between takes the second one away."""
    reason = st.text_area(
        "Reason, as a sentence to the learners",
        max_chars=LONGEST_REASON,
        key=f"regrade-reason-{quiz.id}",
        help="They read it with their results.",
    ).strip()
    keys = {name: quiz.question(name).version() if quiz.has(name) else "" for name in modes}
    decision = repr((quiz.id, sorted(modes.items()), sorted(keys.items()), effects.touched, reason))
    if st.button("Regrade", type="primary"):
        st.session_state[SURE] = decision if reason else ""
        if not reason:
            st.html(
                '<div class="callout warn" role="alert"><p>Write the reason first: the learners read it.</p></div>'
            )
    if not reason or st.session_state.get(SURE) != decision:
        return
    st.html(
        f'<div class="callout warn" role="alert"><p>{regrading.how_many(effects)} will be judged anew, and '
        "the learners will see it. Earlier grades are kept.</p></div>"
    )
    yes, no = st.columns(2)
    if no.button("Not now", width="stretch"):
        st.session_state.pop(SURE)
        st.rerun()
    if yes.button("Yes, regrade", type="primary", width="stretch"):
        st.session_state.pop(SURE)
        _apply(course, quiz, modes, reason, trainer)


def _apply(course: Course, quiz: Quiz, modes: Mapping[str, Mode], reason: str, trainer: Person) -> None:
    database, now = services.database(), services.now()
    try:
        done = regrade.apply(
            database, quiz, modes, course.module_of(quiz.id), reason=reason, by_id=trainer.id, now=now
        )
    except RegradeRefused as refusal:
        st.html(f'<div class="callout warn" role="alert"><p>{escape(str(refusal))}</p></div>')
        return
    audit.record(database, trainer.id, "quiz-regraded", None, regrade.summary(quiz.id, done, reason), now)
    for name in modes:
        st.session_state.pop(f"regrade-mode-{quiz.id}-{name}", None)
    for name in ("others", "reason"):
        st.session_state.pop(f"regrade-{name}-{quiz.id}", None)
    st.session_state[DONE] = f"{regrading.how_many(done)} regraded on {day(now)}."
    st.rerun()


def _history(quiz: Quiz) -> None:
    if done := regraded.of_quiz(services.database(), quiz.id):
        st.html('<h2 class="section-rule">Regraded before</h2>' + regrading.history_table(done))


def _stakes(course: Course, trainer: Person) -> None:
    """Completions whose pass is lost, each with a button that lets it stand."""
    seen = access.seen_by(trainer)
    stakes = [stake for stake in at_stake.unresolved(services.database()) if seen(stake.person_id)]
    if not stakes:
        return
    st.html(
        '<h2 class="section-rule">Completions at stake</h2><p class="meta">A regrade took the pass away. '
        "The module stays finished until you decide otherwise with the person.</p>"
    )
    for stake in stakes:
        left, right = st.columns((3, 1), vertical_alignment="center")
        left.html(regrading.at_stake(course, stake))
        key = f"stands-{stake.person_id}-{stake.module_id}"
        if right.button("It stands", key=key, width="stretch"):
            now = services.now()
            with services.database().write() as transaction:
                at_stake.resolve(transaction, stake.person_id, stake.module_id, now)
                audit.write(
                    transaction, trainer.id, "completion-stands", stake.person_id, stake.module_id, now
                )
            st.rerun()


show()
