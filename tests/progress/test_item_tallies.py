"""The tallies are what the attempts add up to, whatever happens in whatever order; people come in five at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accounts import people
from course.loader import load
from course.quizzes import Quiz
from course.regrade import MODES, Mode
from progress import answers, attempts, item_tallies, recount, regrade, statistics, tally_rows
from progress.database import Database
from progress.item_tallies import Edition
from progress.tally_reading import COUNTINGS, Counting
from progress.tally_rows import Role
from tests.progress.bakery import BREAD, NOON, RIGHT, WRONG, Bakery, Learner

PEOPLE = 8


def quizzes() -> list[Quiz]:
    """The quiz about dough with all questions; with another key; with other words; and with fewer questions drawn."""
    course = load(BREAD).course
    assert course
    free = {"draw": None, "attempts": None, "cool_off_minutes": 0, "time_limit_minutes": 30}
    quiz = Quiz.model_validate(
        {**course.quiz("dough").model_dump(by_alias=True), **free, "certainty": "scored"}
    )
    first, *others = quiz.questions
    swapped = first.model_dump()
    for option in swapped["options"]:
        option["correct"] = option["id"] == "cup"
        option["misconception"] = None
    words = quiz.model_dump(by_alias=True)
    return [
        quiz,
        Quiz.model_validate({**words, "questions": [swapped, *(one.model_dump() for one in others)]}),
        Quiz.model_validate(
            {
                **words,
                "questions": [{**first.model_dump(), "stem": "Which?"}, *(q.model_dump() for q in others)],
            }
        ),
        Quiz.model_validate({**words, "draw": 2}),
    ]


QUIZZES = quizzes()


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """An empty database."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        db = Database(path)
        db.prepare()
        for i in range(PEOPLE):
            people.add(db, email=f"baker{i}@example.ac.uk", name=f"Baker {i}", role="learner", now=NOON)
        with db.write() as transaction:
            transaction.run("UPDATE people SET id = substr(email, 1, 6)")
        db.close()
        yield path


@dataclass
class Story:
    """A database, a clock, and which quiz is asked now."""

    db: Database
    quiz: Quiz = QUIZZES[0]
    now: datetime = NOON
    events: int = field(default=0)

    def take(self, who: int, right: Sequence[bool], *, preview: bool = False, end: bool = True) -> None:
        """Begin or go on with an attempt, answer some of it, and submit it or not."""
        person = f"baker{who}"
        attempt = attempts.start_or_resume(self.db, self.quiz, person, self.now, preview=preview)
        stored = answers.of_attempt(self.db, attempt)
        for drawn, well in zip(attempt.questions, right, strict=False):
            self.events += 1
            self.now += timedelta(seconds=7 * self.events % 400)
            answers.save(
                self.db, attempt.id, person, drawn.question_id, (RIGHT if well else WRONG)[drawn.question_id],
                stored[drawn.question_id].sequence, f"event-{self.events}", self.now, 3 if well else 2,
            )  # fmt: skip
        if end:
            attempts.submit(self.db, attempt.id, person, None, self.now)

    def close_overdue(self) -> None:
        self.now += timedelta(hours=1)
        attempts.close_overdue(self.db, lambda _: None, self.now)

    def regrade(self, question_id: str, mode: Mode) -> None:
        regrade.apply(
            self.db, self.quiz, {question_id: mode}, None, reason="Wrong.", by_id=None, now=self.now
        )

    def counted(self) -> dict[tuple[str, Counting], dict[str, str]]:
        """Edition and counting -> attempt id -> person id, for the attempts that count there."""
        found: dict[tuple[str, Counting], dict[str, str]] = {}
        for edition in item_tallies.editions(self.db):
            with self.db.read() as transaction:
                standings = item_tallies.attempts_counted(transaction, edition)
            roles = tally_rows.roles(standings)
            for counting in COUNTINGS:
                found[edition.edition, counting] = {
                    one.attempt_id: person_id
                    for person_id, own in standings.items()
                    for one in own
                    if counting == "all" or getattr(roles[one.attempt_id], f"is_{counting}")
                }
        return found


bits = st.lists(st.booleans(), max_size=5)
TAKE = st.tuples(
    st.just("take"), st.lists(st.tuples(st.integers(0, PEOPLE - 1), bits), min_size=1, max_size=8)
)
OTHER = st.one_of(
    st.tuples(st.just("leave open"), st.tuples(st.integers(0, PEOPLE - 1), bits)),
    st.tuples(st.just("preview"), st.tuples(st.integers(0, PEOPLE - 1), bits)),
    st.tuples(st.just("edit"), st.integers(0, len(QUIZZES) - 1)),
    st.tuples(st.just("regrade"), st.tuples(st.sampled_from([*RIGHT]), st.sampled_from(MODES))),
    st.tuples(st.just("close"), st.none()),
)
ALL_FIVE = [(who, [who % 2 == 0] * 5) for who in range(5)]
BETTER = [(who, [True] * 5) for who in range(5)]


