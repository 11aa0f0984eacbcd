"""People who use the pages: what they open, press and see."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Button

from accounts import people, sessions
from accounts.person import Person, Role
from app_pages import services
from course.attempts import Attempt
from course.course import Course
from progress import answers, attempts, completion
from progress.database import Database
from tests.bread import Bread

Make = Callable[[], bytes]  # makes a file when its button is pressed

INDEX = Path(__file__).parents[2] / "app_pages" / "index.py"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FILES = {
    "": "home.py",
    "overview": "trainer/overview.py",
    "completion": "trainer/completion.py",
    "cohorts": "trainer/cohorts.py",
    "learner": "trainer/learner.py",
    "scenario-figures": "trainer/scenarios.py",
    "content-health": "trainer/health.py",
    "questions": "trainer/questions.py",
    "regrade": "trainer/regrade.py",
    "reminders": "trainer/reminders.py",
    "downloads": "trainer/downloads.py",
    "issued": "trainer/certificates.py",
    "people": "trainer/people.py",
}

# Every question of the course about bread: what is right, and what is not.
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
class School:
    """The course in a folder, its database, a clock, and the cookie that the next run of a page brings along."""

    bread: Bread
    now: datetime = NOON
    cookie: str | None = None
    _people: int = field(default=0)

    @property
    def db(self) -> Database:
        return services.database()

    @property
    def course(self) -> Course:
        return services.course()

    def wait(self, **time: float) -> None:
        """Move the clock on."""
        self.now += timedelta(**time)

    def reread(self) -> None:
        """Have the running course look at its files again, which it otherwise does every two seconds."""
        shelf = services.shelf()
        shelf.current(shelf._looked + 60)

    def ask_everything(self, extra: str = "") -> None:
        """Have the quiz ask all its questions in the order of the file, as often as one likes."""
        quiz = self.bread.read("quizzes/dough.yaml")
        quiz = quiz.replace("draw: 4\nattempts: 3\ncool_off_minutes: 30\n", extra)
        self.bread.write("quizzes/dough.yaml", quiz)

    def person(self, name: str = "", role: Role = "learner", email: str = "") -> Person:
        """Somebody new with an account."""
        self._people += 1
        name = name or f"Baker {self._people:03}"
        email = email or f"baker{self._people}@example.ac.uk"
        return people.add(self.db, email=email, name=name, role=role, now=self.now)

    def visitor(self) -> "Visit":
        """Somebody without an account, at a browser."""
        return Visit(self)

    def visit(self, person: Person) -> "Visit":
        """Somebody signed in, at a browser of their own."""
        return Visit(self, sessions.start(self.db, person, self.now))

    def learner(self, name: str = "") -> "Visit":
        """A new learner, signed in."""
        return self.visit(self.person(name))

    def trainer(self) -> "Visit":
        """A new trainer, signed in."""
        return self.visit(self.person("Rhian Davies", "trainer", "rhian@example.ac.uk"))

    def counts(self) -> dict[str, int]:
        """How many rows each table of people's doings has."""
        names = [row["name"] for row in self.db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: self.db.rows(f"SELECT COUNT(*) AS n FROM {name}")[0]["n"] for name in names}

    def attempts_of(self, person: Person) -> list[Attempt]:
        return attempts.attempts_of(self.db, person.id)

    def answers(self, person: Person) -> dict[str, object]:
        """What is stored of the person's latest attempt: question id -> answer."""
        latest = self.attempts_of(person)[-1]
        return {name: answer.response for name, answer in answers.of_attempt(self.db, latest).items()}

    def take(self, person: Person, *, right: int = 99, submit: bool = True) -> Attempt:
        """A whole attempt without the pages: the first `right` questions right, the others wrong."""
        attempt = attempts.start_or_resume(self.db, self.course.quiz("dough"), person.id, self.now)
        for i, drawn in enumerate(attempt.questions):
            response = (RIGHT if i < right else WRONG)[drawn.question_id]
            event = f"{attempt.id}-{i}"
            answers.save(self.db, attempt.id, person.id, drawn.question_id, response, 0, event, self.now)
        if not submit:
            return attempt
        return attempts.submit(self.db, attempt.id, person.id, self.course.module("dough"), self.now)

    def read(self, person: Person, *sections: str, module: str = "dough") -> None:
        """Have the person read sections without the pages."""
        for section in sections:
            completion.read_section(self.db, person.id, self.course.module(module), section, self.now)


