"""A scenario in a real browser: by the keyboard alone, over a reload and on two devices, in two windows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from accounts import people, sessions
from accounts.person import Person
from course.scenarios import Run
from progress import scenarios
from progress.database import Database
from tests.bread import Bread
from tests.browser import looking
from tests.browser.serving import Server
from tests.browser.visitor import DRAWING, Visitor

NOW = datetime.now(UTC)
ADDRESS = "/scenario?s=late-loaf"
MOST_TABS = 60  # presses of the Tab key until something on the page must be reached
NAME = """() => { const e = document.activeElement;
    const words = e.type === 'radio' ? e.closest('label').innerText : (e.innerText || '');
    return words.replace(/^\\w+_\\w+\\n/, '').trim() }"""


@dataclass
class Learner:
    """Somebody signed in, with as many browsers as they like."""

    server: Server
    database: Database
    chromium: Browser
    person: Person
    contexts: list[BrowserContext]
    tabs: list[Visitor]

    def browser(self) -> BrowserContext:
        """A browser of its own, as on another device."""
        context = self.chromium.new_context(viewport={"width": 1280, "height": 900})
        token = sessions.start(self.database, self.person, NOW)
        context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": self.server.address}])
        self.contexts.append(context)
        return context

    def tab(self, context: BrowserContext | None = None) -> Visitor:
        """A window at the scenario, in a browser of its own unless one is given."""
        tab = Visitor((context or self.browser()).new_page(), self.server.address)
        tab.open(ADDRESS)
        self.tabs.append(tab)
        return tab

    @property
    def run(self) -> Run:
        run = scenarios.open_run(self.database, self.person.id, "late-loaf")
        assert run
        return run

    def steps(self) -> list[str]:
        """What is stored of the open run, one word for each step."""
        return [step.option_id or f"back to {step.node_id}" for step in self.run.steps]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("scenario")
    server = Server(folder, Bread(folder / "bread").root)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def ada(chromium: Browser, server: Server) -> Iterator[Learner]:
    """A learner; afterwards none of her windows may have met a fault or left the server."""
    database = Database(server.database)
    email = f"ada{datetime.now(UTC).timestamp()}@example.ac.uk"
    person = people.add(database, email=email, name="Ada", role="learner", now=NOW)
    learner = Learner(server, database, chromium, person, [], [])
    yield learner
    shown = [tab.page.get_by_text("Something went wrong").count() for tab in learner.tabs]
    for context in learner.contexts:
        context.close()
    assert [fault for tab in learner.tabs for fault in (*tab.faults, *tab.outside)] == []
    assert not any(shown)


def tab_to(tab: Visitor, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    seen = []
    for _ in range(MOST_TABS):
        tab.page.keyboard.press("Tab")
        seen.append(str(tab.page.evaluate(NAME)))
        if seen[-1].startswith(name):
            return
    pytest.fail(f"Tab never reached {name!r}; it went over {seen}")


def press_by_key(tab: Visitor, name: str) -> None:
    tab.calm()
    tab_to(tab, name)
    tab.page.keyboard.press("Enter")


def decide_by_keys(tab: Visitor, down: int) -> None:
    """Choose an option so many below the first with the arrow key, and decide."""
    tab.calm()
    tab_to(tab, tab.question.locator("[data-testid='stRadioOption']").first.inner_text())
    tab.page.keyboard.press("Space")
    for _ in range(down):
        tab.page.keyboard.press("ArrowDown")
        tab.page.wait_for_timeout(DRAWING)
    press_by_key(tab, "Decide")


def reaches(tab: Visitor, title: str) -> None:
    """The reading position is at the heading of this node, at its top."""
    tab.heading(title)
    expect(tab.page.get_by_role("heading", level=1)).to_have_count(1)
    expect(tab.page.get_by_role("heading", level=1)).to_be_focused()
    assert tab.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def choose(tab: Visitor, option: str) -> None:
    tab.question.locator("label").filter(has_text=option).last.click()
    tab.calm()


def test_the_whole_scenario_by_keyboard_with_going_back_a_reload_and_another_device(ada: Learner) -> None:
    tab = ada.tab()
    press_by_key(tab, "Start the scenario")
    reaches(tab, "The order")
    press_by_key(tab, "Message · Luc's note")
    tab.sees("Noon, please.")
    tab.calm()
    for _ in range(25):  # the card opens at once, and is noted a moment later
        if ada.run.opened:
            break
        tab.page.wait_for_timeout(200)
    assert [card.card_id for card in ada.run.opened] == ["note"]
    decide_by_keys(tab, 0)
    reaches(tab, "A flat loaf")
    tab.sees("You decided: Bake it now; an hour must do.")

    tab.page.reload()
    tab.heading("A flat loaf")
    tab.sees("The loaf comes out flat.")
    press_by_key(tab, "Go back to an earlier decision")
    press_by_key(tab, "Back to 1: The order")
    reaches(tab, "The order")
    assert ada.steps() == ["bake-now", "back to the-order"]

    other = ada.tab()
    other.heading("The order")
    decide_by_keys(other, 1)
    reaches(other, "The dough has risen")
    decide_by_keys(other, 0)
    reaches(other, "Good bread")
    press_by_key(other, "See how you decided")
    reaches(other, "Looking back: The late loaf")
    other.sees("You made 2 decisions. All of them were sound.")
    other.sees("At first you decided: “Bake it now; an hour must do.”, and went back.")
    other.sees("This is the path you took.")
    (record,) = scenarios.of_person(ada.database, ada.person.id)
    assert record.numbers
    assert (record.numbers.sound, record.numbers.decisions) == (2, 2)
    press_by_key(other, "Take it again")
    reaches(other, "The order")


def test_a_card_that_was_opened_is_open_after_a_reload(ada: Learner) -> None:
    tab = ada.tab()
    tab.press("Start the scenario")
    tab.heading("The order")
    tab.page.get_by_text("The log of the oven").click()
    tab.sees("It has been at 230 °C since eight.")
    tab.calm()
    tab.page.reload()
    tab.sees("It has been at 230 °C since eight.")
    expect(tab.page.get_by_text("Noon, please.")).to_be_hidden()
    tab.page.get_by_text("The log of the oven").click()
    expect(tab.page.get_by_text("It has been at 230 °C since eight.")).to_be_hidden()
    tab.calm()
    assert [card.card_id for card in ada.run.opened] == ["log"]


def test_a_window_that_lags_behind_decides_nothing_and_says_so(ada: Learner) -> None:
    context = ada.browser()
    first = ada.tab(context)
    first.press("Start the scenario")
    first.heading("The order")
    second = ada.tab(context)
    second.heading("The order")
    choose(first, "Wait until it has risen")
    first.press("Decide")
    first.heading("The dough has risen")
    choose(second, "Bake it now")
    second.heading("The dough has risen")
    second.sees("You went on in another window.")
    assert ada.steps() == ["wait"]
    for tab in (second, first):
        choose(tab, "Bake it.")
        tab.press("Decide")
        tab.heading("Good bread")
    assert ada.steps() == ["wait", "bake"]


def test_a_double_click_decides_once(ada: Learner) -> None:
    tab = ada.tab()
    tab.press("Start the scenario")
    tab.heading("The order")
    choose(tab, "Wait until it has risen")
    box = tab.page.locator(".st-key-decide button").bounding_box()
    assert box
    for _ in range(3):
        tab.page.mouse.click(box["x"] + 10, box["y"] + 10)
        tab.page.wait_for_timeout(30)
    tab.heading("The dough has risen")
    tab.calm()
    assert ada.steps() == ["wait"]


def test_deciding_without_a_choice_is_told_and_heard(ada: Learner) -> None:
    tab = ada.tab()
    tab.press("Start the scenario")
    tab.heading("The order")
    tab.calm()
    tab.press("Decide")
    expect(
        tab.page.get_by_role("alert").get_by_text("Choose what you do first, then decide.")
    ).to_be_visible()
    expect(tab.page.locator("#announcements")).to_have_text("Choose what you do first, then decide.")
    assert ada.steps() == []
    choose(tab, "Wait until it has risen")
    tab.press("Decide")
    tab.heading("The dough has risen")
    expect(tab.page.get_by_role("alert").get_by_text("Choose what you do first")).to_have_count(0)


def test_a_window_left_open_at_a_finished_run_leads_to_what_became_of_it(ada: Learner) -> None:
    context = ada.browser()
    left_open = ada.tab(context)
    left_open.press("Start the scenario")
    left_open.heading("The order")
    other = ada.tab(context)
    choose(other, "Take no more orders")
    other.press("Decide")
    other.heading("An empty shop")
    other.press("See how you decided")
    other.heading("Looking back: The late loaf")
    choose(left_open, "Wait until it has risen")
    left_open.heading("This run is finished")
    left_open.page.get_by_role("link", name="See how you decided").click()
    left_open.heading("Looking back: The late loaf")
    left_open.sees("! Over-cautious")


def test_signing_out_elsewhere_stops_the_case_with_a_sentence(ada: Learner) -> None:
    context = ada.browser()
    tab = ada.tab(context)
    tab.press("Start the scenario")
    tab.heading("The order")
    other = ada.tab(context)
    other.press("Sign out")
    other.sees("Visitor: nothing is recorded")
    choose(tab, "Wait until it has risen")
    tab.sees("You are signed out, so nothing more is saved.")
    assert ada.steps() == []


@pytest.mark.parametrize(("scheme", "width"), looking.LOOKS, ids=looking.NAMES)
def test_every_place_of_a_scenario_is_accessible_and_keeps_to_its_width(
    ada: Learner, scheme: str, width: int
) -> None:
    tab = ada.tab()
    tab.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tab.page.set_viewport_size({"width": width, "height": 900})
    look, faults = f"{scheme}-{width}", []
    faults += looking.faults(tab.page, "loaf-door", look)
    tab.press("Start the scenario")
    tab.heading("The order")
    for summary in tab.page.locator(".st-key-case-table summary").all():
        summary.click()
        tab.calm()
    faults += looking.faults(tab.page, "loaf-start", look)
    tab.press("Decide")
    tab.sees("Choose what you do first")
    choose(tab, "Bake it now")
    tab.press("Decide")
    tab.heading("A flat loaf")
    tab.page.get_by_text("Go back to an earlier decision").click()
    tab.calm()
    faults += looking.faults(tab.page, "loaf-decision", look)
    choose(tab, "Ask the full price")
    tab.press("Decide")
    tab.heading("An empty shop")
    faults += looking.faults(tab.page, "loaf-end", look)
    tab.press("See how you decided")
    tab.heading(re.compile("^Looking back"))
    faults += looking.faults(tab.page, "loaf-debrief", look)
    assert faults == []
