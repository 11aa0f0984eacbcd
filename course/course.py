"""The whole course as one frozen object."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import Field

from course.authored import Authored, Slug, Words
from course.glossary import Term
from course.misconceptions import Misconception
from course.modules import Module
from course.places import Places
from course.practice import Material, PracticeFile
from course.quizzes import Quiz, Role
from course.resources import Resource, Situation
from course.scenarios import Scenario
from course.sections import Section
from course.sources import Source


class Principle(Authored):
    """One way in which the course treats its subject."""

    title: Words
    text: Words


class CourseFile(Authored):
    """modules/course.yaml"""

    title: Words
    tagline: Words
    audience: Words
    summary: Words
    notice: Words
    contact: Words
    modules: Annotated[tuple[Slug, ...], Field(min_length=1)]
    jurisdictions: Mapping[str, Words] = {}
    principles: tuple[Principle, ...] = ()
    specimen: Slug | None = None
    valid_months: Annotated[int, Field(ge=1, le=120)] | None = None


@dataclass(frozen=True)
class Course:
    """Everything an author wrote, read and checked. Mappings keep the authors' order."""

    file: CourseFile
    modules: tuple[Module, ...]
    quizzes: Mapping[str, Quiz]
    categories: Mapping[str, str]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    topics: Mapping[str, str]
    resources: Mapping[str, Resource]
    situations: Mapping[str, Situation]
    misconceptions: Mapping[str, Misconception]
    scenarios: Mapping[str, Scenario]
    places: Places = field(default_factory=Places)
    practice: PracticeFile = field(default_factory=PracticeFile)

    @cached_property
    def material(self) -> Material:
        """What there is to practise."""
        return Material(self.terms, self.practice)

    @property
    def title(self) -> str:
        """What the course is called."""
        return self.file.title

    @property
    def notice(self) -> str:
        """What the course is not, and whom to ask."""
        return self.file.notice

    def module(self, module_id: str) -> Module:
        """The module with this id. Raises KeyError if there is none."""
        return {module.id: module for module in self.modules}[module_id]

    def number(self, module: Module) -> int:
        """The module's place in the course, from 1."""
        return [m.id for m in self.modules].index(module.id) + 1

    def quiz(self, quiz_id: str) -> Quiz:
        """The quiz with this id. Raises KeyError if there is none."""
        return self.quizzes[quiz_id]

    def quizzes_for(self, role: Role) -> list[Quiz]:
        """The quizzes of a role, in the order of their files' names."""
        return [quiz for quiz in self.quizzes.values() if quiz.role == role]

    def module_of(self, quiz_id: str) -> Module | None:
        """The module that passing a quiz may complete; None for a quiz that is not there or belongs to none."""
        quiz = self.quizzes.get(quiz_id)
        return self.module(quiz.module) if quiz and quiz.module else None

    def scenarios_of(self, module_id: str) -> list[Scenario]:
        """The scenarios that belong to a module, in the order of their files' names."""
        return [scenario for scenario in self.scenarios.values() if scenario.module == module_id]

    def section(self, key: str) -> Section:
        """The section named `module/section`. Raises KeyError if there is none."""
        module_id, _, section_id = key.partition("/")
        return self.module(module_id).section(section_id)

    def jurisdiction(self, code: str) -> str:
        """A jurisdiction's name, or its code where the course gives none."""
        return self.file.jurisdictions.get(code, code)
