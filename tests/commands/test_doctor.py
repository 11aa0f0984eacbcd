"""`china-literacy doctor`: what it says of sound and of broken records."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from china_literacy import main
from progress import activity_tallies
from progress.database import Database
from tests.progress.bakery import BREAD, Bakery


@pytest.fixture
def bakery(tmp_path: Path) -> Bakery:
    """Five people who have taken the quiz."""
    db = Database(tmp_path / "progress.db")
    db.prepare()
    bakery = Bakery(db, BREAD)
    for _ in range(5):
        bakery.learner().take(2)
    return bakery


def doctor(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["doctor", "--db", str(path), "--course", str(BREAD), *options])


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_what_is_sound_is_said_to_be(bakery: Bakery) -> None:
    result = doctor(bakery.db.path, "--recount")
    told = ("course", "database", "schema", "statistics", "overview", "standings")
    assert result.output == "".join(f"{one}: sound\n" for one in told)
    assert result.exit_code == 0


def test_statistics_are_looked_at_only_when_asked(bakery: Bakery) -> None:
    change(bakery.db.path, "UPDATE total_tallies SET learners = 9")
    assert doctor(bakery.db.path).exit_code == 0


def test_a_wrong_number_is_told_and_put_right(bakery: Bakery) -> None:
    change(bakery.db.path, "UPDATE total_tallies SET learners = 9")
    told = doctor(bakery.db.path, "--recount")
    assert told.exit_code == 1
    assert "statistics: not sound (1)" in told.output
    assert "first, last, best, total 2 of 4: 9 stored, 5 counted" in told.output
    mended = doctor(bakery.db.path, "--recount", "--repair")
    assert mended.exit_code == 0
    assert "statistics: put right (1)" in mended.output
    assert doctor(bakery.db.path, "--recount").exit_code == 0


def test_json_says_the_same(bakery: Bakery) -> None:
    change(bakery.db.path, "UPDATE total_tallies SET learners = 9")
    found = json.loads(doctor(bakery.db.path, "--recount", "--json").output)
    assert [(one["of"], one["sound"]) for one in found] == [
        ("course", True),
        ("database", True),
        ("schema", True),
        ("statistics", False),
        ("overview", True),
        ("standings", True),
    ]
    assert len(found[3]["faults"]) == 1


def test_a_lost_index_and_a_dangling_row_are_told(bakery: Bakery) -> None:
    change(
        bakery.db.path,
        "DROP INDEX attempts_by_quiz",
        "INSERT INTO section_reads VALUES ('nobody', 'dough', 'flour', 1, 'x', 'x')",
    )
    result = doctor(bakery.db.path)
    assert result.exit_code == 1
    assert 'database: not sound (1)\n  1 row of "section_reads" lead to nothing in "people"' in result.output
    assert "schema: not sound (1)\n  index attempts_by_quiz is missing" in result.output


def test_a_broken_course_is_told(bakery: Bakery, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["doctor", "--db", str(bakery.db.path), "--course", str(tmp_path)])
    assert result.exit_code == 1
    assert "course: not sound" in result.output


def test_a_missing_database_is_told_and_not_made(tmp_path: Path) -> None:
    result = doctor(tmp_path / "none.db")
    assert result.exit_code == 1
    assert "the server makes it when it first starts" in result.output
    assert not (tmp_path / "none.db").exists()


def test_repair_alone_is_refused(bakery: Bakery) -> None:
    result = doctor(bakery.db.path, "--repair")
    assert (result.exit_code, result.output) == (
        1,
        "Error: --repair puts right what --recount finds; give both.\n",
    )


def test_a_wrong_number_of_the_overview_is_told_and_put_right(bakery: Bakery) -> None:
    bakery.learner().read("flour")
    assert activity_tallies.differences(bakery.db) == []
    with bakery.db.write() as transaction:
        transaction.run("UPDATE activity_tallies SET number = number + 1 WHERE kind = 'reads'")
    (told,) = activity_tallies.differences(bakery.db)
    assert told.startswith("reads ")
    assert told.endswith(": 2 stored, 1 counted")
    assert activity_tallies.differences(bakery.db), "looking puts nothing right"
    assert activity_tallies.differences(bakery.db, repair=True) == [told]
    assert activity_tallies.differences(bakery.db) == []
