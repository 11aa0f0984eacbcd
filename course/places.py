"""Where things stand in the author's files, for whoever is told to look at them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from course.documents import Document
from course.quizzes import Quiz


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; `file` is named from the course folder, `line` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where each question of each quiz begins: (quiz id, question id) -> place."""

    questions: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    def question(self, quiz_id: str, question_id: str) -> Place | None:
        """Where a question stands now; None when the quiz has it no more."""
        return self.questions.get((quiz_id, question_id))


def places(quizzes: Mapping[str, Quiz], documents: Mapping[str, Document]) -> Places:
    """The places of all questions and checks; `documents` are the files as they were read, by name."""
    found: dict[tuple[str, str], Place] = {}
    for quiz in quizzes.values():
        file = f"quizzes/{quiz.id}.yaml"
        for key, questions in (("questions", quiz.questions), ("checks", quiz.checks)):
            for i, question in enumerate(questions):
                found[quiz.id, question.id] = Place(file, documents[file].line((key, i)))
    return Places(found)
