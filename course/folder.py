"""The files of a course folder, found without following links out of it or round in a circle."""

from collections.abc import Iterator
from pathlib import Path

from course.problems import Problems


class Folder:
    """A course folder: the one that holds `modules/` and `quizzes/`."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root
        self.problems = problems

    def name(self, path: Path) -> str:
        """A path as authors know it: from the course folder, with forward slashes."""
        return (
            path.relative_to(self.root).as_posix().encode(errors="surrogateescape").decode(errors="replace")
        )

    def file(self, name: str) -> Path | None:
        """The file with this name, whether it exists or not; None when a link on the way leads elsewhere."""
        path = self.root / name
        on_the_way = [*reversed(path.relative_to(self.root).parents)][1:]
        return (
            path if all(self._stays_inside(self.root / part) for part in (*on_the_way, Path(name))) else None
        )

    def files(self, folder: str, ending: str) -> list[Path]:
        """The folder's own files with this ending, by name; links that lead elsewhere are problems."""
        return [path for path in self._entries(folder) if path.name.endswith(ending) and path.is_file()]

    def folders(self, folder: str) -> list[Path]:
        """The folder's own folders, by name."""
        return [path for path in self._entries(folder) if path.is_dir()]

    def _entries(self, folder: str) -> Iterator[Path]:
        base = self.root / folder
        if not base.is_dir() or not self._stays_inside(base):
            return
        try:
            entries = sorted(base.iterdir())
        except OSError as error:
            told = f"this folder cannot be read: {error.strerror}; check its permissions"
            self.problems.error(folder, 1, told)
            return
        for path in entries:
            if not path.name.startswith(".") and self._stays_inside(path):
                yield path

    def _stays_inside(self, path: Path) -> bool:
        if not path.is_symlink():
            return True
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            self.problems.error(
                self.name(path), 1, "this link leads nowhere or in a circle; replace it by a copy"
            )
            return False
        root = self.root.resolve()
        if target.is_relative_to(root) and not path.parent.resolve().is_relative_to(target):
            return True
        self.problems.error(
            self.name(path),
            1,
            "this link leads out of the course folder or back into itself; replace it by a copy",
        )
        return False
