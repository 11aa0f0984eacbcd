"""The tallies of item analysis, kept in the same transaction as what they count.

They count attempts, as first, last, best and any of their people, without anybody's name, so that a quiz with a million
attempts is analysed without reading one. `progress.recount` counts them again from the attempts themselves.

Nobody may be told from a figure what one person did: neither from the figures of today less those of yesterday, nor
from those of all editions less those of one, nor from those of all attempts less those of the first. So attempts wait,
edition by edition, and five people's come in at once, in the order in which they were submitted, who are all new, or
all had been counted and have now done better, or all had been counted and have not. Each counting of each edition thus
changes by five people or by none, and all else are sums of these.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from course.attempts import Attempt
from course.item_analysis import MINIMUM
from progress import tally_rows
from progress.database import Database, Row, Transaction
from progress.moments import to_text
from progress.regrade_rows import chunks, names
from progress.tally_cells import Contribution
from progress.tally_rows import Count, Role, Standing

AT_ONCE = 500  # attempts that one submission looks at; when more wait, the server folds them in at its start
PASSES = (
    3  # whoever is new comes in, then what else they did since; a submission never has more to do than that
)
IN_BULK = 2_000  # attempts in one transaction when there are many: learners' answers wait for it


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a quiz: the people who were asked it are counted together."""

    quiz_id: str
    edition: str


def enter(transaction: Transaction, attempt: Attempt) -> None:
    """Count an attempt that was just submitted, as soon as five people can be. Previews count nowhere."""
    if attempt.preview or attempt.submitted_at is None:
        return
    values = {
        "quiz_id": attempt.quiz_id,
        "edition": attempt.edition,
        "submitted_at": to_text(attempt.submitted_at),
    }
    transaction.run(
        """
        INSERT INTO tallied_editions (quiz_id, edition, first_submitted_at)
        VALUES (:quiz_id, :edition, :submitted_at) ON CONFLICT (quiz_id, edition) DO NOTHING
        """,
        **values,
    )
    transaction.run(
        """
        INSERT INTO waiting_attempts (attempt_id, quiz_id, edition, person_id, submitted_at)
        VALUES (:id, :quiz_id, :edition, :person_id, :submitted_at)
        """,
        id=attempt.id,
        person_id=attempt.person_id,
        **values,
    )
    settle(transaction, Edition(attempt.quiz_id, attempt.edition))


def settle(transaction: Transaction, edition: Edition) -> int:
    """Fold in whoever can be now; returns how many attempts came in."""
    folded = 0
    for _ in range(PASSES):
        came = _fold(transaction, edition, AT_ONCE)
        folded += came
        if not came:
            break
    return folded


def _fold(transaction: Transaction, edition: Edition, most: int) -> int:
    """Fold in whoever can be of the first `most` attempts that wait."""
    ready = _ready(transaction, edition, most)
    if ready:
        with _changing(transaction, edition, {row["person_id"] for row in ready}, ()):
            transaction.run_each(
                "DELETE FROM waiting_attempts WHERE attempt_id = :attempt_id",
                [{"attempt_id": row["attempt_id"]} for row in ready],
            )
    return len(ready)


def _ready(transaction: Transaction, edition: Edition, most: int) -> list[Row]:
    """The waiting attempts that come in now: of new people their first, of others all."""
    waiting: dict[str, list[Row]] = {}
    for row in _waiting(transaction, edition, most):
        waiting.setdefault(row["person_id"], []).append(row)
    if len(waiting) < MINIMUM:
        return []
    counted = tally_rows.counted(transaction, edition.quiz_id, edition.edition, waiting)
    new, better, other = [], [], []
    for person_id, rows in waiting.items():
        if person_id not in counted:
            new.append(rows[:1])
        elif max(row["score"] for row in rows) > max(one.score for one in counted[person_id]):
            better.append(rows)
        else:
            other.append(rows)
    return [
        row
        for alike in (new, better, other)
        for rows in alike[: len(alike) - len(alike) % MINIMUM]
        for row in rows
    ]


def _waiting(transaction: Transaction, edition: Edition, most: int) -> list[Row]:
    """The first that wait. A person's own are in order, for nobody has two open at once."""
    return transaction.rows(
        """
        SELECT waiting.attempt_id, waiting.person_id, attempts.score FROM (
            SELECT attempt_id, person_id, submitted_at FROM waiting_attempts
            WHERE quiz_id = :quiz_id AND edition = :edition ORDER BY submitted_at, attempt_id LIMIT :most
        ) AS waiting JOIN attempts ON attempts.id = waiting.attempt_id
        ORDER BY waiting.submitted_at, attempts.number, waiting.attempt_id
        """,
        quiz_id=edition.quiz_id,
        edition=edition.edition,
        most=most,
    )


