"""The reader in a real browser: cards, ticks, figures, keys, paper, and a page that stays where it is."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.bread import ORIGINAL
from tests.browser import looking
from tests.browser.serving import Server
from tests.browser.visitor import READY, Visitor

FLOUR, STARTER = "/module?m=dough&s=flour", "/module?m=dough&s=starter"
FOCUS = "document.activeElement.matches"
MOST_SHIFT = 0.1  # what Core Web Vitals call good
WATCH = """() => {
    window.shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries().map(entry => entry.value)))
        .observe({type: 'layout-shift'});
}"""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("reader"), ORIGINAL)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def reader(chromium: Browser, bakery: Server) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    reader = Visitor(context.new_page(), bakery.address)
    yield reader
    assert (reader.faults, reader.outside) == ([], [])
    context.close()


def read(reader: Visitor, path: str) -> None:
    """Open a section and wait until the aids are there."""
    reader.open(path)
    reader.calm()
    reader.page.wait_for_selector(".st-key-body .term[aria-haspopup]")


def test_a_term_opens_where_it_stands_by_keyboard_and_lets_go_again(reader: Visitor) -> None:
    read(reader, FLOUR)
    page, card = reader.page, reader.page.get_by_role("dialog", name="noodle")
    term = page.locator(".st-key-body a.term", has_text="面条")
    term.focus()
    page.keyboard.press("Enter")
    expect(card).to_be_visible()
    expect(card.locator(".tone")).to_have_count(2)
    expect(card).to_contain_text("miàn")
    assert page.evaluate(f"{FOCUS}('.word-card')")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert page.evaluate(f"{FOCUS}('a.term[href$=noodle]')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUS}('.word-card a')"), "the first stop inside is the way to its entry"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card).to_have_count(0)
    assert page.evaluate(
        f"!{FOCUS}('a.term[href$=noodle]') && document.activeElement.closest('.stMain') !== null"
    )
    assert page.url.endswith("module?m=dough&s=flour"), "the page was not left"


def test_a_citation_shows_its_source_in_place_and_leads_to_the_list(reader: Visitor) -> None:
    read(reader, FLOUR)
    page, card = reader.page, reader.page.get_by_role("dialog", name="Source 1, p. 12")
    page.get_by_role("link", name="Source 1, p. 12").click()
    expect(card).to_contain_text("The book of flour")
    card.get_by_role("link", name="All sources of this section").click()
    expect(card).to_have_count(0)
    assert page.evaluate(f"{FOCUS}('#source-1')")
    page.keyboard.press("/")
    reader.heading("Search")  # a card that was closed keeps no key back


def test_a_second_press_on_a_word_closes_its_card(reader: Visitor) -> None:
    read(reader, FLOUR)
    term = reader.page.locator(".st-key-body a.term").first
    term.click()
    expect(reader.page.locator(".word-card")).to_be_visible()
    term.click()
    expect(reader.page.locator(".word-card")).to_have_count(0)


def test_in_a_scenario_terms_and_sources_open_without_leaving_it(reader: Visitor) -> None:
    reader.sign_up("Bea Baker", "bea@example.ac.uk")
    reader.open("/scenario?s=late-loaf")
    reader.press("Start the scenario")
    page = reader.page
    page.wait_for_selector(".st-key-case .term[aria-haspopup]")
    for link, name, words in (
        ("a.term", "sourdough starter", "wild yeast"),
        ("a.cite", "Source 1", "The book of flour"),
    ):
        page.locator(f".st-key-case {link}").first.click()
        expect(page.get_by_role("dialog", name=name)).to_contain_text(words)
        page.keyboard.press("Escape")
    assert page.url.endswith("/scenario?s=late-loaf")
    assert page.locator(".st-key-case li.task input").count() == 0


def test_ticks_of_a_learner_are_there_again_and_two_windows_do_not_undo_each_other(reader: Visitor) -> None:
    reader.sign_up("Ada Baker", "ada@example.ac.uk")
    read(reader, FLOUR)
    other = Visitor(reader.page.context.new_page(), reader.address)
    read(other, FLOUR)
    tick(reader, 0, "Weigh the flour.")
    tick(other, 1, "Warm the water.")
    read(reader, FLOUR)
    assert ticked(reader) == [True, True]
    tick(reader, 0, "Weigh the flour.")
    read(other, FLOUR)
    assert ticked(other) == [False, True]


def test_a_visitor_s_ticks_stay_while_the_course_is_open(reader: Visitor) -> None:
    read(reader, FLOUR)
    for box in reader.page.locator("li.task input").all():  # at once, before an answer can come
        box.focus()
        reader.page.keyboard.press("Space")
    reader.page.locator("h1").click()
    reader.calm()
    turn(reader, "n", "Feeding a starter")
    turn(reader, "p", "Flour comes first")
    reader.page.wait_for_selector("li.task input")
    assert ticked(reader) == [True, True]
    read(reader, FLOUR)
    assert ticked(reader) == [False, False]


def tick(reader: Visitor, place: int, words: str) -> None:
    """Press the words of a line, and wait until the server knows."""
    before = ticked(reader)[place]
    reader.page.locator("li.task label", has_text=words).click()
    reader.calm()
    reader.page.wait_for_timeout(500)
    assert ticked(reader)[place] is not before


def ticked(reader: Visitor) -> list[bool]:
    return [box.is_checked() for box in reader.page.locator("li.task input").all()]


def turn(reader: Visitor, key: str, heading: str) -> None:
    reader.page.wait_for_selector(f"[aria-keyshortcuts={key}]")
    reader.page.keyboard.press(key)
    reader.heading(heading)
    reader.calm()


def test_the_keys_turn_pages_but_not_in_fields_and_not_when_they_are_off(reader: Visitor) -> None:
    read(reader, FLOUR)
    reader.page.locator("[data-testid=stRadioOption] input").first.focus()
    reader.page.keyboard.press("n")
    reader.calm()
    reader.heading("Flour comes first")
    reader.page.locator("h1").click()
    turn(reader, "n", "Feeding a starter")
    turn(reader, "p", "Flour comes first")
    reader.page.locator(".page-keys input").uncheck()
    reader.page.locator("h1").click()
    reader.page.keyboard.press("n")
    reader.calm()
    reader.heading("Flour comes first")
    read(reader, FLOUR)
    expect(reader.page.locator(".page-keys input")).not_to_be_checked()


def test_a_figure_is_enlarged_and_left_by_keyboard(reader: Visitor) -> None:
    read(reader, STARTER)
    page = reader.page
    button = page.get_by_role("button", name="Enlarge the figure: When to feed")
    button.focus(timeout=READY)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="When to feed")
    drawn = dialog.locator("svg")
    whole = drawn.bounding_box()
    page.keyboard.press("+")
    page.keyboard.press("+")
    larger = drawn.bounding_box()
    assert whole
    assert larger
    assert larger["width"] == pytest.approx(whole["width"] * 2.25, rel=0.02)
    page.keyboard.press("0")
    assert drawn.bounding_box() == whole
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_answering_a_check_moves_next_to_nothing(reader: Visitor, width: int) -> None:
    page = reader.page
    page.set_viewport_size({"width": width, "height": 844})
    read(reader, FLOUR)
    page.locator("[class*=st-key-ask-]").evaluate("question => question.scrollIntoView()")
    page.wait_for_timeout(looking.SETTLE)
    page.evaluate(WATCH)
    for option, verdict in (("salt", "Not quite"), ("flour", "Right")):
        page.evaluate("shifts.length = 0")
        page.locator("[data-testid=stRadioOption]", has_text=re.compile(option, re.IGNORECASE)).first.click()
        reader.sees(verdict)
        page.wait_for_timeout(looking.SETTLE)
        assert page.evaluate("shifts.reduce((sum, value) => sum + value, 0)") < MOST_SHIFT
    page.evaluate("document.querySelector('.verdict').style.marginBottom = '40rem'")  # the watch does see
    page.wait_for_function(f"() => shifts.reduce((sum, value) => sum + value, 0) >= {MOST_SHIFT}")


def test_terms_beside_the_text_never_push_it_down(reader: Visitor) -> None:
    read(reader, FLOUR)
    first, second = (reader.page.locator(".st-key-body .text").nth(i).bounding_box() for i in (0, 1))
    terms = reader.page.locator(".st-key-body .margin").first.bounding_box()
    assert first
    assert second
    assert terms
    assert terms["y"] == pytest.approx(first["y"], abs=40)
    assert terms["y"] + terms["height"] > first["y"] + first["height"], "a case where they are longer"
    assert second["y"] - (first["y"] + first["height"]) < 40


def test_a_table_that_scrolls_says_so_and_takes_the_focus(reader: Visitor) -> None:
    hint = "getComputedStyle(document.querySelector('.prose .scroll'), '::before').content"
    read(reader, FLOUR)
    assert reader.page.evaluate(hint) == "none"
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.page.wait_for_function(f"() => {hint}.includes('Scroll sideways')")
    table = reader.page.locator(".prose .scroll")
    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    table.focus()
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_function("() => document.querySelector('.prose .scroll').scrollLeft > 0")


def test_paper_has_the_words_and_nothing_to_press(reader: Visitor) -> None:
    read(reader, FLOUR)
    reader.page.emulate_media(media="print")
    sheet = "Bread · Dough · edition 1 · speaks for 5 January 2026"
    for shown in ("Flour drinks water", "The book of flour", sheet, "Weigh the flour."):
        expect(reader.page.get_by_text(shown).first).to_be_visible()
    for button in reader.page.get_by_role("button").all():
        expect(button).not_to_be_visible()
    for hidden in (".verdict", "[class*=st-key-ask-]", ".tools", ".tick-note", "header"):
        expect(reader.page.locator(hidden).first).not_to_be_visible()


def test_a_handout_prints_all_sections_and_one_list_of_sources(reader: Visitor) -> None:
    read(reader, "/handout?m=dough")
    reader.page.evaluate("() => { window.print = () => { window.printed = true; } }")
    reader.page.get_by_role("button", name="Print this handout").click()
    assert reader.page.evaluate("() => window.printed")
    reader.page.emulate_media(media="print")
    for shown in ("Flour comes first", "Feeding a starter", "Weigh the flour.", "The book of flour"):
        expect(reader.page.get_by_text(shown).first).to_be_visible()
    for button in reader.page.get_by_role("button").all():
        expect(button).not_to_be_visible()
    box = reader.page.locator("li.task").first.evaluate(
        "item => getComputedStyle(item, '::before').borderTopStyle"
    )
    assert box == "solid"
    expect(reader.page.locator(".sources")).to_have_count(1)


@pytest.mark.parametrize(("scheme", "width"), looking.LOOKS, ids=looking.NAMES)
def test_cards_and_figures_are_accessible(chromium: Browser, bakery: Server, scheme: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    reader = Visitor(context.new_page(), bakery.address)
    faults, look = [], f"{scheme}-{width}"
    read(reader, FLOUR)
    reader.page.locator("li.task label").first.click()
    for name, opener in (("card", "a.term"), ("source", "a.cite")):
        reader.page.locator(f".st-key-body {opener}").first.click()
        reader.page.wait_for_selector(".word-card")
        faults += looking.faults(reader.page, f"reader-{name}", look)
        reader.page.keyboard.press("Escape")
    read(reader, STARTER)
    reader.page.locator("button.zoom").first.click()
    faults += looking.faults(reader.page, "reader-figure", look)
    assert faults == []
    assert (reader.faults, reader.outside) == ([], [])
    context.close()
