"""The whole path, from the front door to the trainer's table, through a server that dies on the way."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.serving import PASSWORD, Server
from tests.browser.visitor import Visitor

ANSWERED = 5  # questions answered before the server dies


def test_a_learner_s_work_survives_a_killed_server_and_reaches_the_trainer(
    chromium: Browser, server: Server
) -> None:
    learner = Visitor(chromium.new_page(), server.address)
    read_as_visitor(learner)
    learner.sign_up("Amara Okafor", "amara.okafor@northbridge.ac.uk")
    read_module(learner)
    learner.press("Start the quiz")
    seen = answer(learner, ANSWERED)

    server.kill()
    server.start()

    again = Visitor(chromium.new_context().new_page(), server.address)
    again.sign_in("amara.okafor@northbridge.ac.uk", then="/quiz%3Fq%3Dlanguage")
    again.heading(re.compile(f"Question {ANSWERED + 1} of 10"))
    assert look_back(again, seen) == seen
    answer(again, 10, start=ANSWERED)
    again.sees("Every question is answered.")
    again.press("Submit my answers")
    again.heading(re.compile("You passed|Not passed yet"))
    again.sees("Why")

    trainer = Visitor(chromium.new_context().new_page(), server.address)
    become_trainer(trainer, server)
    trainer.open("/completion")
    trainer.sees("Amara Okafor")
    assert "Amara Okafor" in downloaded(trainer)
    for person in (learner, again, trainer):
        assert person.faults == []
        assert person.outside == []


def read_as_visitor(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.sees("nothing is recorded")
    visitor.press("Start with module 1")
    visitor.heading("What China literacy is, and why there is a course")
    visitor.page.locator("[data-testid='stRadioOption']").first.click()
    visitor.sees("Not quite")


def read_module(learner: Visitor) -> None:
    """Go through the language module to its quiz; every section is then read."""
    learner.open("/module?m=language")
    for section in range(2, 8):
        learner.page.locator(".st-key-next button").click()
        learner.sees(f"section {section} of 7")
    learner.page.locator(".st-key-next button").click()
    learner.heading(re.compile("^Quiz:"))


def answer(learner: Visitor, until: int, start: int = 0) -> list[tuple[str, str]]:
    """Answer questions one after the other; returns each stem with what was chosen."""
    seen = []
    for number in range(start + 1, until + 1):
        learner.heading(f"Question {number} of 10")
        choose(learner)
        learner.sees("✓ Saved")
        seen.append((learner.stem(), chosen(learner)))
        learner.press(re.compile("^Save and"))
    return seen


def choose(learner: Visitor) -> None:
    """Answer the open question, whatever its type, in all its parts."""
    question = learner.question
    question.locator("[data-testid='stRadioOption'], [data-testid='stCheckbox'], input").first.wait_for()
    learner.calm()
    for group in question.get_by_role("radiogroup").all():
        group.locator("[data-testid='stRadioOption']").nth(1).click()
        learner.calm()
    for box in question.get_by_role("combobox").all():
        box.scroll_into_view_if_needed()
        learner.calm()
        box.click()
        learner.page.get_by_role("option").nth(0).click()
        learner.calm()
    for field in question.get_by_role("textbox").all():
        field.fill("12" if field.get_attribute("inputmode") == "decimal" else "zhāng")
        field.press("Enter")
        learner.calm()
    if question.locator("[data-testid='stCheckbox']").count():
        question.locator("[data-testid='stCheckbox'] label").last.click()
        learner.calm()


def chosen(learner: Visitor) -> str:
    """Every option as shown, in order, with a mark on the chosen ones; or what was typed or picked from a list."""
    shown: str = learner.page.evaluate(
        """() => [...document.querySelectorAll("[class*='st-key-ask-'] :is(input, .item)")].map(e =>
            e.localName === 'p' ? e.innerText
            : e.getAttribute('role') === 'combobox' ? e.closest("[data-testid='stSelectbox']").innerText
            : e.type === 'text' ? e.value
            : (e.checked ? '[x] ' : '[ ] ') + e.closest('label').innerText.trim()).join('\\n')"""
    )
    return shown


def look_back(learner: Visitor, expected: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Read the answered questions again, from the first, each when it has come to rest."""
    seen = []
    for place in range(ANSWERED):
        learner.page.locator("[class*=st-key-map-] button").nth(place).click()
        learner.heading(f"Question {place + 1} of 10")
        seen.append(_at_rest(learner, expected[place]))
    learner.page.locator("[class*=st-key-map-] button").nth(ANSWERED).click()
    return seen


def _at_rest(learner: Visitor, expected: tuple[str, str]) -> tuple[str, str]:
    """What is shown as soon as it is what was expected, or after five seconds whatever it is then."""
    for _ in range(25):
        if (shown := (learner.stem(), chosen(learner))) == expected:
            break
        learner.page.wait_for_timeout(200)
    return shown


def become_trainer(trainer: Visitor, server: Server) -> None:
    """Use the one-time link that the server printed at its last start, which voids earlier ones."""
    links = re.findall(r"/account/welcome/\S+", server.log.read_text())
    assert links, "the server printed no link for the first trainer"
    trainer.page.goto(server.address + links[-1])
    trainer.page.locator("input[name=name]").fill("Rhian Davies")
    trainer.page.locator("input[name=email]").fill("rhian@northbridge.ac.uk")
    trainer.page.locator("input[name=password]").fill(PASSWORD)
    trainer.page.locator("main button[type=submit], form button[type=submit]").last.click()
    trainer.settled()


def downloaded(trainer: Visitor) -> str:
    with trainer.page.expect_download() as waiting:
        trainer.press("Download these (CSV)")
    return Path(waiting.value.path()).read_text(encoding="utf-8-sig")
