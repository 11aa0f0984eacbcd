"""How questions do, without names: the figures of the trainers' page, with the same lines left blank."""

from collections.abc import Iterator

from course.course import Course
from course.quizzes import Quiz
from progress import statistics
from progress.database import Database
from progress.exports.tables import Cell, Column, Table
from progress.statistics import QuestionFigures, QuizFigures

COLUMNS = (
    Column("quiz", "Quiz"),
    Column("people", "People counted"),
    Column("question", "Question"),
    Column("stem", "Wording"),
    Column("current", "Wording of today"),
    Column("regraded", "Regraded"),
    Column("answers", "Answers"),
    Column("omitted", "Left out"),
    Column("facility", "Facility"),
    Column("low", "95 % interval, from"),
    Column("high", "95 % interval, to"),
)
PLACES = 4  # decimals of a share


def items(db: Database, course: Course) -> Table:
    """A line per question of every quiz in each of its wordings. Figures behind which too few people stand are empty.

    Shares are from 0 to 1.
    """

    def rows() -> Iterator[tuple[Cell, ...]]:
        for quiz in course.quizzes.values():
            figures = statistics.of_quiz(db, quiz.id)
            for entry in figures.questions:
                yield _row(quiz, figures, entry)

    return Table("Items", COLUMNS, rows())


def _row(quiz: Quiz, figures: QuizFigures, entry: QuestionFigures) -> tuple[Cell, ...]:
    low, high = entry.interval or (None, None)
    current = (
        quiz.has(entry.question_id) and quiz.question(entry.question_id).version() == entry.question.version()
    )
    return (
        quiz.id,
        figures.learners,
        entry.question_id,
        entry.question.stem,
        "yes" if current else "no",
        entry.regraded,
        entry.answers,
        entry.omitted,
        *(round(share, PLACES) if share is not None else None for share in (entry.facility, low, high)),
    )
