"""The Chromium that is on the machine, and how it is started, for what is measured and tested in a real browser."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Where it is, None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
