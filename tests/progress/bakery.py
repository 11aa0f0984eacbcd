"""A course in files that tests edit, and learners who take it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from accounts import people
from accounts.people import Person, Role
from course.attempts import Attempt
from course.certainty import Level
from course.course import Course
from course.loader import load
from course.modules import Module
from course.quizzes import Quiz
from progress import answers, attempts, completion
from progress.answers import Saved
from progress.database import Database

BREAD = Path(__file__).parents[1] / "courses" / "bread"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
RIGHT: dict[str, object] = {
    "weigh-first": "scale",
    "what-to-weigh": ["flour", "water"],
    "feed-on-the-day": "true",
    "french-word": "levain",
    "cold-keeps": "cold",
}
WRONG: dict[str, object] = {
    "weigh-first": "cup",
    "what-to-weigh": ["oven"],
    "feed-on-the-day": "false",
    "french-word": "yeast",
    "cold-keeps": "warm",
}


@dataclass
class Bakery:
    """The bread course in a folder of its own, a database, and a clock."""

    db: Database
    folder: Path
    now: datetime = NOON
    people: int = field(default=0)

    @property
    def course(self) -> Course:
        """The course as its files say now."""
        loaded = load(self.folder)
        assert loaded.course is not None, [str(problem) for problem in loaded.problems]
        return loaded.course

    @property
    def quiz(self) -> Quiz:
        return self.course.quiz("dough")

    def module(self, module_id: str = "dough") -> Module:
        return self.course.module(module_id)

    def edit(self, path: str, old: str, new: str) -> None:
        """Change one of the course's files."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def ask_everything(self, attempts: str = "unlimited") -> None:
        """Have the quiz ask all five questions, as often as `attempts` says."""
        self.edit("quizzes/dough.yaml", "draw: 4\n", "")
        self.edit("quizzes/dough.yaml", "attempts: 3", f"attempts: {attempts}")
        self.edit("quizzes/dough.yaml", "cool_off_minutes: 30", "cool_off_minutes: 0")

    def learner(self, name: str = "", role: Role = "learner") -> "Learner":
        """Somebody new."""
        self.people += 1
        name = name or f"Learner {self.people:03}"
        email = f"learner{self.people}@example.ac.uk"
        return Learner(self, people.add(self.db, email=email, name=name, role=role, now=self.now))

    def wait(self, **time: float) -> None:
        """Move the clock on."""
        self.now += timedelta(**time)

    def reopened(self) -> Database:
        """The same file as another process, or this one after a restart, opens it."""
        again = Database(self.db.path)
        again.prepare()
        return again

    def count(self, table: str) -> int:
        """How many rows a table has."""
        rows: int = self.db.rows(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"]
        return rows


@dataclass
class Learner:
    """Somebody who takes the course."""

    bakery: Bakery
    person: Person

    @property
    def id(self) -> str:
        return self.person.id

    def begin(self, seed: str | None = None, *, preview: bool = False) -> Attempt:
        b = self.bakery
        return attempts.start_or_resume(b.db, b.quiz, self.id, b.now, None, seed, preview=preview)

    def answer(
        self,
        attempt: Attempt,
        question_id: str,
        response: object,
        seen: int | None = None,
        event_id: str | None = None,
        certainty: Level | None = None,
    ) -> Saved:
        """Answer having seen the answer with sequence `seen`, by default the latest."""
        b = self.bakery
        latest = answers.of_attempt(b.db, attempt)[question_id].sequence if seen is None else seen
        return answers.save(
            b.db,
            attempt.id,
            self.id,
            question_id,
            response,
            latest,
            event_id or uuid4().hex,
            b.now,
            certainty,
        )

    def submit(self, attempt: Attempt) -> Attempt:
        return attempts.submit(self.bakery.db, attempt.id, self.id, self.bakery.module(), self.bakery.now)

    def take(self, right: int, *, preview: bool = False) -> Attempt:
        """A whole attempt: the first `right` questions right, the others wrong."""
        attempt = self.begin(preview=preview)
        for i, drawn in enumerate(attempt.questions):
            answers = RIGHT if i < right else WRONG
            self.answer(attempt, drawn.question_id, answers[drawn.question_id])
        return self.submit(attempt)

    def read(self, *section_ids: str, module_id: str = "dough") -> None:
        b = self.bakery
        for section_id in section_ids:
            completion.read_section(b.db, self.id, b.module(module_id), section_id, b.now)
