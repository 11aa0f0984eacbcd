"""What in a course wants an author: what is overdue or soon will be, what rests on it, and what the checker warns of.

One list, the most urgent first: what is broken, what is overdue (longest first), what will be due soon, and then the
checker's warnings. Each entry has its file and line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from course.documents import Place
from course.draft import Draft
from course.loader import load
from course.markdown import mentions
from course.problems import Problem
from course.scenarios import Scenario
from course.scenarios.prose import sources_in

SOON = timedelta(days=60)

Kind = Literal["broken", "source", "module", "warning"]
RANK: Mapping[Kind, int] = {"broken": 0, "source": 1, "module": 1, "warning": 2}


@dataclass(frozen=True, slots=True)
class Rest:
    """Something that rests on a source: what it is, and where it stands."""

    what: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that wants an author. `due` is the day by which it should have been, or is to be, seen to.

    `rests` is what rests on a source, or stands in a module.
    """

    kind: Kind
    title: str
    told: str
    file: str
    line: int
    due: date | None = None
    rests: tuple[Rest, ...] = ()

    def overdue(self, today: date) -> bool:
        """Whether its day is past."""
        return self.due is not None and self.due < today


def survey(root: Path, today: date) -> tuple[Concern, ...]:
    """Everything in the course folder `root` that wants an author, the most urgent first."""
    loaded = load(root)
    found = [
        *(_problem(problem) for problem in loaded.problems),
        *_sources(loaded.draft, today),
        *_modules(loaded.draft, today),
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(concern: Concern) -> tuple[int, date, int, str, int]:
    return (
        RANK[concern.kind],
        concern.due or date.max,
        -len(concern.rests),
        concern.file,
        concern.line,
    )


def _problem(problem: Problem) -> Concern:
    kind: Kind = "broken" if problem.severity == "error" else "warning"
    return Concern(kind, problem.rule, problem.message, problem.file, problem.line)


def _sources(draft: Draft, today: date) -> Iterator[Concern]:
    if not draft.sources:
        return
    file = "modules/sources.yaml"
    document = draft.documents[file]
    for i, source in enumerate(draft.sources.sources):
        if source.review_by and source.review_by <= today + SOON:
            told = f"Check {source.url}, then set `checked` and `review_by` anew."
            line = document.line(("sources", i, "review_by"))
            yield Concern(
                "source", source.title, told, file, line, source.review_by, tuple(_resting(draft, source.id))
            )


def _modules(draft: Draft, today: date) -> Iterator[Concern]:
    for module_id, module in draft.modules.items():
        if module.review_by <= today + SOON:
            file = f"modules/{module_id}/module.yaml"
            line = draft.documents[file].line(("review_by",))
            told = "Read the module again, then set `reviewed` and `review_by` anew."
            parts = tuple(
                Rest(f"Section: {text.front.title}", text.file, 1)
                for text in draft.sections.get(module_id, [])
            )
            yield Concern("module", module.title, told, file, line, module.review_by, parts)


def _resting(draft: Draft, source: str) -> Iterator[Rest]:
    """Every section, question, scenario, word and belief that rests on a source, once each, where it first does."""
    for texts in draft.sections.values():
        for text in texts:
            cited = [m.line for m in mentions(text.tokens) if (m.kind, m.name) == ("source", source)]
            if cited:
                yield Rest(f"Section: {text.front.title}", text.file, text.first_line + min(cited))
    yield from _in_quizzes(draft, source)
    for scenario in draft.scenarios.values():
        document = draft.documents[f"quizzes/scenarios/{scenario.id}.yaml"]
        if (place := next(_in_scenario(scenario, source), None)) is not None:
            yield Rest(f"Scenario: {scenario.title}", document.file, document.line(place))
    yield from _in_lists(draft, source)


def _in_quizzes(draft: Draft, source: str) -> Iterator[Rest]:
    for quiz in draft.quizzes.values():
        document = draft.documents[f"quizzes/{quiz.id}.yaml"]
        for key in ("questions", "checks"):
            for i, question in enumerate(getattr(quiz, key)):
                if source in question.source:
                    yield Rest(f"Question: {question.id}", document.file, document.line((key, i)))


def _in_scenario(scenario: Scenario, source: str) -> Iterator[Place]:
    """The places of a scenario that name a source."""
    for i, node in enumerate(scenario.nodes):
        texts: list[tuple[Place, str]] = [(("nodes", i, "text"), node.text)]
        texts += [(("nodes", i, "evidence", j, "text"), card.text) for j, card in enumerate(node.evidence)]
        for j, option in enumerate(node.options):
            place: Place = ("nodes", i, "options", j)
            if source in option.sources:
                yield (*place, "sources")
            texts += [((*place, "consequence"), option.consequence), ((*place, "rests_on"), option.rests_on)]
        yield from (place for place, text in texts if source in sources_in(text))


def _in_lists(draft: Draft, source: str) -> Iterator[Rest]:
    if draft.glossary:
        document = draft.documents["modules/glossary.yaml"]
        for i, term in enumerate(draft.glossary.terms):
            if term.source == source:
                yield Rest(f"Word: {term.label}", document.file, document.line(("terms", i)))
    if draft.misconceptions:
        document = draft.documents["quizzes/misconceptions.yaml"]
        for i, belief in enumerate(draft.misconceptions.misconceptions):
            if source in belief.sources:
                yield Rest(f"Belief: {belief.id}", document.file, document.line(("misconceptions", i)))
    if draft.practice:
        document = draft.documents["modules/practice.yaml"]
        for i, name in enumerate(draft.practice.names):
            if name.source == source:
                yield Rest(f"Name: {name.id}", document.file, document.line(("names", i)))
        for i, title in enumerate(draft.practice.titles):
            if title.source == source:
                yield Rest(f"Name with a title: {title.id}", document.file, document.line(("titles", i)))
