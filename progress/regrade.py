"""Regrades of submitted attempts: which questions want one, what it would do, and doing it.

Grades are only ever added. A pass that is gained completes its module; one that is lost takes no completion away, but
puts it at stake (see `progress.at_stake`). Open attempts are untouched: they are graded as they began, and can be
regraded once they are submitted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from course.attempts import Attempt
from course.keys import fitting, same_key
from course.modules import Module
from course.questions import Question
from course.quizzes import Quiz
from course.regrade import BY_KEY, Correction, Mode, Outcome, regrade
from progress import at_stake, completion, item_tallies, regrade_rows
from progress.database import Database, Transaction
from progress.regrade_effects import Crossing, Effect, Effects, Tally
from progress.regrade_rows import Answered, Versions, Writer

__all__ = [
    "LONGEST_REASON",
    "Changed",
    "Crossing",
    "Effect",
    "Effects",
    "RegradeRefused",
    "apply",
    "asked",
    "changed",
    "plan",
    "summary",
]

BATCH = 500  # attempts in one transaction: learners' answers wait for it
LONGEST_REASON = 500  # characters


class RegradeRefused(ValueError):
    """This regrade cannot be done; the text is in full sentences."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that judges submitted answers otherwise than they were judged.

    `attempts` were judged otherwise, and the answers of `fitting` of them can be judged anew. `asked` is the wording
    that most of them saw, `before` the version that judged it, and `key` the question as the quiz has it now.
    """

    question_id: str
    asked: Question
    before: Question
    key: Question
    attempts: int
    fitting: int


def changed(db: Database, quiz: Quiz) -> list[Changed]:
    """The quiz's questions that judge submitted answers otherwise than they were judged, by id.

    The key counts, never the words: a text that was edited is not listed, nor a question that was dropped or given to
    everybody.
    """
    current = {question.id: question for question in quiz.questions if question.graded}
    versions = [question.version() for question in current.values()]
    with db.read() as transaction:
        given = regrade_rows.answered(transaction, quiz.id, versions)
    found = (
        _changed(current[question_id], [*answers])
        for question_id, answers in groupby(given, lambda one: one.question_id)
        if question_id in current
    )
    return [one for one in found if one]


def _changed(key: Question, given: Sequence[Answered]) -> Changed | None:
    """How the key judges answers that were given to other versions; None where it judges them alike."""
    otherwise: list[Answered] = []
    for _, group in groupby(given, lambda one: (one.asked.version(), one.key.version())):
        alike = [*group]
        responses = [one.response for one in alike]
        if not same_key(alike[0].asked, alike[0].key, key, responses):
            otherwise += alike
    if not otherwise:
        return None
    most = max(otherwise, key=lambda one: one.attempts)
    fit = sum(one.attempts for one in otherwise if fitting(one.asked, key, one.response))
    return Changed(key.id, most.asked, most.key, key, sum(one.attempts for one in otherwise), fit)


def asked(db: Database, quiz_id: str) -> dict[str, Question]:
    """Every graded question that a submitted attempt at the quiz was asked, in its latest words, by id."""
    with db.read() as transaction:
        return regrade_rows.latest_asked(transaction, quiz_id)


def plan(db: Database, quiz: Quiz, modes: Mapping[str, Mode], module: Module | None) -> Effects:
    """What regrading these questions would do. Nothing is changed.

    `modes` are by question id; `module` is the one that passing the quiz may complete. Raises RegradeRefused.
    """
    corrections = _corrections(quiz, modes)
    tally = Tally(corrections)
    with db.read() as transaction:
        versions = Versions(transaction)
        for ids in regrade_rows.chunks(regrade_rows.concerned(transaction, quiz.id, [*modes]), BATCH):
            tally.add(_outcomes(transaction, ids, corrections, versions))
        staked = (
            at_stake.foreseen(transaction, quiz.id, module.id, tally.failed, tally.passed) if module else 0
        )
        return tally.effects(transaction, staked)


def apply(
    db: Database,
    quiz: Quiz,
    modes: Mapping[str, Mode],
    module: Module | None,
    *,
    reason: str,
    by_id: str | None,
    now: datetime,
) -> Effects:
    """Regrade these questions and say what was done. A second time nothing is left to do.

    `reason` is for the learners, who read it with their results. `by_id` is the trainer, None for the command line.
    Attempts are regraded in batches, so that learners can go on answering meanwhile; each batch happens all or not at
    all, and after an interruption the same regrade does the rest. Raises RegradeRefused.
    """
    corrections = _corrections(quiz, modes)
    writer = Writer(quiz.id, corrections, _reason(reason), by_id, now)
    whole, staked = Tally(corrections), 0
    with db.read() as transaction:
        attempts = regrade_rows.concerned(transaction, quiz.id, [*modes])
    for ids in regrade_rows.chunks(attempts, BATCH):
        with db.write() as transaction:
            found = _outcomes(transaction, ids, corrections, Versions(transaction))
            changing = [attempt.id for attempt, outcome in found if outcome.result is not None]
            with item_tallies.rejudging(transaction, changing):
                writer.store(transaction, found)
            whole.add(found)
            if module:
                staked += _settle(transaction, found, module, writer, now)
    with db.read() as transaction:
        return whole.effects(transaction, staked)


def summary(quiz_id: str, effects: Effects, reason: str) -> str:
    """A regrade in one line, for the audit log."""
    questions = ", ".join(f"{one.question_id} {one.mode} {one.touched}" for one in effects.questions)
    return f"{quiz_id}: {questions}; {effects.touched} attempts; {_reason(reason)}"


def _corrections(quiz: Quiz, modes: Mapping[str, Mode]) -> dict[str, Correction]:
    """Question id -> its correction by the quiz as it is now."""
    keys = {name: quiz.question(name) if quiz.has(name) else None for name in modes}
    gone = next((name for name, mode in modes.items() if mode in BY_KEY and keys[name] is None), None)
    if gone:
        raise RegradeRefused(
            f'The quiz has no question "{gone}" any more, so there is no key to grade by. '
            "Drop the question, or give everybody its points."
        )
    return {name: Correction(mode, keys[name]) for name, mode in modes.items()}


def _reason(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise RegradeRefused("Say why, in a sentence for the learners: they read it with their results.")
    if len(text) > LONGEST_REASON:
        raise RegradeRefused(f"The reason is longer than {LONGEST_REASON} characters. Shorten it.")
    return text


def _outcomes(
    transaction: Transaction, ids: Sequence[str], corrections: Mapping[str, Correction], versions: Versions
) -> list[tuple[Attempt, Outcome]]:
    loaded = regrade_rows.load(transaction, ids, versions)
    return [(attempt, regrade(attempt, standings, corrections)) for attempt, standings in loaded]


def _settle(
    transaction: Transaction,
    found: Sequence[tuple[Attempt, Outcome]],
    module: Module,
    writer: Writer,
    now: datetime,
) -> int:
    """Complete the module for who passes now, and flag what is at stake. Returns how many completions that is."""
    crossing = Tally(writer.corrections)
    crossing.add(found)
    for attempt, _ in crossing.passed.values():
        completion.settle(transaction, attempt.person_id, module, now)
        at_stake.resolve(transaction, attempt.person_id, module.id, now)
    by_regrade: dict[str, list[str]] = {}
    for attempt, outcome in found:
        if attempt.id in crossing.failed:
            by_regrade.setdefault(writer.regrade_id(outcome.regraded), []).append(attempt.id)
    return sum(at_stake.flag(transaction, module.id, ids, one, now) for one, ids in by_regrade.items())
