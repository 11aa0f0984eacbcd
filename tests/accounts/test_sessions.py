"""Whose session it is: forged, foreign and ended ones are nobody's."""

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import pytest

from accounts import audit, people, sessions
from accounts.people import Person
from progress import moments
from progress.database import Database, Row, Value


@pytest.fixture
def token(db: Database, now: datetime, ada: Person) -> str:
    return sessions.start(db, ada, now)


def seen(db: Database) -> datetime:
    [row] = db.rows("SELECT seen_at FROM sign_in_sessions")
    return moments.from_text(row["seen_at"])


def test_a_session_is_its_persons(db: Database, now: datetime, ada: Person, token: str) -> None:
    assert sessions.person_of(db, token, now) == ada


def test_a_session_shows_the_person_as_they_are_now(db: Database, now: datetime, token: str) -> None:
    with db.write() as tx:
        tx.run("UPDATE people SET name = 'Ada Miller'")
    person = sessions.person_of(db, token, now)
    assert person is not None
    assert person.name == "Ada Miller"


def test_two_sessions_of_one_person_are_apart(db: Database, now: datetime, ada: Person, token: str) -> None:
    other = sessions.start(db, ada, now)
    assert other != token
    sessions.end(db, other)
    assert sessions.person_of(db, token, now) == ada


def test_the_database_holds_no_token(db: Database, token: str) -> None:
    [row] = db.rows("SELECT * FROM sign_in_sessions")
    assert row["token_hash"] == sha256(token.encode()).hexdigest()
    assert token not in str(row)
    for file in db.path.parent.iterdir():
        assert token.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "garbage",
    [
        *(None, 0, 1.5, True, b"A" * 43, ["A" * 43], {}, object()),
        *("", " ", "x", "A" * 42, "A" * 43, "A" * 44, "A" * 100_000, "王" * 43, "٣" * 43, "\x00" * 43),
        *("\ud800" * 43, "A" * 42 + "\n", "A" * 43 + "\n", "%" * 43, "' OR 1=1 --", "../../etc/passwd"),
    ],
)
def test_garbage_is_nobodys_session(db: Database, now: datetime, token: str, garbage: object) -> None:
    assert sessions.person_of(db, garbage, now) is None


@pytest.mark.parametrize("garbage", [None, 7, "", "A" * 43, "\ud800", b"x"])
def test_ending_garbage_ends_nothing(
    db: Database, now: datetime, ada: Person, token: str, garbage: object
) -> None:
    sessions.end(db, garbage)
    assert sessions.person_of(db, token, now) == ada


def test_what_is_no_token_never_reaches_the_database(tmp_path: Path, now: datetime) -> None:
    nowhere = Database(tmp_path / "no such folder" / "x.db")
    assert sessions.person_of(nowhere, "x" * 42, now) is None
    sessions.end(nowhere, "x" * 42)


def test_one_changed_letter_makes_a_token_nobodys(db: Database, now: datetime, token: str) -> None:
    for place in (0, 21, 42):
        letter = "A" if token[place] != "A" else "B"
        assert sessions.person_of(db, token[:place] + letter + token[place + 1 :], now) is None


def test_the_stored_hash_is_no_token(db: Database, now: datetime, token: str) -> None:
    [row] = db.rows("SELECT token_hash FROM sign_in_sessions")
    assert sessions.person_of(db, row["token_hash"], now) is None


def test_a_token_from_another_installation_is_nobodys(
    db: Database, now: datetime, ada: Person, tmp_path: Path
) -> None:
    elsewhere = Database(tmp_path / "elsewhere.db")
    elsewhere.prepare()
    namesake = people.add(elsewhere, email=ada.email, name=ada.name, role="admin", now=now)
    foreign = sessions.start(elsewhere, namesake, now)
    assert sessions.person_of(elsewhere, foreign, now) == namesake
    assert sessions.person_of(db, foreign, now) is None


def test_an_ended_session_is_nobodys(db: Database, now: datetime, token: str) -> None:
    sessions.end(db, token)
    assert sessions.person_of(db, token, now) is None
    assert db.rows("SELECT * FROM sign_in_sessions") == []


def test_a_session_without_use_ends_after_seven_days(
    db: Database, now: datetime, ada: Person, token: str
) -> None:
    assert sessions.person_of(db, token, now + timedelta(days=7)) is None
    assert sessions.person_of(db, token, now + timedelta(days=7, microseconds=-1)) == ada


def test_a_session_in_use_ends_after_thirty_days(
    db: Database, now: datetime, ada: Person, token: str
) -> None:
    for day in range(1, 30):
        assert sessions.person_of(db, token, now + timedelta(days=day)) == ada
    assert sessions.person_of(db, token, now + timedelta(days=30, microseconds=-1)) == ada
    assert sessions.person_of(db, token, now + timedelta(days=30)) is None


