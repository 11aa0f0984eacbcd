"""What the records hold after a server was killed, against what its learners were told."""

from collections import Counter
from collections.abc import Sequence

from benchmarks.survival.crowd import Memory
from progress import activity_tallies, recount
from progress.database import Database


def losses(database: Database, crowd: Sequence[Memory]) -> list[str]:
    """Each thing that was acknowledged and is gone, stored and never sent, or counted twice, in a sentence."""
    found = [f"the file is not sound: {fault}" for fault in database.damage()]
    found += [f"a tally differs: {difference}" for difference in recount.differences(database)]
    found += [f"a tally differs: {difference}" for difference in activity_tallies.differences(database)]
    found += _grades(database)
    found += [loss for memory in crowd for loss in [*_words(database, memory), *_submits(database, memory)]]
    return found + [f"a page failed: {fault}" for memory in crowd for fault in memory.faults]


def _words(database: Database, memory: Memory) -> list[str]:
    rows = database.rows(
        """
        SELECT COALESCE(raw_response, response) AS response FROM answers
        JOIN attempts ON attempts.id = answers.attempt_id WHERE person_id = :person_id
        """,
        person_id=memory.person_id,
    )
    stored = Counter(row["response"].strip('"') for row in rows)
    typed = {word: number for word, number in stored.items() if word.startswith(memory.person_id[:8])}
    return [
        *(f"an answer that was called saved is gone: {word}" for word in memory.acknowledged - typed.keys()),
        *(f"an answer is stored that nobody sent: {word}" for word in typed.keys() - memory.sent),
        *(f"an answer is stored {number} times: {word}" for word, number in typed.items() if number > 1),
    ]


def _submits(database: Database, memory: Memory) -> list[str]:
    row = database.row(
        "SELECT COUNT(*) AS n FROM attempts WHERE person_id = :person_id AND state = 'submitted'",
        person_id=memory.person_id,
    )
    stored = row["n"] if row else 0
    if memory.submits_acknowledged <= stored <= memory.submits_sent:
        return []
    return [
        f"{stored} attempts are submitted, {memory.submits_acknowledged} were acknowledged"
        f" and {memory.submits_sent} sent"
    ]


def _grades(database: Database) -> list[str]:
    """Attempts that are graded by half, twice, or before they were submitted."""
    rows = database.rows(
        """
        SELECT attempts.id, attempts.state,
            (SELECT COUNT(*) FROM attempt_questions AS drawn WHERE drawn.attempt_id = attempts.id) AS asked,
            (SELECT COUNT(*) FROM grades WHERE grades.attempt_id = attempts.id) AS graded
        FROM attempts
        """
    )
    wanted = {"open": 0}
    return [
        f"an attempt that is {row['state']} has {row['graded']} grades for {row['asked']} questions"
        for row in rows
        if row["graded"] != wanted.get(row["state"], row["asked"])
    ]
