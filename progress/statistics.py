"""How a quiz and its questions are doing, without names.

All submitted attempts count, a learner's second and third too; previews count nowhere. Where fewer than
MINIMUM people stand behind a figure it is not given, and neither are an edition's figures when so few stand
outside the edition that subtracting would show them.
"""

import math
from dataclasses import dataclass

from course.questions import Question
from progress.attempt_rows import frozen
from progress.database import Database, Row

MINIMUM = 5  # people behind any figure


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question in one wording. `facility` is the mean share of its points that was earned, 0 to 1.

    `answers` counts how often it was asked, `omitted` how often it was left out, which earns nothing.
    `interval` is Wilson's 95 % interval of the facility. All four are None for too few people.
    """

    question_id: str
    version: str
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

QUESTIONS = """
SELECT asked.*, question_versions.content FROM (
    SELECT grades.question_id, grades.version, COUNT(*) AS answers,
        COUNT(DISTINCT counted.person_id) AS learners, SUM(grades.omitted) AS omitted,
        AVG(grades.score) AS facility
    FROM counted
    JOIN grades ON grades.attempt_id = counted.id AND grades.grading = counted.grading
    GROUP BY grades.question_id, grades.version
) AS asked
JOIN question_versions ON question_versions.version = asked.version
"""

# How many people stand behind the wordings that too few were asked.
BEHIND_HIDDEN = """
SELECT COUNT(DISTINCT counted.person_id) AS learners
FROM counted
JOIN grades ON grades.attempt_id = counted.id AND grades.grading = counted.grading
JOIN (
    SELECT again.version
    FROM grades AS again JOIN counted AS theirs ON theirs.id = again.attempt_id AND theirs.grading = again.grading
    GROUP BY again.version HAVING COUNT(DISTINCT theirs.person_id) < :minimum
) AS hidden ON hidden.version = grades.version
"""


def of_quiz(db: Database, quiz_id: str) -> QuizFigures:
    """The figures of a quiz, hardest questions first.

    Wordings of a question are never mixed: an edited question is another line. Where the lines that are hidden
    would together be those of fewer than MINIMUM people, the mean and the distribution are withheld too: they less
    the shown lines would give the hidden ones away.
    """
    with db.read() as transaction:
        submitted = transaction.rows(SUBMITTED, quiz_id=quiz_id)[0]
        counted = submitted["learners"] - submitted["learners"] % MINIMUM
        if not counted:
            return QuizFigures(0, 0, True, None, None, (), ())
        whole = transaction.rows(COUNTED + WHOLE, quiz_id=quiz_id, counted=counted)[0]
        bands = transaction.rows(COUNTED + BANDS, quiz_id=quiz_id, counted=counted)
        questions = transaction.rows(COUNTED + QUESTIONS, quiz_id=quiz_id, counted=counted)
        hidden = transaction.rows(COUNTED + BEHIND_HIDDEN, quiz_id=quiz_id, counted=counted, minimum=MINIMUM)[
            0
        ]["learners"]
    telling = 0 < hidden < MINIMUM
    in_band = {row["band"]: row["attempts"] for row in bands}
    return QuizFigures(
        learners=counted,
        attempts=submitted["attempts"],
        suppressed=False,
        pass_rate=whole["pass_rate"],
        mean_score=None if telling else whole["mean_score"],
        bands=() if telling else tuple(in_band.get(band, 0) for band in range(10)),
        questions=tuple(sorted(map(_question, questions), key=_hardest_first)),
    )


def _hardest_first(figures: QuestionFigures) -> tuple[bool, float, str, str]:
    """Hidden lines last: among the others their place would tell their figure."""
    facility = figures.facility
    return facility is None, facility or 0.0, figures.question_id, figures.version


def _question(row: Row) -> QuestionFigures:
    question = frozen(row["content"])
    if row["learners"] < MINIMUM:
        return QuestionFigures(row["question_id"], row["version"], question, None, None, None, None)
    interval = wilson(row["facility"], row["answers"])
    return QuestionFigures(
        row["question_id"],
        row["version"],
        question,
        row["answers"],
        row["omitted"],
        row["facility"],
        interval,
    )


def wilson(share: float, number: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval of a share of `number` trials, by default of 95 % (Wilson, JASA 22, 1927, 209-12).

    For shares of points, which vary less than right and wrong do, it is wider than need be. Several attempts
    of one person count as independent, which makes it a little too narrow.
    """
    centre = (share + z * z / (2 * number)) / (1 + z * z / number)
    spread = math.sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    half = z / (1 + z * z / number) * spread
    return max(0.0, centre - half), min(1.0, centre + half)
