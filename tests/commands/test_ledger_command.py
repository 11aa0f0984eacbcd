"""`china-literacy ledger`: writes what ids mean, and refuses to forget."""

import json

from click.testing import CliRunner, Result

from china_literacy import main
from course.ledger import FILE
from tests.bread import Bread


def ledger(bread: Bread, *words: str) -> Result:
    return CliRunner().invoke(main, ["ledger", "--course", str(bread.root), *words])


def refused(result: Result) -> str:
    assert result.exit_code == 1
    assert result.stdout == ""
    return result.stderr


def test_the_first_time_records_every_id_and_the_second_says_that_nothing_changed(bread: Bread) -> None:
    first = ledger(bread)
    written = json.loads(bread.read(FILE))
    assert first.stdout == f"{len(written)} ids in quizzes/ids.json: {len(written)} recorded.\n"
    assert ledger(bread).stdout == f"{len(written)} ids in quizzes/ids.json; nothing has changed.\n"


def test_another_meaning_is_refused_and_nothing_is_written(bread: Bread) -> None:
    ledger(bread)
    before = bread.read(FILE)
    bread.edit("quizzes/dough.yaml", "What is a starter called in French?", "In which town was Ana born?")
    told = refused(ledger(bread))
    assert 'dough/french-word: question "french-word" no longer means' in told
    assert "Give each a new id, or say with --replace ID --reason TEXT why it stays." in told
    assert bread.read(FILE) == before


def test_another_meaning_is_recorded_with_its_reason(bread: Bread) -> None:
    ledger(bread)
    bread.edit("quizzes/dough.yaml", "What is a starter called in French?", "In which town was Ana born?")
    assert "Say with --reason why" in refused(ledger(bread, "--replace", "dough/french-word"))
    done = ledger(bread, "--replace", "dough/french-word", "--reason", "Asked by nobody yet.")
    assert "1 given another meaning" in done.stdout
    assert bread.problems() == []


def test_an_id_that_is_not_there_is_told_with_the_nearest(bread: Bread) -> None:
    ledger(bread)
    told = refused(ledger(bread, "--replace", "dough/french-wrod", "--reason", "So."))
    assert 'There is no id "dough/french-wrod" in quizzes/ids.json; did you mean "dough/french-word"?' in told


def test_a_course_with_errors_is_not_recorded(bread: Bread) -> None:
    bread.edit("quizzes/dough.yaml", "role: module", "roll: module")
    assert "The course has errors, so nothing was recorded" in refused(ledger(bread))
