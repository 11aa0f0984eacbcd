"""Writes several files, or none of them; and one that holds people's records."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

import click


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


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that stands at `path` once all of it is written, and that only its owner may read.

    When the block raises, what stood there before still does. Raises ClickException where nothing can be written.
    """
    if path.is_dir():
        raise click.ClickException(f"{path} is a folder; name a file in it.")
    made = Path()
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=".", delete=False
        ) as file:  # made for its owner alone
            made = Path(file.name)
            yield cast(BinaryIO, file)
        made.replace(path)
    except OSError as problem:
        raise click.ClickException(f"{path} cannot be written: {problem.strerror}.") from None
    finally:
        if made.name:
            made.unlink(missing_ok=True)
