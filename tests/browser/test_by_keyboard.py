"""The whole way of a learner with the keyboard alone: from signing up to the certificate and signing out.

Nobody clicks here, and no script gives anything the focus but the course's own.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.bread import Bread
from tests.browser.keyboard import Walker
from tests.browser.serving import PASSWORD, Server
from tests.every_type import FIRST, QUIZ

HEIGHT = 720  # pixels: a laptop's window, in which the header covers more of a page than in a tall one
PAUSE = 250  # milliseconds after which a lost focus is handed on (app_pages/parts/focus.py)
QUESTION = "[class*='st-key-ask-'] *"
ANSWERS = {  # words in the name of a field or of its group -> what is chosen or typed there
    "same dough each time": "The scale",
    "What does Luc weigh": "Flour",  # and not the water: something is missed
    "fed on the day of baking": "True",
    "called in French?": "levain",
    "How much flour": "1250000",
    "noodle in pinyin": "mian4tiao2",
    "Rye flour": "A dense loaf",
    "面条 and wheat": "An airy loaf",
    "Spelt flour": "An airy loaf",
    "Butter": "In the cold",
    "The rising loaf": "In the warm",
    "not needed this week": "In the cold",
    "Salt": "The top one",
    "A sack of flour": "The floor",
    "Gap 1": "day",
    "Gap 2": "levain",
    "own kitchen": "Above the fridge",
}


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The course about bread, whose quiz asks a question of every type."""
    folder = tmp_path_factory.mktemp("keyboard")
    bread = Bread(folder / "bread")
    bread.write("quizzes/dough.yaml", f"{QUIZ.read_text(encoding='utf-8')}checks:\n{FIRST}")
    server = Server(folder, bread.root)
    server.start()
    yield server
    server.stop()


