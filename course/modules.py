"""A module: what it teaches, in which sections, and the day it speaks for."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from course.authored import Authored, Day, Slug, Words
from course.sections import Section


class Outcome(Authored):
    """What a learner can do afterwards: `text` in full, `short` for tables."""

    id: Slug
    short: Words
    text: Words


class Change(Authored):
    """What a new edition changed."""

    edition: Annotated[int, Field(ge=1)]
    date: Day
    what: Words


class ModuleFile(Authored):
    """modules/<id>/module.yaml"""

    title: Words
    summary: Words
    minutes: Annotated[int, Field(ge=1, le=600)]
    word: Slug | None = None
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    jurisdictions: tuple[Words, ...] = ()
    reviewed: Day
    review_by: Day
    edition: Annotated[int, Field(ge=1)] = 1
    changes: tuple[Change, ...] = ()
    quiz: Slug | None = None
    reading: tuple[Slug, ...] = ()


class Module(ModuleFile):
    """A module with its id and its sections in order."""

    id: Slug
    sections: tuple[Section, ...]

    def section(self, section_id: str) -> Section:
        """The section with this id. Raises KeyError if there is none."""
        return self.sections[self.position(section_id)]

    def position(self, section_id: str) -> int:
        """Where a section stands, from 0. Raises KeyError if there is none."""
        for i, section in enumerate(self.sections):
            if section.id == section_id:
                return i
        raise KeyError(section_id)

    def outcome(self, outcome_id: str) -> Outcome:
        """The outcome with this id. Raises KeyError if there is none."""
        return {outcome.id: outcome for outcome in self.outcomes}[outcome_id]

    def overdue(self, today: date) -> bool:
        """Whether it should have been reviewed before `today`."""
        return self.review_by < today


def module_of(file: ModuleFile, module_id: str, sections: tuple[Section, ...]) -> Module:
    """Join a module's front page with its sections."""
    known: dict[str, Any] = {name: getattr(file, name) for name in ModuleFile.model_fields}
    return Module.model_construct(**known, id=module_id, sections=sections)
