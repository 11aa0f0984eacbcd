"""What the real functions would have counted of learners written in bulk, worked out while their rows are at hand.

Afterwards it would cost reading twelve million answers again, once for each quiz.
"""

from collections import Counter, defaultdict
from sqlite3 import Connection

import sqlite_utils

from progress import activity_tallies, recount, standings, tally_rows
from progress.database import Database, Transaction
from progress.item_tallies import Edition
from progress.tally_cells import Line
from progress.tally_rows import Count, Standing
from progress.traces import EVERY, SPENT

WRITTEN = "person_id >= :first AND person_id <= :last"
ATTEMPTS = f"""
SELECT id, person_id, quiz_id, edition, number, score FROM attempts WHERE {WRITTEN} ORDER BY person_id, number
"""


def count(connection: Connection, first: str, last: str) -> None:
    """In the open transaction, count the attempts of the people with ids from `first` to `last`, and their time."""
    transaction = Transaction(sqlite_utils.Database(connection))
    editions: defaultdict[Edition, defaultdict[str, list[Standing]]] = defaultdict(lambda: defaultdict(list))
    for row in transaction.rows(ATTEMPTS, first=first, last=last):
        one = Standing(row["id"], row["person_id"], row["number"], row["score"])
        editions[Edition(row["quiz_id"], row["edition"])][one.person_id].append(one)
    for people in editions.values():
        _add(transaction, people)
    times = SPENT.format(completed=f"{EVERY} AND {WRITTEN.replace('person_id', 'completions.person_id')}")
    transaction.run(times, first=first, last=last)


def _add(transaction: Transaction, people: defaultdict[str, list[Standing]]) -> None:
    """Add what the attempts of an edition say to its tallies."""
    roles = tally_rows.roles(people)
    tallied: Count = Counter()
    lines: set[Line] = set()
    for attempt_id, one in tally_rows.contributions(transaction, roles).items():
        lines.update(one.lines)
        tallied.update((cell, roles[attempt_id]) for cell in one.cells)
    tally_rows.add(transaction, tallied, lines)


def finish(db: Database) -> None:
    """Count what is quickest counted of everybody at once."""
    with db.write() as transaction:
        transaction.run(recount.MISSED)
    activity_tallies.differences(db, repair=True)
    standings.differences(db, repair=True)
