"""Makes the pictures of `docs/screens/` anew: `python -m tests.browser.screens`.

Every page in four looks, as `test_looks.py` sees them, and trainers' pages of a demonstration, whose tables are full.
Of a long page the upper part is kept, and of its colours as many as its words need: so the folder stays small.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from benchmarks.chromium import FLAGS, find
from tests.browser.serving import ROOT, Server
from tests.browser.visitor import Visitor

FOLDER = ROOT / "docs" / "screens"
TALLEST = 1600  # pixels of a page that are kept
COLOURS = 48
LEARNERS = "200"
SHOWN = ("overview", "completion", "questions")  # of the demonstration


class Demonstration(Server):
    """`china-literacy demo`, whose one account is a trainer's, and which first makes its learners."""

    patience = 300

    def command(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "china_literacy",
            "demo",
            "--learners",
            LEARNERS,
            "--port",
            str(self.port),
        ]


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        test = [sys.executable, "-m", "pytest", "tests/browser/test_looks.py"]
        done = subprocess.run(test, cwd=ROOT, env={**os.environ, "LITERACY_SCREENS": name}, check=False)
        if done.returncode:
            sys.exit("The pages are not as they must be; the pictures were left as they are.")
        with demonstration(folder) as visitor:
            for page in SHOWN:
                visitor.open(f"/{page}")
                visitor.calm()
                visitor.page.screenshot(path=folder / f"demonstration-{page}-light-1280.png")
        for old in FOLDER.glob("*.png"):
            old.unlink()
        for picture in sorted(folder.glob("*.png")):
            keep(picture)


@contextmanager
def demonstration(folder: Path) -> Iterator[Visitor]:
    """A window of the demonstration, as tall as a picture."""
    server = Demonstration(folder)
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
            page: Page = browser.new_page(viewport={"width": 1280, "height": TALLEST}, color_scheme="light")
            page.goto(server.address)
            yield Visitor(page, server.address)
            browser.close()
    finally:
        server.stop()


def keep(picture: Path) -> None:
    """Store a picture, cut and with few colours."""
    with Image.open(picture) as image:
        part = image.convert("RGB").crop((0, 0, image.width, min(image.height, TALLEST)))
    few = part.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(FOLDER / picture.name, optimize=True)


if __name__ == "__main__":
    main()
