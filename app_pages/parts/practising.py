"""A round of exercises: one after the other, each answered once, and what came of them. Nothing of it is recorded."""

from dataclasses import replace
from html import escape

import streamlit as st

from app_pages import services
from app_pages.parts.answer import answered
from app_pages.parts.hear import hear
from app_pages.parts.naming import name
from app_pages.parts.question import ask, given
from app_pages.parts.sources import origin
from app_pages.parts.words import contours, count, heading, spoken, steps
from course.course import Course
from course.draw import option_order
from course.markdown import PINYIN, inline, marked_hanzi
from course.pinyin import NEUTRAL, bare
from course.practice import Exercise, Kind, Round, Said
from course.questions import Grade, Single

NOT_ANSWERED = "Give an answer first, then check it."
MESSAGE = "practice-message"


def practise(course: Course, kind: Kind, theme: str, title: str) -> None:
    """Show the round in hand at its place."""
    now = _round(course, kind, theme)
    if now.is_over:
        _result(course, kind, theme, now, title)
        return
    exercise = course.material.exercise(kind, now.ids[now.at], now.seed)
    where = f"Language practice · {now.at + 1} of {len(now.ids)}"
    heading(title, where, say=_word(exercise.question.grade(now.given[-1])) if now.is_answered else "")
    st.html(f'<div class="narrow">{steps(len(now.given), len(now.ids), now.at)}</div>')
    if kind == "listening" and not hear(exercise.said.hanzi, tell=True):
        return
    if shown := _shown(course, kind, exercise.said, now.ids[now.at], tell=now.is_answered):
        st.html(shown)
    _exercise(course, exercise, f"{_slot(kind, theme)}-{now.number}-{now.repeats}-{now.at}", now, kind, theme)


def _slot(kind: Kind, theme: str) -> str:
    return f"practice-{kind}-{theme}"


def _round(course: Course, kind: Kind, theme: str) -> Round:
    """The round in hand; a new one where there is none, or where the course no longer has what it asks."""
    ids = course.material.ids(kind, theme)
    kept = st.session_state.get(_slot(kind, theme))
    if kept is None or not set(kept.ids) <= set(ids):
        kept = Round.begin(ids, services.now().date().isoformat())
        st.session_state[_slot(kind, theme)] = kept
    return kept


def _word(grade: Grade) -> str:
    return "Right" if grade.right else "Partly right" if grade.score else "Not quite"


def _shown(course: Course, kind: Kind, said: Said, item_id: str, *, tell: bool) -> str:
    """What the question is about; how it is read only where that gives nothing away, or when `tell` is set."""
    if kind == "listening" and not tell:
        return ""
    meaning = f'<p class="meaning">{marked_hanzi(said.meaning)}</p>' if said.meaning else ""
    if kind == "tones" and not tell:
        return f"{meaning}{_drawn(said)}"
    if kind == "names":
        written = course.material.name(item_id).written
        signed = f'<p class="meaning">Signed “{marked_hanzi(written)}”, in characters:</p>' if written else ""
        # Capitals would tell where the parts begin.
        small = [replace(syllable, marked=syllable.marked.lower()) for syllable in said.syllables]
        return signed if tell else signed + contours(said.hanzi, " ".join(one.marked for one in small), small)
    return meaning


def _drawn(said: Said) -> str:
    """The characters with their letters and their tones as lines, without a mark on any letter."""
    columns = "".join(
        f'<span class="syl"><span class="c" lang="zh-Hans">{syllable.hanzi}</span>'
        f'<span class="p" lang="zh-Latn-pinyin">{escape(bare(syllable.marked))}</span>'
        f'<i class="tone t{syllable.tone % NEUTRAL}"></i></span>'
        for syllable in said.syllables
    )
    return f'{spoken(said.hanzi, "", said.syllables)}<div class="syls drawn-large" aria-hidden="true">{columns}</div>'


