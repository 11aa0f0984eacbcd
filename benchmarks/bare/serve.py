"""Serves the bare page with the settings of this project. Run with `python -m benchmarks.bare.serve PORT`."""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from streamlit import config

from commands.serve import allow_files, listen, run
from settings import ROOT, Settings

config._main_script_path = str(ROOT / "app.py")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Freeze the heap, and let as many pages be open, as app.py does."""
    allow_files()
    gc.collect()
    gc.freeze()
    yield


if __name__ == "__main__":
    settings = Settings(port=int(sys.argv[1]))
    page = st.App(Path(__file__).with_name("page.py"), lifespan=lifespan)
    run(page, settings.address, listen(settings.host, settings.port))
