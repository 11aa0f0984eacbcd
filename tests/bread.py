"""The small course about bread: two modules, one quiz, and nothing that the engine could know beforehand."""

from pathlib import Path
from shutil import copytree

from course.course import Course
from course.loader import Loaded, load

ORIGINAL = Path(__file__).parent / "courses" / "bread"


class Bread:
    """A copy of the course in a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        copytree(ORIGINAL, root)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the only place where `old` stands."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def read(self, file: str) -> str:
        """The text of a file."""
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, content: str | bytes) -> Path:
        """Write a file, and its folder if need be."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self) -> Loaded:
        """Read the course."""
        return load(self.root)

    def course(self) -> Course:
        """The course, which must be sound."""
        loaded = self.load()
        assert loaded.course, loaded.problems
        return loaded.course

    def problems(self) -> list[str]:
        """Every problem as an author sees it."""
        return [str(problem) for problem in self.load().problems]
