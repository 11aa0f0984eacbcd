"""What is wrong in a course folder, said so that its author can mend it.

Every problem is one sentence with a place. Problems are collected, never raised: an author sees all of them
at once.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]

MOST_IN_A_FILE = 100  # nobody mends more before looking again, and suggestions take time
LONGEST = 600  # characters of one sentence; authors' own text stands in it


@dataclass(frozen=True, order=True)
class Problem:
    """One sentence about one place. `file` is relative to the course folder; `line` counts from 1.

    `rule` is the rule of the item lint that found it, '' for all else.
    """

    file: str
    line: int
    message: str
    severity: Severity = "error"
    rule: str = ""

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "warning: "
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.file}:{self.line}: {mark}{self.message}{rule}"


@dataclass
class Problems:
    """Collects problems while a course is read."""

    found: list[Problem] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def error(self, file: str, line: int, message: str) -> None:
        """Record what keeps the course from being used; after a hundred in a file, that there is more."""
        self.errors[file] += 1
        if self.errors[file] <= MOST_IN_A_FILE:
            self.found.append(Problem(file, line, _one_line(message)))
        elif self.errors[file] == MOST_IN_A_FILE + 1:
            self.found.append(
                Problem(file, line, "there are more errors from here on; mend the others first")
            )

    def warning(self, file: str, line: int, message: str, rule: str = "") -> None:
        """Record what should be looked at but keeps nothing from being used."""
        self.found.append(Problem(file, line, _one_line(message), "warning", rule))

    def full(self, file: str) -> bool:
        """Whether a file has had so many errors that looking for more of them helps nobody."""
        return self.errors[file] > MOST_IN_A_FILE

    def sorted(self) -> tuple[Problem, ...]:
        """All problems once each, by file and line."""
        return tuple(sorted(set(self.found)))


def _one_line(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return '; did you mean "x"?' for the nearest known word, or '' when nothing is near."""
    near = get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""
