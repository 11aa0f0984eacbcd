"""People and their browsers do what nobody planned: two windows, double clicks, old cookies, going back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from accounts import people, sessions
from accounts.person import Person
from course.attempts import Attempt
from course.course import Course
from course.markdown import inline
from progress import answers, attempts
from progress.database import Database
from tests.bread import Bread
from tests.browser.serving import Server
from tests.browser.visitor import READY, Visitor

NOW = datetime.now(UTC)
MEGABYTE = 1_000_000
PIXEL = 1.0
DRAWING = 150  # milliseconds that a browser may take to draw what has arrived
RIGHT = {
    "weigh-first": "The scale",
    "what-to-weigh": "Flour",
    "feed-on-the-day": "True",
    "french-word": "levain",
    "cold-keeps": "In the cold",
}

# Words in which Streamlit would read signs of its own, and Markdown its own.
ODD = [
    "It costs $5 or $6",
    ":red[x] and :blue-badge[y]",
    r"a\b and \* and \$5",
    "`a$b:c` and ~~d~~",
    "1. Article 3",
    "2021. The year",
    "# hash and - dash",
    "> quote <b>x</b>",
    "https://example.org/x",
    "snake_case_name 5 * 3 * 2",
    "出口 *chūkǒu* and **strong**",
    "[x] &amp; R&D",
]


@dataclass
class Learner:
    """Somebody signed in, at a browser of their own, with an attempt at the quiz begun."""

    house: "House"
    person: Person
    token: str
    context: BrowserContext
    tabs: list[Visitor] = field(default_factory=list)

    def tab(self, path: str = "/quiz?q=dough") -> Visitor:
        """Open an address in a new window of the same browser."""
        tab = Visitor(self.context.new_page(), self.house.server.address)
        tab.open(path)
        self.tabs.append(tab)
        return tab

    @property
    def attempts(self) -> list[Attempt]:
        return attempts.attempts_of(self.house.database, self.person.id)

    def begin(self) -> None:
        attempts.start_or_resume(self.house.database, self.house.course.quiz("dough"), self.person.id, NOW)

    def stored(self) -> dict[str, object]:
        """Question id -> the answer in the database."""
        found = answers.of_attempt(self.house.database, self.attempts[-1])
        return {name: answer.response for name, answer in found.items()}


@dataclass
class House:
    """A running server of the course about bread."""

    server: Server
    database: Database
    course: Course
    chromium: Browser
    people: int = 0

    def context(self, cookie: str | None = None) -> BrowserContext:
        context = self.chromium.new_context(viewport={"width": 1280, "height": 900})
        if cookie is not None:
            self.set_cookie(context, cookie)
        return context

    def set_cookie(self, context: BrowserContext, value: str) -> None:
        """Give the browser this session's cookie, in place of any other."""
        cookie = {"name": sessions.COOKIE, "value": value, "url": self.server.address}
        context.add_cookies([cookie])  # type: ignore[list-item]

    def learner(self, began: datetime = NOW) -> Learner:
        self.people += 1
        person = people.add(
            self.database,
            email=f"baker{self.people}@example.ac.uk",
            name=f"Baker {self.people}",
            role="learner",
            now=NOW,
        )
        token = sessions.start(self.database, person, began)
        return Learner(self, person, token, self.context(token))


