"""What people choose in each scenario, without names: decision by decision, and the ways they go."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from app_pages import access, services
from app_pages.parts import measures
from app_pages.parts.figure import diagram
from app_pages.parts.measures import FEW, Figure, framed
from app_pages.parts.trainer import subpages
from app_pages.parts.words import bar, heading, listed, plain_label, tag
from course.course import Course
from course.markdown import inline
from course.scenarios import Judgement, Scenario
from course.sections import Diagram
from progress import scenario_statistics
from progress.groups import MINIMUM
from progress.scenario_statistics import DecisionFigures, Part, ScenarioFigures, Way

JUDGED: Mapping[Judgement, tuple[str, str]] = {
    "sound": ("Sound", "good"),
    "naive": ("Naive", "bad"),
    "over-cautious": ("Over-cautious", "warn"),
    "escalate": ("Escalates", "note"),
}
MEANINGS = {
    "People": f"Whose first finished run is counted, in steps of {MINIMUM}, in the order in which they finished: "
    "whoever came after the last step is not counted yet. Of very many people, the latest five thousand count.",
    "Runs": "All finished runs, second and third ones too.",
    "Raised a false alarm": "People who at least once first chose something over-cautious; where nothing is wrong in a "
    "scenario, also who escalated although a sound option stood beside it.",
    "Chose something naive": "People who at least once first chose something naive.",
    "First choice": "What somebody chose first at a decision, before they went back and chose again.",
    "Hidden": f"A number of fewer than {MINIMUM} people is not shown, nor one by which it could be worked out. "
    f"The others are in steps of {MINIMUM}, rounded down, and shares to the nearest 5 %.",
}


def show() -> None:
    """Show one scenario's figures to a trainer."""
    course = services.course()
    st.set_page_config(page_title=f"Scenarios · {course.title}")
    access.trainer()
    subpages()
    heading("Scenarios")
    st.html(
        '<p class="lead">What people decide, without names: whether they trust too much, or see danger where there '
        "is none.</p>"
    )
    if not course.scenarios:
        st.html('<p class="empty">This course has no scenario yet.</p>')
        return
    scenario = _choose(course)
    runs, people = scenario_statistics.runs(services.database(), scenario.id)
    found = scenario_statistics.of_scenario(services.database(), scenario.id)
    if not found:
        st.html(
            f'<p class="empty">Fewer than {MINIMUM} people have finished this scenario'
            f"{' in one wording' if people >= MINIMUM else ''}. "
            "Its figures appear once they have, so that nobody can be picked out.</p>"
        )
        return
    for figures in found:
        _wording(scenario, figures, runs)


def _choose(course: Course) -> Scenario:
    ids = list(course.scenarios)
    asked = st.query_params.get("s")
    index = ids.index(asked) if asked in ids else 0
    chosen = st.selectbox(
        "Scenario", ids, index=index, format_func=lambda name: plain_label(course.scenarios[name].title)
    )
    return course.scenarios[chosen or ids[0]]


def _wording(scenario: Scenario, figures: ScenarioFigures, runs: int) -> None:
    """The figures of one wording of the scenario."""
    if figures.version != scenario.version():
        st.html('<h2 class="section-rule">An earlier wording</h2>')
    elif figures.scenario.benign:
        st.html(
            '<p class="meta">Nothing is wrong in this scenario: raising an alarm in it is a false alarm.</p>'
        )
    shown = [
        Figure("People", str(figures.people), "first runs", MEANINGS["People"]),
        Figure("Runs", str(runs), "finished, in every wording", MEANINGS["Runs"]),
        _share("Raised a false alarm", figures.false_alarms),
        _share("Chose something naive", figures.naive),
    ]
    more = [(name, MEANINGS[name]) for name in ("First choice", "Hidden")]
    st.html(measures.figures(shown) + measures.meanings([*((f.name, f.meaning) for f in shown), *more]))
    st.html('<h2 class="section-rule">Decisions</h2>' + _decisions(figures))
    st.html('<h2 class="section-rule">The way through</h2>')
    with st.container(key=f"flow-{figures.version[:8]}"):
        diagram(_flow(figures))
    st.html(_ways(figures))