@settings(max_examples=25)
@given(st.lists(st.one_of(TAKE, TAKE, OTHER), max_size=10))
@example([("take", ALL_FIVE), ("take", BETTER), ("edit", 1), ("regrade", ("weigh-first", "apply"))])
@example([("take", ALL_FIVE), ("regrade", ("french-word", "drop")), ("take", BETTER), ("take", ALL_FIVE)])
def test_tallies_equal_a_recount_and_change_by_five_people_or_none(
    prepared: Path, story: list[tuple[str, Any]]
) -> None:
    with TemporaryDirectory() as folder:
        told = Story(Database(Path(copy(prepared, Path(folder) / "progress.db"))))
        for what, how in story:
            _happen(told, what, how)
        assert recount.differences(told.db) == []
        told.db.close()


def _happen(told: Story, what: str, how: Any) -> None:
    match what:
        case "take":
            for who, right in how:
                before = told.counted()
                told.take(who, right)
                _changed_by_five_or_none(before, told.counted())
        case "leave open":
            told.take(*how, end=False)
        case "preview":
            before = told.counted()
            told.take(*how, preview=True)
            assert told.counted() == before
        case "edit":
            told.quiz = QUIZZES[how]
        case "regrade":
            told.regrade(*how)
        case "close":
            told.close_overdue()


def _changed_by_five_or_none(
    before: dict[tuple[str, Counting], dict[str, str]], after: dict[tuple[str, Counting], dict[str, str]]
) -> None:
    for key, counted in after.items():
        changed = {person for _, person in before.get(key, {}).items() ^ counted.items()}
        assert not 0 < len(changed) < 5, (key, changed)


def test_countings_that_are_shown_differ_by_five_people_or_by_none(prepared: Path, tmp_path: Path) -> None:
    told = Story(Database(Path(copy(prepared, tmp_path / "progress.db"))))
    withheld = 0
    for who in range(PEOPLE):
        for right in ([True], [True, True], []):
            told.take(who, right)
            counted = told.counted()
            edition = told.quiz.edition()
            shown = [one for one in COUNTINGS if not statistics.of_quiz(told.db, "dough", one).suppressed]
            withheld += bool(shown) and len(shown) < len(COUNTINGS)
            people = [
                {person for _, person in counted[edition, one].items() ^ counted[edition, other].items()}
                for one in shown
                for other in shown
            ]
            assert not [some for some in people if 0 < len(some) < 5]
    assert withheld
    told.db.close()


# ---- what a later attempt does


@pytest.fixture
def five(bakery: Bakery) -> list[Learner]:
    """Five people, counted with a first attempt of two right answers."""
    bakery.ask_everything()
    learners = [bakery.learner() for _ in range(5)]
    for learner in learners:
        gave(learner, "weigh-first", "what-to-weigh")
    return learners


def gave(learner: Learner, *names: str) -> None:
    """An attempt with these questions right and the others left out."""
    attempt = learner.begin()
    for name in names:
        learner.answer(attempt, name, RIGHT[name])
    learner.submit(attempt)


def roles(bakery: Bakery) -> dict[tuple[str, Role], int]:
    rows = bakery.db.rows("SELECT * FROM total_tallies")
    return {(row["total"], Role(*(row[name] for name in Role._fields))): row["learners"] for row in rows}


def test_a_first_attempt_is_the_last_and_the_best_too(bakery: Bakery, five: list[Learner]) -> None:
    assert roles(bakery) == {("2", Role(1, 1, 1)): 5}


def test_a_better_attempt_takes_the_place_of_the_last_and_of_the_best(
    bakery: Bakery, five: list[Learner]
) -> None:
    for learner in five:
        learner.take(4)
    assert roles(bakery) == {("2", Role(1, 0, 0)): 5, ("4", Role(0, 1, 1)): 5}


def test_of_two_attempts_that_are_as_good_the_first_is_the_best(bakery: Bakery, five: list[Learner]) -> None:
    for learner in five:
        learner.take(2)
    assert roles(bakery) == {("2", Role(1, 0, 1)): 5, ("2", Role(0, 1, 0)): 5}


def test_an_attempt_between_the_last_and_the_first_is_neither(bakery: Bakery, five: list[Learner]) -> None:
    for right in (1, 0):
        for learner in five:
            learner.take(right)
    assert roles(bakery)["1", Role(0, 0, 0)] == 5


def test_whoever_did_better_and_whoever_did_not_come_in_apart(bakery: Bakery, five: list[Learner]) -> None:
    """Five at once who are not alike would show by subtracting who did better."""
    for i, learner in enumerate(five):
        learner.take(4 if i else 1)
    assert roles(bakery) == {("2", Role(1, 1, 1)): 5}


def test_a_regrade_moves_what_was_counted(bakery: Bakery, five: list[Learner]) -> None:
    regrade.apply(
        bakery.db,
        bakery.quiz,
        {"cold-keeps": "all-correct"},
        None,
        reason="Both.",
        by_id=None,
        now=bakery.now,
    )
    assert roles(bakery) == {("3", Role(1, 1, 1)): 5}
    assert recount.differences(bakery.db) == []


