"""A course while it is being read: what fits so far, and what is known to be broken."""

from dataclasses import dataclass, field

from course.course import CourseFile
from course.documents import Document
from course.glossary import GlossaryFile
from course.misconceptions import MisconceptionsFile
from course.modules import ModuleFile
from course.practice.shapes import PracticeFile
from course.quizzes import Quiz
from course.reading import SectionText
from course.resources import ResourcesFile
from course.scenarios import Scenario
from course.sources import SourcesFile


@dataclass
class Draft:
    """Everything read so far. A file that could not be read or does not fit is absent or None."""

    course: CourseFile | None = None
    sources: SourcesFile | None = None
    glossary: GlossaryFile | None = None
    resources: ResourcesFile | None = None
    misconceptions: MisconceptionsFile | None = None
    practice: PracticeFile | None = None
    modules: dict[str, ModuleFile] = field(default_factory=dict)
    sections: dict[str, list[SectionText]] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    images: dict[str, set[str]] = field(default_factory=dict)
    broken_modules: set[str] = field(default_factory=set)
    broken_quizzes: set[str] = field(default_factory=set)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