def test_the_whole_way_of_a_learner_can_be_gone_with_the_keyboard_alone(
    chromium: Browser, bakery: Server
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": HEIGHT}, reduced_motion="reduce")
    walker = Walker(context.new_page(), bakery.address)
    sign_up(walker)
    read(walker)
    take_the_quiz(walker)
    look_at_the_results(walker)
    take_a_word_in_and_review_it(walker)
    finish_and_get_the_certificate(walker)
    leave(walker)
    context.close()
    assert "\n".join(walker.unseen) == ""
    assert (walker.faults, walker.outside) == ([], [])


def sign_up(walker: Walker) -> None:
    walker.page.goto(f"{walker.address}/account/sign-up")
    for field, words in (("name", "Amara Okafor"), ("email", "amara@example.ac.uk"), ("password", PASSWORD)):
        walker.reach(f"input[name={field}]")
        walker.types(words)
    walker.reach("button[type=submit]")
    walker.key("Enter")
    walker.loads("Welcome, Amara Okafor")


def read(walker: Walker) -> None:
    """Read a module: its terms, sources, figures, a task and a check, and turn its pages by both ways."""
    walker.reach("a", "Skip to main content")
    walker.key("Enter")
    walker.go("button", "Start reading", to="Flour comes first")
    walker.page.wait_for_selector(".st-key-body .term[aria-haspopup]")
    open_card(walker, "a.cite", "Source 1")
    open_card(walker, "a.term", "sourdough starter")
    walker.reach("li.task input")
    walker.key("Space")
    walker.stays("li.task input:checked")
    walker.reach("[class*=st-key-ask-] input")
    walker.key("Space")
    walker.sees("Right")
    walker.stays("[class*=st-key-ask-] input:checked")
    walker.key("ArrowDown")
    walker.sees("Not quite")
    walker.stays("[class*=st-key-ask-] input:checked")
    walker.reach("a.term", back=True)
    walker.go(".st-key-next button", "Feeding a starter", to="Feeding a starter")
    walker.key("p")
    walker.arrives("Flour comes first")
    walker.key("n")
    walker.arrives("Feeding a starter")
    enlarge(walker)


def open_card(walker: Walker, selector: str, words: str) -> None:
    """Open what stands behind a word, read it, go into it, and be back at the word."""
    walker.reach(f".st-key-body {selector}", words)
    walker.key("Enter")
    expect(walker.page.locator(".word-card")).to_be_visible()
    assert walker.look(".word-card").matches
    walker.reach(".word-card *")
    walker.key("Escape")
    expect(walker.page.locator(".word-card")).to_have_count(0)
    assert walker.look(f".st-key-body {selector}").matches


def enlarge(walker: Walker) -> None:
    walker.reach("button.zoom")
    walker.key("Enter")
    expect(walker.page.locator(".lightbox")).to_be_visible()
    walker.look()
    walker.key("Escape")
    expect(walker.page.locator(".lightbox")).to_have_count(0)
    assert walker.look("button.zoom").matches


def take_the_quiz(walker: Walker) -> None:
    """Begin at the module's end, answer every question, go by the map, flag one, and submit."""
    walker.go(".st-key-next button", "Take the quiz", to="Quiz: Dough quiz")
    walker.go("button", "Start the quiz", to="Question 1 of 12")
    for number in range(1, 13):
        answer(walker)
        if number == 2:
            flag_and_go_by_the_map(walker)
        following = f"Question {number + 1} of 12" if number < 12 else "Review and submit"
        walker.key("Enter")
        walker.arrives(following)
    walker.sees("Every question is answered.")
    walker.go("button", "Change 3", to="Question 3 of 12")
    walker.go("button", "Review and submit", to="Review and submit")
    walker.go("button", "Submit my answers", to="You passed")


def answer(walker: Walker) -> None:
    """Answer the open question, whatever it has, on the way to the button that goes on."""
    while "Save and" not in (stop := walker.reach(f"{QUESTION}, .st-key-move button")).words:
        wanted = next((said for name, said in ANSWERS.items() if name in stop.words + stop.group), "")
        if stop.kind == "radio":
            choose(walker, wanted)
        elif stop.kind == "checkbox" and stop.words.strip() == wanted:
            walker.key("Space")
        elif stop.kind == "combobox":
            walker.types(wanted)
            walker.key("Enter")
        elif stop.kind in ("text", "textarea"):
            walker.types(wanted)
            walker.key("Control+Enter" if stop.kind == "textarea" else "Enter")
        elif stop.words.endswith("down"):
            walker.key("Enter")
        else:
            continue
        walker.sees("✓ Saved")
        walker.stays(QUESTION)


def choose(walker: Walker, wanted: str) -> None:
    """Choose one of a group of radios: the space bar takes the first, the arrow the next."""
    walker.key("Space")
    for _ in range(5):
        walker.calm()
        if walker.look().words.strip() == wanted:
            return
        walker.key("ArrowDown")
    pytest.fail(f"the arrow keys never reached {wanted}")


def flag_and_go_by_the_map(walker: Walker) -> None:
    """From the button that goes on: flag the question, look at another one through the map, and be back."""
    walker.reach("input[type=checkbox]", "Flag to come back to")
    walker.key("Space")
    walker.stays("input[type=checkbox]:checked")
    go_by_the_map(walker, 1)
    go_by_the_map(walker, 2)
    walker.reach(".st-key-move button", "Save and")


def go_by_the_map(walker: Walker, number: int) -> None:
    stop = walker.reach("[class*=st-key-map-] button")
    for _ in range(12):
        if stop.words.split()[0] == str(number):
            break
        walker.key("ArrowRight")
        stop = walker.look()
    walker.key("Enter")
    walker.arrives(f"Question {number} of 12")


def look_at_the_results(walker: Walker) -> None:
    """Open what is folded away, and follow the reason of an answer into the section that it comes from."""
    walker.sees("Review these first")
    walker.reach("summary", "you answered right")
    walker.key("Enter")
    walker.sees("Grams do not settle.")
    walker.stays("summary")
    walker.reach("button", "What comes next", back=True)
    walker.key("Enter")
    walker.arrives("Welcome back, Amara Okafor")


def take_a_word_in_and_review_it(walker: Walker) -> None:
    walker.go("header a", "Glossary", to="Glossary")
    walker.reach("a.take-in", "noodle")
    walker.key("Enter")
    walker.loads(re.compile("noodle|Glossary"))
    walker.reach("button", "Review this word")
    walker.key("Enter")
    walker.sees("In my review")
    walker.lands(".st-key-choose-term *")
    walker.go("header a", "Review", to="Review")
    walker.reach("button", "Show the answer")
    walker.key("Enter")
    walker.sees("How well did you know it?")
    walker.calm()
    walker.reach("button", "Good")
    walker.key("Enter")
    walker.arrives("Done for today")


def finish_and_get_the_certificate(walker: Walker) -> None:
    walker.go("header a", "Home", to="Welcome back, Amara Okafor")
    walker.go("button", "Start reading", to="Heat before the loaf")
    walker.go(".st-key-next button", "Finish the module", to="Welcome back, Amara Okafor")
    walker.go("button", "Get my certificate", to="Your certificate")
    walker.reach("button", "Make out my certificate")
    walker.key("Enter")
    walker.sees("Anyone with the code can check it")
    walker.lands("*")
    walker.reach("button", "Download PDF")
    with walker.page.expect_download() as waiting:
        walker.key("Enter")
    assert waiting.value.suggested_filename.endswith(".pdf")


def leave(walker: Walker) -> None:
    """Read what is held, and sign out."""
    walker.go("header a", "My record", to="My record")
    walker.reach("summary", "Change your name")
    walker.key("Enter")
    walker.reach("input[type=text]")
    walker.reach("button", "Sign out", back=True)
    walker.key("Enter")
    walker.sees("Visitor: nothing is recorded")


BLINK = """() => {
    const shown = document.activeElement.closest('[data-testid="stElementContainer"]');
    shown.style.display = 'none';
    requestAnimationFrame(() => requestAnimationFrame(() => shown.style.display = ''));
}"""


def test_what_is_hidden_for_a_moment_has_the_focus_again(chromium: Browser, bakery: Server) -> None:
    walker = Walker(chromium.new_page(), bakery.address)
    walker.open("/")
    walker.reach("[data-testid='stMain'] button")
    held = walker.page.evaluate_handle("() => document.activeElement")
    walker.page.evaluate(BLINK)
    walker.page.wait_for_function("() => document.activeElement === document.body")
    walker.page.wait_for_function("held => document.activeElement === held", arg=held)
    walker.page.close()


def test_who_tabs_out_of_the_page_is_not_pulled_back(chromium: Browser, bakery: Server) -> None:
    walker = Walker(chromium.new_page(), bakery.address)
    walker.open("/")
    walker.reach("footer a", "Privacy")
    walker.key("Tab")
    walker.page.wait_for_timeout(2 * PAUSE)
    assert not walker.look("footer *").matches
    walker.page.close()


BAD = """<style>* { margin: 0 } a { display: block; height: 30px } .plain:focus { outline: none }
    header { position: fixed; inset: 0 0 auto; height: 60px; background: white }</style>
    <main><a href="#a" id="under">under the header</a><p style="height: 100px"></p>
    <a href="#b" class="plain">no sign</a><a href="#c">well seen</a></main><header data-testid="stHeader"></header>"""


def test_a_stop_under_the_header_and_one_that_looks_as_always_are_told(chromium: Browser) -> None:
    walker = Walker(chromium.new_page(), "http://127.0.0.1")
    walker.page.set_content(BAD)
    walker.reach("a", "well seen")
    told = [fault.split(": ")[1].split(" (")[0].split(" at ")[0] for fault in walker.unseen]
    assert told == ["covered or out of sight", "no sign of the focus"]
    walker.page.close()
