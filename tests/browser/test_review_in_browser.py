"""The review in a browser: every state in light and dark, wide and narrow, and a whole card by keyboard alone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from accounts import people, sessions
from course.loader import load
from progress import answers, attempts, reviews
from progress.database import Database
from tests.answering import wrong_answer
from tests.browser import looking
from tests.browser.serving import ROOT, Server
from tests.browser.visitor import READY, Visitor

NOW = datetime.now(UTC)
THEN = NOW - timedelta(days=3)
TERMS = ("guanxi", "mianzi", "danwei")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("review"))
    Database(server.database).prepare()
    server.start()
    yield server
    server.stop()


def learner(server: Server, name: str) -> str:
    """Somebody who missed some questions three days ago and has chosen words since; returns the cookie."""
    database, course = Database(server.database), load(ROOT).course
    assert course
    person = people.add(database, email=f"{name}@example.ac.uk", name=name, role="learner", now=THEN)
    attempt = attempts.start_or_resume(database, course.quiz("language"), person.id, THEN)
    for i, (name, question) in enumerate(attempts.questions_of(database, attempt).items()):
        wrong = wrong_answer(question)
        answers.save(database, attempt.id, person.id, name, wrong, 0, f"{attempt.id}-{i}", THEN)
    attempts.submit(database, attempt.id, person.id, None, THEN)
    known = [term for term in TERMS if term in course.terms]
    reviews.choose(database, course, person.id, known, NOW)
    return sessions.start(database, person, NOW)


@pytest.mark.parametrize(("scheme", "width"), looking.LOOKS, ids=looking.NAMES)
def test_every_state_of_the_review_is_accessible_and_keeps_to_its_width(
    chromium: Browser, server: Server, scheme: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    cookie = learner(server, f"{scheme}{width}")
    context.add_cookies([{"name": sessions.COOKIE, "value": cookie, "url": server.address}])
    visitor = Visitor(context.new_page(), server.address)
    look, faults = f"{scheme}-{width}", []

    def see(name: str) -> None:
        visitor.calm()
        faults.extend(looking.faults(visitor.page, f"review-{name}", look))

    visitor.open("/")
    visitor.sees("to review today")
    see("home")
    visitor.open("/review")
    visitor.sees("Card 1 of")
    see("question")
    visitor.press("I do not know")
    visitor.sees(", answer")
    see("explained")
    go_on_to_a_word(visitor)
    see("word")
    visitor.press("Show the answer")
    visitor.sees("How well did you know it?")
    see("rating")
    visitor.press("Good")
    expect(visitor.page.get_by_role("button", name="Show the answer")).to_be_visible(timeout=READY)
    visitor.press("Do not ask this again")
    visitor.sees("Left out:")
    visitor.press("Forget everything here")
    visitor.sees("Yes, forget them all")
    visitor.page.get_by_text("What is in your review").first.click()
    see("asking")
    visitor.press("Keep them")
    visitor.press("Pause the review")
    visitor.heading("The review is paused")
    see("paused")
    visitor.open("/glossary?t=guanxi")
    visitor.sees("In my review")
    see("term")
    visitor.open("/glossary")
    visitor.sees("terms")
    see("glossary")
    assert (faults, visitor.faults, visitor.outside) == ([], [], [])
    context.close()


def test_a_card_is_answered_and_rated_by_keyboard_alone(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    cookie = learner(server, "keyboard")
    context.add_cookies([{"name": sessions.COOKIE, "value": cookie, "url": server.address}])
    visitor = Visitor(context.new_page(), server.address)
    visitor.open("/review")
    for name, then in (("I do not know", "Card 1 of"), ("Go on", "Card 2 of")):
        visitor.calm()
        tab_to(visitor, name)
        visitor.page.keyboard.press("Enter")
        visitor.sees(then)
        visitor.calm()
        # the next thing to read has the focus, so the way on starts there
        visitor.page.wait_for_function("() => document.activeElement.tagName === 'H1'")
    expect(visitor.page.locator(".heading .eyebrow")).to_contain_text("Card 2 of")
    context.close()


def go_on_to_a_word(visitor: Visitor) -> None:
    """From the first answer through all questions, until a word is shown."""
    eyebrow = visitor.page.locator(".heading .eyebrow")
    total = (eyebrow.text_content() or "").split()[3]
    for number in range(2, int(total) + 1):
        visitor.press("Go on")
        expect(eyebrow).to_have_text(f"Card {number} of {total} today", timeout=READY)
        way = visitor.page.get_by_role("button", name=re.compile("^(I do not know|Show the answer)$"))
        expect(way).to_be_visible(timeout=READY)
        if way.text_content() == "Show the answer":
            return
        way.click()
        expect(eyebrow).to_have_text(f"Card {number} of {total} today, answer", timeout=READY)
    raise AssertionError("no word was asked")


def tab_to(visitor: Visitor, name: str) -> None:
    """Go on by the Tab key to the button whose name starts so."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.textContent").startswith(name):
            return
    raise AssertionError(f"no way by Tab to {name!r}")
