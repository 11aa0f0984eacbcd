"""Which questions have another key than when people answered, found without reading a single answer.

It is what a page can ask on every run; `progress.regrade.changed` looks at the answers themselves, and so also finds
where two keys of the same words judge some answer differently.
"""

from collections.abc import Iterable

from course.keys import same_key
from course.questions import Question
from course.quizzes import Quiz
from progress.attempt_rows import frozen
from progress.database import Database, Row
from progress.statistics import stored_questions

# The lines of the tallies that count anybody, and those of the few attempts that are not counted yet.
JUDGED = """
SELECT question_id, version, key_version, mode FROM tally_lines
WHERE quiz_id = :quiz_id AND EXISTS (SELECT 1 FROM mark_tallies WHERE mark_tallies.line_id = tally_lines.id)
UNION
SELECT grades.question_id, drawn.version, grades.version AS key_version, COALESCE(regrades.mode, '') AS mode
FROM waiting_attempts AS waiting
JOIN attempts ON attempts.id = waiting.attempt_id
JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id AND drawn.points > 0
JOIN grades ON grades.attempt_id = attempts.id AND grades.question_id = drawn.question_id
    AND grades.grading = attempts.grading
LEFT JOIN regrades ON regrades.id = grades.regrade_id
WHERE waiting.quiz_id = :quiz_id
"""

SETTLED = ("drop", "all-correct")  # whatever the key says now


def changed_keys(db: Database, quiz: Quiz) -> list[str]:
    """The ids of the quiz's questions by whose key answers would be judged otherwise than they were."""
    current = {question.id: question for question in quiz.questions if question.graded}
    with db.read() as transaction:
        judged = [
            row
            for row in transaction.rows(JUDGED, quiz_id=quiz.id)
            if row["question_id"] in current
            and row["key_version"] != current[row["question_id"]].version()
            and row["mode"] not in SETTLED
        ]
        versions = {row[name] for row in judged for name in ("version", "key_version")}
        contents = stored_questions(transaction, versions)
    known = {version: frozen(content) for version, content in contents.items()}
    return sorted(_otherwise(judged, known, current))


def _otherwise(judged: Iterable[Row], known: dict[str, Question], current: dict[str, Question]) -> set[str]:
    return {
        row["question_id"]
        for row in judged
        if not same_key(known[row["version"]], known[row["key_version"]], current[row["question_id"]], ())
    }
