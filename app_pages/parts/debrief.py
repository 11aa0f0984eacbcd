"""A finished run looked back on: each decision with what it rested on, the better path, beliefs met, three numbers."""

from html import escape

import streamlit as st

from app_pages.parts.dates import day
from app_pages.parts.scenarios import where
from app_pages.parts.sources import numbered
from app_pages.parts.words import count, heading, listed, tag
from course.course import Course
from course.markdown import Context, inline, marked_hanzi
from course.scenarios import Debrief, Decision, Numbers, Option, Run, Scenario, debrief
from course.scenarios.debrief import is_false_alarm
from course.scenarios.prose import as_html, sources_in

BENIGN = "Nothing was wrong in this case. Refusing, or raising an alarm, would have been a false alarm."
DEFINITIONS = {
    "Sound": "Decisions that were sound. Handing a matter on is sound where no choice of your own would have been.",
    "Naive": "Decisions that took a risk without seeing it.",
    "False alarms": "Decisions that were over-cautious and, where nothing was wrong, alarms that were raised.",
}


def look_back(course: Course, run: Run) -> None:
    """Show the debrief of a finished run, in the words that its learner saw."""
    found = debrief(run)
    when = f" · {day(run.finished_at)}" if run.finished_at else ""
    eyebrow = f"{where(course, run.scenario)}, run {run.number}{when}"
    context = Context(course.terms)
    heading(f"Looking back: {run.scenario.title}", eyebrow=eyebrow)
    st.html(f'<p class="lead">{_in_short(run.scenario, found.numbers)}</p>{_numbers(found.numbers)}')
    st.html('<h2 class="section-rule">Your path</h2>')
    for number, decision in enumerate(found.decisions, start=1):
        _decision(run.scenario, number, decision, context)
    st.html(f'<p class="meta">So it ended: {marked_hanzi(found.ending.title)}.</p>')
    st.html(_better_path(found))
    if beliefs := _beliefs(course, found, context):
        st.html(f'<h2 class="section-rule">Beliefs behind it</h2>{beliefs}')
    if context.sources:
        st.html(numbered(course, context.sources))


def _in_short(scenario: Scenario, numbers: Numbers) -> str:
    made = f"You made {count(numbers.decisions, 'decision')}. "
    if numbers.sound == numbers.decisions:
        made += "It was sound." if numbers.decisions == 1 else "All of them were sound."
    elif numbers.sound == 0:
        made += "It was not sound." if numbers.decisions == 1 else "None of them was sound."
    else:
        made += f"{numbers.sound} of them {'was' if numbers.sound == 1 else 'were'} sound."
    return f"{BENIGN} {made}" if scenario.benign else made


def _numbers(numbers: Numbers) -> str:
    of = f"<small> of {numbers.decisions}</small>"
    figures = {
        "Sound": f"{numbers.sound}{of}",
        "Naive": f"{numbers.naive}{of}",
        "False alarms": str(numbers.false_alarms),
    }
    cells = "".join(
        f'<div><dt>{name}</dt><dd class="v">{figure}</dd><dd class="meta">{DEFINITIONS[name]}</dd></div>'
        for name, figure in figures.items()
    )
    return f'<dl class="kpis judged">{cells}</dl>'


def _decision(scenario: Scenario, number: int, decision: Decision, context: Context) -> None:
    """One decision: how it is judged and what it rested on, what would have been better, and what was looked at."""
    marks = _judged(decision) + (
        f" {tag('False alarm', 'warn')}" if is_false_alarm(scenario, decision) else ""
    )
    left, right = st.columns((1.9, 1), gap="large")
    with left:
        st.html(
            f'<h3 class="stem"><span class="meta">{number}</span> {marked_hanzi(decision.node.title)}</h3>'
            + _option(
                "right" if decision.sound else "wrong", marks, "You decided: ", decision.option, context
            )
            + (_option("", tag("Better", "pine"), "", decision.better, context) if decision.better else "")
        )
    if beside := [said for said in (_looked(decision), _taken_back(decision)) if said]:
        with right:
            lines = "".join(f"<p>{said}</p>" for said in beside)
            st.html(f'<div class="margin-term beside"><p><strong>On the way</strong></p>{lines}</div>')


def _option(look: str, marks: str, lead: str, option: Option, context: Context) -> str:
    return (
        f'<div class="answer {look}"><p class="tags">{marks}</p>'
        f"<p>{lead}<strong>{inline(option.text)}</strong></p>{_rested(option, context)}</div>"
    )


def _judged(decision: Decision) -> str:
    match decision.option.judgement:
        case "sound":
            return tag("✓ Sound", "good")
        case "escalate":
            sound = tag("✓ Sound: you handed it on", "good")
            return sound if decision.sound else tag("Handed on without need", "warn")
        case "naive":
            return tag("✕ Naive", "bad")
        case "over-cautious":
            return tag("! Over-cautious", "warn")


def _rested(option: Option, context: Context) -> str:
    """What an option rested on, and below it the sources that the words themselves do not cite."""
    text = as_html(option.rests_on, context)
    named = sources_in(option.rests_on)
    cited = "".join(_cite(context.number(source)) for source in option.sources if source not in named)
    also = f'<p class="meta">See also {cited}</p>' if cited else ""
    return f'<div class="prose rests">{text}{also}</div>'


def _cite(number: int) -> str:
    return f'<a class="cite" href="#source-{number}" aria-label="Source {number}">[{number}]</a>'


def _looked(decision: Decision) -> str:
    """What lay on the table and was looked at before deciding."""
    cards = decision.node.evidence
    if not cards:
        return ""
    if not decision.opened:
        return f"You looked at nothing of what lay on the table: {_titles([card.title for card in cards])}."
    looked = _titles([card.title for card in decision.opened])
    missed = [card.title for card in cards if card not in decision.opened]
    return f"Before deciding you looked at: {looked}." + (f" Not at: {_titles(missed)}." if missed else "")


def _titles(titles: list[str]) -> str:
    return listed([f"“{marked_hanzi(title)}”" for title in titles])


def _taken_back(decision: Decision) -> str:
    others = dict.fromkeys(option.text for option in decision.abandoned if option != decision.option)
    if not others:
        return ""
    return f"At first you decided: {listed([f'“{inline(text)}”' for text in others])}, and went back."


def _better_path(found: Debrief) -> str:
    taken = tuple((decision.node, decision.option) for decision in found.decisions)
    if taken == found.better_path:
        said = "This is the path you took."
    elif all(decision.sound for decision in found.decisions):
        said = "Every decision on your path was sound. This is another way that was."
    else:
        said = ""
    title = f'<h2 class="section-rule">The better path</h2><p class="meta">{said}</p>'
    items = "".join(
        f"<li><strong>{marked_hanzi(node.title)}</strong>: {inline(option.text)}</li>"
        for node, option in found.better_path
    )
    end = f"<li><strong>{marked_hanzi(found.better_ending.title)}</strong></li>"
    return f'{title}<div class="prose"><ol>{items}{end}</ol></div>'


def _beliefs(course: Course, found: Debrief, context: Context) -> str:
    met = [course.misconceptions[belief] for belief in found.beliefs if belief in course.misconceptions]
    return "".join(
        f'<div class="callout note"><p class="callout-title">“{escape(one.belief)}”</p><p>{inline(one.correction)} '
        f"{''.join(_cite(context.number(source)) for source in one.sources)}</p></div>"
        for one in met
    )
