"""Certificates of the course, as they were printed, each under a code by which anybody can check it.

A certificate is issued once, when its holder wants it, and never changes: what they are called later, what becomes of
the course and what a regrade does leave it as it is. It can be withdrawn, by a person who says why.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import uuid4

from course.certification import Earlier, Standing, Way, counting, standing
from course.course import Course
from course.modules import Module
from course.quizzes import Quiz
from course.validity import valid_until
from progress import earned
from progress.cohorts import ALPHABET
from progress.database import Database, Row, Transaction
from progress.moments import from_text, maybe, to_text

Status = Literal["valid", "expired", "revoked"]

CODE = 12  # characters of ALPHABET: 59 bits. With 10,000 certificates, 1,000 tries a second find one in 2,500 years
SHORT = 8  # characters that tell the editions of a test apart
LONGEST_REASON = 500  # characters


class CertificateRefused(Exception):
    """What was asked of a certificate cannot be; the text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A module or test that a certificate rests on, as it was called, and in which edition."""

    id: str
    title: str
    edition: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """When a certificate was withdrawn and why; `by_name` is None for the operator and for its holder."""

    at: datetime
    by_name: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate. `score` is in per cent, None without a final test; `until` is the last day that it counts."""

    id: str
    code: str
    person_id: str
    name: str
    course_title: str
    issuer: str
    modules: tuple[Part, ...]
    finals: tuple[Part, ...]
    score: float | None
    issued_at: datetime
    until: date | None
    revoked: Revocation | None

    @property
    def issued_on(self) -> date:
        """The day of issue in UTC, which is the one that is printed."""
        return self.issued_at.date()

    def status(self, today: date) -> Status:
        """Whether it counts today, in UTC."""
        if self.revoked:
            return "revoked"
        return "expired" if self.until and self.until < today else "valid"


# {where}: a condition of ours
CERTIFICATES = """
SELECT certificates.*, revokers.name AS revoker
FROM certificates LEFT JOIN people AS revokers ON revokers.id = certificates.revoked_by
WHERE {where}
ORDER BY certificates.issued_at DESC, CASE WHEN certificates.revoked_at IS NULL THEN 0 ELSE 1 END,
    certificates.revoked_at DESC
"""


def shown(code: str) -> str:
    """A code in groups that people can read out: `ABCD-EFGH-JKMN`."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def plain(code: str) -> str:
    """The code that somebody typed, in any case and with any signs between."""
    return "".join(character for character in code.upper() if character.isascii() and character.isalnum())


def of_person(db: Database, person_id: str) -> list[Certificate]:
    """The person's certificates, withdrawn ones too, newest first."""
    return [from_row(row) for row in db.rows(CERTIFICATES.format(where="person_id = :id"), id=person_id)]


def by_code(db: Database, code: str) -> Certificate | None:
    """The certificate with this code, however it is typed, or None."""
    row = db.row(CERTIFICATES.format(where="code = :code"), code=plain(code))
    return from_row(row) if row else None


def next_of(db: Database, course: Course, person_id: str) -> Standing:
    """What the person's next certificate asks, the first or a new one."""
    with db.read() as transaction:
        return standing(course, earned.way(transaction, course, person_id), _latest(transaction, person_id))


def issue(db: Database, course: Course, person_id: str, issuer: str, now: datetime) -> Certificate:
    """Give the person the certificate that they have earned, with their name as it stands now.

    Raises CertificateRefused when it is not earned, or one that they have still counts.
    """
    with db.write() as transaction:
        earlier = _latest(transaction, person_id)
        way = earned.way(transaction, course, person_id)
        if not standing(course, way, earlier).ready(now.date()):
            raise CertificateRefused(
                "There is no new certificate to be had: see what is left to do, or use the one that you have."
            )
        return _made(transaction, course, person_id, issuer, way, earlier, now)


def _latest(transaction: Transaction, person_id: str) -> Earlier | None:
    row = transaction.row(
        """
        SELECT issued_at, valid_until, revoked_at FROM certificates WHERE person_id = :person_id
        ORDER BY issued_at DESC, CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, revoked_at DESC LIMIT 1
        """,
        person_id=person_id,
    )
    if row is None:
        return None
    return Earlier(from_text(row["issued_at"]), _day(row["valid_until"]), maybe(row["revoked_at"]))


def _made(
    transaction: Transaction,
    course: Course,
    person_id: str,
    issuer: str,
    way: Way,
    earlier: Earlier | None,
    now: datetime,
) -> Certificate:
    finals = [(quiz, counting(quiz, way, earlier)) for quiz in course.quizzes_for("final")]
    worst = min((best for _, best in finals if best), key=lambda one: one.score, default=None)
    until = valid_until(now.date(), course.file.valid_months)
    names = transaction.row("SELECT name FROM people WHERE id = :id", id=person_id)
    made = Certificate(
        id=uuid4().hex,
        code="".join(secrets.choice(ALPHABET) for _ in range(CODE)),
        person_id=person_id,
        name=names["name"] if names else "",
        course_title=course.title,
        issuer=issuer or course.title,
        modules=tuple(_part(module, str(way.edition(module))) for module in course.modules),
        finals=tuple(_part(quiz, best.edition[:SHORT]) for quiz, best in finals if best),
        score=worst.score if worst else None,
        issued_at=now,
        until=until,
        revoked=None,
    )
    _store(transaction, made, worst.attempt_id if worst else None)
    return made


