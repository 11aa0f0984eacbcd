"""What the server sends over the websocket, byte by byte, to each kind of visitor on each page.

The pages are asked for as a browser asks, without a browser: nothing that is merely not drawn goes unseen.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from accounts import people, sessions
from app_pages import access
from app_pages.access import PAGES, TRAINERS
from benchmarks.learner import Learner
from benchmarks.quiz import ON
from course.course import Course
from progress import answers, attempts, cohorts
from progress.database import Database
from routes.shield import HEADERS
from tests.app_pages.school import WRONG
from tests.bread import Bread
from tests.browser.serving import Server

NOW = datetime.now(UTC)
NAME, EMAIL, TYPED = "Zelda Geheim", "zelda@hidden.example", "geheimteig"
COHORT = "Morgenrunde"
# What is said of an answer, and would tell which is right.
SAID = (
    "Grams do not settle",
    "packed or loose",
    "changes what looks right",
    "Only weight stays",
    "Both drink from",
    "then it is lively",
    "It is fed on the day",
    "That is it",
    "It is called",
    "It sleeps there",
    "would starve",
)
KEYS = (  # the same questions with other keys
    ("{id: cup, text: The cup,", "{id: cup, text: The cup, correct: true,"),
    ("text: The scale, correct: true,", "text: The scale,"),
    ("text: Water, correct: true}", "text: Water}"),
    ("text: The oven}", "text: The oven, correct: true}"),
    ("answer: true", "answer: false"),
    ("accept: [levain]", "accept: [yeast]"),
    ("text: In the cold, correct: true,", "text: In the cold,"),
    ("text: In the warm,", "text: In the warm, correct: true,"),
)


class Listener(Learner):
    """A learner's browser that keeps all it is sent."""

    def __init__(self, address: str, cookie: str = "") -> None:
        super().__init__(address, cookie)
        self.heard: list[ForwardMsg] = []

    async def _take(self, data: bytes) -> int | None:
        self.heard.append(ForwardMsg.FromString(data))
        return await super()._take(data)

    def has(self, words: str) -> bool:
        return any(words.encode() in message.SerializeToString() for message in self.heard)

    @property
    def drawn(self) -> list[bytes]:
        """Every element, as it was sent, without what names the connection or the run."""
        return [message.delta.SerializeToString() for message in self.heard if message.HasField("delta")]


@dataclass
class House:
    """A running server, the cookie of each kind of person, and what addresses name."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def hear(self, who: str, page: str, query: str = "") -> Listener:
        async def listen() -> Listener:
            async with Listener(self.server.address, self.cookies.get(who, "")) as listener:
                await listener.open(page, query.format(**self.places))
                return listener

        return asyncio.run(listen())


def furnish(house: House, database: Database, course: Course) -> None:
    """A learner with a submitted and an open attempt in a trainer's cohort, and people who have no part in it."""
    roles: dict[str, people.Role] = {
        "owner": "learner",
        "learner": "learner",
        "trainer": "trainer",
        "other trainer": "trainer",
        "admin": "admin",
    }
    person = {}
    for who, role in roles.items():
        name, email = (NAME, EMAIL) if who == "owner" else (who.title(), f"{who[:5]}@example.ac.uk")
        person[who] = people.add(database, email=email, name=name, role=role, now=NOW)
        house.cookies[who] = f"{sessions.COOKIE}={sessions.start(database, person[who], NOW)}"
    owner = person["owner"].id
    for who, name in (("trainer", COHORT), ("other trainer", "Nachtrunde")):
        cohort = cohorts.create(database, name, person[who].id, NOW)
        house.places[who] = cohort.id
        if who == "trainer":
            with database.write() as transaction:
                cohorts.add_member(transaction, cohort, owner, "trainer", NOW)
    attempt = attempts.start_or_resume(database, course.quiz("dough"), owner, NOW)
    for drawn in attempt.questions:
        given = TYPED if drawn.question_id == "french-word" else WRONG[drawn.question_id]
        event = f"{attempt.id}-{drawn.question_id}"
        answers.save(database, attempt.id, owner, drawn.question_id, given, 0, event, NOW)
    attempts.submit(database, attempt.id, owner, course.module("dough"), NOW)
    house.places |= {"owner": owner, "attempt": attempt.id}
    attempts.start_or_resume(database, course.quiz("dough"), owner, NOW, new_id="a" * 32, new_seed="b" * 32)


def ask_everything(bread: Bread) -> Bread:
    bread.edit("quizzes/dough.yaml", "draw: 4\nattempts: 3\ncool_off_minutes: 30\n", "")
    return bread


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from opened(tmp_path_factory.mktemp("sent"), ())


def opened(folder: Path, changes: tuple[tuple[str, str], ...]) -> Iterator[House]:
    """A house whose quiz has been changed."""
    bread = ask_everything(Bread(folder / "course"))
    for old, new in changes:
        bread.edit("quizzes/dough.yaml", old, new)
    server = Server(folder, bread.root)
    database = Database(server.database)
    database.prepare()
    house = House(server)
    furnish(house, database, bread.course())
    database.close()
    server.start()
    try:
        yield house
    finally:
        server.stop()