def _share(name: str, share: float | None) -> Figure:
    value = "–" if share is None else f"{100 * share:.0f} %"
    note = "too few to be shown" if share is None else "of people, at least once"
    return Figure(name, value, note, MEANINGS[name])


def _decisions(figures: ScenarioFigures) -> str:
    """The decisions to which enough people came, and the names of the others."""
    shown = "".join(_decision(decision) for decision in figures.decisions if decision.people)
    few = [decision.node.title for decision in figures.decisions if not decision.people]
    return shown + (
        f'<p class="meta">{FEW.capitalize()} people came to: {escape(listed(few))}.</p>' if few else ""
    )


def _decision(decision: DecisionFigures) -> str:
    title = escape(decision.node.title)
    summary = " · ".join(
        f"{JUDGED[judgement][0]}: {'hidden' if share is None else f'{100 * share:.0f} %'}"
        for judgement, share in decision.judged.items()
    )
    rows = "".join(
        f'<tr><th scope="row">{inline(option.text)} {tag(*JUDGED[option.judgement])}</th>'
        f"{_cells(decision.options[option.id])}</tr>"
        for option in decision.node.options
    )
    told = f'<h3>{title}</h3><p class="meta">{decision.people} people. {summary}</p>'
    return told + framed(f"First choices: {decision.node.title}", _heads("Choice"), rows)


def _heads(first: str) -> str:
    return f'<th scope="col">{first}</th><th scope="col">Share</th><th scope="col" class="r">People</th>'


def _cells(part: Part | None) -> str:
    if part is None:
        return '<td></td><td class="r nb">hidden</td>'
    return f'<td class="nb">{bar(part.share)} {100 * part.share:.0f} %</td><td class="r">{part.people}</td>'


def _flow(figures: ScenarioFigures) -> Diagram:
    """The scenario's graph with the share of first choices at each arrow where it may be shown."""
    names = {node_id: f"n{i}" for i, node_id in enumerate(figures.scenario.by_id)}
    lines = ["flowchart TD"]
    for node in figures.scenario.by_id.values():
        words = _quoted(node.title)
        lines.append(f"  {names[node.id]}([{words}])" if node.ending else f"  {names[node.id]}[{words}]")
    for decision in figures.decisions:
        for option in decision.node.options:
            part = decision.options[option.id]
            word = JUDGED[option.judgement][0]
            arrow = (
                f"-->|{_quoted(f'{word}: {100 * part.share:.0f} percent')}|"
                if part and part.people
                else "-.->"
            )
            lines.append(f"  {names[decision.node.id]} {arrow} {names[option.next]}")
    title = f"First choices of {figures.people} people"
    told = (
        "Dotted arrows were chosen by nobody, or their share is hidden. "
        "The numbers stand in the tables above, decision by decision."
    )
    return Diagram("\n".join(lines), title, told)


def _quoted(text: str) -> str:
    """A text in Mermaid: what would end it or begin markup is written as a code of its own."""
    return '"' + "".join(c if c.isalnum() or c in " .,:-–’" else f"#{ord(c)};" for c in text) + '"'


def _ways(figures: ScenarioFigures) -> str:
    """The most usual ways, as the runs ended, as a table."""
    if not figures.ways:
        return f'<p class="meta">No way was gone by {MINIMUM} people or more.</p>'
    rows = "".join(map(_way, figures.ways))
    if figures.others:
        rows += f'<tr><th scope="row">Other ways</th>{_cells(figures.others)}</tr>'
    table = framed("The most usual ways", _heads("Way"), rows)
    return f'<h3>The most usual ways</h3>{table}<p class="meta">Ways as the runs ended, after anybody went back.</p>'


def _way(way: Way) -> str:
    steps = "".join(
        f"<li>{escape(node.title)}: {inline(option.text)} {tag(*JUDGED[option.judgement])}</li>"
        for node, option in way.choices
    )
    return f'<tr><th scope="row"><ol class="way">{steps}</ol></th>{_cells(way.part)}</tr>'


show()
