"""A person who has a keyboard and no mouse, and who looks at every stop of the Tab key.

A stop must be in sight, whole, not covered by what lies over the page, and look other than without the focus.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import DRAWN, SETTLE
from tests.browser.visitor import READY, Visitor

MOST_TABS = 150  # presses of the Tab key until something on a page must be reached

# What has the focus, and what was wrong with it and with the stop before it. An input that is drawn by its label, as
# Streamlit's radios are, is looked at there. A stop before is compared with what it looks like now, without the focus.
LOOK = r"""selector => {
    const at = document.activeElement;
    const told = element => element.outerHTML.replace(/\s+/g, ' ').slice(0, 140);
    const around = element => {
        const found = [];
        for (let one = element; one && found.length < 5; one = one.parentElement) found.push(one);
        return found;
    };
    const mark = one => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
        return [...(outlineStyle === 'none' ? ['none'] : [outlineStyle, outlineWidth, outlineColor]), boxShadow].join();
    };
    const faults = [];
    const before = window.stopBefore;
    // A field and the button inside it may have one frame around both.
    const signed = (one, i) =>
        mark(one) !== before.marks[i] || (one.contains(at) && !before.marks[i].startsWith('none'));
    if (before?.element.isConnected && before.element !== at && !around(before.element).some(signed))
        faults.push(`no sign of the focus at ${told(before.element)}`);
    const last = before?.element.closest('footer, header');
    window.stopBefore = undefined;
    if (!at || at === document.body) return { lost: true, left: Boolean(last), faults };
    window.stopBefore = { element: at, marks: around(at).map(mark) };
    const drawn = (at.matches('[type="radio"], [type="checkbox"]') && at.closest('label')) || at;
    const over = document.querySelector('[data-testid="stHeader"]')?.getBoundingClientRect();
    const room = innerHeight - (over && over.height < innerHeight / 2 ? over.height : 0);
    const boxes = [...drawn.getClientRects()].filter(box => box.width && box.height);
    const shows = (x, y) => {
        const hit = document.elementFromPoint(x, y);
        return Boolean(hit) && (drawn.contains(hit) || hit.contains(drawn));
    };
    if (!boxes.length) faults.push(`nothing to see of ${told(at)}`);
    for (const box of boxes) {
        const x = box.left + box.width / 2;
        const ends = [shows(x, box.top + 2), shows(x, box.bottom - 2)];
        const seen = box.height < room ? ends.every(Boolean) : ends.some(Boolean) || shows(x, innerHeight / 2);
        const where = `${Math.round(box.top)} to ${Math.round(box.bottom)}`;
        if (!seen) faults.push(`covered or out of sight (${where}): ${told(at)}`);
    }
    const words = at.getAttribute('aria-label') || drawn.innerText || at.value || '';
    const kind = at.getAttribute('role') || at.type || at.localName;
    const group = at.closest('[role="radiogroup"], [role="group"]')?.getAttribute('aria-label') || '';
    return { lost: false, faults, kind, words, group, matches: at.matches(selector) };
}"""


@dataclass(frozen=True)
class Stop:
    """What has the focus: its role, type or tag, its words, those of its group, and whether it is what was sought."""

    kind: str
    words: str
    group: str
    matches: bool


class Walker(Visitor):
    """A visitor who presses keys only. `unseen` is what was wrong with the stops, in one line each."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page, address)
        self.unseen: list[str] = []

    def look(self, selector: str = "*") -> Stop:
        """What has the focus now. That nothing has it is an error: the next Tab would begin at the top of the page.

        Between the last stop and the first one, the focus is at the browser's own buttons for one press.
        """
        found: dict[str, Any] = self.page.evaluate(LOOK, selector)
        where = self.page.title()
        if found["lost"] and not found["left"]:  # what was pressed is gone: the page hands the focus on, soon
            expect(self.page.locator(":focus"), f"{where}: nothing has the focus").to_have_count(1)
            found = self.page.evaluate(LOOK, selector)
        if found["faults"]:  # what is still being drawn may pass under the header for a moment
            self.page.wait_for_timeout(SETTLE)
            lasting = self.page.evaluate(LOOK, selector)["faults"]
            unsigned = [fault for fault in found["faults"] if fault.startswith("no sign")]
            self.unseen += [f"{where}: {fault}" for fault in [*unsigned, *lasting]]
        if found["lost"]:
            return Stop("", "", "", matches=False)
        return Stop(found["kind"], found["words"], found["group"], found["matches"])

    def key(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def types(self, words: str) -> None:
        self.page.keyboard.type(words)

    def reach(self, selector: str, words: str | re.Pattern[str] = "", *, back: bool = False) -> Stop:
        """Press Tab until something that the selector names and that bears the words has the focus."""
        seen = []
        for _ in range(MOST_TABS):
            self.key("Shift+Tab" if back else "Tab")
            stop = self.look(selector)
            if stop.matches and re.search(
                words if isinstance(words, re.Pattern) else re.escape(words), stop.words
            ):
                return stop
            seen.append(stop.words[:30])
        pytest.fail(f"Tab never reached {selector} {words!r}; it went over {seen}")

    def go(self, selector: str, words: str | re.Pattern[str] = "", *, to: str | re.Pattern[str]) -> None:
        """Press what the selector and the words name, and arrive at a page with this heading, which has the focus."""
        self.reach(selector, words)
        self.key("Enter")
        self.arrives(to)

    def arrives(self, heading: str | re.Pattern[str]) -> None:
        """Wait for a page or a place that was gone to within the course; its heading has taken the focus."""
        found = self.page.get_by_role("heading", level=1, name=heading)
        expect(found).to_be_focused(timeout=READY)
        self.calm()
        self.page.wait_for_function(DRAWN)
        expect(found).to_be_focused()

    def loads(self, heading: str | re.Pattern[str]) -> None:
        """Wait for a page that the browser loads anew, and begins at its top."""
        self.heading(heading)
        self.settled()
        self.calm()

    def stays(self, selector: str) -> None:
        """What was pressed still has the focus once everything is drawn."""
        self.calm()
        stop = self.look(selector)
        assert stop.matches, f"the focus went to {stop.kind} {stop.words!r}, away from {selector}"

    def lands(self, selector: str, words: str = "") -> None:
        """What was pressed is gone, and this has the focus instead."""
        found = self.page.locator(f":focus:is({selector})", has_text=words)
        expect(found).to_have_count(1, timeout=READY)
        self.look()
