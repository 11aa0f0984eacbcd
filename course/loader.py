"""Reads a course folder whole: all files, all their problems at once, and the course if there is no error."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from course.authored import Authored, fit
from course.course import Course, CourseFile
from course.documents import read
from course.draft import Draft
from course.folder import Folder
from course.freshness import check_freshness
from course.glossary import GlossaryFile
from course.ledger import check_ledger
from course.lint import check_items
from course.misconceptions import MisconceptionsFile
from course.modules import ModuleFile, module_of
from course.places import places
from course.practice.shapes import PracticeFile
from course.problems import Problem, Problems
from course.quizzes import Quiz
from course.reading import build_section, read_section
from course.references import check_references
from course.resources import ResourcesFile
from course.scenarios import Scenario
from course.sources import SourcesFile

Shape = TypeVar("Shape", bound=Authored)
PRACTICE = "modules/practice.yaml"  # the one file that a course may do without
ROOMS = ("modules", "quizzes", "quizzes/scenarios")


@dataclass(frozen=True)
class Loaded:
    """What reading a course folder gave; `course` is None when there is any error.

    `draft` is what fits of each file, with the line of everything.
    """

    course: Course | None
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    draft: Draft

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the course from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load(root: Path, today: date | None = None, *, with_ledger: bool = True) -> Loaded:
    """Read the course folder `root`. With `today`, what is overdue for review is warned of.

    Without its ledger a course can be read whose ids mean something else, so that the ledger can be mended.
    """
    problems = Problems()
    folder = Folder(root, problems)
    draft = _read_all(folder, problems)
    check_references(draft, problems)
    if with_ledger:
        check_ledger(folder, draft, problems)
    check_items(draft, problems)
    if today:
        check_freshness(draft, today, problems)
    course = _build(draft, problems)
    found = problems.sorted()
    sound = course is not None and not any(problem.severity == "error" for problem in found)
    return Loaded(course if sound else None, found, _counts(draft), draft)


def _read_all(folder: Folder, problems: Problems) -> Draft:
    draft = Draft()
    if not folder.root.is_dir():
        problems.error(".", 1, f"there is no folder {folder.root}; name one that holds modules/ and quizzes/")
        return draft
    draft.course = _fit(folder, draft, "modules/course.yaml", CourseFile, problems)
    draft.sources = _fit(folder, draft, "modules/sources.yaml", SourcesFile, problems)
    draft.glossary = _fit(folder, draft, "modules/glossary.yaml", GlossaryFile, problems)
    draft.resources = _fit(folder, draft, "modules/resources.yaml", ResourcesFile, problems)
    draft.misconceptions = _fit(folder, draft, "quizzes/misconceptions.yaml", MisconceptionsFile, problems)
    if any(path.name == Path(PRACTICE).name for path in folder.files("modules", ".yaml")):
        draft.practice = _fit(folder, draft, PRACTICE, PracticeFile, problems)
    for path in folder.folders("modules"):
        _read_module(folder, draft, path, problems)
    for path in folder.files("quizzes", ".yaml"):
        if path.name != "misconceptions.yaml":
            _read_quiz(folder, draft, path, problems)
    for path in folder.files("quizzes/scenarios", ".yaml"):
        _read_scenario(folder, draft, path, problems)
    for path in (file for room in ROOMS for file in folder.files(room, ".yml")):
        problems.error(folder.name(path), 1, "this file is not read; rename it so that it ends in .yaml")
    return draft


def _fit(folder: Folder, draft: Draft, file: str, shape: type[Shape], problems: Problems) -> Shape | None:
    path = folder.file(file)
    document = read(path, file, problems) if path else None
    if document is None:
        return None
    draft.documents[file] = document
    return fit(document, shape, problems)


def _read_module(folder: Folder, draft: Draft, path: Path, problems: Problems) -> None:
    name = folder.name(path)
    front = _fit(folder, draft, f"{name}/module.yaml", ModuleFile, problems)
    if front:
        draft.modules[path.name] = front
    else:
        draft.broken_modules.add(path.name)
    draft.images[path.name] = {file.name for file in folder.files(name, "") if file.suffix in IMAGES}
    for file in sorted(folder.files(name, ".md"), key=_number):
        section = read_section(file, folder.name(file), path.name, problems)
        if section:
            draft.sections.setdefault(path.name, []).append(section)
        else:
            draft.broken_modules.add(path.name)


IMAGES = {".svg", ".png", ".jpg", ".webp"}


def _number(file: Path) -> int:
    """The number in front of a section's file name: 2 stands before 10, which sorted names would not do."""
    digits = re.match(r"\d*", file.name)
    return int(digits[0] or 0) if digits else 0


def _read_quiz(folder: Folder, draft: Draft, path: Path, problems: Problems) -> None:
    file = folder.name(path)
    quiz = _fit(folder, draft, file, Quiz, problems)
    if quiz is None:
        draft.broken_quizzes.add(path.stem)
    elif quiz.id != path.stem:
        line = draft.documents[file].line(("id",))
        problems.error(file, line, f'the id "{quiz.id}" must be the file\'s name; write `id: {path.stem}`')
        draft.broken_quizzes.add(path.stem)
    else:
        draft.quizzes[quiz.id] = quiz


def _read_scenario(folder: Folder, draft: Draft, path: Path, problems: Problems) -> None:
    file = folder.name(path)
    scenario = _fit(folder, draft, file, Scenario, problems)
    if scenario and scenario.id != path.stem:
        line = draft.documents[file].line(("id",))
        problems.error(
            file, line, f'the id "{scenario.id}" must be the file\'s name; write `id: {path.stem}`'
        )
    elif scenario:
        draft.scenarios[scenario.id] = scenario


def _build(draft: Draft, problems: Problems) -> Course | None:
    if not (draft.course and draft.sources and draft.glossary and draft.resources and draft.misconceptions):
        return None
    if any(problem.severity == "error" for problem in problems.found):
        return None
    terms = {term.id: term for term in draft.glossary.terms}
    modules = []
    for module_id in draft.course.modules:
        texts = draft.sections.get(module_id, [])
        sections = tuple(build_section(text, terms) for text in texts)
        modules.append(module_of(draft.modules[module_id], module_id, sections))
    return Course(
        file=draft.course,
        modules=tuple(modules),
        quizzes=draft.quizzes,
        categories=draft.glossary.categories,
        terms=terms,
        sources={source.id: source for source in draft.sources.sources},
        topics=draft.resources.topics,
        resources={resource.id: resource for resource in draft.resources.resources},
        situations={situation.id: situation for situation in draft.resources.situations},
        misconceptions={belief.id: belief for belief in draft.misconceptions.misconceptions},
        scenarios=draft.scenarios,
        places=places(draft.quizzes, draft.documents),
        practice=draft.practice or PracticeFile(),
    )


def _counts(draft: Draft) -> dict[str, int]:
    return {
        "modules": len(draft.modules),
        "sections": sum(len(sections) for sections in draft.sections.values()),
        "quizzes": len(draft.quizzes),
        "questions": sum(len(quiz.questions) for quiz in draft.quizzes.values()),
        "scenarios": len(draft.scenarios),
        "terms": len(draft.glossary.terms) if draft.glossary else 0,
        "resources": len(draft.resources.resources) if draft.resources else 0,
        "sources": len(draft.sources.sources) if draft.sources else 0,
    }