def test_a_regrade_can_make_another_attempt_the_best(bakery: Bakery, five: list[Learner]) -> None:
    for learner in five:
        gave(learner, "what-to-weigh", "feed-on-the-day", "french-word")
    assert roles(bakery)["3", Role(0, 1, 1)] == 5
    modes: dict[str, Mode] = {"feed-on-the-day": "drop", "french-word": "drop"}
    regrade.apply(bakery.db, bakery.quiz, modes, None, reason="Unclear.", by_id=None, now=bakery.now)
    assert roles(bakery) == {("2", Role(1, 0, 1)): 5, ("1", Role(0, 1, 0)): 5}


def test_a_submission_that_fails_counts_nowhere(bakery: Bakery, five: list[Learner]) -> None:
    before = bakery.count("waiting_attempts")
    learner = bakery.learner()
    attempt = learner.begin()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tally_rows, "counted", lambda *_: 1 / 0)
        patched.setattr(item_tallies, "MINIMUM", 1)
        with pytest.raises(ZeroDivisionError):
            learner.submit(attempt)
    assert bakery.count("waiting_attempts") == before
    assert attempts.find(bakery.db, attempt.id, learner.id) == attempt


def test_the_attempts_of_an_older_database_are_counted_at_the_start(bakery: Bakery) -> None:
    """The migration has them all wait; nothing is in the tallies then."""
    bakery.ask_everything()
    learners = [bakery.learner() for _ in range(7)]
    for right in (1, 3, 2):
        for learner in learners:
            learner.take(right)
            bakery.wait(minutes=1)
    edition = Edition("dough", bakery.quiz.edition())
    with bakery.db.write() as transaction:
        tally_rows.clear(transaction, edition.quiz_id, edition.edition)
        transaction.run("DELETE FROM waiting_attempts")
        transaction.run(
            "INSERT INTO waiting_attempts SELECT id, quiz_id, edition, person_id, submitted_at FROM attempts"
        )
    assert item_tallies.fold_waiting(bakery.db) == 15
    assert item_tallies.fold_waiting(bakery.db) == 0
    assert recount.differences(bakery.db) == []
    assert roles(bakery)["1", Role(1, 0, 0)] == 5
    assert bakery.count("waiting_attempts") == 6


def test_many_attempts_of_few_people_do_not_hold_up_the_others(
    bakery: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    bakery.ask_everything()
    busy, others = bakery.learner(), [bakery.learner() for _ in range(4)]
    for learner in (busy, busy, busy, *others):
        learner.take(1)
        bakery.wait(minutes=1)
    with bakery.db.write() as transaction:
        tally_rows.clear(transaction, "dough", bakery.quiz.edition())
        transaction.run("DELETE FROM waiting_attempts")
        transaction.run(
            "INSERT INTO waiting_attempts SELECT id, quiz_id, edition, person_id, submitted_at FROM attempts"
        )
    monkeypatch.setattr(item_tallies, "IN_BULK", 2)
    assert item_tallies.fold_waiting(bakery.db) == 5


# ---- recounting


def test_a_recount_tells_what_differs_and_repairs_it(bakery: Bakery, five: list[Learner]) -> None:
    with bakery.db.write() as transaction:
        transaction.run("UPDATE total_tallies SET learners = 7")
        transaction.run("DELETE FROM answer_tallies WHERE kind = 'belief'")
        transaction.run("UPDATE mark_tallies SET share = '1/2' WHERE share = '1'")
    told = [str(one) for one in recount.differences(bakery.db)]
    edition = bakery.quiz.edition()[:8]
    assert f"quiz dough, edition {edition}: first, last, best, total 2 of 5: 7 stored, 5 counted" in told
    assert [str(one) for one in recount.repair(bakery.db)] == told
    assert recount.differences(bakery.db) == []
    assert roles(bakery) == {("2", Role(1, 1, 1)): 5}


def test_a_recount_repairs_tables_that_were_lost(bakery: Bakery, five: list[Learner]) -> None:
    before = {table: bakery.db.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in TALLIES}
    with bakery.db.write() as transaction:
        for table in (*TALLIES, "tally_lines", "tallied_editions"):
            transaction.run(f"DELETE FROM {table}")
    recount.repair(bakery.db)
    assert {t: bakery.db.rows(f"SELECT * FROM {t} ORDER BY 1, 2, 3, 4") for t in TALLIES} == before


TALLIES = ("total_tallies", "score_tallies", "mark_tallies", "answer_tallies")


def test_a_preview_that_waits_is_sent_away_by_a_repair(bakery: Bakery, five: list[Learner]) -> None:
    preview = five[0].take(5, preview=True)
    with bakery.db.write() as transaction:
        transaction.run(
            "INSERT INTO waiting_attempts SELECT id, quiz_id, edition, person_id, submitted_at FROM attempts"
            " WHERE id = :id",
            id=preview.id,
        )
    recount.repair(bakery.db)
    assert bakery.count("waiting_attempts") == 0
