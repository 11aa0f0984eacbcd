"""Runs of scenarios: begun, walked and finished, each step on the disk before anybody is told so.

A run is shown and looked back on with its scenario as it was when the run began. Steps and opened cards are only ever
added; going back to an earlier decision is a step too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import uuid4

from course.scenarios import Numbers, Run, Scenario, Step, StepRefused, debrief, from_json, walk
from course.scenarios.walk import Kind, Opened
from progress import standings
from progress.database import Database, Row, Transaction
from progress.moments import from_text, maybe, to_text

NOT_THERE = "This run is not there, or is not yours. Open the scenario again from its module."

Status = Literal["saved", "repeated", "stale", "closed"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a step, and the run as it is stored now.

    saved: this step. repeated: this very event was stored before, nothing changed. stale: the learner had not seen
    the latest step, which stays. closed: the run is finished and takes no more steps.
    """

    status: Status
    run: Run


@dataclass(frozen=True, slots=True)
class Record:
    """One run in a list: its scenario's title as it was, when it was begun and finished, and its numbers if it was."""

    run_id: str
    scenario_id: str
    title: str
    number: int
    started_at: datetime
    finished_at: datetime | None
    numbers: Numbers | None


def start_or_resume(
    db: Database,
    scenario: Scenario,
    person_id: str,
    now: datetime,
    new_id: str | None = None,
    *,
    preview: bool = False,
) -> Run:
    """The person's open run of the scenario, or a new one; `new_id` is random unless given."""
    key: dict[str, str | int] = {"person_id": person_id, "scenario_id": scenario.id, "preview": int(preview)}
    with db.write() as transaction:
        if running := _load(transaction, f"{OF_SCENARIO} AND runs.finished_at IS NULL", **key):
            return running
        earlier = transaction.row(
            f"SELECT MAX(number) AS last FROM scenario_runs AS runs WHERE {OF_SCENARIO}",  # noqa: S608 - our own SQL
            **key,
        )
        number = ((earlier["last"] if earlier else None) or 0) + 1
        run = Run(new_id or uuid4().hex, person_id, scenario, number, now, preview)
        store(transaction, run)
    return run


RUNS = """
SELECT runs.*, versions.content FROM scenario_runs AS runs
JOIN scenario_versions AS versions ON versions.version = runs.version
"""
OF_SCENARIO = "runs.person_id = :person_id AND runs.scenario_id = :scenario_id AND runs.preview = :preview"
OWN = "runs.id = :run_id AND runs.person_id = :person_id"


def find(db: Database, run_id: str, person_id: str) -> Run | None:
    """The run, or None when there is none, or when it is somebody else's."""
    with db.read() as transaction:
        return _load(transaction, OWN, run_id=run_id, person_id=person_id)


def open_run(db: Database, person_id: str, scenario_id: str, *, preview: bool = False) -> Run | None:
    """The run of a scenario that the person has begun and not finished, or None."""
    condition = f"{OF_SCENARIO} AND runs.finished_at IS NULL"
    with db.read() as transaction:
        return _load(
            transaction, condition, person_id=person_id, scenario_id=scenario_id, preview=int(preview)
        )


def previews_of(db: Database, person_id: str, scenario_id: str) -> list[Run]:
    """The person's previews of a scenario, finished ones too."""
    found = f"SELECT id FROM scenario_runs AS runs WHERE {OF_SCENARIO}"  # noqa: S608 - our own SQL
    with db.read() as transaction:
        ids = transaction.rows(found, person_id=person_id, scenario_id=scenario_id, preview=1)
        runs = [_load(transaction, OWN, run_id=row["id"], person_id=person_id) for row in ids]
    return [run for run in runs if run]


def of_person(db: Database, person_id: str, scenario_id: str | None = None) -> list[Record]:
    """The person's runs, open ones too, oldest first, of one scenario or of all. Previews are left out."""
    condition = "runs.person_id = :person_id AND runs.preview = 0"
    values = {"person_id": person_id}
    if scenario_id is not None:
        condition += " AND runs.scenario_id = :scenario_id"
        values["scenario_id"] = scenario_id
    rows = db.rows(
        f"{RUNS} WHERE {condition} ORDER BY runs.started_at, runs.scenario_id, runs.number", **values
    )
    return [_record(row) for row in rows]


