"""Records that are written in bulk: whether they are what the real functions would have written."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from click.testing import CliRunner

from accounts import demonstration, people
from accounts.demonstration import Demonstration
from benchmarks import national
from course.attempts import mark
from course.completion import is_complete
from progress import activity_tallies, attempt_rows, attempts, completion, matrix, reading, recount, standings
from progress.database import Database
from tests.bread import Bread
from tests.every_type import ask_every_type

MADE = Demonstration(learners=30, seed=2)


@pytest.fixture(scope="module")
def every_type(tmp_path_factory: pytest.TempPathFactory) -> Bread:
    bread = Bread(tmp_path_factory.mktemp("course") / "bread")
    ask_every_type(bread)
    return bread


@pytest.fixture(scope="module")
def written(every_type: Bread, tmp_path_factory: pytest.TempPathFactory) -> Database:
    file = tmp_path_factory.mktemp("national") / "national.db"
    national.write(file, every_type.course(), MADE, lambda _: None)
    return Database(file)


def test_the_file_is_sound_and_has_every_index(written: Database, tmp_path: Path) -> None:
    with closing(connect(written.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    empty = Database(tmp_path / "empty.db")
    empty.prepare()
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index'"
    assert {row["name"] for row in written.rows(indexes)} == {row["name"] for row in empty.rows(indexes)}


def test_every_grade_and_every_result_is_that_of_the_real_marking(written: Database) -> None:
    with written.read() as transaction:
        every = attempt_rows.load(transaction, "attempts.state = 'submitted'")
        questions = {one.id: attempt_rows.load_questions(transaction, one.id) for one in every}
        given = {one.id: attempt_rows.load_answers(transaction, one.id) for one in every}
    assert len(every) == MADE.learners * 2  # the course has two modules, and some learn less and some more
    for attempt in every:
        result = mark(attempt, questions[attempt.id], given[attempt.id])
        assert attempt.points == pytest.approx(result.points)
        assert (attempt.score, attempt.passed) == (result.score, result.passed)
        assert attempts.result(written, attempt) == list(result.grades)
        assert [one.sequence for one in given[attempt.id].values()] == [
            int(not graded.omitted) for graded in result.grades
        ]


def test_who_passed_and_read_everything_has_completed_and_nobody_else(
    written: Database, every_type: Bread
) -> None:
    course = every_type.course()
    found = 0
    for person in people.list_all(written):
        read = reading.sections_read(written, person.id)
        tried = attempts.attempts_of(written, person.id)
        done = {one.module_id for one in completion.of_person(written, person.id)}
        for module in course.modules:
            passed = any(one.quiz_id == module.quiz and one.passed for one in tried)
            if module.id in done:
                assert is_complete(module, read.get(module.id, {}), passed=passed)
            found += module.id in done
    assert found > MADE.learners / 4


def test_what_is_counted_of_it_is_what_counting_anew_gives(written: Database) -> None:
    assert written.rows("SELECT * FROM mark_tallies LIMIT 1")
    assert written.rows("SELECT * FROM module_times LIMIT 1")
    assert recount.differences(written) == []
    assert activity_tallies.differences(written) == []
    assert standings.differences(written) == []


def test_pages_read_it_like_any_records(written: Database, every_type: Bread) -> None:
    modules = every_type.course().modules
    page = matrix.matrix(written, modules, search="", show="everyone", limit=25, offset=0)
    assert page.total == MADE.learners
    assert len(page.rows) == 25


def test_work_that_was_broken_off_is_taken_up_again_and_ends_the_same(
    written: Database, every_type: Bread, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(national, "CHUNK", 7)
    file = tmp_path / "national.db"
    told = []

    def interrupt(learners: int) -> None:
        told.append(learners)
        if sum(told) >= 14:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        national.write(file, every_type.course(), MADE, interrupt)
    assert national.sizes(file)["people"] == 14 + 1
    assert not demonstration.is_ready(Database(file))
    told.clear()
    national.write(file, every_type.course(), MADE, told.append)
    assert sum(told) == MADE.learners
    assert national.sizes(file) == national.sizes(written.path)
    answers = "SELECT event_id, response, certainty, saved_at FROM answers ORDER BY event_id"
    assert Database(file).rows(answers) == written.rows(answers)
    assert recount.differences(Database(file)) == []
    assert demonstration.is_ready(Database(file))


def test_records_of_real_people_are_refused(bread: Bread, tmp_path: Path) -> None:
    real = Database(tmp_path / "real.db")
    real.prepare()
    words = [str(real.path), "--learners", "10", "--course", str(bread.root)]
    result = CliRunner().invoke(national.main, words)
    assert result.exit_code == 1
    assert "holds something else than 10 learners of seed 1." in result.stderr
    assert people.list_all(real) == []


def test_nobody_says_how_sure_they_are_where_nobody_was_asked(written: Database) -> None:
    assert {row["certainty"] for row in written.rows("SELECT certainty FROM answers")} == {None}
