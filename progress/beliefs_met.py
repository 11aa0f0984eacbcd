"""The misconceptions that learners met, over all quizzes, from the tallies."""

from collections import Counter
from dataclasses import dataclass

from course.item_analysis import MINIMUM
from progress.attempt_rows import frozen
from progress.database import Database
from progress.statistics import stored_questions
from progress.tally_cells import keyed


@dataclass(frozen=True, slots=True)
class BeliefMet:
    """A misconception: `met` of the `asked` answers to questions that can reveal it did. `quiz_ids` ask them."""

    id: str
    met: int
    asked: int
    quiz_ids: tuple[str, ...]


# A line is a question in one wording and edition; first attempts count.
LINES = """
SELECT tally_lines.id, tally_lines.quiz_id, tally_lines.version, tally_lines.key_version,
    SUM(answer_tallies.learners) AS asked
FROM tally_lines JOIN answer_tallies ON answer_tallies.line_id = tally_lines.id
    AND answer_tallies.kind = 'outcome' AND answer_tallies.is_first = 1
GROUP BY tally_lines.id, tally_lines.quiz_id, tally_lines.version, tally_lines.key_version
HAVING SUM(answer_tallies.learners) >= :minimum
"""

MET = """
SELECT line_id, choice AS belief, SUM(learners) AS met FROM answer_tallies
WHERE kind = 'belief' AND is_first = 1 GROUP BY line_id, choice
"""


def beliefs_met(db: Database) -> list[BeliefMet]:
    """The misconceptions that first attempts met, the most usual first, of questions that enough people were asked."""
    with db.read() as transaction:
        lines = {row["id"]: row for row in transaction.rows(LINES, minimum=MINIMUM)}
        met = transaction.rows(MET)
        contents = stored_questions(
            transaction, {row[name] for row in lines.values() for name in ("version", "key_version")}
        )
    asked: Counter[str] = Counter()
    quizzes: dict[str, set[str]] = {}
    for row in lines.values():
        question = keyed(frozen(contents[row["version"]]), contents[row["key_version"]])
        for belief in set(question.misconceptions()):
            asked[belief] += row["asked"]
            quizzes.setdefault(belief, set()).add(row["quiz_id"])
    numbers: Counter[str] = Counter()
    for row in met:
        if row["line_id"] in lines:
            numbers[row["belief"]] += row["met"]
    found = [
        BeliefMet(belief, n, asked[belief], tuple(sorted(quizzes[belief])))
        for belief, n in numbers.items()
        if n and asked[belief]
    ]
    return sorted(found, key=lambda one: (-one.met / one.asked, -one.asked, one.id))
