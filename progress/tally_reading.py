"""The tallies of a quiz as item analysis takes them, by counting and edition, added up by the database."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from course.item_analysis import MINIMUM, Mark, Result, Tallies, Total
from progress import item_tallies, tally_rows
from progress.database import Row, Transaction
from progress.item_tallies import Edition
from progress.regrade_rows import chunks, names
from progress.tally_cells import Line

Counting = Literal["first", "last", "best", "all"]
COUNTINGS: tuple[Counting, ...] = get_args(Counting)
"""Which attempts of a person count."""

ROLE: Mapping[Counting, str] = {
    "first": "is_first = 1",
    "last": "is_last = 1",
    "best": "is_best = 1",
    "all": "is_first IN (0, 1)",
}

LOOKED_THROUGH = (
    500  # people of an edition up to which it is looked up who they were, when few met some questions
)


class Wording(NamedTuple):
    """A question in one wording, judged by one key in one way, in whatever editions it stood."""

    question_id: str
    version: str
    key_version: str
    mode: str

    @property
    def id(self) -> str:
        """Short, and the same always: for addresses."""
        return f"{self.question_id}.{hashlib.sha256('|'.join(self).encode()).hexdigest()[:8]}"


@dataclass(slots=True)
class Tallied:
    """One line: how many learners had which mark, and what they answered, as (kind, part, choice, certainty)."""

    line: Line
    marks: Counter[Result] = field(default_factory=Counter)
    answers: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)

    @property
    def wording(self) -> Wording:
        """What it is in every edition."""
        return Wording(*self.line[2:6])

    @property
    def n(self) -> int:
        """How many learners were asked it."""
        return self.marks.total()

    @property
    def shown(self) -> bool:
        """Whether enough people stand behind it."""
        return self.n >= MINIMUM

    @property
    def counts(self) -> bool:
        """Whether its marks are in the totals: those of a question that was dropped are not."""
        return self.line.mode != "drop"


@dataclass(frozen=True, slots=True)
class QuizTallies:
    """All that is counted of a quiz, or of one of its editions.

    `people` is how many people are counted, `scores` how many learners have which per cent, and passed or not.
    """

    people: Mapping[str, int]
    lines: tuple[Tallied, ...]
    totals: Mapping[Total, int]
    scores: Mapping[tuple[float, bool], int]

    @property
    def n(self) -> int:
        """How many attempts are counted."""
        return sum(self.scores.values())

    def whole(self) -> Tallies:
        """All marks that stand in totals, those of hidden lines too: for figures of the whole, not of a question."""
        return _tallies((line for line in self.lines if line.counts), self.totals)

    def shown(self) -> Tallies:
        """The marks behind which, edition by edition, enough people stand: for the figures of each question.

        The mark of a dropped question stands in no total; it is compared with all of it.
        """
        return _tallies((line for line in self.lines if line.shown), self.totals)

    def by_wording(self) -> dict[Wording, list[Tallied]]:
        """The lines of each wording, one for each edition."""
        found: dict[Wording, list[Tallied]] = {}
        for line in self.lines:
            found.setdefault(line.wording, []).append(line)
        return found


def _tallies(lines: Iterable[Tallied], totals: Mapping[Total, int]) -> Tallies:
    max_marks: dict[str, Mark] = {}
    items: dict[str, Counter[Result]] = {}
    for line in lines:
        name = line.wording.id
        max_marks[name] = line.line.points
        items.setdefault(name, Counter()).update(line.marks)
    return Tallies(max_marks, items, totals)


def read(
    transaction: Transaction, quiz_id: str, counting: Counting, edition: str | None = None
) -> QuizTallies:
    """The tallies of a quiz in one counting: of one edition, or of all together."""
    lines = _lines(transaction, quiz_id, counting, edition)
    where = f"quiz_id = :quiz_id AND {ROLE[counting]}"
    values = {"quiz_id": quiz_id}
    if edition is not None:
        where += " AND edition = :edition"
        values["edition"] = edition
    totals = transaction.rows(
        f"SELECT total, out_of, SUM(learners) AS n FROM total_tallies WHERE {where} GROUP BY total, out_of",  # noqa: S608
        **values,
    )
    scores = transaction.rows(
        f"SELECT score, passed, SUM(learners) AS n FROM score_tallies WHERE {where} GROUP BY score, passed",  # noqa: S608
        **values,
    )
    return QuizTallies(
        people=_people(transaction, quiz_id, edition),
        lines=tuple(line for line in lines if line.n),
        totals={Total(_mark(row["total"]), _mark(row["out_of"])): row["n"] for row in totals},
        scores={(row["score"], bool(row["passed"])): row["n"] for row in scores},
    )


def _people(transaction: Transaction, quiz_id: str, edition: str | None) -> dict[str, int]:
    """Edition -> how many people are counted in it."""
    rows = transaction.rows(
        """
        SELECT edition, SUM(learners) AS n FROM score_tallies WHERE quiz_id = :quiz_id AND is_first = 1
        GROUP BY edition ORDER BY edition
        """,
        quiz_id=quiz_id,
    )
    return {row["edition"]: row["n"] for row in rows if edition in (None, row["edition"])}


def _lines(transaction: Transaction, quiz_id: str, counting: Counting, edition: str | None) -> list[Tallied]:
    rows = transaction.rows("SELECT * FROM tally_lines WHERE quiz_id = :quiz_id ORDER BY id", quiz_id=quiz_id)
    lines = {
        row["id"]: Tallied(Line(*(row[name] for name in Line._fields)))
        for row in rows
        if edition in (None, row["edition"])
    }
    for row in _added(transaction, "mark_tallies", "share, total, out_of", quiz_id, counting):
        if line := lines.get(row["line_id"]):
            line.marks[_result(line, row)] += row["n"]
    for row in _added(transaction, "answer_tallies", "kind, part, choice, certainty", quiz_id, counting):
        if line := lines.get(row["line_id"]):
            line.answers[row["kind"], row["part"], row["choice"], row["certainty"]] += row["n"]
    return list(lines.values())


def _added(transaction: Transaction, table: str, columns: str, quiz_id: str, counting: Counting) -> list[Row]:
    return transaction.rows(
        f"""
        SELECT line_id, {columns}, SUM(learners) AS n FROM {table}
        WHERE line_id IN (SELECT id FROM tally_lines WHERE quiz_id = :quiz_id) AND {ROLE[counting]}
        GROUP BY line_id, {columns}
        """,  # noqa: S608 - the names are ours
        quiz_id=quiz_id,
    )


def _result(line: Tallied, row: Row) -> Result:
    mark = _whole(_mark(row["share"]) * line.line.points)
    total, out_of = _mark(row["total"]), _mark(row["out_of"])
    if line.counts:
        return Result(mark, total, out_of)
    return Result(mark, total + mark, out_of + line.line.points)


@lru_cache(maxsize=20_000)
def _mark(text: str) -> Mark:
    return Fraction(text) if "/" in text else int(text)


def _whole(mark: Mark) -> Mark:
    return mark.numerator if mark.denominator == 1 else mark


# How many people's attempt is another one in one counting than in the other.
DIFFERING = """
SELECT edition, SUM(CASE WHEN is_first = 1 AND is_last = 0 THEN learners ELSE 0 END) AS first_last,
    SUM(CASE WHEN is_first = 1 AND is_best = 0 THEN learners ELSE 0 END) AS first_best,
    SUM(CASE WHEN is_last = 1 AND is_best = 0 THEN learners ELSE 0 END) AS last_best
