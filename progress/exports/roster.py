"""The roster for a grants office: who has completed what and when, until when it counts, and a code to check it by."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from course.course import Course
from progress.certificates import shown
from progress.certified import Certified, with_codes
from progress.database import Database
from progress.exports.tables import Cell, Column, Table

COLUMNS = (
    Column("name", "Name"),
    Column("email", "Email"),
    Column("institution", "Institution"),
    Column("address_proof", "Address known by"),
    Column("kind", "Kind"),
    Column("id", "Id"),
    Column("title", "Completed"),
    Column("edition", "Edition"),
    Column("completed", "Date"),
    Column("score", "Score, per cent"),
    Column("valid_until", "Valid until"),
    Column("status", "Status"),
    Column("code", "Code"),
)
# The institution is only as sure as the address is; a letter, a provider or staff vouch for it.
KNOWN_BY = {
    "letter": "letter",
    "provider": "sign-in service",
    "staff": "course staff",
    None: "the person's own word",
}


def roster(db: Database, course: Course, now: datetime, cohort_ids: Sequence[str] | None = None) -> Table:
    """Everything completed by the members of some cohorts, or by everybody, by name and day. Days are in UTC."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        for one in with_codes(db, course, now, cohort_ids):
            yield _row(one, now.date())

    return Table("Roster", COLUMNS, rows())


def _row(one: Certified, today: date) -> tuple[Cell, ...]:
    return (
        one.name,
        one.email,
        one.email.rpartition("@")[2],
        KNOWN_BY[one.address_proof],
        one.kind,
        one.target_id,
        one.title,
        int(one.edition) if one.kind == "module" else one.edition,
        one.completed_at.date(),
        round(one.score, 1) if one.score is not None else None,
        one.until,
        one.status(today),
        shown(one.code or ""),
    )
