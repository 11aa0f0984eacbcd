"""What is held on people is known table by table: all of it is handed out, and all of it goes when they are erased.

The list in `progress/holdings.py` is compared with the schema itself, so that a table added later cannot be forgotten.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from progress import activity_tallies, erasure, own_data, recount, standings
from progress.database import Database
from progress.holdings import ABOUT_NOBODY, ACTS, HOLDINGS, Holding
from tests.bread import Bread
from tests.every_type import PARTLY, RIGHT, ask_every_type
from tests.progress.bakery import NOON, Bakery, Learner
from tests.progress.test_database import DATA, rows_of

OWNS = {(holding.table, holding.owner) for holding in HOLDINGS if holding.parent is None}
BY_NAME = {holding.table: holding for holding in HOLDINGS}


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Database]:
    """A database in which every table has a row, and all that can be about somebody is about ada."""
    db = Database(tmp_path / "full.db")
    db.prepare()
    with db.write() as transaction:
        for statement in (statement for statements in DATA.values() for statement in statements):
            transaction.run(statement)
        transaction.run(f"INSERT INTO invitations VALUES ('link', NULL, 'ada', '{NOW}', '{NOW}', NULL, NULL)")
        asked = '{"type": "text", "id": "q1", "outcome": "D1", "stem": "Who?", "accept": ["x"]}'
        transaction.run("UPDATE question_versions SET content = :asked", asked=asked)
    yield db
    db.close()


NOW = "2026-11-23T12:00:00.000000Z"


def tables(db: Database) -> set[str]:
    return {row["name"] for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")} - {
        "_sqlite_migrations",
        "sqlite_sequence",
    }


def references(db: Database, table: str) -> dict[str, str]:
    """Column -> the table that it leads to."""
    return {row["from"]: row["table"] for row in db.rows(f"PRAGMA foreign_key_list({table})")}


def naming_people(db: Database) -> set[tuple[str, str]]:
    """Every column that holds somebody's id: by its foreign key, or by its name."""
    found = {("people", "id")}
    for table in tables(db):
        columns = {row["name"] for row in db.rows(f"PRAGMA table_info({table})")}
        keys = references(db, table)
        found |= {(table, column) for column in columns if keys.get(column) == "people"}
        named = ("person_id", "subject_id", "actor_id", "by_id")
        found |= {
            (table, column)
            for column in columns
            if column in named or (column.endswith("_by") and keys.get(column) == "people")
        }
    return found


def test_every_column_that_names_a_person_is_on_the_list(full: Database) -> None:
    assert naming_people(full) == OWNS | {(act.table, act.column) for act in ACTS}


def test_every_table_is_declared_to_be_about_people_or_about_nobody(full: Database) -> None:
    declared = {*BY_NAME, *(act.table for act in ACTS)}
    assert tables(full) == declared | ABOUT_NOBODY
    assert declared & ABOUT_NOBODY == set()


def test_what_hangs_on_a_person_s_rows_is_theirs_too(full: Database) -> None:
    people_s = BY_NAME.keys() - {"people"}
    hanging = {table for table in tables(full) if {*references(full, table).values()} & people_s}
    assert hanging, "the test looks in the wrong place"
    assert hanging <= BY_NAME.keys()


def test_every_column_that_the_list_names_exists(full: Database) -> None:
    for holding in HOLDINGS:
        columns = {row["name"] for row in full.rows(f"PRAGMA table_info({holding.table})")}
        assert {*holding.withheld, *holding.traces} <= columns
        assert (holding.owner if holding.parent is None else holding.parent[0]) in columns
    for act in ACTS:
        columns = {row["name"] for row in full.rows(f"PRAGMA table_info({act.table})")}
        assert {act.column, *act.shown} <= columns
        assert act.column not in act.shown


IN_WORDS = {"question", "answer"}  # said beside what is stored


ENDS = {"gone": "deleted", "nameless": "stays under no name", "stays": "stays as it is"}


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.table)
def test_the_record_of_processing_tells_every_table_and_how_it_ends(holding: Holding) -> None:
    record = (Path(__file__).parents[2] / "docs" / "record-of-processing.md").read_text(encoding="utf-8")
    assert f"| {holding.title} | `{holding.table}` | {holding.told} | {ENDS[holding.fate]} |" in record


