"""Search over the whole course: one index, built once for each version of the course, and what it finds.

`build` makes the index of a course, `Index.find` answers what a person typed, and `excerpt` shows a hit in context.
Nothing here knows who asks: what only some may see is named by its version, and whoever asks says which they may.
"""

from course.search.entries import Entry, Kind
from course.search.excerpt import Piece, excerpt, marked
from course.search.finding import Found, Hit, find, find_ids
from course.search.index import Index, build
from course.search.keeping import Kept

__all__ = [
    "Entry",
    "Found",
    "Hit",
    "Index",
    "Kept",
    "Kind",
    "Piece",
    "build",
    "excerpt",
    "find",
    "find_ids",
    "marked",
]