WHO = ("visitor", "learner", "owner", "trainer", "other trainer", "admin")
QUERIES = {
    "module": "m=dough&s=flour",
    "quiz": "q=dough",
    "scenario": "s=late-loaf",
    "results": "a={attempt}",
    "learner": "p={owner}",
    "cohorts": "c={trainer}",
    "completion": "c={trainer}",
    "overview": "c={trainer}",
    "questions": "q=dough&i=french-word",
    "regrade": "q=dough",
    "search": f"q={TYPED}x",
}
NAMED_ON = {"completion", "learner", "cohorts"}  # pages that tell a trainer whom they look after


@pytest.mark.parametrize("who", WHO)
def test_nothing_that_somebody_may_not_see_is_sent_on_any_page(house: House, who: str) -> None:
    role = {"owner": "learner", "other trainer": "trainer"}.get(who, who)
    for page, right in PAGES.items():
        for query in dict.fromkeys(("", QUERIES.get(page, ""))):
            heard = house.hear(who, page, query)
            place = f"{who} on /{page}?{query}"
            assert heard.drawn, place
            by_name = who in ("trainer", "admin") and page in {*NAMED_ON, "downloads", "reminders", "people"}
            if who != "owner":
                assert not heard.has(TYPED) or page == "search", place
                assert by_name or not (heard.has(NAME) or heard.has(EMAIL)), place
            if who in ("visitor", "learner", "other trainer"):
                assert not heard.has(COHORT), place
            refused = heard.has("This page is for trainers") or heard.has("This page is for administrators")
            may = access.ROLES.index(role) >= access.ROLES.index(right.may)
            assert refused == (right.may in TRAINERS and not may), place
            if refused:
                assert "download_button" not in {widget.kind for widget in heard.page.widgets.values()}, place


@pytest.mark.parametrize(
    ("who", "page", "words"),
    [
        ("owner", "results", TYPED),
        ("owner", "record", EMAIL),
        *((who, page, NAME) for who in ("trainer", "admin") for page in sorted(NAMED_ON)),
        ("trainer", "cohorts", COHORT),
    ],
)
def test_what_somebody_may_see_would_have_been_found(house: House, who: str, page: str, words: str) -> None:
    assert house.hear(who, page, QUERIES.get(page, "")).has(words)


async def walk(house: House, submit: bool = False) -> Listener:
    """The owner goes through the open attempt without answering, to its review; and submits it, if so told."""
    async with Listener(house.server.address, house.cookies["owner"]) as listener:
        await listener.open("quiz", "q=dough")
        for _ in range(5):
            await listener.press(listener.button(*ON))
        if submit:
            await listener.press(listener.button("Submit my answers"))
            await listener.open("results", "a=" + "a" * 32)
    return listener


def test_no_key_and_no_explanation_is_sent_before_an_answer_counts(house: House) -> None:
    heard = asyncio.run(walk(house))
    for stem in (
        "gives the same dough",
        "What does Luc weigh",
        "fed on the day of",
        "in French",
        "Ana bakes",
    ):
        assert heard.has(stem)  # every question has been asked
    assert [said for said in SAID if heard.has(said)] == []
    for page in ("", "search", "record", "glossary"):
        for words in ("settle", "lively", "starve"):
            told = house.hear("learner", page, f"q={words}" if page == "search" else "")
            assert [said for said in SAID if told.has(said)] == []
    checks = house.hear("learner", "module", "m=dough&s=flour")
    assert checks.has("What comes first?")
    assert not checks.has("what the rest is weighed against")


def test_other_keys_change_no_byte_of_an_open_quiz(house: House, tmp_path: Path) -> None:
    """So that nothing sent, in any form, can hold them: two courses that differ in their keys alone look the same."""
    kept = asyncio.run(walk(house)).drawn
    for other in opened(tmp_path, KEYS):
        assert asyncio.run(walk(other)).drawn == kept
        changed = asyncio.run(walk(other, submit=True))  # and then they are told
    assert changed.has("Only weight stays")
    told = asyncio.run(walk(house, submit=True))
    assert changed.drawn != told.drawn


PLACES = (
    "/",
    "/quiz",
    "/_stcore/health",
    "/app/static/favicon.png",
    "/account/sign-in",
    "/healthz",
    "/nothing",
)
OTHERS = (
    "/figures/oven/loaf.svg",
    "/badges/issuer",
    "/certificates",
    "/module/nothing",
    "/static/js/nothing",
)


@pytest.mark.parametrize("path", [*PLACES, *OTHERS])
def test_every_answer_ours_and_streamlits_has_the_headers(house: House, path: str) -> None:
    headers = httpx2.get(house.server.address + path).headers
    assert "default-src" in headers["content-security-policy"]
    for name in HEADERS:
        assert headers[name], (path, name)
    assert headers["x-content-type-options"] == "nosniff"


def test_another_site_opens_no_connection(house: House) -> None:
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    address = house.server.address.replace("http", "ws", 1) + "/_stcore/stream"
    for headers in ({"Origin": "https://evil.example"}, {"Host": "evil.example"}):
        with pytest.raises(InvalidStatus, match="40[03]"), connect(address, additional_headers=headers):
            pass
    with connect(address, additional_headers={"Origin": house.server.address}):
        pass


def test_another_host_is_not_answered(house: House) -> None:
    for path in PLACES:
        status = httpx2.get(house.server.address + path, headers={"host": "evil.example"}).status_code
        assert status == (400 if path not in ("/healthz", "/_stcore/health") else 200), path


def test_every_page_of_the_table_was_heard() -> None:
    assert set(QUERIES) <= set(PAGES)
    assert set(access.ROLES) <= {*WHO}
