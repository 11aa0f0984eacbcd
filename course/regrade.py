"""A regrade: submitted attempts judged anew after a question's key was mended, or the question given up.

Four modes, each for one question:

- `apply`: the answer is graded against the corrected question.
- `only-if-better`: likewise, but an answer that earned more before keeps that. It is decided for each question, so
  whatever else is regraded, nobody loses by it.
- `drop`: the question counts for nobody: its points are neither earned nor possible.
- `all-correct`: everybody earns the question's points, whatever they answered, left out or were shown as a hint.

What was asked stays asked: words, points, pass mark, hints and their cost are those of the attempt's start. An answer
that no longer fits (see `course.keys`) keeps its grade. Where dropping would leave nothing to count, the attempt keeps
its result.

Everything here is pure; `progress.regrade` reads and stores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, get_args

from course.attempts import Attempt, Graded, Result, hint_cost, total
from course.certainty import scored
from course.keys import fitting, same_key
from course.questions import Question, Response

Mode = Literal["apply", "only-if-better", "drop", "all-correct"]
MODES: tuple[Mode, ...] = get_args(Mode)
BY_KEY: frozenset[Mode] = frozenset({"apply", "only-if-better"})
"""The modes that judge by the corrected question, and so need one."""

FINEST = 10**6  # no share has a larger denominator, so its stored decimals lead back to it


@dataclass(frozen=True, slots=True)
class Correction:
    """What to do about one question. `key` is the question as the quiz has it now, None when it has it no more."""

    mode: Mode
    key: Question | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One question of a submitted attempt, and how it is judged now.

    `points` is what it could earn at the start, `key` the version that `graded` was graded against, and `mode` that of
    the regrade that it comes from, None when there was none.
    """

    graded: Graded
    points: int
    asked: Question
    key: Question
    response: Response
    mode: Mode | None = None


@dataclass(frozen=True, slots=True)
class Regraded:
    """One question judged anew, and the version that lent it its key; None where the key stays."""

    graded: Graded
    key: Question | None
    mode: Mode


Verdict = Regraded | Literal["alike", "unfit"]
"""alike: it is judged so already. unfit: the answer does not fit the corrected question."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a regrade makes of one attempt: question id -> verdict, for the questions that it was asked.

    `result` is None where nothing changes; `emptied` where dropping would leave nothing to count.
    """

    verdicts: Mapping[str, Verdict]
    before: Result
    result: Result | None
    emptied: bool = False

    @property
    def regraded(self) -> dict[str, Regraded]:
        """The questions that are judged anew; none of an attempt that keeps its result."""
        if self.result is None:
            return {}
        return {name: one for name, one in self.verdicts.items() if isinstance(one, Regraded)}


def exact(score: float) -> Fraction:
    """The share that was stored as a float: 0.6666666666666666 is 2/3 again, so that sums stay exact."""
    return Fraction(score).limit_denominator(FINEST)


def regrade(
    attempt: Attempt, standings: Sequence[Standing], corrections: Mapping[str, Correction]
) -> Outcome:
    """Judge an attempt's questions anew. `standings` are all its questions, `corrections` are by question id."""
    verdicts: dict[str, Verdict] = {}
    after = []
    for standing in standings:
        correction = corrections.get(standing.graded.question_id)
        verdict = judge(standing, correction) if correction else "alike"
        if correction:
            verdicts[standing.graded.question_id] = verdict
        new = verdict if isinstance(verdict, Regraded) else None
        after.append((new.graded, new.mode) if new else (standing.graded, standing.mode))
    before = _result(attempt, [(standing.graded, standing.mode) for standing in standings])
    if not any(isinstance(verdict, Regraded) for verdict in verdicts.values()):
        return Outcome(verdicts, before, None)
    if not any(graded.points for graded, _ in after):
        return Outcome(verdicts, before, None, emptied=True)
    return Outcome(verdicts, before, _result(attempt, after))


def judge(standing: Standing, correction: Correction) -> Verdict:
    """What becomes of one question."""
    if not standing.asked.graded:
        return "alike"
    match correction.mode:
        case "apply" | "only-if-better":
            return _by_key(standing, correction)
        case "drop":
            if not standing.graded.points:
                return "alike"
            graded, key = _under(standing, correction.key) or (standing.graded, None)
            return Regraded(replace(graded, points=0), key, "drop")
        case "all-correct":
            if standing.mode == "all-correct":
                return "alike"
            _, key = _under(standing, correction.key) or (standing.graded, None)
            graded = replace(standing.graded, score=1.0, points=standing.points, right=True)
            return Regraded(graded, key, "all-correct")


def _by_key(standing: Standing, correction: Correction) -> Verdict:
    under = _under(standing, correction.key)
    if under is None:
        return "unfit"
    graded, key = under
    given_up = standing.mode in ("drop", "all-correct")
    if correction.mode == "only-if-better":
        if given_up:
            return "alike"  # everybody has all the points, or nobody any: no key does better for sure
        if exact(graded.score) <= exact(standing.graded.score):
            graded = standing.graded
    alike = not given_up and graded.score == standing.graded.score
    if alike and same_key(standing.asked, standing.key, key, ()):
        return "alike"
    return Regraded(graded, key, correction.mode)


def _under(standing: Standing, key: Question | None) -> tuple[Graded, Question] | None:
    """The question graded under a key, and that key; None where there is none that fits."""
    lent = key and fitting(standing.asked, key, standing.response)
    if not key or not lent:
        return None
    share = lent.grade(standing.response).score
    kept = max(Fraction(0), share - hint_cost(standing.asked, standing.graded.hints))
    graded = replace(standing.graded, score=float(kept), points=standing.points, right=share == 1)
    return graded, key


def _result(attempt: Attempt, grades: Sequence[tuple[Graded, Mode | None]]) -> Result:
    earned = sum((graded.points * _counts(attempt, graded, mode) for graded, mode in grades), Fraction(0))
    return total(attempt, [graded for graded, _ in grades], earned)


def _counts(attempt: Attempt, graded: Graded, mode: Mode | None) -> Fraction:
    """The share of a question's points that counts."""
    share = exact(graded.score)
    if mode == "all-correct" or attempt.certainty != "scored" or graded.omitted:
        return share
    return scored(share, graded.certainty)