def stored(content: object) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def test_every_row_about_a_person_is_handed_out(full: Database) -> None:
    handed = unpacked(own_data.packed(full, "ada", "Bread", NOON))["tables"]
    for holding in HOLDINGS:
        there = full.rows(f"SELECT * FROM {holding.table}")
        if holding.parent is None:
            there = [row for row in there if row[holding.owner] == "ada"]
        assert there, f"fill {holding.table} in tests/progress/test_database.py with a row about ada"
        wanted = [{k: v for k, v in row.items() if k not in holding.withheld} for row in there]
        told = [{k: v for k, v in row.items() if k not in IN_WORDS} for row in handed[holding.table]["rows"]]
        assert sorted(map(stored, told)) == sorted(map(stored, wanted))


def unpacked(archive: bytes) -> dict[str, dict[str, dict[str, list[dict[str, object]]]]]:
    with ZipFile(BytesIO(archive)) as files:
        assert files.testzip() is None
        found: dict[str, dict[str, dict[str, list[dict[str, object]]]]] = json.loads(
            files.read("everything.json")
        )
    return found


def test_erasing_leaves_the_id_in_the_audit_log_alone(full: Database) -> None:
    activity_tallies.differences(full, repair=True)
    before = rows_of(full.path)
    with full.write(forgetting=True) as transaction:
        erasure.erase(transaction, "ada")
    after = rows_of(full.path)
    for counted in (before, after):  # whoever is erased is in no cohort any more
        counted["activity_tallies"] = [row for row in counted["activity_tallies"] if not row["cohort_id"]]
    for table, rows in after.items():
        found = {value for row in rows for value in row.values() if isinstance(value, str)}
        assert "ada" not in found or table == "audit_log"
        assert not any("ada@example" in value or "王静" in value or "ill" in value.split() for value in found)
        holding = BY_NAME.get(table)
        if holding is None or holding.fate == "nameless" or table == "people":
            assert len(rows) == len(before[table])
        elif holding.fate == "gone":
            assert rows == [] or table == "invitations"
    assert after["audit_log"] == before["audit_log"]
    assert full.damage() == []


# ---- a person who has done everything there is


@pytest.fixture
def school(bread: Bread, tmp_path: Path) -> Iterator[Bakery]:
    """A course that asks every type of question, in which learners type things about themselves."""
    ask_every_type(bread)
    db = Database(tmp_path / "progress.db")
    db.prepare()
    yield Bakery(db, bread.root)
    db.close()


SECRETS = ("Zebedee", "Quince", "secret-garden")


def do_everything(learner: Learner, *, submit: bool = True) -> None:
    """Answer every question, first in words of one's own and then rightly or partly, and read."""
    learner.read("flour", "starter")
    attempt = learner.begin()
    for number, drawn in enumerate(attempt.questions):
        name = drawn.question_id
        if name in ("french-word", "own-kitchen"):
            learner.answer(attempt, name, "I am Zebedee Quince of secret-garden")
        if name == "noodle-aloud":
            learner.answer(attempt, name, "Zebedee")
        if name == "starter-in-words":
            learner.answer(attempt, name, {"when": "eve", "name": "Zebedee"})
        answer = PARTLY.get(name, RIGHT[name]) if number % 2 else RIGHT[name]
        if name in ("french-word", "own-kitchen"):
            answer = "By the Quince tree"
        learner.answer(attempt, name, answer, certainty=None)
    if submit:
        learner.submit(attempt)


def everyone(school: Bakery, number: int = 6) -> list[Learner]:
    learners = [school.learner(f"Zebedee Quince {i}") for i in range(number)]
    for learner in learners:
        school.wait(minutes=3)
        do_everything(learner)
    return learners


def counted(db: Database) -> dict[str, list[dict[str, object]]]:
    """All counts and tallies, as they stand."""
    return {table: rows for table, rows in rows_of(db.path).items() if table in ABOUT_NOBODY}


@pytest.mark.parametrize("erased", [1, 6], ids=["one of six", "all six"])
def test_every_count_is_the_same_after_somebody_is_erased_and_can_be_counted_again(
    school: Bakery, erased: int
) -> None:
    learners = everyone(school)
    assert school.count("mark_tallies")
    do_everything(learners[0], submit=False)
    before = counted(school.db)
    for learner in learners[:erased]:
        with school.db.write(forgetting=True) as transaction:
            erasure.erase(transaction, learner.id)
    assert counted(school.db) == before
    assert recount.differences(school.db) == []
    assert activity_tallies.differences(school.db) == []
    assert standings.differences(school.db) == []