FROM score_tallies WHERE quiz_id = :quiz_id GROUP BY edition
"""

OTHERS: Mapping[Counting, tuple[str, ...]] = {
    "first": (),
    "last": ("first_last",),
    "all": ("first_last",),
    "best": ("first_best", "last_best"),
}
"""With which countings, that are always shown or come before it, each one is compared."""


def too_alike(transaction: Transaction, quiz_id: str, counting: Counting, edition: str | None) -> bool:
    """Whether a counting differs from another one by the attempts of a few people only, in any of the editions.

    The figures of both would tell by subtracting how these did.
    """
    rows = transaction.rows(DIFFERING, quiz_id=quiz_id)
    return any(
        0 < row[other] < MINIMUM
        for row in rows
        if edition in (None, row["edition"])
        for other in OTHERS[counting]
    )


def tells(transaction: Transaction, quiz_id: str, tallies: QuizTallies, counting: Counting) -> bool:
    """Whether the figures of the whole, less those of the questions that are shown, would tell of too few people.

    So it is where all the questions of an edition that are hidden were together met by fewer than MINIMUM people.
    """
    hidden: dict[str, list[Tallied]] = {}
    for line in tallies.lines:
        if line.counts and not line.shown:
            hidden.setdefault(line.line.edition, []).append(line)
    return any(
        _met_by(transaction, Edition(quiz_id, edition), lines, counting, tallies.people.get(edition, 0))
        < MINIMUM
        for edition, lines in hidden.items()
    )


def _met_by(
    transaction: Transaction, edition: Edition, lines: Sequence[Tallied], counting: Counting, people: int
) -> int:
    """How many people met any of these lines; where that would take long to find out, those of the fullest line."""
    if people > LOOKED_THROUGH:
        return max(line.n for line in lines)
    wanted = {line.wording for line in lines}
    counted = item_tallies.attempts_counted(transaction, edition)
    roles = tally_rows.roles(counted)
    of_counting = {
        one.attempt_id: person_id
        for person_id, attempts in counted.items()
        for one in attempts
        if counting == "all" or getattr(roles[one.attempt_id], f"is_{counting}")
    }
    met: set[str] = set()
    for part in chunks([*of_counting]):
        listed, values = names(part)
        for row in transaction.rows(tally_rows.JUDGED.format(listed=listed), **values):
            if Wording(row["question_id"], row["version"], row["key_version"], row["mode"]) in wanted:
                met.add(of_counting[row["id"]])
    return len(met)
