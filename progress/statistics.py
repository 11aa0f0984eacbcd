"""How a quiz and its questions are doing, without names.

All submitted attempts count, a learner's second and third too; previews count nowhere. Where fewer than
MINIMUM people stand behind a figure it is not given, and neither are an edition's figures when so few stand
outside the edition that subtracting would show them.
"""

from dataclasses import dataclass

from course.interval import wilson
from course.questions import Question
from course.regrade import Mode
from progress.attempt_rows import frozen
from progress.database import Database, Row

MINIMUM = 5  # people behind any figure


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question in one wording, judged in one way. `facility` is the mean share of its points that was earned.

    `version` is the wording, `regraded` the mode by which it was judged anew, None where the first judgement stands.
    `answers` counts how often it was asked, `omitted` how often it was left out, which earns nothing.
    `interval` is Wilson's 95 % interval of the facility. All four are None for too few people.
    """

    question_id: str
    version: str
    regraded: Mode | None
    question: Question
    answers: int | None
    omitted: int | None
    facility: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """One quiz. `bands` counts attempts by score: 0 to 9 per cent, 10 to 19, ... 90 to 100.

    All but `attempts`, the number of attempts ever submitted, is about the first attempt of `learners` people, who
    are counted in steps of MINIMUM: whoever came after the last step is not counted yet. `pass_rate` is from 0 to 1,
    `mean_score` in per cent. When suppressed, all is None or empty; `mean_score` and `bands` also where
    they would give hidden lines away.
    """

    learners: int
    attempts: int
    suppressed: bool
    pass_rate: float | None
    mean_score: float | None
    bands: tuple[int, ...]
    questions: tuple[QuestionFigures, ...]


# The attempts that count: the first one of each of the first five, ten, fifteen ... people to submit. Whoever looks
# today and tomorrow then sees five people come in, never one. `:counted` is how many people that is.
COUNTED = """
WITH submitted AS (
    SELECT attempts.*, ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY submitted_at, number) AS turn
    FROM attempts WHERE quiz_id = :quiz_id AND state = 'submitted' AND preview = 0
),
arrived AS (
    SELECT submitted.*, ROW_NUMBER() OVER (ORDER BY submitted_at, person_id) AS place
    FROM submitted WHERE turn = 1
),
counted AS (SELECT * FROM arrived WHERE place <= :counted)
"""

SUBMITTED = """
SELECT COUNT(*) AS attempts, COUNT(DISTINCT person_id) AS learners FROM attempts
WHERE quiz_id = :quiz_id AND state = 'submitted' AND preview = 0
"""

# These follow COUNTED.
WHOLE = """
SELECT AVG(passed * 1.0) AS pass_rate, AVG(score) AS mean_score FROM counted
"""

BANDS = """
SELECT band, COUNT(*) AS attempts FROM (
    SELECT CASE WHEN score < 10 THEN 0 WHEN score < 20 THEN 1 WHEN score < 30 THEN 2 WHEN score < 40 THEN 3
        WHEN score < 50 THEN 4 WHEN score < 60 THEN 5 WHEN score < 70 THEN 6 WHEN score < 80 THEN 7
        WHEN score < 90 THEN 8 ELSE 9 END AS band
    FROM counted
) AS scored GROUP BY band
"""

# A line is a wording and how it was judged: a regrade judges one wording by another's key, and mixes no wordings.
# Reflections are private: they have no points, and nobody counts them.
LINES = """,
judged AS (
    SELECT counted.person_id, grades.question_id, drawn.version, grades.version AS key_version, regrades.mode,
        grades.score, grades.omitted
    FROM counted
    JOIN attempt_questions AS drawn ON drawn.attempt_id = counted.id AND drawn.points > 0
    JOIN grades ON grades.attempt_id = counted.id AND grades.question_id = drawn.question_id
        AND grades.grading = counted.grading
    LEFT JOIN regrades ON regrades.id = grades.regrade_id
),
lines AS (
    SELECT question_id, version, key_version, mode, COUNT(*) AS answers, COUNT(DISTINCT person_id) AS learners,
        SUM(omitted) AS omitted, AVG(score) AS facility
    FROM judged GROUP BY question_id, version, key_version, mode
)
"""

QUESTIONS = """
SELECT lines.*, question_versions.content
FROM lines JOIN question_versions ON question_versions.version = lines.version
"""

# How many people stand behind the lines that too few were asked.
BEHIND_HIDDEN = """
SELECT COUNT(DISTINCT judged.person_id) AS learners
FROM judged
JOIN lines ON lines.version = judged.version AND lines.key_version = judged.key_version
    AND COALESCE(lines.mode, '') = COALESCE(judged.mode, '')
WHERE lines.learners < :minimum
"""


def of_quiz(db: Database, quiz_id: str) -> QuizFigures:
    """The figures of a quiz, hardest questions first.

    Wordings of a question are never mixed: an edited question is another line, and so is one that was regraded.
    Where the lines that are hidden would together be those of fewer than MINIMUM people, the mean and the distribution
    are withheld too: they less the shown lines would give the hidden ones away.
    """
    with db.read() as transaction:
        submitted = transaction.rows(SUBMITTED, quiz_id=quiz_id)[0]
        counted = submitted["learners"] - submitted["learners"] % MINIMUM
        if not counted:
            return QuizFigures(0, 0, True, None, None, (), ())
        whole = transaction.rows(COUNTED + WHOLE, quiz_id=quiz_id, counted=counted)[0]
        bands = transaction.rows(COUNTED + BANDS, quiz_id=quiz_id, counted=counted)
        questions = transaction.rows(COUNTED + LINES + QUESTIONS, quiz_id=quiz_id, counted=counted)
        hidden = transaction.rows(
            COUNTED + LINES + BEHIND_HIDDEN, quiz_id=quiz_id, counted=counted, minimum=MINIMUM
        )[0]["learners"]
    telling = 0 < hidden < MINIMUM
    in_band = {row["band"]: row["attempts"] for row in bands}
    return QuizFigures(
        learners=counted,
        attempts=submitted["attempts"],
        suppressed=False,
        pass_rate=whole["pass_rate"],
        mean_score=None if telling else whole["mean_score"],
        bands=() if telling else tuple(in_band.get(band, 0) for band in range(10)),
        questions=tuple(sorted((_question(row) for row in questions if _is_marked(row)), key=_hardest_first)),
    )


def _hardest_first(figures: QuestionFigures) -> tuple[bool, float, str, str, str]:
    """Hidden lines last: among the others their place would tell their figure."""
    facility = figures.facility
    return facility is None, facility or 0.0, figures.question_id, figures.version, figures.regraded or ""


def _is_marked(row: Row) -> bool:
    """Whether the question is one that is marked: what somebody wrote for themselves is nobody's figure."""
    return frozen(row["content"]).graded


def _question(row: Row) -> QuestionFigures:
    named = row["question_id"], row["version"], row["mode"], frozen(row["content"])
    if row["learners"] < MINIMUM:
        return QuestionFigures(*named, None, None, None, None)
    interval = wilson(row["facility"], row["answers"])
    return QuestionFigures(*named, row["answers"], row["omitted"], row["facility"], interval)