class Visit:
    """One browser at the pages: opens addresses, presses buttons, and sees words. Every step must raise nothing."""

    def __init__(self, school: School, cookie: str | None = None) -> None:
        self.school = school
        self.cookie = cookie
        self.app = AppTest.from_file(INDEX, default_timeout=30)

    @property
    def person(self) -> Person:
        person = sessions.person_of(self.school.db, self.cookie, self.school.now)
        assert person
        return person

    def open(self, address: str = "/") -> "Visit":
        """Open an address in a fresh browser tab."""
        parts = urlsplit(address)
        name = parts.path.strip("/")
        self.app = AppTest.from_file(INDEX, default_timeout=30)
        self.app.query_params = dict(parse_qsl(parts.query, keep_blank_values=True))
        if name:
            self._run()  # a page can be switched to when the navigation is known
            self.app.switch_page(FILES.get(name, f"{name}.py"))
            self.app.query_params = dict(parse_qsl(parts.query, keep_blank_values=True))
        return self._run()

    def again(self) -> "Visit":
        """Run the page again as it is."""
        return self._run()

    def sign_out(self) -> None:
        """Sign out in another window of the same browser."""
        sessions.end(self.school.db, self.cookie)

    def _run(self) -> "Visit":
        self.school.cookie = self.cookie
        self.app.run()
        self.app._page_hash = ""  # a browser follows where a page leads; AppTest would go back
        assert [fault.value for fault in self.app.exception] == []
        return self

    def button(self, name: str) -> Button:
        """The button or the only one whose label starts with `name`."""
        found = [button for button in self.app.button if button.label == name]
        found = found or [button for button in self.app.button if button.label.startswith(name)]
        assert len(found) == 1, f"{name!r} is on {len(found)} of {self.buttons}"
        return found[0]

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.app.button]

    def press(self, name: str) -> "Visit":
        self.button(name).click()
        return self._run()

    def press_key(self, key: str) -> "Visit":
        self.app.button(key=key).click()
        return self._run()

    def go_to(self, place: int) -> "Visit":
        """Open another question over the map, by its place from 0."""
        next(pills for pills in self.app.pills if str(pills.key).startswith("map-")).set_value(place)
        return self._run()

    def answer(self, response: object) -> "Visit":
        """Answer the open question: an option's id, several, or words."""
        if isinstance(response, list):
            for key in [str(box.key) for box in self.app.checkbox]:
                wanted = key.rpartition("-")[2] in response
                if key not in [box.key for box in self.app.checkbox]:
                    break  # the page has gone on to something else
                if self.app.checkbox(key=key).value != wanted:
                    self.app.checkbox(key=key).set_value(wanted)
                    self._run()
            return self
        if self.app.radio:
            self.app.radio[0].set_value(str(response))
        else:
            self.app.text_input[0].set_value(str(response))
        return self._run()

    def question_id(self) -> str:
        """The id of the question that the desk shows, found by its stem."""
        quiz = self.school.course.quiz("dough")
        return next(question.id for question in quiz.questions if question.stem in self.words)

    @property
    def html(self) -> str:
        """All HTML that the page drew, without styles."""
        parts = [element.value for element in self._elements("html")]
        return "\n".join(part for part in parts if not part.startswith("<style"))

    @property
    def words(self) -> str:
        """All that can be read on the page: text of the HTML, and labels as they were handed to Streamlit."""
        labels = [
            getattr(element, "label", "")
            for kind in ("button", "radio", "checkbox", "text_input", "expander", "selectbox", "page_link")
            for element in self._elements(kind)
        ]
        options = [option for radio in self.app.radio for option in radio.options]
        return text_of(self.html) + "\n" + "\n".join(map(str, [*labels, *options]))

    @property
    def title(self) -> str:
        """The page's one h1."""
        found: list[str] = re.findall(r"<h1>(.*?)</h1>", self.html)
        assert len(found) == 1, found
        return text_of(found[0]).strip()

    @property
    def tree(self) -> str:
        """Everything that was sent to the browser, whatever shows it."""
        return "\n".join(_sent(self.app._tree))

    def _elements(self, kind: str) -> list[Any]:
        return list(self.app.get(kind))


def text_of(html: str) -> str:
    """The words of HTML as a reader sees them."""
    lines = re.sub(r"</?(?:p|div|li|h\d|td|th|tr|dd|dt)\b[^>]*>", "\n", html)
    return unescape(re.sub(r"<[^>]+>", "", lines))


def _sent(block: Block) -> list[str]:
    sent = []
    for child in block.children.values():
        proto = getattr(child, "proto", None)
        if proto is not None:
            sent.append(proto.SerializeToString().decode("utf-8", "replace"))
        if isinstance(child, Block):
            sent += _sent(child)
    return sent
