"""How a quiz and its questions are doing, without names: item analysis of the tallies.

Previews count nowhere. People are counted in steps of MINIMUM (see `progress.item_tallies`), and where fewer of them
stand behind a figure it is not given; neither are figures that would show it by subtracting.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from course.certainty import SURE
from course.item_analysis import (
    MINIMUM,
    Analysis,
    Choices,
    ItemFigures,
    Suspicion,
    WholeFigures,
    analyse,
    suspicions,
)
from course.item_analysis.times import median_seconds
from course.questions import Pick, Question
from course.regrade import Mode
from progress import tally_reading
from progress.attempt_rows import frozen
from progress.database import Database, Transaction
from progress.moments import from_text
from progress.tally_cells import keyed
from progress.tally_reading import Counting, QuizTallies, Tallied, Wording

__all__ = [
    "MINIMUM",
    "Answers",
    "Counting",
    "EditionCounted",
    "QuestionFigures",
    "QuizFigures",
    "editions",
    "of_quiz",
]

GIVEN_UP: frozenset[Mode | None] = frozenset({"drop", "all-correct"})
"""Questions of which somebody has already said that they are broken."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How a question was answered, in learners.

    `outcomes` are right, partly, wrong and omitted. `picks` is by part and choice, `sure` those of them who said that
    they were sure. `sure_and_wrong` is None where
    nobody was asked how sure they were. `beliefs` are the misconceptions met. `hints` says how many saw so many steps.
    `seconds` is the median time, None where no time is known.
    """

    outcomes: Mapping[str, int]
    sure_and_wrong: int | None = None
    picks: Mapping[Pick, int] = field(default_factory=dict)
    sure: Mapping[Pick, int] = field(default_factory=dict)
    beliefs: Mapping[str, int] = field(default_factory=dict)
    hints: Mapping[int, int] = field(default_factory=dict)
    seconds: float | None = None

    @property
    def omitted(self) -> int:
        """How many left it out."""
        return self.outcomes.get("omitted", 0)


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question in one wording, judged in one way.

    `question` has its words and the key that judged it, `version` is the wording, and `regraded` the mode by which it
    was judged anew, None where the first judgement stands. `item` and `answers` are None for too few people.
    """

    id: str
    question_id: str
    version: str
    regraded: Mode | None
    question: Question
    item: ItemFigures | None
    answers: Answers | None
    suspicions: tuple[Suspicion, ...] = ()


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """One quiz, or one edition of it. `bands` counts attempts by score: 0 to 9 per cent, 10 to 19, ... 90 to 100.

    `people` are counted, with `attempts` of theirs. `pass_rate` is from 0 to 1, `mean_score` in per cent. When
    suppressed, all is None or empty; `mean_score`, `bands` and `whole` also where they would give hidden lines away.
    `too_alike` is why: these attempts differ from those of another counting by a few people's only.
    """

    people: int
    attempts: int
    suppressed: bool
    pass_rate: float | None
    mean_score: float | None
    bands: tuple[int, ...]
    whole: WholeFigures | None
    questions: tuple[QuestionFigures, ...]
    too_alike: bool = False


@dataclass(frozen=True, slots=True)
class EditionCounted:
    """An edition of a quiz, when it was first submitted, and how many people are counted in it."""

    edition: str
    since: datetime
    people: int


def editions(db: Database, quiz_id: str) -> list[EditionCounted]:
    """The editions of a quiz that people have submitted, the latest first."""
    rows = db.rows(
        """
        SELECT known.edition, known.first_submitted_at, COALESCE(SUM(score_tallies.learners), 0) AS people
        FROM tallied_editions AS known
        LEFT JOIN score_tallies ON score_tallies.quiz_id = known.quiz_id AND score_tallies.edition = known.edition
            AND score_tallies.is_first = 1
        WHERE known.quiz_id = :quiz_id GROUP BY known.edition, known.first_submitted_at
        ORDER BY known.first_submitted_at DESC, known.edition
        """,
        quiz_id=quiz_id,
    )
    return [
        EditionCounted(row["edition"], from_text(row["first_submitted_at"]), row["people"]) for row in rows
    ]


def of_quiz(
    db: Database, quiz_id: str, counting: Counting = "first", edition: str | None = None
) -> QuizFigures:
    """The figures of a quiz, hardest questions first: of one edition, or of all together.

    Wordings of a question are never mixed: an edited question is another line, and so is one that was regraded.
    """
    with db.read() as transaction:
        tallies = tally_reading.read(transaction, quiz_id, counting, edition)
        too_alike = tally_reading.too_alike(transaction, quiz_id, counting, edition)
        if too_alike or not tallies.n:
            return QuizFigures(0, 0, True, None, None, (), None, (), too_alike)
        telling = tally_reading.tells(transaction, quiz_id, tallies, counting)
        contents = _contents(transaction, tallies)
    analysis = analyse(tallies.whole())
    whole = analysis.whole
    questions = _questions(tallies, contents, _items(tallies, analysis))
    return QuizFigures(
        people=sum(tallies.people.values()),
        attempts=tallies.n,
        suppressed=False,
        pass_rate=sum(n for (_, passed), n in tallies.scores.items() if passed) / tallies.n,
        mean_score=None if telling else _mean(tallies),
        bands=() if telling else _bands(tallies),
        whole=None if telling else whole,
        questions=tuple(sorted(questions, key=_hardest_first)),
    )


