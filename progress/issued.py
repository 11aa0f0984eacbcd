"""The certificates that were issued, found and paged in the database, for those who look after the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from progress import cohorts
from progress.at_stake import WITHOUT_ANOTHER
from progress.certificates import Certificate, from_row, plain
from progress.database import Database, Value
from progress.folding import fold
from progress.groups import Group

# An open decision about somebody's completion, or a final test that is no pass any more and has no other one.
UNDER_REVIEW = f"""
CASE WHEN EXISTS (SELECT 1 FROM completions_at_stake AS stakes JOIN attempts ON attempts.id = stakes.attempt_id
        WHERE stakes.person_id = certificates.person_id AND stakes.resolved_at IS NULL AND {WITHOUT_ANOTHER})
    OR EXISTS (SELECT 1 FROM attempts
        WHERE attempts.id = certificates.attempt_id AND attempts.passed = 0 AND {WITHOUT_ANOTHER})
    THEN 1 ELSE 0 END
"""  # noqa: S608 - the condition is ours
# {members}: a condition on cohorts
FOUND = """
FROM certificates JOIN people ON people.id = certificates.person_id
LEFT JOIN people AS revokers ON revokers.id = certificates.revoked_by
WHERE (people.search_text LIKE :pattern ESCAPE '!' OR certificates.code = :code) {members}
"""
PAGE = """
SELECT certificates.*, revokers.name AS revoker, people.name AS holder, people.email, {review} AS under_review
{found} ORDER BY certificates.issued_at DESC, certificates.code LIMIT :limit OFFSET :offset
"""


@dataclass(frozen=True, slots=True)
class Issued:
    """One certificate with who holds it. `under_review`: a regrade has taken away what it rests on."""

    certificate: Certificate
    holder: str
    email: str
    under_review: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of certificates; `total` match."""

    rows: tuple[Issued, ...]
    total: int


def find(
    db: Database, *, search: str, cohort_ids: Sequence[str] | None, limit: int, offset: int = 0
) -> Found:
    """Certificates of the members of some cohorts, or of everybody, newest first.

    `search` looks in the names and addresses that people have now, and is compared with codes.
    """
    text = fold(search).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    members, values = cohorts.condition("certificates.person_id", cohort_ids)
    found = FOUND.format(members=members)
    wanted: dict[str, Value] = {"pattern": f"%{text}%", "code": plain(search), **values}
    with db.read() as transaction:
        page = PAGE.format(review=UNDER_REVIEW, found=found)
        rows = transaction.rows(page, limit=limit, offset=offset, **wanted)
        total = transaction.rows(f"SELECT COUNT(*) AS n {found}", **wanted)[0]["n"]
    return Found(
        tuple(
            Issued(from_row(row), row["holder"], row["email"] or "", bool(row["under_review"]))
            for row in rows
        ),
        total,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people of a group hold a certificate that counts today, and for how many it ends within some days."""

    valid: int
    expiring: int


def standing(db: Database, group: Group, today: date, within: timedelta) -> Standing:
    """The certificates of a group, one for each person: withdrawn ones and those that have run out count nowhere."""
    row = db.rows(
        f"""
        SELECT COUNT(*) AS valid, COALESCE(SUM(CASE WHEN latest < :soon THEN 1 ELSE 0 END), 0) AS expiring
        FROM (SELECT person_id, MAX(COALESCE(valid_until, '9999-12-31')) AS latest FROM certificates
            WHERE revoked_at IS NULL AND {group.who} GROUP BY person_id) AS held
        WHERE latest >= :today
        """,  # noqa: S608 - the condition is ours
        today=today.isoformat(),
        soon=(today + within).isoformat(),
        **group.values,
    )[0]
    return Standing(row["valid"], row["expiring"])
