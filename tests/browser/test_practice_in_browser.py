"""Language practice in a browser: by keyboard alone, and words heard from a fitting voice or not at all."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from app_pages.parts.hear import HEAR, NO_VOICE
from tests.bread import ORIGINAL
from tests.browser import looking
from tests.browser.serving import Server
from tests.browser.visitor import Visitor

Come = Callable[..., Visitor]
FITTING = {"lang": "zh_CN", "localService": True}  # as some phones write it
OTHERS = [
    {"lang": "en-GB", "localService": True},
    {"lang": "zh-HK", "localService": True},
    {"lang": "zh-CN-liaoning", "localService": True},
    {"lang": "zh-CN", "localService": False},
]
# Counts what moves because of a key or a click too, which the usual measure leaves out.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({ type: 'layout-shift' });
"""
# Chromium lets no script make a voice, so the whole of its speech is put in place; voices come late, as they do there.
SPEECH = """
{
  const speech = new EventTarget();
  let voices = [];
  window.heard = [];
  speech.getVoices = () => voices;
  speech.cancel = () => {};
  speech.speak = (words) => window.heard.push([words.text, words.lang, words.voice.lang]);
  setTimeout(() => { voices = VOICES; speech.dispatchEvent(new Event('voiceschanged')); }, 3000);
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}
"""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("practice"), ORIGINAL)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def come(chromium: Browser, bakery: Server) -> Iterator[Come]:
    """Somebody comes, with the voices that the test gives the browser or with its own."""
    came = []

    def come(voices: object = None) -> Visitor:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        if voices is not None:
            context.add_init_script(
                SPEECH.replace("VOICES", str(voices).replace("True", "true").replace("False", "false"))
            )
        came.append(Visitor(context.new_page(), bakery.address))
        return came[-1]

    yield come
    for visitor in came:
        assert (visitor.faults, visitor.outside) == ([], [])
        visitor.page.context.close()


def focused(visitor: Visitor) -> str:
    visitor.calm()
    return str(visitor.page.evaluate("document.activeElement.textContent"))


def test_a_round_needs_no_mouse_and_every_state_is_accessible(come: Come) -> None:
    visitor = come()
    visitor.open("/practice?x=tones")
    page = visitor.page
    radio = page.get_by_role("radio", name="miàn tiáo")
    assert page.get_by_role("radiogroup").get_attribute("lang") == "zh-Latn-pinyin"
    page.get_by_role("radio").first.focus()
    for _ in range(4):
        if radio.is_checked():
            break
        page.keyboard.press("ArrowDown")
        visitor.calm()
    expect(radio).to_be_checked()
    found = looking.faults(page, "practice-asked", "light-1280")
    page.evaluate(SHIFTS)
    page.keyboard.press("Tab")
    assert focused(visitor) == "Check my answer"
    page.keyboard.press("Enter")
    visitor.sees("In the glossary")
    expect(page.locator("#announcements")).to_have_text("Right")
    visitor.calm()
    assert page.evaluate("shifted") < 0.1
    found += looking.faults(page, "practice-answered", "light-1280")
    assert focused(visitor) == "See how it went"
    page.keyboard.press("Enter")
    visitor.sees("1 of 1 right. Nothing is recorded.")
    visitor.calm()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    found += looking.faults(page, "practice-result", "light-1280")
    assert found == []


def test_flash_cards_are_gone_through_by_pressing_enter(come: Come) -> None:
    visitor = come()
    visitor.open("/practice?x=cards")
    page = visitor.page
    card = page.locator(".st-key-flash")
    expect(card).to_have_attribute("role", "status")
    expect(card).not_to_contain_text("noodle")
    page.get_by_role("button", name="Turn the card").focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("noodle")
    assert focused(visitor) == "I knew it"
    assert looking.faults(page, "practice-card", "light-1280") == []
    page.keyboard.press("Enter")
    visitor.sees("You knew 1 card.")


@pytest.mark.parametrize("voices", [None, [], OTHERS], ids=["own", "none", "other"])
def test_without_a_fitting_voice_there_is_no_button_and_a_sentence_says_why(
    come: Come, voices: object
) -> None:
    visitor = come(voices)
    visitor.open("/practice?x=listening")
    if voices:
        visitor.page.wait_for_function("() => speechSynthesis.getVoices().length")
    visitor.sees(NO_VOICE)
    visitor.calm()
    expect(visitor.page.get_by_role("button", name=HEAR)).to_have_count(0)
    expect(visitor.page.get_by_role("radio")).to_have_count(0)


def test_a_fitting_voice_says_the_characters_and_no_other_voice_does(come: Come) -> None:
    visitor = come([*OTHERS, FITTING])
    visitor.open("/practice?x=listening")
    visitor.press(HEAR)
    assert visitor.page.evaluate("heard") == [["面条", "zh-CN", "zh_CN"]]
    expect(visitor.page.get_by_text(NO_VOICE)).to_be_hidden()
    visitor.page.get_by_text("miàn tiáo", exact=True).click()
    visitor.press("Check my answer")
    visitor.sees("In the glossary")
    visitor.calm()
    visitor.page.get_by_role("button", name=HEAR).last.click()
    assert visitor.page.evaluate("heard.length") == 2
