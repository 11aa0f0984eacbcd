"""Keeps the course that a running server shows: the last good one, read again when a file has changed."""

from pathlib import Path
from threading import Lock

from course.course import Course
from course.loader import Loaded, load
from course.problems import Problem

LOOK_AGAIN = 2.0  # seconds between two looks at the files' dates


class NoCourse(Exception):
    """There is no course to show; the problems say why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class Shelf:
    """One course folder. Safe to share between threads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: tuple[Problem, ...] = ()
        self._course: Course | None = None
        self._state: tuple[tuple[str, int, int], ...] = ()
        self._looked = float("-inf")
        self._lock = Lock()

    def current(self, now: float) -> Course:
        """The last good course. `now` is in seconds, of any clock that does not go back.

        Raises NoCourse when no version of the folder could be read since the start.
        """
        nothing_yet = self._course is None
        if (nothing_yet or now - self._looked >= LOOK_AGAIN) and self._lock.acquire(blocking=nothing_yet):
            try:  # whoever comes meanwhile is shown the course that is there
                self._look(now)
            finally:
                self._lock.release()
        if self._course is None:
            raise NoCourse(self.problems)
        return self._course

    @property
    def stamp(self) -> int:
        """Another number whenever a file has changed."""
        return hash(self._state)

    def _look(self, now: float) -> None:
        if now - self._looked < LOOK_AGAIN:
            return  # another thread looked while this one waited
        self._looked = now
        state = self._files()
        if state != self._state or self._course is None:
            self._state = state
            self._take(load(self.root))

    def _take(self, loaded: Loaded) -> None:
        self.problems = loaded.errors
        self._course = loaded.course or self._course

    def _files(self) -> tuple[tuple[str, int, int], ...]:
        files = [
            *self.root.glob("modules/*.yaml"),
            *self.root.glob("modules/*/*"),
            *self.root.glob("quizzes/*.yaml"),
            *self.root.glob("quizzes/scenarios/*.yaml"),
            *self.root.glob("quizzes/ids.json"),
        ]
        return tuple((str(file), *_stamp(file)) for file in sorted(files))


def _stamp(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)  # deleted between the listing and the look, or a link in a circle
    return (stat.st_mtime_ns, stat.st_size)