def _record(row: Row) -> Record:
    finished = row["finished_at"] is not None
    return Record(
        run_id=row["id"],
        scenario_id=row["scenario_id"],
        title=from_json(row["content"]).title,
        number=row["number"],
        started_at=from_text(row["started_at"]),
        finished_at=maybe(row["finished_at"]),
        numbers=Numbers(row["decisions"], row["sound"], row["naive"], row["false_alarms"])
        if finished
        else None,
    )


def choose(
    db: Database,
    run_id: str,
    person_id: str,
    node_id: str,
    option_id: str,
    expected_sequence: int,
    event_id: str,
    now: datetime,
) -> Saved:
    """Choose an option at the node where the run is; when it says saved, the choice is on the disk.

    `expected_sequence` is how many steps the learner has seen, so that none made elsewhere meanwhile is passed over.
    `event_id` is made once for each click, so that sending it again stores nothing. Raises StepRefused for what
    cannot be chosen, and where there is no such run of this person.
    """
    move = Move("choice", node_id, option_id)
    return _step(db, run_id, person_id, move, expected_sequence, event_id, now)


def go_back(
    db: Database,
    run_id: str,
    person_id: str,
    node_id: str,
    expected_sequence: int,
    event_id: str,
    now: datetime,
) -> Saved:
    """Return to an earlier decision of the path; like `choose` in all else."""
    move = Move("return", node_id, None)
    return _step(db, run_id, person_id, move, expected_sequence, event_id, now)


class Move(NamedTuple):
    """What a step does, before it has its place in the record."""

    kind: Kind
    node_id: str
    option_id: str | None


def _step(
    db: Database, run_id: str, person_id: str, move: Move, expected: int, event_id: str, now: datetime
) -> Saved:
    with db.write() as transaction:
        run = _own(transaction, run_id, person_id)
        status = _status(transaction, run, move, expected, event_id)
        if status != "saved":
            return Saved(status, run)
        moved = _made(run, move, now)
        _store_step(transaction, run_id, event_id, moved.steps[-1])
    return Saved("saved", moved)


def _made(run: Run, move: Move, now: datetime) -> Run:
    if move.option_id is None:
        return walk.go_back(run, move.node_id, now)
    return walk.choose(run, move.node_id, move.option_id, now)


def _status(transaction: Transaction, run: Run, move: Move, expected: int, event_id: str) -> Status:
    known = transaction.row(
        "SELECT run_id, kind, node_id, option_id FROM scenario_steps WHERE event_id = :event_id",
        event_id=event_id,
    )
    if known:
        if (known["run_id"], known["kind"], known["node_id"], known["option_id"]) != (run.id, *move):
            raise StepRefused("This choice was sent under the number of another one. Reload the page.")
        return "repeated"
    if run.finished_at:
        return "closed"
    return "saved" if run.sequence == expected else "stale"


def open_card(db: Database, run_id: str, person_id: str, node_id: str, card_id: str, now: datetime) -> Run:
    """Note that an evidence card was opened; a second time at the same place changes nothing.

    Raises StepRefused when there is no such card where the run is, or no such run of this person.
    """
    with db.write() as transaction:
        run = walk.open_card(_own(transaction, run_id, person_id), node_id, card_id, now)
        transaction.run(
            """
            INSERT INTO scenario_cards (run_id, sequence, node_id, card_id, opened_at)
            VALUES (:run_id, :sequence, :node_id, :card_id, :opened_at)
            ON CONFLICT (run_id, sequence, node_id, card_id) DO NOTHING
            """,
            run_id=run_id,
            sequence=run.sequence,
            node_id=node_id,
            card_id=card_id,
            opened_at=to_text(now),
        )
    return run