def test_who_is_not_active_has_no_session(db: Database, now: datetime, token: str) -> None:
    with db.write() as tx:
        tx.run("UPDATE people SET active = 0")
    assert sessions.person_of(db, token, now) is None


def test_who_is_gone_has_no_session(db: Database, now: datetime, token: str) -> None:
    with db.write() as tx:
        tx.run("DELETE FROM people")
    assert sessions.person_of(db, token, now) is None


def test_use_is_written_down_once_an_hour(db: Database, now: datetime, token: str) -> None:
    sessions.person_of(db, token, now + timedelta(minutes=59))
    assert seen(db) == now
    sessions.person_of(db, token, now + timedelta(minutes=61))
    assert seen(db) == now + timedelta(minutes=61)


def test_a_clock_that_goes_back_takes_no_use_away(db: Database, now: datetime, token: str) -> None:
    sessions.person_of(db, token, now + timedelta(hours=5))
    sessions.person_of(db, token, now + timedelta(hours=2))
    assert seen(db) == now + timedelta(hours=5)


def test_sessions_that_have_run_out_are_forgotten_at_the_next_start(
    db: Database, now: datetime, tove: Person, token: str
) -> None:
    sessions.start(db, tove, now + timedelta(days=8))
    assert [row["person_id"] for row in db.rows("SELECT person_id FROM sign_in_sessions")] == [tove.id]


def test_a_page_costs_one_query_and_no_write(db: Database, now: datetime, ada: Person, token: str) -> None:
    class Counting(Database):
        """Counts what it is asked."""

        asked: ClassVar[list[str]] = []

        def row(self, sql: str, /, **values: Value) -> Row | None:
            self.asked.append(sql)
            return super().row(sql, **values)

        def rows(self, sql: str, /, **values: Value) -> list[Row]:
            raise AssertionError("a second query")

    counting = Counting(db.path)
    assert sessions.person_of(counting, token, now + timedelta(minutes=59)) == ada
    assert len(counting.asked) == 1
    assert seen(db) == now
    counting.close()


def test_a_person_sees_where_they_are_signed_in_and_this_browser_first(
    db: Database, now: datetime, ada: Person, tove: Person, token: str
) -> None:
    later = now + timedelta(hours=2)
    other = sessions.start(db, ada, later)
    sessions.start(db, tove, later)
    found = sessions.of_person(db, ada.id, token, later)
    assert [(one.started_at, one.seen_at, one.here) for one in found] == [
        (now, now, True),
        (later, later, False),
    ]
    assert not any(one.id in (token, other) for one in found)


def test_what_has_run_out_is_no_place_where_one_is_signed_in(
    db: Database, now: datetime, ada: Person, token: str
) -> None:
    assert sessions.of_person(db, ada.id, token, now + sessions.IDLE) == []


def test_signing_out_of_one_browser_leaves_the_others(
    db: Database, now: datetime, ada: Person, token: str
) -> None:
    other = sessions.start(db, ada, now)
    third = sessions.start(db, ada, now)
    [lost] = [
        one for one in sessions.of_person(db, ada.id, other, now) if one.here
    ]  # named as the person would
    assert sessions.end_one(db, ada.id, lost.id, ada.id, now)
    assert not sessions.end_one(db, ada.id, lost.id, ada.id, now)
    assert [sessions.person_of(db, one, now) for one in (token, other, third)] == [ada, None, ada]


def test_nobody_signs_somebody_else_out(
    db: Database, now: datetime, ada: Person, tove: Person, token: str
) -> None:
    [hers] = sessions.of_person(db, ada.id, token, now)
    assert not sessions.end_one(db, tove.id, hers.id, tove.id, now)
    assert sessions.end_others(db, tove.id, None, tove.id, now) == 0
    assert sessions.person_of(db, token, now) == ada


def test_signing_out_everywhere_else_keeps_this_browser_and_is_in_the_log(
    db: Database, now: datetime, ada: Person, token: str
) -> None:
    others = [sessions.start(db, ada, now) for _ in range(3)]
    assert sessions.end_others(db, ada.id, token, ada.id, now) == 3
    assert sessions.person_of(db, token, now) == ada
    assert [sessions.person_of(db, one, now) for one in others] == [None] * 3
    [entry] = [one for one in audit.recent(db, 9) if one.action == "signed-out"]
    assert (entry.actor_id, entry.action, entry.subject_id, entry.detail) == (
        ada.id,
        "signed-out",
        ada.id,
        "3",
    )


@pytest.mark.parametrize("role", ["trainer", "admin"])
def test_with_another_role_everybody_signs_in_anew(
    db: Database, now: datetime, ada: Person, tove: Person, token: str, role: people.Role
) -> None:
    people.set_role(db, ada, role, tove, now)
    assert sessions.of_person(db, ada.id, token, now) == []
    assert sessions.person_of(db, token, now) is None
