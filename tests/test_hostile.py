"""The short form of `python -m benchmarks.hostile`: what no browser would send does no harm, and is told in short."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.hostile import KINDS, Tally, run, wrongs
from benchmarks.servers import running, sign_in
from settings import ROOT
from tests.bread import Bread

COUNT = 200


def test_what_no_browser_would_send_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITERACY_COURSE", str(Bread(tmp_path / "course").root))
    database = tmp_path / "progress.db"
    cookies = sign_in(database, 3)
    with running("this app", database) as server:
        tally = asyncio.run(run(server.address, cookies, "dough", COUNT, seed=3))
    log = tmp_path / "server.log"
    assert tally.sent.total() == COUNT
    assert len(tally.sent) >= len(KINDS) - 1
    assert tally.stored > 0
    assert wrongs(database, log, tally) == []


def test_what_went_wrong_would_be_told(tmp_path: Path) -> None:
    database = tmp_path / "progress.db"
    sign_in(database, 1)
    log = tmp_path / "server.log"
    ours, theirs = (
        f'  File "{ROOT}/app_pages/quiz.py", line 7, in show\n',
        f'  File "{ROOT}/.venv/lib/site-packages/streamlit/state.py", line 1\n',
    )
    log.write_text(f"2026-11-27 Fault 0A\n{theirs}{ours}KeyError\n2026-11-27 Fault 0B\n{theirs}KeyError\n")
    told = wrongs(database, log, Tally(stored=3))
    assert told == ["the bystander was told of 3 answers, and 0 are there", "KeyError at app_pages/quiz.py:7"]