@contextmanager
def rejudging(transaction: Transaction, attempt_ids: Collection[str]) -> Iterator[None]:
    """Within this, the attempts get other grades: what they added before is taken away, what they add now comes in."""
    with _each_changing(transaction, [*_by_edition(transaction, attempt_ids).items()]):
        yield


@contextmanager
def _each_changing(
    transaction: Transaction, editions: Sequence[tuple[Edition, Mapping[str, Sequence[str]]]]
) -> Iterator[None]:
    if not editions:
        yield
        return
    (edition, people), *others = editions
    touched = [one for own in people.values() for one in own]
    with _changing(transaction, edition, people, touched), _each_changing(transaction, others):
        yield
    settle(transaction, edition)  # whoever waits may have become better, or no better


def _by_edition(
    transaction: Transaction, attempt_ids: Collection[str]
) -> dict[Edition, dict[str, list[str]]]:
    """Edition -> person id -> those of the attempts that count somewhere."""
    found: dict[Edition, dict[str, list[str]]] = {}
    for part in chunks(sorted(attempt_ids)):
        listed, values = names(part)
        rows = transaction.rows(
            f"""
            SELECT id, quiz_id, edition, person_id FROM attempts
            WHERE id IN ({listed}) AND state = 'submitted' AND preview = 0
            """,  # noqa: S608 - the names are ours
            **values,
        )
        for row in rows:
            people = found.setdefault(Edition(row["quiz_id"], row["edition"]), {})
            people.setdefault(row["person_id"], []).append(row["id"])
    return found


@contextmanager
def _changing(
    transaction: Transaction, edition: Edition, people: Collection[str], touched: Collection[str]
) -> Iterator[None]:
    """Within this, these people's attempts change: which of them are counted, or how the `touched` ones are judged."""
    before = _roles(transaction, edition, people)
    judged = tally_rows.contributions(transaction, [one for one in touched if one in before])
    yield
    after = _roles(transaction, edition, people)
    concerned = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
    now = tally_rows.contributions(transaction, concerned | (set(touched) & after.keys()))
    count: Count = Counter()
    _add(
        count,
        judged | {one: now[one] for one in now if one not in judged},
        before,
        concerned | set(judged),
        -1,
    )
    _add(count, now, after, concerned | set(judged), 1)
    lines = [line for one in now.values() for line in one.lines]
    tally_rows.add(transaction, count, lines)


def _roles(transaction: Transaction, edition: Edition, people: Collection[str]) -> dict[str, Role]:
    return tally_rows.roles(tally_rows.counted(transaction, edition.quiz_id, edition.edition, people))


def _add(
    count: Count,
    contributions: Mapping[str, Contribution],
    roles: Mapping[str, Role],
    concerned: Collection[str],
    sign: int,
) -> None:
    for attempt_id in concerned:
        if attempt_id in roles and attempt_id in contributions:
            for cell in contributions[attempt_id].cells:
                count[cell, roles[attempt_id]] += sign


def fold_waiting(db: Database) -> int:
    """Fold in all that can be, after a migration or an interruption; returns how many attempts came in.

    Each transaction takes some of them, so that the rest goes on waiting when this is stopped.
    """
    return sum(_fold_edition(db, edition) for edition in editions(db))


def _fold_edition(db: Database, edition: Edition) -> int:
    folded, most = 0, IN_BULK
    while True:
        with db.read() as transaction:
            ready = _ready(transaction, edition, most)
            everything = len(_waiting(transaction, edition, most + 1)) <= most
        if ready:
            with db.write() as transaction:
                folded += _fold(transaction, edition, most)
        elif everything:
            return folded
        else:
            most *= 2  # so many wait of so few people that the others stand behind them


def editions(db: Database) -> list[Edition]:
    """Every edition that somebody has submitted, by quiz, the earliest first."""
    rows = db.rows(
        "SELECT quiz_id, edition FROM tallied_editions ORDER BY quiz_id, first_submitted_at, edition"
    )
    return [Edition(row["quiz_id"], row["edition"]) for row in rows]


def attempts_counted(transaction: Transaction, edition: Edition) -> dict[str, list[Standing]]:
    """Person id -> their counted attempts, of all people of an edition."""
    rows = transaction.rows(
        """
        SELECT attempts.id, attempts.person_id, attempts.number, attempts.score
        FROM attempts LEFT JOIN waiting_attempts AS waiting ON waiting.attempt_id = attempts.id
        WHERE attempts.quiz_id = :quiz_id AND attempts.state = 'submitted' AND attempts.preview = 0
            AND attempts.edition = :edition AND waiting.attempt_id IS NULL
        ORDER BY attempts.person_id, attempts.number
        """,
        quiz_id=edition.quiz_id,
        edition=edition.edition,
    )
    found: dict[str, list[Standing]] = {}
    for row in rows:
        one = Standing(row["id"], row["person_id"], row["number"], row["score"])
        found.setdefault(one.person_id, []).append(one)
    return found