def _exercise(course: Course, exercise: Exercise, key: str, now: Round, kind: Kind, theme: str) -> None:
    question = exercise.question
    order = question.option_ids()
    order = question.shown_first(option_order(order, now.seed, question.id, shuffle=True)) if order else order
    if now.is_answered:
        st.html(f'<h2 class="stem">{inline(question.stem)}</h2>{answered(question, now.given[-1], order)}')
        _reading(course, exercise.said)
        if kind != "listening":  # which has the button above
            hear(exercise.said.hanzi)
    else:
        ask(question, order, key, lambda: None)
        if isinstance(question, Single):
            name({f".st-key-{key} [role=radiogroup]": {"lang": "zh-Latn-pinyin"}}, f"{key}-options")
    if told := st.session_state.pop(MESSAGE, ""):
        st.html(f'<div class="callout warn" role="alert"><p>{escape(told)}</p></div>')
    last = now.at == len(now.ids) - 1
    label = "See how it went" if last else "Next"
    # One button for both, so that whoever presses it by keyboard stays on it.
    st.button(
        label if now.is_answered else "Check my answer",
        key="practice-go",
        type="primary",
        on_click=_go,
        args=(exercise, key, _slot(kind, theme)),
    )


def _reading(course: Course, said: Said) -> None:
    """How it is read, with its tones drawn, what it means, and where that is from."""
    more = f'<p class="meta"><a href="glossary?t={said.term}">In the glossary</a></p>' if said.term else ""
    source = f'<p class="meta">{origin(course.sources[said.source])}</p>' if said.source else ""
    meaning = f"<p><strong>{marked_hanzi(said.meaning)}</strong></p>" if said.meaning else ""
    spelled = f"<p>{PINYIN}{escape(said.pinyin)}</em></p>"  # as words, which the columns do not show
    note = "" if said.term else f"{spelled}<p>{marked_hanzi(said.note)}</p>"
    reading = contours(said.hanzi, said.pinyin, said.syllables)
    st.html(f'<div class="margin-term">{reading}{meaning}{note}{more}{source}</div>')


def _go(exercise: Exercise, key: str, slot: str) -> None:
    """Answer the exercise in hand, or go on from it."""
    now: Round = st.session_state[slot]
    if now.is_answered:
        st.session_state[slot] = now.go_on()
        return
    try:
        response = given(exercise.question, key)
    except ValueError as refusal:
        st.session_state[MESSAGE] = str(refusal)
        return
    if response is None:
        st.session_state[MESSAGE] = NOT_ANSWERED
        return
    st.session_state[slot] = now.answer(response)


def _result(course: Course, kind: Kind, theme: str, now: Round, title: str) -> None:
    exercises = [course.material.exercise(kind, item_id, now.seed) for item_id in now.ids]
    missed = [
        (item_id, exercise)
        for item_id, exercise, response in zip(now.ids, exercises, now.given, strict=True)
        if not exercise.question.grade(response).right
    ]
    heading(title, "Language practice · how it went")
    right = len(now.ids) - len(missed)
    st.html(f'<p class="lead">{right} of {len(now.ids)} right. Nothing is recorded.</p>')
    slot = _slot(kind, theme)
    fresh = Round.begin(course.material.ids(kind, theme), now.seed, now.number + 1)
    with st.container(horizontal=True):
        more = f"Another {count(len(fresh.ids), 'exercise')}" if len(fresh.ids) > 1 else "Once more"
        st.button(more, key="practice-more", type="primary", on_click=_set, args=(slot, fresh))
        if missed:
            again = now.repeat([item_id for item_id, _ in missed])
            label = f"Repeat the {len(missed)} missed" if len(missed) > 1 else "Repeat the one missed"
            st.button(label, key="practice-repeat", on_click=_set, args=(slot, again))
    if missed:
        rows = "".join(
            f'<div class="margin-term">{contours(one.said.hanzi, one.said.pinyin, one.said.syllables)}'
            f"<p>{marked_hanzi(one.said.meaning)}</p></div>"
            for _, one in missed
        )
        st.html(f'<h2 class="section-rule">To look at again</h2><div class="missed">{rows}</div>')


def _set(slot: str, round_: Round) -> None:
    st.session_state[slot] = round_