def _part(thing: Module | Quiz, edition: str) -> Part:
    return Part(thing.id, thing.title, edition)


def _store(transaction: Transaction, made: Certificate, attempt_id: str | None) -> None:
    transaction.run(
        """
        INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, attempt_id, score,
            issued_at, valid_until)
        VALUES (:code, :id, :person_id, :name, :course_title, :issuer, :editions, :attempt_id, :score,
            :issued_at, :valid_until)
        """,
        code=made.code,
        id=made.id,
        person_id=made.person_id,
        name=made.name,
        course_title=made.course_title,
        issuer=made.issuer,
        editions=json.dumps(
            {"modules": _packed(made.modules), "finals": _packed(made.finals)}, ensure_ascii=False
        ),
        attempt_id=attempt_id,
        score=made.score,
        issued_at=to_text(made.issued_at),
        valid_until=made.until.isoformat() if made.until else None,
    )


def _packed(parts: tuple[Part, ...]) -> list[list[str]]:
    return [[part.id, part.title, part.edition] for part in parts]


def rename(db: Database, code: str, person_id: str, now: datetime) -> Certificate:
    """Put a certificate with the name that its holder has now in the place of one with another name.

    The new one has a code of its own and every other fact of the old one, which is withdrawn.
    Raises CertificateRefused unless it is theirs, counts, and bears another name.
    """
    with db.write() as transaction:
        row = transaction.row(
            """
            SELECT certificates.*, people.name AS name_now FROM certificates
            JOIN people ON people.id = certificates.person_id
            WHERE code = :code AND person_id = :person_id AND revoked_at IS NULL
            """,
            code=plain(code),
            person_id=person_id,
        )
        if row is None or row["name_now"] == row["name"]:
            raise CertificateRefused("This certificate bears the name that you have in the course.")
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE))
        transaction.run(
            """
            INSERT INTO certificates (code, id, person_id, name, course_title, issuer, editions, attempt_id, score,
                issued_at, valid_until)
            SELECT :new_code, :new_id, person_id, :name, course_title, issuer, editions, attempt_id, score,
                issued_at, valid_until
            FROM certificates WHERE code = :code
            """,
            new_code=code,
            new_id=uuid4().hex,
            name=row["name_now"],
            code=row["code"],
        )
        _withdraw(transaction, row["code"], None, "Replaced: its holder has another name.", now)
        return _require(transaction, code)


def revoke(transaction: Transaction, code: str, by_id: str | None, reason: str, now: datetime) -> Certificate:
    """Withdraw a certificate; `by_id` is None for the operator.

    Raises CertificateRefused when there is none, it is withdrawn already, or the reason is missing or too long.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise CertificateRefused("Say why the certificate is withdrawn; its holder reads it.")
    if len(reason) > LONGEST_REASON:
        raise CertificateRefused(f"The reason is longer than {LONGEST_REASON} characters. Shorten it.")
    found = _require(transaction, code)
    if found.revoked:
        raise CertificateRefused(f"The certificate {shown(found.code)} is withdrawn already.")
    _withdraw(transaction, found.code, by_id, reason, now)
    return found


def _withdraw(transaction: Transaction, code: str, by_id: str | None, reason: str, now: datetime) -> None:
    transaction.run(
        """
        UPDATE certificates SET revoked_at = :now, revoked_by = :by_id, revoked_reason = :reason
        WHERE code = :code AND revoked_at IS NULL
        """,
        code=code,
        by_id=by_id,
        reason=reason,
        now=to_text(now),
    )


def reinstate(transaction: Transaction, code: str) -> Certificate:
    """Let a certificate count again that was withdrawn by mistake. Raises CertificateRefused."""
    found = _require(transaction, code)
    if not found.revoked:
        raise CertificateRefused(f"The certificate {shown(found.code)} is not withdrawn.")
    successor = transaction.row(
        """
        SELECT code FROM certificates
        WHERE person_id = :person_id AND issued_at = :issued_at AND revoked_at IS NULL
        """,
        person_id=found.person_id,
        issued_at=to_text(found.issued_at),
    )
    if successor:
        raise CertificateRefused(f"{shown(successor['code'])} stands in its place, with another name.")
    transaction.run(
        """
        UPDATE certificates SET revoked_at = NULL, revoked_by = NULL, revoked_reason = NULL WHERE code = :code
        """,
        code=found.code,
    )
    return found


def _require(transaction: Transaction, code: str) -> Certificate:
    row = transaction.row(CERTIFICATES.format(where="code = :code"), code=plain(code))
    if row is None:
        raise CertificateRefused("There is no certificate with this code.")
    return from_row(row)


def from_row(row: Row) -> Certificate:
    """The certificate in a row that has its columns and the name of who withdrew it as `revoker`."""
    editions: Mapping[str, list[list[str]]] = json.loads(row["editions"])
    revoked = (
        Revocation(from_text(row["revoked_at"]), row["revoker"], row["revoked_reason"])
        if row["revoked_at"]
        else None
    )
    return Certificate(
        id=row["id"],
        code=row["code"],
        person_id=row["person_id"],
        name=row["name"],
        course_title=row["course_title"],
        issuer=row["issuer"],
        modules=tuple(Part(*part) for part in editions["modules"]),
        finals=tuple(Part(*part) for part in editions["finals"]),
        score=row["score"],
        issued_at=from_text(row["issued_at"]),
        until=_day(row["valid_until"]),
        revoked=revoked,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