def test_counts_go_on_being_right_after_somebody_was_erased(school: Bakery) -> None:
    learners = everyone(school, 4)
    with school.db.write(forgetting=True) as transaction:
        erasure.erase(transaction, learners[0].id)
    everyone(school, 7)
    assert school.count("mark_tallies")
    assert recount.differences(school.db) == []
    assert activity_tallies.differences(school.db) == []
    assert standings.differences(school.db) == []


def test_nothing_that_a_person_wrote_is_in_the_file_any_more(school: Bakery) -> None:
    (learner,) = everyone(school, 1)
    do_everything(learner, submit=False)
    handed = own_data.packed(school.db, learner.id, "Bread", NOON)
    with school.db.write(forgetting=True) as transaction:
        erasure.erase(transaction, learner.id)
    with ZipFile(BytesIO(handed)) as files:
        told = b"".join(map(files.read, files.namelist())).decode()
    on_disk = b"".join(file.read_bytes() for file in sorted(school.db.path.parent.glob("progress.db*")))
    for word in (*SECRETS, "learner1@example"):
        assert word in told
        assert word.encode() not in on_disk


def test_only_one_s_own_is_handed_out(school: Bakery) -> None:
    ada, ben = everyone(school, 2)
    handed = unpacked(own_data.packed(school.db, ada.id, "Bread", NOON))["tables"]
    assert [row["id"] for row in handed["people"]["rows"]] == [ada.id]
    assert len(handed["attempts"]["rows"]) == 1
    assert ben.id not in json.dumps(handed)
    other = own_data.packed(school.db, ben.id, "Bread", NOON)
    mine = [row["event_id"] for row in handed["answers"]["rows"]]
    assert not any(str(event) in json.dumps(unpacked(other)) for event in mine)


def test_answers_are_handed_out_in_words_and_keys_never(school: Bakery) -> None:
    ada = school.learner("Ada")
    attempt = ada.begin()
    ada.answer(attempt, "weigh-first", "cup")
    handed = unpacked(own_data.packed(school.db, ada.id, "Bread", NOON))
    (answer,) = handed["tables"]["answers"]["rows"]
    question = school.quiz.question("weigh-first")
    assert answer["question"] == question.stem
    assert answer["answer"] == question.option("cup").text
    for asked in school.quiz.questions:
        if asked.explanation:
            assert asked.explanation not in json.dumps(handed, ensure_ascii=False)
        if asked.key_text() and asked.kind in ("text", "pinyin", "numeric"):
            assert asked.key_text() not in json.dumps(handed, ensure_ascii=False)


def test_a_table_in_a_spreadsheet_runs_nothing(bakery: Bakery) -> None:
    ada = bakery.learner("=HYPERLINK(1)")
    with ZipFile(BytesIO(own_data.packed(bakery.db, ada.id, "Bread", NOON))) as files:
        assert "'=HYPERLINK(1)" in files.read("tables/people.csv").decode("utf-8-sig")
        assert all(not name.startswith(("/", "..")) for name in files.namelist())


def test_erasing_nobody_is_refused(bakery: Bakery) -> None:
    with pytest.raises(ValueError, match="no such person"), bakery.db.write() as transaction:
        erasure.erase(transaction, "nobody")


# ---- the audit log


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET detail = 'nothing'",
        "UPDATE audit_log SET actor_id = 'ben' WHERE id = '1'",
        "DELETE FROM audit_log",
        f"INSERT OR REPLACE INTO audit_log VALUES ('1', '{NOW}', NULL, 'nothing', NULL, '')",
        f"REPLACE INTO audit_log VALUES ('1', '{NOW}', NULL, 'nothing', NULL, '')",
        "UPDATE OR REPLACE audit_log SET id = '1'",
    ],
)
def test_the_database_itself_refuses_to_change_the_audit_log(full: Database, statement: str) -> None:
    before = rows_of(full.path)["audit_log"]
    with closing(sqlite3.connect(full.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            connection.execute(statement)
        connection.execute(f"INSERT INTO audit_log VALUES ('3', '{NOW}', NULL, 'something', NULL, '')")
        connection.commit()
    assert rows_of(full.path)["audit_log"][:-1] == before


def test_a_trigger_that_was_taken_away_is_told(full: Database) -> None:
    assert full.schema_faults() == []
    with closing(sqlite3.connect(full.path)) as connection:
        connection.execute("DROP TRIGGER audit_log_keeps_words")
    assert full.schema_faults() == ["trigger audit_log_keeps_words is missing; put back a backup"]
