"""Serves this app as Streamlit comes: run with `python -m benchmarks.stock PORT`.

Its own collection after each run, its file watcher, its own socket on asyncio's own loop, and a heap that is searched.
Everything else, theme and course and records, is as always.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

import app
import routes
from settings import ROOT

STOCK: dict[str, Any] = {"runner.postScriptGC": True, "server.fileWatcherType": "auto"}


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open records and course, and no more."""
    app.keep_logs_private()
    app.prepare()
    yield


if __name__ == "__main__":
    port = int(sys.argv[1])
    sys.modules["uvloop"] = None  # type: ignore[assignment]  # `pip install streamlit` brings none
    sys.argv = [str(ROOT / "app.py")]  # beside which Streamlit looks for its configuration
    server = st.App(app.SCRIPT, routes=routes.table(app.BESIDE), lifespan=lifespan)
    server.run(config={**STOCK, "server.port": port, "server.address": "127.0.0.1"})
