"""Checks that everything named exists, and that no id is used twice.

Where the file that should hold a name could not be read, nothing is said about the names in it: one broken
file must not drown its author in errors about others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from course.documents import Document, Place, inside
from course.draft import Draft
from course.markdown import ALERTS
from course.practice.shapes import PracticeFile
from course.problems import Problems, did_you_mean
from course.questions import Question
from course.quizzes import Quiz
from course.reading import check_mentions, fences
from course.resources import ResourcesFile
from course.scenarios import Scenario
from course.scenarios.graph import faults
from course.scenarios.prose import check_lines, check_prose

Names = Mapping[str, Any] | None

SECTION_ONLY = re.compile(r"\[\[|\[@")

HOMES = {
    "term": "modules/glossary.yaml",
    "source": "modules/sources.yaml",
    "resource": "modules/resources.yaml",
    "misconception": "quizzes/misconceptions.yaml",
}


def check_references(draft: Draft, problems: Problems) -> None:
    """Record every name that leads nowhere and every id that stands twice."""
    checker = _Checker(draft, problems)
    checker.lists()
    checker.course()
    for module_id in draft.modules:
        checker.module(module_id)
    for module_id in draft.sections:
        checker.sections(module_id)
    for quiz in draft.quizzes.values():
        checker.quiz(quiz)
    for scenario in draft.scenarios.values():
        checker.scenario(scenario)


class _Checker:
    def __init__(self, draft: Draft, problems: Problems) -> None:
        self.draft = draft
        self.problems = problems
        self.terms = _ids(draft.glossary and draft.glossary.terms)
        self.sources = _ids(draft.sources and draft.sources.sources)
        self.resources = _ids(draft.resources and draft.resources.resources)
        self.beliefs = _ids(draft.misconceptions and draft.misconceptions.misconceptions)
        self.modules = {**draft.modules, **dict.fromkeys(draft.broken_modules)}
        self.quizzes = {**draft.quizzes, **dict.fromkeys(draft.broken_quizzes)}
        self.section_keys = {
            f"{text.module_id}/{text.id}": text for texts in draft.sections.values() for text in texts
        }

    def lists(self) -> None:
        """The lists that stand in one file each: ids once, categories and sources known."""
        draft = self.draft
        for file, key in {
            "modules/sources.yaml": "sources",
            "modules/glossary.yaml": "terms",
            "modules/resources.yaml": "resources",
            "quizzes/misconceptions.yaml": "misconceptions",
        }.items():
            if file in draft.documents:
                self._once(draft.documents[file], key)
        if draft.glossary:
            document = draft.documents["modules/glossary.yaml"]
            for i, term in enumerate(draft.glossary.terms):
                self._known(
                    "category", term.category, draft.glossary.categories, document, ("terms", i, "category")
                )
                self._known("source", term.source, self.sources, document, ("terms", i, "source"))
        if draft.resources:
            self._resources(draft.resources, draft.documents["modules/resources.yaml"])
        if draft.practice:
            self._practice(draft.practice, draft.documents["modules/practice.yaml"])
        if draft.misconceptions:
            document = draft.documents["quizzes/misconceptions.yaml"]
            for i, belief in enumerate(draft.misconceptions.misconceptions):
                for source in belief.sources:
                    self._known("source", source, self.sources, document, ("misconceptions", i, "sources"))

    def _practice(self, practice: PracticeFile, document: Document) -> None:
        for key, sources in {
            "names": [name.source for name in practice.names],
            "titles": [title.source for title in practice.titles],
        }.items():
            self._once(document, key)
            for i, source in enumerate(sources):
                self._known("source", source, self.sources, document, (key, i, "source"))

    def _resources(self, resources: ResourcesFile, document: Document) -> None:
        for i, resource in enumerate(resources.resources):
            for j, topic in enumerate(resource.topics):
                self._known("topic", topic, resources.topics, document, ("resources", i, "topics", j))
        self._once(document, "situations")
        for i, situation in enumerate(resources.situations):
            for j, name in enumerate(situation.resources):
                self._known("resource", name, self.resources, document, ("situations", i, "resources", j))
            for j, key in enumerate(situation.sections):
                if key.partition("/")[0] not in self.draft.broken_modules:
                    place = ("situations", i, "sections", j)
                    self._known("section", key, self.section_keys, document, place)

    def course(self) -> None:
        """course.yaml: its modules exist and stand once, its specimen is a term."""
        course = self.draft.course
        if not course:
            return
        document = self.draft.documents["modules/course.yaml"]
        for i, module_id in enumerate(course.modules):
            self._known("module", module_id, self.modules, document, ("modules", i))
            if module_id in course.modules[:i]:
                line = document.line(("modules", i))
                self.problems.error(document.file, line, f'module "{module_id}" is listed twice; keep one')
        self._known("term", course.specimen, self.terms, document, ("specimen",))
        for module_id in self.draft.modules:
            if module_id not in course.modules:
                file = f"modules/{module_id}/module.yaml"
                unlisted = (
                    f'module "{module_id}" is not listed in modules/course.yaml, so nobody sees it; list it'
                )
                self.problems.warning(file, 1, unlisted)

    def module(self, module_id: str) -> None:
        """A module's front page."""
        module = self.draft.modules[module_id]
        file = f"modules/{module_id}/module.yaml"
        document = self.draft.documents[file]
        self._once(document, "outcomes")
        self._known("term", module.word, self.terms, document, ("word",))
        self._known("quiz", module.quiz, self.quizzes, document, ("quiz",))
        quiz = self.draft.quizzes.get(module.quiz or "")
        if quiz and quiz.module in self.modules and quiz.module != module_id:
            wrong = f'quiz "{quiz.id}" belongs to module "{quiz.module}"; mend one of the two'
            self.problems.error(file, document.line(("quiz",)), wrong)
        for i, resource in enumerate(module.reading):
            self._known("resource", resource, self.resources, document, ("reading", i))
        if not self.draft.sections.get(module_id) and module_id not in self.draft.broken_modules:
            self.problems.error(
                file, 1, f'module "{module_id}" has no section; add a file such as 01-start.md'
            )

    def sections(self, module_id: str) -> None:
        """What a module's sections name, even where its front page is broken."""
        module = self.draft.modules.get(module_id)
        outcomes = _ids(module and module.outcomes)
        images = dict.fromkeys(self.draft.images.get(module_id, ()))
        alerts = dict.fromkeys(kind.upper() for kind in ALERTS)
        known = {"term": self.terms, "source": self.sources, "alert": alerts, "image": images}
        seen: dict[str, str] = {}
        for text in self.draft.sections[module_id]:
            if text.id in seen:
                self.problems.error(
                    text.file, 1, f'{seen[text.id]} has the id "{text.id}" too; rename one file'
                )
            seen[text.id] = text.file
            check_mentions(text.tokens, text.file, text.first_line, known, self.problems)
            for i, outcome in enumerate(text.front.outcomes):
                self._known("outcome", outcome, outcomes, text.head, ("outcomes", i))
            for content, line in fences(text, "question"):
                self._inline_check(content, text.file, line)

    def _inline_check(self, content: str, file: str, line: int) -> None:
        quiz_id, _, question_id = content.partition("/")
        if quiz_id in self.draft.broken_quizzes:
            return
        quiz = self.draft.quizzes.get(quiz_id)
        if quiz is None:
            hint = did_you_mean(quiz_id, self.draft.quizzes) or "; write `quiz/question`"
            self.problems.error(file, line, f'unknown quiz "{quiz_id}"{hint}')
        elif question_id not in (checks := [check.id for check in quiz.checks]):
            self.problems.error(file, line, self._no_check(quiz, question_id, checks))

    def _no_check(self, quiz: Quiz, question_id: str, checks: list[str]) -> str:
        if quiz.has(question_id):
            return f'"{question_id}" is asked in the quiz itself; write a check of its own, or move it to `checks`'
        hint = did_you_mean(question_id, checks) or f"; add it to the checks of quizzes/{quiz.id}.yaml"
        return f'unknown question "{question_id}"{hint}'

    def quiz(self, quiz: Quiz) -> None:
        """A quiz and its questions."""
        document = self.draft.documents[f"quizzes/{quiz.id}.yaml"]
        if quiz.role == "module" and not quiz.module:
            self.problems.error(
                document.file, document.line(("role",)), '"module" is missing; name the quiz\'s module'
            )
        self._known("module", quiz.module, self.modules, document, ("module",))
        module = self.draft.modules.get(quiz.module or "")
        if quiz.role == "module" and module and module.quiz in {None, *self.quizzes} - {quiz.id}:
            lost = f"modules/{quiz.module}/module.yaml does not name this quiz, so nobody finds it"
            self.problems.warning(document.file, document.line(("module",)), f"{lost}; add `quiz: {quiz.id}`")
        self._ids_of_questions(quiz, document)
        for key in ("questions", "checks"):
            for i, question in enumerate(getattr(quiz, key)):
                self._question(quiz, question, document, (key, i))
        self._draw(quiz, document)
        self._one_line_texts(document)

    def _ids_of_questions(self, quiz: Quiz, document: Document) -> None:
        seen: dict[str, int] = {}
        for key in ("questions", "checks"):
            for i, question in enumerate(getattr(quiz, key)):
                line = document.line((key, i, "id"))
                if question.id in seen:
                    where = f"line {seen[question.id]}"
                    self.problems.error(
                        document.file, line, f'question id "{question.id}" stands on {where} too; rename one'
                    )
                seen.setdefault(question.id, line)

    def _question(self, quiz: Quiz, question: Question, document: Document, place: Place) -> None:
        if outcomes := self._outcomes(quiz):
            self._known("outcome", question.outcome, outcomes, document, (*place, "outcome"))
        for source in question.source:
            self._known("source", source, self.sources, document, (*place, "source"))
        self._known("section", question.section, self._keys(question), document, (*place, "section"))
        for belief in question.misconceptions():
            if self.beliefs is None or belief in self.beliefs:
                continue
            at = next(
                (at for at, value in _named(document, place, "misconception") if value == belief), place
            )
            self._known("misconception", belief, self.beliefs, document, at)

    def _one_line_texts(self, document: Document) -> None:
        """A question's texts have no glossary links and no citations: they would stay text."""
        for place, line in document.lines.items():
            if place and place[0] in ("questions", "checks") and "accept" not in place:
                text = inside(document.data, place)
                if isinstance(text, str) and SECTION_ONLY.search(text):
                    told = (
                        "glossary links and citations work in sections only; write plain words, and `source:`"
                    )
                    self.problems.error(document.file, line, told)

    def scenario(self, scenario: Scenario) -> None:
        """A scenario: the shape of its graph, and what it names."""
        document = self.draft.documents[f"quizzes/scenarios/{scenario.id}.yaml"]
        for fault in faults(scenario):
            if self.problems.full(document.file):
                return
            self.problems.error(document.file, document.line(fault.place), fault.told)
        self._known("module", scenario.module, self.modules, document, ("module",))
        self._once(document, "nodes")
        for i, node in enumerate(scenario.nodes):
            self._once(document, "nodes", i, "evidence")
            self._once(document, "nodes", i, "options")
            for j, option in enumerate(node.options):
                place: Place = ("nodes", i, "options", j)
                for source in option.sources:
                    self._known("source", source, self.sources, document, (*place, "sources"))
                self._known(
                    "misconception", option.misconception, self.beliefs, document, (*place, "misconception")
                )
        alerts = dict.fromkeys(kind.upper() for kind in ALERTS)
        known = {"term": self.terms, "source": self.sources, "alert": alerts}
        check_prose(scenario, document, known, self.problems)
        check_lines(scenario, document, self.problems)

    def _draw(self, quiz: Quiz, document: Document) -> None:
        if not isinstance(quiz.draw, Mapping):
            self._enough(f"{quiz.length} questions", quiz.length, len(quiz.drawable), document, ("draw",))
            return
        for group, wanted in quiz.draw.items():
            place = ("draw", group)
            about = [question for question in quiz.drawable if group in (question.outcome, question.module)]
            of = f'of {"module" if group in self.modules else "outcome"} "{group}"'
            if isinstance(wanted, int):
                self._enough(f"{wanted} questions {of}", wanted, len(about), document, place)
                continue
            levels = Counter(question.difficulty for question in about)
            for level, number in wanted.items():
                self._enough(
                    f"{number} {level} questions {of}", number, levels[level], document, (*place, level)
                )
        self._drawn_twice(quiz, document)

    def _drawn_twice(self, quiz: Quiz, document: Document) -> None:
        """A module and one of its own outcomes would draw the same question twice."""
        groups = quiz.draw if isinstance(quiz.draw, Mapping) else {}
        for question in quiz.drawable:
            if question.outcome in groups and question.module in groups:
                told = (
                    f'"draw" names outcome "{question.outcome}" and its module "{question.module}"; keep one'
                )
                self.problems.error(document.file, document.line(("draw", question.outcome)), told)
                return

    def _enough(self, wanted: str, number: int, have: int, document: Document, place: Place) -> None:
        if number > have:
            told = f'"draw" wants {wanted} but there are {have}; write more or draw fewer'
            self.problems.error(document.file, document.line(place), told)

    def _outcomes(self, quiz: Quiz) -> Names:
        """The outcomes a quiz may ask for: its module's, or every module's."""
        modules = self.draft.modules
        if quiz.module:
            return _ids(modules[quiz.module].outcomes) if quiz.module in modules else None
        return {outcome.id: outcome for module in modules.values() for outcome in module.outcomes}

    def _keys(self, question: Question) -> Names:
        """The sections a question may point to; None where its module is broken."""
        module_id = (question.section or "").partition("/")[0]
        return None if module_id in self.draft.broken_modules else self.section_keys

    def _known(self, kind: str, name: str | None, names: Names, document: Document, place: Place) -> None:
        if name is None or names is None or name in names or self.problems.full(document.file):
            return
        hint = did_you_mean(name, names) or (
            f"; add it to {HOMES[kind]}" if kind in HOMES else "; mend the name"
        )
        self.problems.error(document.file, document.line(place), f'unknown {kind} "{name}"{hint}')

    def _once(self, document: Document, *place: str | int) -> None:
        try:
            entries = inside(document.data, place)
        except LookupError:
            return
        seen: dict[str, int] = {}
        for i, entry in enumerate(entries if isinstance(entries, list) else ()):
            name = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(name, str):
                continue
            line = document.line((*place, i, "id"))
            if name in seen:
                self.problems.error(
                    document.file, line, f'the id "{name}" stands on line {seen[name]} too; rename one'
                )
            seen.setdefault(name, line)


def _ids(entries: Iterable[Any] | None) -> Names:
    return None if entries is None else {entry.id: entry for entry in entries}


def _named(document: Document, place: Place, key: str) -> Iterable[tuple[Place, str]]:
    """Every place at or below `place` that holds `key`, with its value."""
    for at in document.lines:
        if at[: len(place)] == place and at[-1] == key:
            yield at, str(inside(document.data, at))
