"""Keeps the index of the course that is shown, and builds it anew when that is another one."""

from threading import Lock

from course.course import Course
from course.search.index import Index, build


class Kept:
    """One index at a time. Safe to share between threads."""

    def __init__(self) -> None:
        self._of: Course | None = None
        self._index: Index | None = None
        self._lock = Lock()

    def of(self, course: Course) -> Index:
        """The index of a course. It is built once for each version, however many ask at once."""
        with self._lock:
            if self._index is None or self._of is not course:
                self._of, self._index = course, build(course)
            return self._index
