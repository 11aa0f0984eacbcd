"""What a regrade does, or did, counted: by question, by attempt, and who crosses the pass mark."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from course.attempts import Attempt, Result
from course.regrade import Correction, Mode, Outcome, Regraded
from progress.database import Transaction
from progress.regrade_rows import chunks, names


@dataclass(slots=True)
class Effect:
    """What happens to one question, in attempts: judged better, worse or the same, or left as it was.

    `alike` were judged so already, `unfit` have an answer that does not fit the corrected question, `kept` would have
    nothing left to count. `people` are those who were asked.
    """

    question_id: str
    mode: Mode
    better: int = 0
    worse: int = 0
    same: int = 0
    alike: int = 0
    unfit: int = 0
    kept: int = 0
    people: set[str] = field(default_factory=set)

    @property
    def asked(self) -> int:
        """How many submitted attempts were asked the question."""
        return self.better + self.worse + self.same + self.alike + self.unfit + self.kept

    @property
    def touched(self) -> int:
        """How many get a new grade."""
        return self.better + self.worse + self.same


@dataclass(frozen=True, slots=True)
class Crossing:
    """An attempt that crosses its pass mark, with its per cent before and after."""

    attempt_id: str
    person_id: str
    name: str
    email: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Effects:
    """The whole: `touched` attempts get new grades, `better` of them a higher score and `worse` a lower one.

    `passed` gain a pass, `failed` lose one, and `at_stake` completions rest on a pass that is lost.
    """

    questions: tuple[Effect, ...]
    touched: int
    better: int
    worse: int
    passed: tuple[Crossing, ...]
    failed: tuple[Crossing, ...]
    at_stake: int


class Tally:
    """Counts outcomes, batch by batch."""

    def __init__(self, corrections: Mapping[str, Correction]) -> None:
        self.questions = {name: Effect(name, one.mode) for name, one in corrections.items()}
        self.touched = self.better = self.worse = 0
        self.passed: dict[str, tuple[Attempt, Result]] = {}
        self.failed: dict[str, tuple[Attempt, Result]] = {}

    def add(self, found: Iterable[tuple[Attempt, Outcome]]) -> None:
        """Count what becomes of some attempts."""
        for attempt, outcome in found:
            self._questions(attempt, outcome)
            if outcome.result is not None:
                self._attempt(attempt, outcome.before, outcome.result)

    def _questions(self, attempt: Attempt, outcome: Outcome) -> None:
        was = {graded.question_id: graded for graded in outcome.before.grades}
        for name, verdict in outcome.verdicts.items():
            effect = self.questions[name]
            effect.people.add(attempt.person_id)
            if verdict == "alike":
                effect.alike += 1
            elif verdict == "unfit":
                effect.unfit += 1
            elif outcome.result is None:
                effect.kept += 1
            else:
                self._compare(effect, verdict, was[name].score)

    def _compare(self, effect: Effect, verdict: Regraded, before: float) -> None:
        """A dropped question earns nobody anything, so it is neither better nor worse."""
        after = before if verdict.mode == "drop" else verdict.graded.score
        effect.better += after > before
        effect.worse += after < before
        effect.same += after == before

    def _attempt(self, attempt: Attempt, before: Result, after: Result) -> None:
        self.touched += 1
        self.better += after.score > before.score
        self.worse += after.score < before.score
        if after.passed and not attempt.passed:
            self.passed[attempt.id] = attempt, after
        elif attempt.passed and not after.passed:
            self.failed[attempt.id] = attempt, after

    def effects(self, transaction: Transaction, at_stake: int) -> Effects:
        """The whole, with the names of those who cross the pass mark."""
        return Effects(
            questions=tuple(self.questions.values()),
            touched=self.touched,
            better=self.better,
            worse=self.worse,
            passed=_crossings(transaction, self.passed),
            failed=_crossings(transaction, self.failed),
            at_stake=at_stake,
        )


def _crossings(
    transaction: Transaction, crossed: Mapping[str, tuple[Attempt, Result]]
) -> tuple[Crossing, ...]:
    """By name, as trainers look for people."""
    rows = []
    for part in chunks([*crossed]):
        listed, values = names(part)
        rows += transaction.rows(
            f"""
            SELECT attempts.id, people.id AS person_id, people.name, people.email, people.search_text
            FROM attempts JOIN people ON people.id = attempts.person_id WHERE attempts.id IN ({listed})
            """,  # noqa: S608 - the names are ours
            **values,
        )
    rows.sort(key=lambda row: (row["search_text"], row["id"]))
    return tuple(
        Crossing(
            attempt_id=row["id"],
            person_id=row["person_id"],
            name=row["name"],
            email=row["email"] or "",
            before=crossed[row["id"]][0].score or 0.0,
            after=crossed[row["id"]][1].score,
        )
        for row in rows
    )
