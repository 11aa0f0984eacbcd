"""What one attempt adds to the tallies of item analysis: a set of cells, each counting learners who are alike in it.

A cell is a row of a table without its number. Nothing here is about one person: what somebody typed, and when, is not
kept, only that it was right, and how long it took in steps.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from course.item_analysis import exact
from course.item_analysis.times import LONGEST_GAP, step
from course.keys import worded
from course.questions import Pick, Question, from_json
from progress.database import Row


class Line(NamedTuple):
    """A question of an edition in one wording, judged by one key in one way; `mode` is '' where no regrade did.

    `points` is what it was worth when it was asked.
    """

    quiz_id: str
    edition: str
    question_id: str
    version: str
    key_version: str
    mode: str
    points: int

    @property
    def id(self) -> str:
        """The same for the same line, always."""
        return _digest(self)


@lru_cache(maxsize=20_000)
def _digest(line: Line) -> str:
    return hashlib.sha256("|".join(map(str, line)).encode()).hexdigest()[:20]


class Total(NamedTuple):
    """The marks that an attempt earned, of those that it could, whatever its learner said of how sure they were."""

    quiz_id: str
    edition: str
    total: str
    out_of: str


class Score(NamedTuple):
    """The result that the learner was told."""

    quiz_id: str
    edition: str
    score: float
    passed: int


class Mark(NamedTuple):
    """The share of a question's points that was earned, in an attempt with this total."""

    line_id: str
    share: str
    total: str
    out_of: str


class Answered(NamedTuple):
    """Something about the answer to a question.

    `kind` outcome: `choice` is right, partly, wrong or omitted. option: the choice of a part, or of the whole. belief:
    a misconception that was met. hints: how many were shown. seconds: the step of the time that it took.
    """

    line_id: str
    kind: str
    part: str
    choice: str
    certainty: int


Cell = Total | Score | Mark | Answered


class Contribution(NamedTuple):
    """The cells of one attempt, and the lines that they name."""

    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]


def contribution(
    rows: Sequence[Row], contents: Mapping[str, str], saved: Iterable[tuple[str, datetime]]
) -> Contribution:
    """What an attempt adds. `rows` are its judged questions, and `saved` its answers, by question, in order of time.

    `contents` has the stored questions by version. A row has the columns of `progress.tally_rows.JUDGED`.
    """
    first = rows[0]
    earned, possible = Fraction(0), 0
    for row in rows:
        earned += _share(row["share"])[0] * row["points"]
        possible += row["points"]
    total, out_of = str(earned), str(possible)
    quiz = first["quiz_id"], first["edition"]
    cells: list[Cell] = [Score(*quiz, first["score"], first["passed"])]
    if possible:
        cells.append(Total(*quiz, total, out_of))
    seconds = time_taken(datetime.fromisoformat(first["started_at"]), saved)
    lines = []
    for row in rows:
        line = Line(
            *quiz, row["question_id"], row["version"], row["key_version"], row["mode"], row["asked_points"]
        )
        lines.append(line)
        cells.append(Mark(line.id, _share(row["share"])[1], total, out_of))
        cells += _answered(line.id, row, contents, seconds.get(row["question_id"]))
    return Contribution(tuple(lines), tuple(cells))


@lru_cache(maxsize=20_000)
def _share(stored: float) -> tuple[Fraction, str]:
    """A share exactly, and as text."""
    share = Fraction(exact(stored))
    return share, str(share)


def _answered(
    line_id: str, row: Row, contents: Mapping[str, str], seconds: float | None
) -> Iterable[Answered]:
    sure = row["certainty"] or 0
    yield Answered(line_id, "outcome", "", _outcome(row), sure)
    if row["response"] is not None:
        asked, key = contents[row["version"]], contents[row["key_version"]]
        picks, beliefs = chosen(asked, key, row["response"])
        yield from (Answered(line_id, "option", part, choice, sure) for part, choice in picks)
        yield from (Answered(line_id, "belief", "", belief, sure) for belief in beliefs)
    if row["hints"]:
        yield Answered(line_id, "hints", "", str(row["hints"]), 0)
    if seconds is not None:
        yield Answered(line_id, "seconds", "", str(step(seconds)), 0)


def _outcome(row: Row) -> str:
    if row["omitted"]:
        return "omitted"
    if row["fully_right"]:
        return "right"
    return "partly" if row["share"] else "wrong"


@lru_cache(maxsize=20_000)
def chosen(asked: str, key: str, response: str) -> tuple[tuple[Pick, ...], tuple[str, ...]]:
    """What a stored answer chose, and the misconceptions that it met under a key. All three are stored JSON."""
    question, answer = from_json(asked), json.loads(response)
    return question.picks(answer), tuple(sorted(set(keyed(question, key).beliefs_met(answer))))


def keyed(question: Question, key: str) -> Question:
    """A question as it was asked, with another version's key; as it was, where that key does not fit."""
    return worded(question, from_json(key)) or question


def time_taken(start: datetime, saved: Iterable[tuple[str, datetime]]) -> dict[str, float]:
    """Question id -> seconds spent on it, from the answers that were saved, in order.

    What passed since the answer before, or since the start, was spent on the question that was answered then, but no
    more than LONGEST_GAP each time.
    """
    taken: dict[str, float] = {}
    before = start
    for question_id, at in saved:
        gap = min(max(0.0, (at - before).total_seconds()), LONGEST_GAP)
        taken[question_id] = taken.get(question_id, 0.0) + gap
        before = at
    return taken