def _mean(tallies: QuizTallies) -> float:
    return sum(score * n for (score, _), n in tallies.scores.items()) / tallies.n


def _bands(tallies: QuizTallies) -> tuple[int, ...]:
    bands = [0] * 10
    for (score, _), n in tallies.scores.items():
        bands[min(9, int(score // 10))] += n
    return tuple(bands)


def _contents(transaction: Transaction, tallies: QuizTallies) -> dict[str, str]:
    """The stored questions of all lines, by version."""
    wanted = {version for line in tallies.lines for version in (line.line.version, line.line.key_version)}
    return stored_questions(transaction, wanted)


def stored_questions(transaction: Transaction, versions: Iterable[str]) -> dict[str, str]:
    """The content of versions of questions, as JSON."""
    found = (
        transaction.row(
            "SELECT version, content FROM question_versions WHERE version = :version", version=one
        )
        for one in sorted(versions)
    )
    return {row["version"]: row["content"] for row in found if row}


def _questions(
    tallies: QuizTallies, contents: Mapping[str, str], shown: Sequence[ItemFigures]
) -> list[QuestionFigures]:
    items = {item.id: item for item in shown}
    found = [
        _question(wording, lines, contents, items.get(wording.id))
        for wording, lines in tallies.by_wording().items()
    ]
    choices = {one.id: choices for one in found if (choices := _choices(one))}
    judged = [items[one.id] for one in found if one.item and one.regraded not in GIVEN_UP]
    suspected = suspicions(judged, choices)
    return [replace(one, suspicions=tuple(s for s in suspected if s.id == one.id)) for one in found]


def _items(tallies: QuizTallies, analysis: Analysis) -> Sequence[ItemFigures]:
    """The figures of the questions that may be shown. A weight is one in the whole: dropped questions have none."""
    if all(line.shown and line.counts for line in tallies.lines):
        return analysis.items
    shown = tallies.shown()
    weights = {item.id: item.effective_weight for item in analysis.items}
    items = analyse(shown).items if shown.items else ()
    return [replace(item, effective_weight=weights.get(item.id)) for item in items]


def _question(
    wording: Wording, lines: Sequence[Tallied], contents: Mapping[str, str], item: ItemFigures | None
) -> QuestionFigures:
    asked = frozen(contents[wording.version])
    return QuestionFigures(
        id=wording.id,
        question_id=wording.question_id,
        version=wording.version,
        regraded=_mode(wording.mode),
        question=keyed(asked, contents[wording.key_version]),
        item=item,
        answers=_answers([line for line in lines if line.shown]) if item else None,
    )


def _mode(text: str) -> Mode | None:
    match text:
        case "apply" | "only-if-better" | "drop" | "all-correct":
            return text
        case _:
            return None


def _answers(lines: Sequence[Tallied]) -> Answers:
    """What the answers of several editions say together."""
    added: Counter[tuple[str, str, str, int]] = Counter()
    for line in lines:
        added.update(line.answers)
    by: dict[str, Counter[str]] = {}
    picks: Counter[Pick] = Counter()
    sure: Counter[Pick] = Counter()
    for (kind, part, choice, certainty), n in added.items():
        by.setdefault(kind, Counter())[choice] += n
        if kind == "option":
            picks[part, choice] += n
            sure[part, choice] += n if certainty == SURE else 0
    said = any(certainty for *_, certainty in added)
    wrong = sum(added["outcome", "", outcome, SURE] for outcome in ("wrong", "partly"))
    return Answers(
        outcomes=by["outcome"],
        sure_and_wrong=wrong if said else None,
        picks=picks,
        sure=sure,
        beliefs=by.get("belief", {}),
        hints={int(step): n for step, n in by.get("hints", {}).items()},
        seconds=median_seconds({int(step): n for step, n in by.get("seconds", {}).items()}),
    )


def _choices(figures: QuestionFigures) -> Choices | None:
    """How often each option was chosen, of a question that is one choice; None of any other, and of one hidden."""
    options = figures.question.choices
    if not options or figures.answers is None or figures.item is None:
        return None
    shares = {option.id: figures.answers.picks.get(("", option.id), 0) / figures.item.n for option in options}
    return Choices(shares, frozenset(option.id for option in options if option.correct))


def _hardest_first(figures: QuestionFigures) -> tuple[bool, float, str, str, str]:
    """Hidden lines last: among the others their place would tell their figure."""
    facility = figures.item.facility if figures.item else None
    return facility is None, facility or 0.0, figures.question_id, figures.version, figures.regraded or ""
