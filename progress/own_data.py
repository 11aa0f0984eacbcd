"""Everything held on one person, as a ZIP file that they can take away: words first, then JSON, and a CSV per table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from progress import holdings
from progress.attempt_rows import frozen
from progress.database import Database, Row, Transaction
from progress.exports import csv_form
from progress.holdings import ACTS, HOLDINGS, Act, Holding
from progress.moments import to_text

READ_ME, EVERYTHING = "read-me.txt", "everything.json"


@dataclass(frozen=True, slots=True)
class Held:
    """One table with the person's rows; those that say what they did for others name nobody else."""

    name: str
    title: str
    told: str
    rows: tuple[Row, ...]
    private: bool = False


def held(db: Database, person_id: str) -> list[Held]:
    """Everything held on the person, at one moment. Tables without a row of theirs are there, and empty."""
    with db.read() as transaction:
        own = [_of(transaction, holding, person_id) for holding in HOLDINGS]
        done = [_done(transaction, act, person_id) for act in ACTS]
    return own + [one for one in done if one.rows]


def numbers(db: Database, person_id: str) -> list[tuple[Holding, int]]:
    """How many rows of each table are the person's."""
    with db.read() as transaction:
        return [(holding, holdings.number(transaction, holding, person_id)) for holding in HOLDINGS]


def _of(transaction: Transaction, holding: Holding, person_id: str) -> Held:
    rows = holdings.rows(transaction, holding, person_id)
    if holding.table in ("attempt_questions", "answers"):
        rows = _in_words(transaction, rows, person_id)
    return Held(holding.table, holding.title, holding.told, tuple(rows), holding.private)


def _done(transaction: Transaction, act: Act, person_id: str) -> Held:
    told = "Done by you, without the people whom it was done for."
    rows = holdings.acts(transaction, act, person_id)
    return Held(f"done-{act.table}", act.title, told, tuple(rows))


ASKED = """
SELECT drawn.attempt_id, drawn.question_id, question_versions.content
FROM attempts
JOIN attempt_questions AS drawn ON drawn.attempt_id = attempts.id
JOIN question_versions ON question_versions.version = drawn.version
WHERE attempts.person_id = :person_id
"""


def _in_words(transaction: Transaction, rows: Sequence[Row], person_id: str) -> list[Row]:
    """The rows with the question's words, and the answer's; never with what would have been right."""
    asked = {
        (row["attempt_id"], row["question_id"]): row["content"]
        for row in transaction.rows(ASKED, person_id=person_id)
    }
    told = []
    for row in rows:
        question = frozen(asked[row["attempt_id"], row["question_id"]])
        words: Row = {"question": question.stem}
        if "response" in row:
            given = json.loads(row["response"])
            words["answer"] = (
                given if isinstance(given, str) and not question.graded else question.as_text(given)
            )
        told.append(row | words)
    return told


def packed(db: Database, person_id: str, course: str, now: datetime, *, private: bool = True) -> bytes:
    """The ZIP file. `course` is the course's title.

    Without what is `private` it can be handed to somebody who passes it on.
    """
    found = held(db, person_id)
    everything = [one for one in found if private or not one.private]
    left_out = [one for one in found if one not in everything and one.rows]
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        _add(archive, READ_ME, _read_me(everything, left_out, course, now).encode(), now)
        _add(archive, EVERYTHING, _as_json(everything, course, now).encode(), now)
        for one in everything:
            if one.rows:
                _add(archive, f"tables/{one.name}.csv", _as_csv(one.rows), now)
    return file.getvalue()


def _add(archive: ZipFile, name: str, content: bytes, now: datetime) -> None:
    entry = ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def _read_me(everything: Sequence[Held], left_out: Sequence[Held], course: str, now: datetime) -> str:
    told = [
        f"{one.title} ({len(one.rows)})\n  {one.told}\n  tables/{one.name}.csv\n"
        for one in everything
        if one.rows
    ]
    without = ", ".join(one.title for one in everything if not one.rows)
    titles = ", ".join(one.title for one in left_out)
    private = (
        [f"Nobody but you reads this, so it is in the file from My record only: {titles}.\n"]
        if titles
        else []
    )
    return "\n".join(
        [
            f"{course}: everything that is held on you\n",
            f"Made on {now.date().isoformat()}. Times are in UTC. The same is in everything.json, for programs.\n",
            *told,
            *private,
            f"Nothing is held under: {without or 'nothing is missing'}.\n",
            "Left out are the protected forms of your password, of cookies and of one-time links, because whoever has "
            "them could try to get in, and the names of other people.\n",
        ]
    )


def _as_json(everything: Sequence[Held], course: str, now: datetime) -> str:
    tables = {one.name: {"title": one.title, "told": one.told, "rows": one.rows} for one in everything}
    whole: Mapping[str, object] = {"course": course, "made_at": to_text(now), "tables": tables}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _as_csv(rows: Sequence[Row]) -> bytes:
    file = BytesIO()
    csv_form.write([*rows[0]], [[*row.values()] for row in rows], file, bom=True)
    return file.getvalue()