def finish(db: Database, run_id: str, person_id: str, expected_sequence: int, now: datetime) -> Saved:
    """End a run at an ending and store its numbers; a second time changes nothing.

    Raises StepRefused before an ending, and where there is no such run of this person.
    """
    with db.write() as transaction:
        run = _own(transaction, run_id, person_id)
        if run.finished_at:
            return Saved("repeated", run)
        if run.sequence != expected_sequence:
            return Saved("stale", run)
        run = walk.finish(run, now)
        _close(transaction, run, debrief(run).numbers, now)
    return Saved("saved", run)


def _own(transaction: Transaction, run_id: str, person_id: str) -> Run:
    run = _load(transaction, OWN, run_id=run_id, person_id=person_id)
    if run is None:
        raise StepRefused(NOT_THERE)
    return run


def _load(transaction: Transaction, where: str, **values: str | int) -> Run | None:
    """The run that a condition on `runs` finds. `where` is SQL of our own."""
    row = transaction.row(f"{RUNS} WHERE {where}", **values)
    if row is None:
        return None
    steps = "SELECT * FROM scenario_steps WHERE run_id = :run_id ORDER BY sequence"
    cards = "SELECT * FROM scenario_cards WHERE run_id = :run_id ORDER BY opened_at, card_id"
    return Run(
        id=row["id"],
        person_id=row["person_id"],
        scenario=from_json(row["content"]),
        number=row["number"],
        started_at=from_text(row["started_at"]),
        preview=bool(row["preview"]),
        steps=tuple(_read_step(step) for step in transaction.rows(steps, run_id=row["id"])),
        opened=tuple(_read_card(card) for card in transaction.rows(cards, run_id=row["id"])),
        finished_at=maybe(row["finished_at"]),
    )


def _read_step(row: Row) -> Step:
    return Step(row["sequence"], row["kind"], row["node_id"], row["option_id"], from_text(row["made_at"]))


def _read_card(row: Row) -> Opened:
    return Opened(row["sequence"], row["node_id"], row["card_id"], from_text(row["opened_at"]))


def store(transaction: Transaction, run: Run) -> None:
    """Write a new run, and its scenario if these words of it are not stored yet."""
    transaction.run(
        """
        INSERT INTO scenario_versions (version, scenario_id, content, first_shown_at)
        VALUES (:version, :scenario_id, :content, :now) ON CONFLICT (version) DO NOTHING
        """,
        version=run.scenario.version(),
        scenario_id=run.scenario.id,
        content=run.scenario.to_json(),
        now=to_text(run.started_at),
    )
    transaction.run(
        """
        INSERT INTO scenario_runs (id, person_id, scenario_id, version, number, preview, started_at)
        VALUES (:id, :person_id, :scenario_id, :version, :number, :preview, :started_at)
        """,
        id=run.id,
        person_id=run.person_id,
        scenario_id=run.scenario.id,
        version=run.scenario.version(),
        number=run.number,
        preview=int(run.preview),
        started_at=to_text(run.started_at),
    )
    standings.settle(transaction, run.person_id)


def _store_step(transaction: Transaction, run_id: str, event_id: str, step: Step) -> None:
    transaction.run(
        """
        INSERT INTO scenario_steps (event_id, run_id, sequence, kind, node_id, option_id, made_at)
        VALUES (:event_id, :run_id, :sequence, :kind, :node_id, :option_id, :made_at)
        """,
        event_id=event_id,
        run_id=run_id,
        sequence=step.sequence,
        kind=step.kind,
        node_id=step.node_id,
        option_id=step.option_id,
        made_at=to_text(step.at),
    )


def _close(transaction: Transaction, run: Run, numbers: Numbers, now: datetime) -> None:
    transaction.run(
        """
        UPDATE scenario_runs SET finished_at = :finished_at, decisions = :decisions, sound = :sound,
            naive = :naive, false_alarms = :false_alarms
        WHERE id = :id
        """,
        id=run.id,
        finished_at=to_text(now),
        decisions=numbers.decisions,
        sound=numbers.sound,
        naive=numbers.naive,
        false_alarms=numbers.false_alarms,
    )
    standings.settle(transaction, run.person_id)