@pytest.fixture(scope="module")
def house(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("breakers")
    bread = Bread(folder / "bread")
    bread.edit("quizzes/dough.yaml", "draw: 4\nattempts: 3\ncool_off_minutes: 30\n", "")
    add_odd_words(bread)
    server = Server(folder, bread.root)
    server.start()
    yield House(server, Database(server.database), bread.course(), chromium)
    server.stop()


def add_odd_words(bread: Bread) -> None:
    """Put the odd words into checks of one section, and one of them into the title of another."""
    quiz, section = bread.read("quizzes/dough.yaml"), bread.read("modules/oven/01-heat.md")
    for i in range(0, len(ODD), 4):
        quiz += f"  - id: odd-{i}\n    type: single\n    outcome: D1\n    stem: '{ODD[i]}'\n    options:\n"
        for j, words in enumerate(ODD[i : i + 4]):
            right = "correct: true, " if j == 0 else ""
            quiz += f"      - {{id: o{j}, text: '{words}', {right}feedback: So it is.}}\n"
        section += f"\n```question\ndough/odd-{i}\n```\n"
    bread.write("quizzes/dough.yaml", quiz)
    bread.write("modules/oven/01-heat.md", section)
    more = section.partition("```vega")[0].replace(
        "Heat before the loaf", "'2021. *Cooling* $5 :red[x] a_b_'"
    )
    bread.write("modules/oven/02-cooling.md", more)


@pytest.fixture
def ada(house: House) -> Iterator[Learner]:
    """A learner; afterwards none of her windows may have met a fault."""
    learner = house.learner()
    learner.begin()
    yield learner
    faults = [fault for tab in learner.tabs for fault in tab.faults]
    shown = [tab.page.get_by_text("Something went wrong").count() for tab in learner.tabs]
    learner.context.close()
    assert faults == []
    assert not any(shown)


def go_to(tab: Visitor, learner: Learner, question_id: str) -> None:
    """Go to a question over the map."""
    place = [drawn.question_id for drawn in learner.attempts[-1].questions].index(question_id)
    tab.page.locator("[class*=st-key-map-] button, .st-key-submit button").first.wait_for()
    if tab.page.locator(".st-key-submit").count():
        tab.press("Back to the questions")
    tab.page.locator("[class*=st-key-map-] button").nth(place).click()
    tab.heading(f"Question {place + 1} of 5")
    stem = learner.house.course.quiz("dough").question(question_id).stem
    expect(tab.question.get_by_text(stem).first).to_be_visible(timeout=READY)
    calm(tab)


def calm(tab: Visitor) -> None:
    """Wait until the script has run to its end and everything is drawn."""
    expect(tab.page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=READY
    )
    tab.page.wait_for_timeout(DRAWING)


def choose(tab: Visitor, option: str) -> None:
    tab.question.locator("label").filter(has_text=option).last.click()


def shows_chosen(tab: Visitor, *options: str) -> None:
    """Wait until these options show as chosen, and no other."""
    for option in options:
        expect(tab.question.locator("label").filter(has_text=option).locator("input")).to_be_checked(
            timeout=READY
        )
    expect(tab.question.locator("input:checked")).to_have_count(len(options), timeout=READY)


def test_a_stale_window_does_not_overwrite_the_later_answer_and_says_so(ada: Learner) -> None:
    first, second = ada.tab(), ada.tab()
    for tab in (first, second):
        go_to(tab, ada, "weigh-first")
    choose(second, "The scale")
    second.sees("✓ Saved")
    choose(first, "The cup")
    first.sees("You answered this question in another window")
    shows_chosen(first, "The scale")
    assert ada.stored()["weigh-first"] == "scale"
    choose(first, "The cup")
    expect(first.page.get_by_text("in another window")).to_have_count(0)
    assert ada.stored()["weigh-first"] == "cup"


def test_an_answer_is_still_shown_on_coming_back_to_its_question(ada: Learner) -> None:
    tab = ada.tab()
    go_to(tab, ada, "what-to-weigh")
    for option in ("Water", "Flour"):
        choose(tab, option)
        expect(tab.question.locator("label").filter(has_text=option).locator("input")).to_be_checked()
    tab.sees("✓ Saved")
    go_to(tab, ada, "cold-keeps")
    shows_chosen(tab)
    choose(tab, "In the warm")
    tab.sees("✓ Saved")
    go_to(tab, ada, "what-to-weigh")
    shows_chosen(tab, "Flour", "Water")
    choose(tab, "The oven")
    shows_chosen(tab, "Flour", "Water", "The oven")
    calm(tab)
    assert ada.stored()["what-to-weigh"] == ["flour", "water", "oven"]


def test_typed_words_are_saved_by_going_on_without_the_enter_key(ada: Learner) -> None:
    tab = ada.tab()
    go_to(tab, ada, "french-word")
    tab.question.locator("input").press_sequentially("levain")
    tab.press(re.compile("^Save and"))
    expect(tab.question.get_by_text("What is a starter called")).to_have_count(0)
    go_to(tab, ada, "french-word")
    expect(tab.question.locator("input")).to_have_value("levain")
    assert ada.stored()["french-word"] == "levain"


def test_a_double_click_on_submit_gives_one_result(ada: Learner) -> None:
    tab = ada.tab()
    go_to(tab, ada, "weigh-first")
    choose(tab, "The scale")
    tab.sees("✓ Saved")
    tab.press("Review and submit")
    submit = tab.page.locator(".st-key-submit button")
    calm(tab)
    box = submit.bounding_box()
    assert box
    for _ in range(3):
        tab.page.mouse.click(box["x"] + 10, box["y"] + 10)
        tab.page.wait_for_timeout(40)
    tab.heading("Not passed yet")
    assert [attempt.state for attempt in ada.attempts] == ["submitted"]
    grades = ada.house.database.rows(
        "SELECT COUNT(*) AS n FROM grades WHERE attempt_id = :id", id=ada.attempts[0].id
    )
    assert grades == [{"n": 5}]


def test_going_back_after_submitting_shows_the_door_and_no_answerable_form(ada: Learner) -> None:
    tab = ada.tab()
    go_to(tab, ada, "weigh-first")
    tab.press("Review and submit")
    tab.press("Submit my answers")
    tab.heading("Not passed yet")
    tab.page.go_back()
    tab.heading("Quiz: Dough quiz")
    expect(tab.question).to_have_count(0)
    expect(tab.page.get_by_role("button", name="Submit my answers")).to_have_count(0)
    tab.page.go_forward()
    tab.heading("Not passed yet")
    assert len(ada.attempts) == 1


def test_a_window_left_open_at_a_submitted_attempt_changes_nothing_and_leads_on(ada: Learner) -> None:
    left_open = ada.tab()
    go_to(left_open, ada, "weigh-first")
    other = ada.tab()
    other.press("Review and submit")
    other.press("Submit my answers")
    other.heading("Not passed yet")
    choose(left_open, "The scale")
    left_open.sees("takes no more answers")
    assert ada.stored()["weigh-first"] is None
    expect(left_open.page.get_by_text("✓ Saved")).to_have_count(0)
    shows_chosen(left_open)


def test_a_forged_an_expired_and_a_foreign_cookie_are_a_visitor_s(house: House) -> None:
    cookies = {
        "forged": house.learner().token[::-1],
        "expired": house.learner(NOW - timedelta(days=31)).token,
        "foreign": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJiYWtlcjEifQ.x",
        "hostile": "' OR 1=1 --" + "%00" * 50 + "x" * 3000,
    }
    context = house.context()
    visitor = Visitor(context.new_page(), house.server.address)
    for kind, value in cookies.items():
        house.set_cookie(context, value)
        visitor.open("/record")
        visitor.heading("Sign in first")
        visitor.sees("Visitor: nothing is recorded")
        assert visitor.page.get_by_text("@example.ac.uk").count() == 0, kind
    assert visitor.faults == []
    context.close()


def test_a_megabyte_of_pasted_text_is_refused_or_cut_and_nothing_is_lost(ada: Learner) -> None:
    tab = ada.tab()
    go_to(tab, ada, "french-word")
    field = tab.question.locator("input")
    field.fill("levain")
    field.press("Enter")
    tab.sees("✓ Saved")
    field.select_text()
    tab.page.keyboard.insert_text("x" * MEGABYTE)
    field.press("Enter")
    tab.settled()
    kept = field.input_value()
    assert len(kept) <= 500
    tab.sees("500")  # the field says how much it takes
    assert ada.stored()["french-word"] in ("levain", kept)
    go_to(tab, ada, "weigh-first")
    choose(tab, "The scale")
    tab.sees("✓ Saved")


def test_signing_out_in_one_window_stops_the_other_with_a_sentence(ada: Learner) -> None:
    tab, other = ada.tab(), ada.tab("/")
    go_to(tab, ada, "weigh-first")
    other.press("Sign out")
    other.sees("Visitor: nothing is recorded")
    choose(tab, "The scale")
    tab.sees("You are signed out, so nothing more is saved.")
    expect(tab.question).to_have_count(0)
    assert ada.stored()["weigh-first"] is None
    tab.page.get_by_role("link", name="Sign in").last.click()
    expect(tab.page.locator("input[name=password]")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_answering_moves_nothing_on_the_page(ada: Learner, width: int) -> None:
    tab = ada.tab()
    tab.page.set_viewport_size({"width": width, "height": 900})
    for name, option in RIGHT.items():
        go_to(tab, ada, name)
        before = places(tab)
        if name == "french-word":
            tab.question.locator("input").fill(option)
            tab.question.locator("input").press("Enter")
        else:
            choose(tab, option)
        tab.sees("✓ Saved")
        tab.settled()
        after = places(tab)
        assert after.keys() == before.keys()
        assert [(what, y, after[what]) for what, y in before.items() if abs(after[what] - y) > PIXEL] == []


def places(tab: Visitor) -> dict[str, float]:
    """How far down each thing stands that one reads or presses, by its number and kind."""
    calm(tab)
    found: dict[str, float] = tab.page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(
            "h1, h2, .saved, [data-testid='stMain'] label, [data-testid='stMain'] button")].map(
            (e, i) => [`${i} ${e.tagName}`, e.getBoundingClientRect().top]))"""
    )
    return found


def test_odd_words_of_authors_are_shown_as_they_are_written(house: House) -> None:
    visitor = Visitor(house.context().new_page(), house.server.address)
    visitor.open("/module?m=oven&s=heat")
    options = visitor.page.locator("[data-testid='stRadioOption']")
    expect(options).to_have_count(len(ODD))
    assert [text.strip() for text in options.all_inner_texts()] == [as_text(words) for words in ODD]
    stems = visitor.page.locator("[class*='st-key-ask-'] .stem").all_inner_texts()
    assert [stem.strip() for stem in stems] == [as_text(words) for words in ODD[::4]]
    label = visitor.page.locator(".st-key-next button").inner_text()
    assert "Next: 2021. *Cooling* $5 :red[x] a_b_" in label
    visitor.page.context.close()


def as_text(words: str) -> str:
    """What an author's inline Markdown says, without its marks."""
    return unescape(re.sub("<[^>]+>", "", inline(words)))
