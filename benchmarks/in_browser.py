"""What somebody waits for in a real Chromium, beside a bare Streamlit page of the same widgets under the same settings.

Run with `python -m benchmarks.in_browser`; see benchmarks/README.md for what the figures mean.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import click
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from accounts.sessions import COOKIE
from benchmarks import chromium
from benchmarks.servers import COMMANDS, Server, running, sign_in

OURS, BARE, _ = COMMANDS
READ = {OURS: "/module?m=export-controls", BARE: "/"}  # where somebody who has never been here begins to read
ANSWER = {OURS: "/quiz?q=export-controls", BARE: "/"}
QUESTIONS = 10  # of the quiz, and of the bare page
PAUSE = 100  # milliseconds between two steps, so that each begins at rest
PATIENCE = 30_000  # milliseconds

# Notes, in milliseconds from the start of the visit, when the page's heading was first painted.
HEADING = """
const look = () => {
  const heading = document.querySelector('h1');
  if (heading?.innerText) requestAnimationFrame(() => { window.readableAt ??= performance.now(); });
  else requestAnimationFrame(look);
};
look();
"""

# Clicks on an option that is not chosen; resolves to the milliseconds until the line below says something new.
CLICK = """() => new Promise((told) => {
  const line = () => document.querySelector('.saved')?.textContent;
  const before = line();
  const option = document.querySelector('[data-testid="stRadio"] label:has(input:not(:checked))');
  const begun = performance.now();
  setTimeout(() => told(NaN), 5000);
  const look = () => line() && line() !== before ? told(performance.now() - begun) : requestAnimationFrame(look);
  option.querySelector('input').click();
  look();
})"""


@dataclass
class Waits:
    """Milliseconds: of first visits, of visits with all files kept, and from clicking an option to what it changed."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    click: list[float] = field(default_factory=list)


def visits(browser: Browser, server: Server, name: str, waits: Waits) -> None:
    """Somebody's first visit, and their second."""
    with closing_context(browser) as context:
        for kind in (waits.first, waits.again):
            page = context.new_page()
            page.add_init_script(HEADING)
            page.goto(server.address + READ[name])
            page.wait_for_function("() => window.readableAt", timeout=PATIENCE)
            kind.append(float(page.evaluate("window.readableAt")))
            page.wait_for_load_state("networkidle")  # so that all files are kept before the next visit
            page.close()


def clicks(browser: Browser, server: Server, name: str, cookie: str, waits: Waits) -> None:
    """A learner who answers each question with one choice, once: only the first answer changes what the page says."""
    with closing_context(browser) as context:
        context.add_cookies([{"name": COOKIE, "value": cookie.partition("=")[2], "url": server.address}])
        page = context.new_page()
        page.goto(server.address + ANSWER[name])
        start, onward = (page.get_by_role("button", name=label) for label in ("Start the quiz", "Save and"))
        start.or_(onward).first.wait_for(timeout=PATIENCE)
        if start.count():
            start.click()
            onward.wait_for()
        found: list[float] = []
        for _ in range(QUESTIONS):
            if page.locator('[data-testid="stRadio"]').count() == 1:
                found.append(float(page.evaluate(CLICK)))
            heading = page.locator("h1").inner_text()
            onward.click()
            page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=heading)
            page.wait_for_timeout(PAUSE)
        waits.click.extend(found[1:])  # the first fills caches


@contextmanager
def closing_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been anywhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def report(waits: dict[str, Waits]) -> None:
    """Print medians, for clicks the 95th percentile too, and how this app stands to the bare page."""
    aims = {"first": 1.3, "again": 1.3, "click": 1.5}
    click.echo(f"{'milliseconds':<30}{OURS:>12}{BARE:>12}{'ratio':>8}{'aim':>8}")
    for what, aim in aims.items():
        ours, bare = (getattr(waits[name], what) for name in (OURS, BARE))
        ratio = median(ours) / median(bare)
        click.echo(f"{what + ', median':<30}{median(ours):12.0f}{median(bare):12.0f}{ratio:8.2f}{aim:8.2f}")
    ours, bare = (quantiles(waits[name].click, n=20)[-1] for name in (OURS, BARE))
    click.echo(f"{'click, 95 %':<30}{ours:12.0f}{bare:12.0f}{ours / bare:8.2f}")


@click.command()
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(2, 50))
def main(rounds: int) -> None:
    """Let a real browser visit both servers by turns."""
    program = chromium.find()
    if program is None:
        raise click.ClickException("No Chromium found; `apt-get install chromium` brings one.")
    waits = {name: Waits() for name in (OURS, BARE)}
    with TemporaryDirectory() as folder, ExitStack() as stack:
        database = Path(folder) / "progress.db"
        cookies = sign_in(database, rounds)
        servers = {name: stack.enter_context(running(name, database)) for name in waits}
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=program, args=chromium.FLAGS
        )
        for cookie in cookies:
            for name, server in servers.items():
                visits(browser, server, name, waits[name])
                clicks(browser, server, name, cookie, waits[name])
        browser.close()
    report(waits)


if __name__ == "__main__":
    main()
