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
    Column("discrimination", "Discrimination index"),
    Column("efficiency", "Discriminative efficiency"),
    Column("weight", "Effective weight"),
    Column("sure_and_wrong", "Sure and wrong"),
    Column("seconds", "Median time, seconds"),
)
PLACES = 2  # decimals of per cent


def items(db: Database, course: Course) -> Table:
    """A line per question of every quiz in each of its wordings. Figures behind which too few people stand are empty.

    Figures are those of each person's first attempt, in per cent.
    """

    def rows() -> Iterator[tuple[Cell, ...]]:
        for quiz in course.quizzes.values():
            figures = statistics.of_quiz(db, quiz.id)
            for entry in figures.questions:
                yield _row(quiz, figures, entry)

    return Table("Items", COLUMNS, rows())


def _row(quiz: Quiz, figures: QuizFigures, entry: QuestionFigures) -> tuple[Cell, ...]:
    current = (
        quiz.has(entry.question_id) and quiz.question(entry.question_id).version() == entry.question.version()
    )
    return (
        quiz.id,
        figures.people,
        entry.question_id,
        entry.question.stem,
        "yes" if current else "no",
        entry.regraded,
        *_figures(entry),
    )


def _figures(entry: QuestionFigures) -> tuple[float | None, ...]:
    """What is known of a question; nothing where too few people stand behind."""
    item, answers = entry.item, entry.answers
    if item is None or answers is None:
        return (None,) * 10
    low, high = item.interval or (None, None)
    shares = (
        item.facility,
        low,
        high,
        item.discrimination_index,
        item.discriminative_efficiency,
        item.effective_weight,
    )
    rounded = (None if share is None else round(share, PLACES) for share in shares)
    return (item.n, answers.omitted, *rounded, answers.sure_and_wrong, answers.seconds)
