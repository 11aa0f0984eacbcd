"""`china-literacy demo`: who is invented, whether they are what statistics find, and what is never touched."""

import math
import re
import socket
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import NormalDist

import click
import pytest
from click.testing import CliRunner

from accounts import demonstration, people, sessions
from accounts.demonstration import Demonstration
from china_literacy import main
from commands.demonstration import make
from commands.demonstration.lives import READ
from commands.demonstration.making import IN_PILOT, PAST, PILOT
from course import simulation
from course.simulation import Expected
from progress import cohorts, statistics
from progress.database import Database, Row
from tests.bread import Bread
from tests.every_type import ask_every_type

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MADE = Demonstration(learners=150, seed=4)


@pytest.fixture(scope="module")
def bread_of_all(tmp_path_factory: pytest.TempPathFactory) -> Bread:
    """The course about bread, whose quiz asks a question of every type."""
    bread = Bread(tmp_path_factory.mktemp("demo") / "bread")
    ask_every_type(bread)
    return bread


@pytest.fixture(scope="module")
def made(bread_of_all: Bread, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A demonstration of 150 learners."""
    return _made(bread_of_all, tmp_path_factory.mktemp("records") / "demo.db", MADE)


def _made(bread: Bread, file: Path, wanted: Demonstration) -> Database:
    database = Database(file, durable=False)
    database.prepare()
    make(database, bread.course(), wanted, NOW, lambda _: None)
    return database


def test_estimated_facilities_are_those_of_the_model_within_their_error(
    made: Database, bread_of_all: Bread
) -> None:
    quiz = bread_of_all.course().quiz("dough")
    expected = _expected(made, bread_of_all)
    figures = statistics.of_quiz(made, "dough")
    assert figures.people >= 90
    scores: list[float] = []
    for found in figures.questions:
        model = expected[found.question_id]
        assert found.item
        assert found.item.n == len(model)
        assert found.item.facility is not None
        mean = sum(one.mean for one in model) / len(model)
        error = math.sqrt(sum(one.variance for one in model)) / len(model)
        scores.append((found.item.facility / 100 - mean) / error)
    assert len(scores) == len(quiz.drawable)
    assert max(map(abs, scores)) < NormalDist().inv_cdf(1 - 0.001)
    assert sum(score**2 for score in scores) / len(scores) < 2.2  # chi squared of eleven, to one in a hundred


def _expected(made: Database, bread: Bread) -> dict[str, list[Expected]]:
    """Question id -> what the model expects of everybody whose first attempt is counted."""
    course = bread.course()
    expected: defaultdict[str, list[Expected]] = defaultdict(list)
    first = made.rows(
        """
        SELECT attempts.id, people.email FROM attempts JOIN people ON people.id = attempts.person_id
        WHERE quiz_id = 'dough' AND number = 1 AND state = 'submitted' ORDER BY submitted_at
        """
    )
    for row in first[: len(first) - len(first) % 5]:
        number = int(row["email"].partition("@")[0].rpartition(".")[2]) - 1
        learner = simulation.learner(Random(f"{MADE.seed}/{number}"), course.misconceptions, MADE.seed)
        asked = made.rows("SELECT question_id FROM attempt_questions WHERE attempt_id = :id", id=row["id"])
        for name in {one["question_id"] for one in asked}:
            question = course.quiz("dough").question(name)
            if question.graded:
                behaviour = simulation.behaviour(question, MADE.seed)
                expected[name].append(simulation.expect(question, behaviour, learner, learner.ability + READ))
    return expected


def test_everything_lies_in_the_weeks_before_now_and_was_written_in_the_order_of_time(made: Database) -> None:
    for table, moment in {
        "attempts": "started_at",
        "answers": "saved_at",
        "section_reads": "read_at",
        "scenario_steps": "made_at",
    }.items():
        written = [row["at"] for row in made.rows(f"SELECT {moment} AS at FROM {table} ORDER BY rowid")]
        assert written == sorted(written), table
        assert written[0] >= (NOW - PAST).isoformat()[:19]
        assert written[-1] < NOW.isoformat()[:19]


def test_there_is_something_of_everything_to_look_at(made: Database) -> None:
    counted = {
        "open attempts": "SELECT COUNT(*) AS n FROM attempts WHERE state = 'open'",
        "failed attempts": "SELECT COUNT(*) AS n FROM attempts WHERE passed = 0",
        "second attempts": "SELECT COUNT(*) AS n FROM attempts WHERE number = 2",
        "left out": "SELECT COUNT(*) AS n FROM grades WHERE omitted = 1",
        "completions": "SELECT COUNT(*) AS n FROM completions",
        "finished runs": "SELECT COUNT(*) AS n FROM scenario_runs WHERE finished_at IS NOT NULL",
        "cards": "SELECT COUNT(*) AS n FROM scenario_cards",
        "returns": "SELECT COUNT(*) AS n FROM scenario_steps WHERE kind = 'return'",
        "overdue": "SELECT COUNT(*) AS n FROM assignments WHERE due_on < '2026-11-23'",
        "due": "SELECT COUNT(*) AS n FROM assignments WHERE due_on >= '2026-11-23'",
    }
    assert {what: _count(made, query) > 0 for what, query in counted.items()} == dict.fromkeys(counted, True)
    assert _count(made, "SELECT COUNT(*) AS n FROM attempts WHERE preview = 1") == 0


def _count(database: Database, query: str) -> int:
    row = database.row(query)
    assert row
    return int(row["n"])


def test_everybody_is_invented_and_the_trainer_looks_after_the_cohorts(made: Database) -> None:
    everybody = people.list_all(made)
    assert len(everybody) == MADE.learners - _yet_to_join(made) + 1
    assert all(person.email.endswith(".invalid") for person in everybody)
    (trainer,) = [person for person in everybody if person.role == "trainer"]
    mine = cohorts.of_trainer(made, trainer.id)
    assert mine == cohorts.all_cohorts(made)
    assert {cohort.name: cohort.members for cohort in mine}[PILOT] == IN_PILOT
    assert all(cohort.members >= 5 for cohort in mine if cohort.name != PILOT)


def _yet_to_join(made: Database) -> int:
    return MADE.learners - _count(made, "SELECT COUNT(*) AS n FROM people WHERE role = 'learner'")


def test_one_seed_tells_one_story_whenever_it_is_told(bread: Bread, tmp_path: Path) -> None:
    def story(file: str, seed: int) -> list[Row]:
        database = _made(bread, tmp_path / file, Demonstration(12, seed))
        return database.rows(
            """
            SELECT people.email, answers.question_id, answers.response FROM answers
            JOIN attempts ON attempts.id = answers.attempt_id JOIN people ON people.id = attempts.person_id
            ORDER BY answers.saved_at, answers.rowid
            """
        )

    first = story("one.db", 1)
    assert len(first) > 20
    assert story("again.db", 1) == first
    assert story("other.db", 2) != first


def test_time_limits_cool_off_and_certainty_are_kept_as_for_anybody(bread: Bread, tmp_path: Path) -> None:
    quiz = bread.read("quizzes/dough.yaml")
    rules = "certainty: asked\ntime_limit_minutes: 3\ncool_off_minutes: 4000\n"
    bread.write("quizzes/dough.yaml", quiz.replace("cool_off_minutes: 30\n", rules))
    made = _made(bread, tmp_path / "demo.db", Demonstration(60, 1))
    late = made.rows("SELECT * FROM attempts WHERE closed_by = 'deadline'")
    in_time = made.rows("SELECT * FROM attempts WHERE closed_by = 'learner'")
    assert late
    assert in_time
    assert all(row["submitted_at"] == row["deadline_at"] for row in late)
    sure = {row["certainty"] for row in made.rows("SELECT certainty FROM grades WHERE omitted = 0")}
    assert sure == {1, 2, 3}
    again = made.rows(
        """
        SELECT later.started_at, earlier.submitted_at FROM attempts AS later
        JOIN attempts AS earlier ON earlier.person_id = later.person_id AND earlier.number = later.number - 1
        WHERE later.number > 1
        """
    )
    assert again
    for row in again:
        waited = datetime.fromisoformat(row["started_at"]) - datetime.fromisoformat(row["submitted_at"])
        assert waited >= timedelta(minutes=4000)


def test_only_new_records_become_a_demonstration(bread: Bread, tmp_path: Path) -> None:
    database = Database(tmp_path / "real.db")
    database.prepare()
    people.add(database, email="ada@example.org", name="Ada", role="learner", now=NOW)
    with pytest.raises(ValueError, match="only new records"):
        make(database, bread.course(), Demonstration(5, 1), NOW, lambda _: None)
    assert [person.name for person in people.list_all(database)] == ["Ada"]
    assert demonstration.of(database) is None


# the command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sessions with which the app would have been started."""
    sessions_begun: list[str] = []
    monkeypatch.setattr("app.start", lambda settings, demo: sessions_begun.append(demo))
    return sessions_begun


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


Run = Callable[..., "click.testing.Result"]


@pytest.fixture
def run(bread: Bread, port: str) -> Run:
    def run(*words: str) -> click.testing.Result:
        return CliRunner().invoke(
            main, ["demo", "--port", port, "--course", str(bread.root), "--learners", "6", *words]
        )

    return run


def test_the_trainer_is_let_in_without_a_password(run: Run, started: list[str], tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    assert run("--db", str(file)).exit_code == 0
    (session,) = started
    trainer = sessions.person_of(Database(file), session, datetime.now(UTC))
    assert trainer
    assert trainer.role == "trainer"
    assert demonstration.of(Database(file)) == Demonstration(6, 1)


def test_a_kept_demonstration_is_opened_again_as_it_is(run: Run, started: list[str], tmp_path: Path) -> None:
    file = tmp_path / "demo.db"
    run("--db", str(file), "--seed", "3")
    before = [person.id for person in people.list_all(Database(file))]
    result = run("--db", str(file), "--seed", "4")
    assert "holds a demonstration already, which is opened: 6 learners, seed 3." in result.stdout
    assert [person.id for person in people.list_all(Database(file))] == before
    assert len(started) == 2


def test_without_a_file_nothing_is_left_behind(
    run: Run, started: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("LITERACY_DB", str(tmp_path / "real.db"))
    assert run().exit_code == 0
    assert len(started) == 1
    assert [file.name for file in tmp_path.iterdir() if file.name != "bread"] == []


@pytest.mark.parametrize("content", ["records", "other", "text"])
def test_a_file_that_is_no_demonstration_is_refused_and_not_touched(
    run: Run, started: list[str], tmp_path: Path, content: str
) -> None:
    file = tmp_path / "real.db"
    if content == "records":
        database = Database(file)
        database.prepare()
        people.add(database, email="ada@example.org", name="Ada", role="learner", now=NOW)
        database.close()
    elif content == "other":
        import sqlite3

        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE people (id TEXT)")
        connection.close()
    else:
        file.write_text("no database")
    before = file.read_bytes()
    result = run("--db", str(file))
    assert result.exit_code == 1
    assert re.search("is no demonstration, so nothing in it was touched|is not a database", result.stderr)
    assert file.read_bytes() == before
    assert started == []


def test_a_demonstration_that_was_broken_off_is_not_shown(
    run: Run, started: list[str], bread: Bread, tmp_path: Path
) -> None:
    file = tmp_path / "demo.db"
    database = Database(file)
    database.prepare()

    def interrupt(lived: timedelta) -> None:
        if lived > timedelta(0):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(database, bread.course(), Demonstration(6, 1), NOW, interrupt)
    assert demonstration.of(database) == Demonstration(6, 1)
    result = run("--db", str(file))
    assert result.exit_code == 1
    assert "was broken off. Remove the file, or name another one." in result.stderr
    assert started == []


def test_a_port_in_use_is_told_before_the_work(
    run: Run, started: list[str], tmp_path: Path, port: str
) -> None:
    file = tmp_path / "demo.db"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(port)))
        taken.listen()
        result = run("--db", str(file))
    assert result.exit_code == 1
    assert "Choose another with --port" in result.stderr
    assert not file.exists()


def test_a_broken_course_is_told_and_nothing_is_made(
    run: Run, started: list[str], bread: Bread, tmp_path: Path
) -> None:
    bread.edit("quizzes/dough.yaml", "role: module", "roll: module")
    file = tmp_path / "demo.db"
    result = run("--db", str(file))
    assert result.exit_code == 1
    assert "see: china-literacy check" in result.stderr
    assert not file.exists()
