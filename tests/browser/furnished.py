"""A house to look at: people in every state, and the address of every page with whose eyes it is seen."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from accounts import people, sessions
from course.course import Course
from course.loader import load
from progress import answers, assignments, attempts, cohorts, completion, statistics
from progress.cohorts import Cohort
from progress.database import Database
from progress.moments import to_text
from tests.answering import right_answer, wrong_answer
from tests.browser.serving import PASSWORD, ROOT, Server

NOW = datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """A server with a trainer, a learner half-way, and the ids that addresses name: a result, a cohort, ..."""

    server: Server
    cookies: dict[str, str]
    places: dict[str, str]


def furnish(folder: Path) -> House:
    """A server on a database with people and what they did; it is not started yet."""
    server = Server(folder)
    database = Database(server.database)
    database.prepare()
    cookies, places = _people(database)
    places["item"] = statistics.of_quiz(database, "language").questions[0].id
    return House(server, cookies, places)


def _people(database: Database) -> tuple[dict[str, str], dict[str, str]]:
    """A trainer, six learners in a cohort and what they did; returns cookies by name, and ids that addresses name."""
    course = load(ROOT).course
    assert course
    trainer = _person(database, "Rhian Davies", "trainer")
    cookies = {"trainer": sessions.start(database, trainer, NOW)}
    cookies["admin"] = sessions.start(database, _person(database, "Tove Oven", "admin"), NOW)
    cohort = _cohort(database, trainer)
    places = {"cohort": cohort.id, "code": cohort.code}
    for i, name in enumerate(NAMES):
        learner = _person(database, name, "learner")
        cookies[f"learner{i}"] = sessions.start(database, learner, NOW)
        for section in course.module("language").sections[: 3 + i]:
            completion.read_section(database, learner.id, course.module("language"), section.id, NOW)
        attempt = _attempt(database, course, learner, i)
        with database.write() as transaction:
            cohorts.add_member(transaction, cohort, learner.id, "trainer", NOW)
        if i == 1:
            places |= {"result": attempt, "learner": learner.id}
        if i in CODES:
            _certificate(database, course, learner, CODES[i])
    cookies["newcomer"] = sessions.start(database, _person(database, "Nia New", "learner"), NOW)
    return cookies, places


def _cohort(database: Database, trainer: people.Person) -> Cohort:
    """A cohort with work that is overdue, and work that is due soon."""
    cohort = cohorts.create(database, "Engineering, spring 2027", trainer.id, NOW)
    with database.write() as transaction:
        for module, left in {"export-controls": -3, "language": 14}.items():
            due_on = NOW.date() + timedelta(days=left)
            assignments.assign(transaction, cohort, "module", module, due_on, NOW)
    return cohort


CODES = {1: "ABCDEFGHJKMN", 4: "BCDEFGHJKMNP"}


def _certificate(database: Database, course: Course, learner: people.Person, code: str) -> None:
    """A certificate that counts for a good while."""
    editions = {"modules": [[m.id, m.title, str(m.edition)] for m in course.modules], "finals": []}
    with database.write() as transaction:
        transaction.run(
            """
            INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, score, issued_at,
                valid_until)
            VALUES (:code, :id, :person_id, :name, :title, 'University of Northbridge', :editions, 86.7, :now,
                '2099-11-23')
            """,
            code=code,
            id=uuid4().hex,
            person_id=learner.id,
            name=learner.name,
            title=course.title,
            editions=json.dumps(editions),
            now=to_text(NOW),
        )


def _person(database: Database, name: str, role: people.Role) -> people.Person:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    email = f"{'.'.join(plain.split()) or role}@a-long-department.northbridge.ac.uk"
    return people.add(database, email=email, name=name, role=role, now=NOW, password=PASSWORD)


def _attempt(database: Database, course: Course, learner: people.Person, i: int) -> str:
    """An attempt at the language quiz: the first learner's stays open, the others' are submitted."""
    attempt = attempts.start_or_resume(database, course.quiz("language"), learner.id, NOW)
    questions = attempts.questions_of(database, attempt)
    for j, drawn in enumerate(attempt.questions[: 9 if i else 4]):
        question = questions[drawn.question_id]
        given = right_answer(question) if (i + j) % 3 else wrong_answer(question)
        event = f"{attempt.id}-{j}"
        answers.save(
            database,
            attempt.id,
            learner.id,
            drawn.question_id,
            given,
            expected_sequence=0,
            event_id=event,
            now=NOW,
        )
    answers.set_flag(database, attempt.id, learner.id, attempt.questions[1].question_id, True, NOW)
    if i:
        attempts.submit(database, attempt.id, learner.id, course.module("language"), NOW)
    return attempt.id


NAMES = ["Amara Okafor", "王静 Wang Jing", "عمر فاروق", "Siân Hughes", "Luis García", "Katrin Fischer"]

PAGES = {
    "visitor": ("/", None),
    "modules": ("/module", None),
    "section": ("/module?m=export-controls&s=what-is-controlled", None),
    "tones": ("/module?m=language&s=pinyin-and-tones", None),
    "checklist": ("/module?m=export-controls&s=deciding-and-asking", None),
    "handout": ("/handout?m=export-controls", None),
    "handouts": ("/handout", None),
    "glossary": ("/glossary", None),
    "term": ("/glossary?t=guanxi", None),
    "resources": ("/resources", None),
    "search": ("/search", None),
    "found": ("/search?q=export+licence", None),
    "found-hanzi": ("/search?q=%E5%87%BA%E5%8F%A3", None),
    "found-nothing": ("/search?q=xyzzyxyzzy", None),
    "practice": ("/practice", None),
    "practice-spelling": ("/practice?x=spelling", None),
    "practice-tones": ("/practice?x=tones", None),
    "practice-names": ("/practice?x=names", None),
    "practice-titles": ("/practice?x=titles", None),
    "practice-cards": ("/practice?x=cards", None),
    "about": ("/about", None),
    "privacy": ("/privacy", None),
    "people": ("/people", "admin"),
    "sign-in": ("/account/sign-in", None),
    "sign-up": ("/account/sign-up", None),
    "home": ("/", "learner0"),
    "question": ("/quiz?q=language", "learner0"),
    "door": ("/quiz?q=export-controls", "learner0"),
    "results": ("/results?a={result}", "learner1"),
    "record": ("/record", "learner1"),
    "refused": ("/completion", "learner0"),
    "overview": ("/overview", "trainer"),
    "scenario-figures": ("/scenario-figures", "trainer"),
    "content-health": ("/content-health", "trainer"),
    "completion": ("/completion", "trainer"),
    "cohorts": ("/cohorts", "trainer"),
    "cohort": ("/cohorts?c={cohort}", "trainer"),
    "learner": ("/learner?p={learner}", "trainer"),
    "join": ("/join?c={code}", "newcomer"),
    "join-code": ("/join", "newcomer"),
    "questions": ("/questions?q=language", "trainer"),
    "question-figures": ("/questions?q=language&i={item}", "trainer"),
    "regrade": ("/regrade?q=language", "trainer"),
    "reminders": ("/reminders", "trainer"),
    "downloads": ("/downloads", "trainer"),
    "review": ("/review", "learner1"),
    "review-empty": ("/review", "learner0"),
    "review-term": ("/glossary?t=guanxi", "learner1"),
    "certificate": ("/certificate", "learner1"),
    "certificate-left": ("/certificate", "learner0"),
    "issued": ("/issued", "trainer"),
    "check": ("/certificates", None),
    "checked": ("/certificates/ABCD-EFGH-JKMN", None),
    "unknown-code": ("/certificates/NOPE", None),
}
