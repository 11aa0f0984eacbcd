"""Every type of question in a real browser: for readers of sound, in every look, and without a jump on answering."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from accounts import people, sessions
from accounts.person import Person
from course.attempts import Attempt
from course.course import Course
from course.questions import Question
from progress import answers, attempts
from progress.database import Database
from tests.bread import Bread
from tests.browser import looking
from tests.browser.serving import Server
from tests.browser.visitor import READY, Visitor
from tests.every_type import PARTLY, RIGHT, ask_every_type

NOW = datetime.now(UTC)
LOOKS = 25  # at a page that is still being drawn
MOST_TABS = 120  # presses of the Tab key until something on the page must be reached


@dataclass
class House:
    """A running server of the course about bread, whose quiz asks every type."""

    server: Server
    database: Database
    course: Course
    people: int = 0

    def learner(self) -> tuple[Person, str]:
        """Somebody new with an attempt begun, and their cookie."""
        self.people += 1
        email = f"baker{self.people}@example.ac.uk"
        person = people.add(self.database, email=email, name="Amara Okafor", role="learner", now=NOW)
        attempts.start_or_resume(self.database, self.course.quiz("dough"), person.id, NOW)
        return person, sessions.start(self.database, person, NOW)

    def attempt(self, person: Person) -> Attempt:
        return attempts.attempts_of(self.database, person.id)[-1]

    def give(self, attempt: Attempt, given: dict[str, object]) -> None:
        """Answer without the pages."""
        for name, response in given.items():
            event = f"{attempt.id}-{name}"
            answers.save(self.database, attempt.id, attempt.person_id, name, response, 0, event, NOW)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("types")
    bread = Bread(folder / "bread")
    ask_every_type(bread)
    server = Server(folder, bread.root)
    server.start()
    yield House(server, Database(server.database), bread.course())
    server.stop()


def visitor(
    chromium: Browser, house: House, cookie: str, scheme: str = "light", width: int = 1280
) -> Visitor:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_cookies([{"name": sessions.COOKIE, "value": cookie, "url": house.server.address}])
    return Visitor(context.new_page(), house.server.address)


def go_to(tab: Visitor, house: House, person: Person, name: str) -> None:
    """Go to a question over the map."""
    tab.page.locator("[class*=st-key-map-] button, .st-key-submit button").first.wait_for()
    if tab.page.locator(".st-key-submit").count():
        tab.press("Back to the questions")
    place = [drawn.question_id for drawn in house.attempt(person).questions].index(name)
    tab.page.locator("[class*=st-key-map-] button").nth(place).click()
    expect(tab.question.get_by_text(house.course.quiz("dough").question(name).stem).first).to_be_visible(
        timeout=READY
    )
    tab.calm()


@pytest.mark.parametrize(("scheme", "width"), looking.LOOKS, ids=looking.NAMES)
def test_every_type_is_accessible_and_keeps_to_its_width(
    chromium: Browser, house: House, scheme: str, width: int
) -> None:
    person, cookie = house.learner()
    house.give(house.attempt(person), {name: PARTLY.get(name, RIGHT[name]) for name in RIGHT})
    tab = visitor(chromium, house, cookie, scheme, width)
    tab.open("/quiz?q=dough")
    found = []
    for name in RIGHT:
        go_to(tab, house, person, name)
        found += looking.faults(tab.page, name, f"{scheme}-{width}")
    attempt = attempts.submit(house.database, house.attempt(person).id, person.id, None, NOW)
    tab.open(f"/results?a={attempt.id}")
    found += looking.faults(tab.page, "results", f"{scheme}-{width}")
    tab.page.context.close()
    assert found == []
    assert tab.faults == []
    assert tab.outside == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_checks_of_every_type_are_accessible_once_they_are_answered(
    chromium: Browser, house: House, scheme: str, width: int
) -> None:
    _, cookie = house.learner()
    tab = visitor(chromium, house, cookie, scheme, width)
    tab.open("/module?m=oven&s=heat")
    tab.page.get_by_role("button", name="Show a hint").click()
    tab.sees("Think of how flour settles.")
    choose(tab, "Rye flour", "A pane of glass")
    choose(tab, "Spelt flour", "An airy loaf")
    tab.page.locator("[class*='check-flour-and-use-done'] button").click()
    tab.sees("1 of 3 right")
    tab.page.get_by_role("button", name="Move “Bake the loaf” down").or_(
        tab.page.get_by_role("button", name="Move “Bake the loaf” up")
    ).last.click()
    found = looking.faults(tab.page, "checks", f"{scheme}-{width}")
    tab.page.context.close()
    assert found == []


def choose(tab: Visitor, name: str, option: str) -> None:
    box = tab.page.get_by_role("combobox", name=name)
    box.scroll_into_view_if_needed()
    tab.calm()  # a list closes when the page scrolls
    box.click()
    tab.page.get_by_role("option", name=option).click()
    tab.calm()


def by_keys(tab: Visitor, question: Question) -> None:
    """Answer the open question with the keys that each kind of field has."""
    keys = tab.page.keyboard
    parts = len(question.parts) or 1
    for _ in range(parts):
        kind = reach(tab, "[class*='st-key-ask-'] :is(input, textarea, button[data-testid])")
        if kind == "combobox":
            keys.press("ArrowDown")
            expect(tab.page.get_by_role("listbox")).to_be_visible()
            keys.press("Enter")
            expect(tab.page.get_by_role("listbox")).to_have_count(0)
        elif kind in ("text", "textarea"):
            keys.type(typed(question))
            keys.press("Control+Enter" if kind == "textarea" else "Enter")
        elif kind == "button":
            keys.press("Tab")
            keys.press("Enter")  # the first item goes down
        else:
            keys.press("Space")
        tab.calm()


def typed(question: Question) -> str:
    answer = RIGHT[question.id]
    return answer if isinstance(answer, str) else "levain"


def reach(tab: Visitor, selector: str) -> str:
    """Press Tab until something that the selector names has the focus; returns its role, type or name."""
    for _ in range(MOST_TABS):
        tab.page.keyboard.press("Tab")
        found = tab.page.evaluate(
            "selector => { const e = document.activeElement; return e.matches(selector)"
            " && (e.getAttribute('role') || e.type || e.localName) }",
            selector,
        )
        if found:
            return "button" if found == "submit" else str(found)
    pytest.fail(f"Tab never reached {selector}")


def test_a_moved_item_takes_its_focused_button_along(chromium: Browser, house: House) -> None:
    person, cookie = house.learner()
    tab = visitor(chromium, house, cookie)
    tab.open("/quiz?q=dough")
    go_to(tab, house, person, "loaf-steps")
    last = tab.page.get_by_role("button", name=re.compile("^Move .* up$")).last
    name = last.inner_text().split("\n")[-1]
    last.focus()
    for place in (3, 2, 1, 1):
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_timeout(300)
        tab.calm()
        expect(tab.page.get_by_role("button", name=name)).to_be_focused()
        expect(tab.page.get_by_role("status").filter(has_text=f"is now {place} of 4.")).to_have_count(1)
    expect(tab.page.get_by_role("button", name=name)).to_have_attribute("aria-disabled", "true")
    first = house.attempt(person).questions
    order = next(drawn.option_order for drawn in first if drawn.question_id == "loaf-steps")
    stored = answers.of_attempt(house.database, house.attempt(person))["loaf-steps"].response
    assert stored == [order[-1], *order[:-1]]
    tab.page.context.close()


def test_readers_of_sound_hear_the_question_the_parts_and_how_an_answer_was_read(
    chromium: Browser, house: House
) -> None:
    person, cookie = house.learner()
    tab = visitor(chromium, house, cookie)
    tab.open("/quiz?q=dough")
    go_to(tab, house, person, "flour-and-use")
    group = tab.page.get_by_role("group", name="What comes of which flour? Match each.")
    expect(group.get_by_role("combobox", name="面条 and wheat")).to_have_count(1)
    go_to(tab, house, person, "where-it-waits")
    expect(tab.page.get_by_role("radiogroup", name="The rising loaf")).to_have_count(1)
    go_to(tab, house, person, "starter-in-words")
    expect(tab.page.get_by_role("textbox", name="Gap 2: French it is called blank.")).to_have_count(1)
    go_to(tab, house, person, "flour-for-all")
    field = tab.page.get_by_role("textbox", name="How much flour do Luc's bakers use in a year? (kilograms)")
    expect(field).to_have_attribute("inputmode", "decimal")
    expect(field).to_have_accessible_description("Write the number in digits.")
    field.fill("125万")
    field.press("Enter")
    expect(tab.page.get_by_role("status").filter(has_text="Read as 1,250,000 kilograms")).to_have_count(1)
    go_to(tab, house, person, "noodle-aloud")
    field = tab.page.get_by_role("textbox", name="Write this word for a noodle in pinyin. 面条")
    expect(field).to_have_accessible_description(re.compile("^Write each tone as a mark or as a number"))
    field.fill("mian4tiao2")
    field.press("Enter")
    expect(tab.page.get_by_role("status").filter(has_text="Read as miàntiáo")).to_have_count(1)
    tab.page.context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_answering_moves_nothing_on_the_page(chromium: Browser, house: House, width: int) -> None:
    person, cookie = house.learner()
    tab = visitor(chromium, house, cookie, width=width)
    tab.open("/quiz?q=dough")
    for name in RIGHT:
        go_to(tab, house, person, name)
        before = at_rest(tab)
        by_keys(tab, house.course.quiz("dough").question(name))
        tab.sees("✓ Saved")
        tab.calm()
        after = at_rest(tab)
        assert after.keys() == before.keys(), name
        assert [(what, y, after[what]) for what, y in before.items() if abs(after[what] - y) > 1] == [], name
    tab.page.context.close()


def at_rest(tab: Visitor) -> dict[str, float]:
    """Where everything stands once two looks agree: on a busy machine a page is drawn in pieces."""
    found = places(tab)
    for _ in range(LOOKS):
        tab.page.wait_for_timeout(200)
        before, found = found, places(tab)
        if found == before:
            return found
    raise AssertionError("the page does not come to rest")


def places(tab: Visitor) -> dict[str, float]:
    """How far below the heading each thing stands that one reads or presses; items of an order change places."""
    found: dict[str, float] = tab.page.evaluate(
        """() => { const top = document.querySelector('h1').getBoundingClientRect().top;
            return Object.fromEntries([...document.querySelectorAll(
                "h2, .saved, [data-testid='stMain'] label, [data-testid='stMain'] button[data-testid]")]
                .filter(e => !e.closest("[class*='st-key-order-']"))
                .map((e, i) => [`${i} ${e.tagName}`, e.getBoundingClientRect().top - top])) }"""
    )
    return found
