"""The log as JSON lines."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest

from logs import JsonLines, as_json
from settings import ROOT


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    logger = logging.getLogger("test of logs")
    logger.propagate = False
    as_json(logger)
    yield logger
    logger.handlers.clear()


def test_an_entry_is_one_line_whatever_is_in_it(
    logger: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    as_json(logger)  # a second time adds nothing, and writes to the captured stream
    logger.error('Two "quoted"\nlines about %s', "面条")
    told, line = capsys.readouterr()
    assert told == ""
    assert line.count("\n") == 1
    entry = json.loads(line)
    assert entry.pop("time").endswith("+00:00")
    assert entry == {
        "level": "error",
        "logger": "test of logs",
        "message": 'Two "quoted"\nlines about 面条',
    }


def test_a_failure_is_traced_without_words_that_may_be_personal() -> None:
    try:
        raise ValueError("ada" + "@example.org")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "It failed", None, sys.exc_info())
    entry = json.loads(JsonLines().format(record))
    assert entry["trace"].endswith("ValueError\n")
    assert "ada@" not in entry["trace"]


PROGRAM = """
import asyncio, logging, warnings
import app
from streamlit.logger import get_logger

async def run():
    async with app.lifespan(app.app):
        logging.getLogger("china_literacy.routes").error("a route")
        logging.getLogger("elsewhere").warning("another library")
        get_logger("made later").warning("made later")
        warnings.warn("a warning")

asyncio.run(run())
"""


def test_every_line_on_standard_error_is_json_once_the_server_is_set_so(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("records")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "LITERACY_LOG": "json",
            "LITERACY_DB": str(folder / "x.db"),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    said = {entry["message"].splitlines()[0].rpartition(": ")[2]: entry["logger"] for entry in lines}
    assert {"a route", "another library", "made later"} <= said.keys()
    assert said["a route"] == "china_literacy.routes"
    assert len([entry for entry in lines if entry["message"] == "a route"]) == 1
    assert "py.warnings" in said.values()
