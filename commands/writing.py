"""Writes several files, or none of them."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_all(new: Mapping[Path, str], changed: Mapping[Path, str]) -> None:
    """Write new files, with the folders they need, and then change others, each at once.

    Raises FileExistsError when a new file is there already, and OSError; then everything is as it was before.
    """
    made: list[Path] = []
    try:
        for path, text in new.items():
            _make_folders(path.parent, made)
            with path.open("x", encoding="utf-8", newline="") as file:
                made.append(path)
                file.write(text)
        for path, text in changed.items():
            _replace(path.resolve(), text)
    except BaseException:  # an interrupt too must not leave half of it
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _replace(path: Path, text: str) -> None:
    """Put a whole new file in the place of an old one, so that nobody ever reads half of it."""
    with NamedTemporaryFile(
        "w", dir=path.parent, prefix=".", delete=False, encoding="utf-8", newline=""
    ) as file:
        try:
            file.write(text)
            file.close()
            shutil.copymode(path, file.name)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink()
            raise
