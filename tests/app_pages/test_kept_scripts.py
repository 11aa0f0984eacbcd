"""What Streamlit compiles of the pages' scripts is kept, except where files are watched."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from app_pages import economy


@pytest.mark.parametrize(("watched", "kept"), [("none", True), ("auto", False)])
def test_a_script_is_compiled_once_unless_files_are_watched(
    watched: str, kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"server.fileWatcherType": watched, "runner.magicEnabled": False}

    def option(name: str) -> Any:
        return options[name]

    monkeypatch.setattr(ScriptCache, "clear", ScriptCache.clear)  # so that it is put back
    monkeypatch.setattr("streamlit.config.get_option", option)
    economy.keep_scripts()
    script = tmp_path / "page.py"
    script.touch()
    cache = ScriptCache()
    before = cache.get_bytecode(str(script))
    cache.clear()  # as when the last visitor leaves
    assert (cache.get_bytecode(str(script)) is before) is kept
