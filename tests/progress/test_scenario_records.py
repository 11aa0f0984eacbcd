"""Runs of scenarios on a real database: frozen when begun, on the disk when saved, and never counted twice."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest

from course.scenarios import Numbers, Run, Scenario, StepRefused, debrief
from progress import scenarios
from progress.scenarios import Saved
from tests.progress.bakery import Bakery, Learner

ROOT = Path(__file__).parents[2]
FILE = "quizzes/scenarios/late-loaf.yaml"


def late_loaf(bakery: Bakery) -> Scenario:
    return bakery.course.scenarios["late-loaf"]


def begin(learner: Learner, *, preview: bool = False) -> Run:
    bakery = learner.bakery
    return scenarios.start_or_resume(bakery.db, late_loaf(bakery), learner.id, bakery.now, preview=preview)


def stored(learner: Learner, run: Run) -> Run:
    found = scenarios.find(learner.bakery.db, run.id, learner.id)
    assert found
    return found


def choose(
    learner: Learner, run: Run, option: str, seen: int | None = None, event: str = "", node: str = ""
) -> Saved:
    """Choose at the node where the run is stored to be, having seen `seen` steps, by default all."""
    bakery, now = learner.bakery, stored(learner, run)
    return scenarios.choose(
        bakery.db,
        run.id,
        learner.id,
        node or now.here.id,
        option,
        now.sequence if seen is None else seen,
        event or uuid4().hex,
        bakery.now,
    )


def go_back(learner: Learner, run: Run, node: str, seen: int | None = None, event: str = "") -> Saved:
    bakery, now = learner.bakery, stored(learner, run)
    return scenarios.go_back(
        bakery.db,
        run.id,
        learner.id,
        node,
        now.sequence if seen is None else seen,
        event or uuid4().hex,
        bakery.now,
    )


def finish(learner: Learner, run: Run, seen: int | None = None) -> Saved:
    bakery = learner.bakery
    sequence = stored(learner, run).sequence if seen is None else seen
    return scenarios.finish(bakery.db, run.id, learner.id, sequence, bakery.now)


def walk(learner: Learner, *options: str, preview: bool = False) -> Run:
    """A whole run."""
    run = begin(learner, preview=preview)
    for option in options:
        choose(learner, run, option)
    return finish(learner, run).run


# ---- what a run freezes


def test_a_run_is_found_as_it_was_begun(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    assert stored(ada, run) == run
    assert (run.number, run.started_at, run.steps, run.finished_at) == (1, bakery.now, (), None)


def test_a_reload_a_second_device_and_a_restart_change_nothing(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    moved = choose(ada, run, "bake-now").run
    assert begin(ada) == moved
    assert scenarios.find(bakery.reopened(), run.id, ada.id) == moved
    assert scenarios.open_run(bakery.db, ada.id, "late-loaf") == moved


def test_an_edited_file_changes_nothing_of_a_run_and_its_debrief(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    choose(ada, run, "bake-now")
    before = stored(ada, run)
    bakery.edit(FILE, "Luc asks what it costs.", "Luc says nothing.")
    bakery.edit(FILE, "rests_on: The price list.", "rests_on: A guess.")
    bakery.edit(FILE, "id: full-price", "id: half-price")
    assert begin(ada) == before
    choose(ada, run, "full-price")
    done = finish(ada, run).run
    assert debrief(done).decisions[1].option.rests_on == "The price list."
    assert late_loaf(bakery).version() != done.scenario.version()


def test_a_run_of_a_scenario_that_is_gone_is_still_there(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    (bakery.folder / FILE).unlink()
    assert bakery.course.scenarios == {}
    assert choose(ada, run, "refuse").run.here.id == "no-customer"
    assert [record.title for record in scenarios.of_person(bakery.db, ada.id)] == ["The late loaf"]


def test_a_scenario_is_stored_once_for_all_who_saw_the_same_words(bakery: Bakery, ada: Learner) -> None:
    begin(ada)
    begin(bakery.learner())
    assert bakery.count("scenario_versions") == 1
    bakery.edit(FILE, "Ana laughs.", "Ana smiles.")
    begin(bakery.learner())
    assert bakery.count("scenario_versions") == 2


# ---- saved means on the disk


def test_a_saved_choice_is_in_the_file_for_everybody(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    saved = choose(ada, run, "wait")
    assert saved.status == "saved"
    again = scenarios.find(bakery.reopened(), run.id, ada.id)
    assert again == saved.run
    assert [(step.node_id, step.option_id, step.at) for step in saved.run.path] == [
        ("the-order", "wait", bakery.now)
    ]


CHOOSE_AND_DIE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from progress import scenarios
from progress.database import Database
path, run, person = sys.argv[1:]
db = Database(Path(path))
scenarios.choose(db, run, person, "the-order", "wait", 0, "event", datetime.now(UTC))
with db.write() as transaction:
    transaction.run("DELETE FROM scenario_steps")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_server_that_is_killed_keeps_what_it_saved_and_nothing_half_done(
    bakery: Bakery, ada: Learner
) -> None:
    run = begin(ada)
    command = [sys.executable, "-c", CHOOSE_AND_DIE, str(bakery.db.path), run.id, ada.id]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [step.option_id for step in stored(ada, run).steps] == ["wait"]


# ---- two tabs, double clicks, retries


def test_a_choice_sent_twice_is_stored_once(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    first = choose(ada, run, "wait", event="click")
    bakery.wait(seconds=2)
    again = choose(ada, run, "wait", seen=0, event="click", node="the-order")
    assert (again.status, again.run) == ("repeated", first.run)
    assert bakery.count("scenario_steps") == 1


def test_a_late_retry_takes_back_no_later_step(ada: Learner) -> None:
    run = begin(ada)
    choose(ada, run, "bake-now", event="first")
    later = go_back(ada, run, "the-order").run
    retried = choose(ada, run, "bake-now", seen=0, event="first", node="the-order")
    assert (retried.status, retried.run) == ("repeated", later)


def test_a_second_tab_cannot_decide_over_a_step_it_has_not_seen(ada: Learner) -> None:
    run = begin(ada)
    moved = choose(ada, run, "wait", seen=0).run
    stale = choose(ada, run, "bake-now", seen=0, node="the-order")
    assert (stale.status, stale.run) == ("stale", moved)
    assert go_back(ada, run, "the-order", seen=0).status == "stale"
    assert go_back(ada, run, "the-order", seen=1).status == "saved"


def test_a_second_tab_cannot_finish_what_went_on_elsewhere(ada: Learner) -> None:
    run = begin(ada)
    choose(ada, run, "refuse")
    go_back(ada, run, "the-order")
    choose(ada, run, "refuse")
    assert finish(ada, run, seen=1).status == "stale"
    assert finish(ada, run, seen=3).status == "saved"


def test_many_tabs_at_once_store_one_choice_for_each_turn(bakery: Bakery, ada: Learner) -> None:
    run, ready = begin(ada), Barrier(8)

    def click(i: int) -> str:
        ready.wait()
        return choose(ada, run, ("wait", "bake-now")[i % 2], seen=0, node="the-order").status

    with ThreadPoolExecutor(8) as tabs:
        outcomes = sorted(tabs.map(click, range(8)))
    assert outcomes == ["saved"] + ["stale"] * 7
    assert bakery.count("scenario_steps") == 1


def test_tabs_that_start_at_once_get_one_run(bakery: Bakery, ada: Learner) -> None:
    ready, scenario = Barrier(6), late_loaf(bakery)

    def start(_: int) -> str:
        ready.wait()
        return scenarios.start_or_resume(bakery.db, scenario, ada.id, bakery.now).id

    with ThreadPoolExecutor(6) as tabs:
        assert len(set(tabs.map(start, range(6)))) == 1
    assert bakery.count("scenario_runs") == 1


def test_tabs_that_finish_at_once_store_the_numbers_once(bakery: Bakery, ada: Learner) -> None:
    run, ready = begin(ada), Barrier(4)
    choose(ada, run, "refuse")

    def end(minute: int) -> Run:
        ready.wait()
        later = bakery.now + timedelta(minutes=minute)
        return scenarios.finish(bakery.db, run.id, ada.id, 1, later).run

    with ThreadPoolExecutor(4) as tabs:
        assert len({done.finished_at for done in tabs.map(end, range(4))}) == 1


@pytest.mark.parametrize(("node", "option"), [("the-order", "bake-now"), ("risen", "wait")])
def test_the_number_of_one_click_cannot_stand_for_another_choice(
    ada: Learner, node: str, option: str
) -> None:
    run = begin(ada)
    choose(ada, run, "wait", event="click")
    with pytest.raises(StepRefused, match="under the number of another one"):
        choose(ada, run, option, seen=0, event="click", node=node)


def test_the_number_of_one_click_cannot_stand_for_a_choice_of_somebody_else(
    bakery: Bakery, ada: Learner
) -> None:
    bob = bakery.learner("Bob")
    choose(ada, begin(ada), "wait", event="click")
    run = begin(bob)
    with pytest.raises(StepRefused, match="under the number of another one"):
        choose(bob, run, "wait", event="click")
    assert stored(bob, run).steps == ()


# ---- what is refused


def test_somebody_else_s_run_is_neither_shown_nor_changed(bakery: Bakery, ada: Learner) -> None:
    run, bob = begin(ada), bakery.learner("Bob")
    assert scenarios.find(bakery.db, run.id, bob.id) is None
    for change in (
        lambda: scenarios.choose(bakery.db, run.id, bob.id, "the-order", "wait", 0, "e1", bakery.now),
        lambda: scenarios.go_back(bakery.db, run.id, bob.id, "the-order", 0, "e2", bakery.now),
        lambda: scenarios.open_card(bakery.db, run.id, bob.id, "the-order", "note", bakery.now),
        lambda: scenarios.finish(bakery.db, run.id, bob.id, 0, bakery.now),
    ):
        with pytest.raises(StepRefused, match="not there, or is not yours"):
            change()
    assert stored(ada, run) == run


def test_what_cannot_be_chosen_stores_nothing(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    for node, option in (("the-order", "bake"), ("risen", "bake"), ("none", "wait")):
        with pytest.raises(StepRefused):
            choose(ada, run, option, node=node)
    with pytest.raises(StepRefused):
        go_back(ada, run, "the-order")
    with pytest.raises(StepRefused):
        finish(ada, run)
    assert bakery.count("scenario_steps") == 0
    assert stored(ada, run) == run


def test_a_finished_run_takes_no_more_steps(bakery: Bakery, ada: Learner) -> None:
    done = walk(ada, "wait", "bake")
    bakery.wait(days=1)
    assert go_back(ada, done, "risen").status == "closed"
    assert choose(ada, done, "bake", node="risen").status == "closed"
    assert finish(ada, done) == Saved("repeated", done)
    with pytest.raises(StepRefused):
        scenarios.open_card(bakery.db, done.id, ada.id, "the-order", "note", bakery.now)


def test_a_retry_after_finishing_is_told_that_it_was_stored(ada: Learner) -> None:
    run = begin(ada)
    choose(ada, run, "refuse", event="click")
    finish(ada, run)
    assert choose(ada, run, "refuse", seen=0, event="click", node="the-order").status == "repeated"


# ---- the record


def test_every_step_stays_in_the_record_with_its_time(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    choose(ada, run, "bake-now")
    bakery.wait(minutes=1)
    go_back(ada, run, "the-order")
    bakery.wait(minutes=1)
    choose(ada, run, "wait")
    rows = bakery.db.rows("SELECT kind, node_id, option_id, made_at FROM scenario_steps ORDER BY sequence")
    assert [(row["kind"], row["node_id"], row["option_id"]) for row in rows] == [
        ("choice", "the-order", "bake-now"),
        ("return", "the-order", None),
        ("choice", "the-order", "wait"),
    ]
    assert len({row["made_at"] for row in rows}) == 3


def test_an_opened_card_is_noted_once_for_each_time_the_learner_came_by(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    for _ in range(2):
        scenarios.open_card(bakery.db, run.id, ada.id, "the-order", "note", bakery.now)
    assert bakery.count("scenario_cards") == 1
    choose(ada, run, "bake-now")
    go_back(ada, run, "the-order")
    scenarios.open_card(bakery.db, run.id, ada.id, "the-order", "note", bakery.now)
    assert [(card.card_id, card.sequence) for card in stored(ada, run).opened] == [("note", 0), ("note", 2)]


def test_a_card_that_is_not_there_is_refused(bakery: Bakery, ada: Learner) -> None:
    run = begin(ada)
    with pytest.raises(StepRefused):
        scenarios.open_card(bakery.db, run.id, ada.id, "the-order", "none", bakery.now)
    assert bakery.count("scenario_cards") == 0


def test_the_numbers_are_stored_when_a_run_is_finished(bakery: Bakery, ada: Learner) -> None:
    done = walk(ada, "bake-now", "ask-ana")
    assert done.finished_at == bakery.now
    (record,) = scenarios.of_person(bakery.db, ada.id, "late-loaf")
    assert record.numbers == Numbers(decisions=2, sound=1, naive=1, false_alarms=0)
    assert record.finished_at == bakery.now


def test_a_scenario_can_be_taken_any_number_of_times(bakery: Bakery, ada: Learner) -> None:
    runs = [walk(ada, "refuse") for _ in range(3)]
    assert [run.number for run in runs] == [1, 2, 3]
    assert len({run.id for run in runs}) == 3
    begin(ada)
    records = scenarios.of_person(bakery.db, ada.id)
    assert [(record.number, record.finished_at is None) for record in records] == [
        (1, False),
        (2, False),
        (3, False),
        (4, True),
    ]


def test_a_preview_counts_nowhere_and_is_kept_apart(bakery: Bakery, ada: Learner) -> None:
    preview = begin(ada, preview=True)
    run = begin(ada)
    assert preview.id != run.id
    assert (preview.number, run.number) == (1, 1)
    walk(ada, "refuse", preview=True)
    assert [record.run_id for record in scenarios.of_person(bakery.db, ada.id)] == [run.id]
    assert scenarios.open_run(bakery.db, ada.id, "late-loaf") == run
    assert scenarios.open_run(bakery.db, ada.id, "late-loaf", preview=True) is None


def test_of_one_scenario_only_its_own_runs_are_listed(bakery: Bakery, ada: Learner) -> None:
    text = (bakery.folder / FILE).read_text(encoding="utf-8")
    other = bakery.folder / "quizzes/scenarios/early-loaf.yaml"
    other.write_text(text.replace("id: late-loaf", "id: early-loaf"), encoding="utf-8")
    walk(ada, "refuse")
    scenarios.start_or_resume(bakery.db, bakery.course.scenarios["early-loaf"], ada.id, bakery.now)
    assert len(scenarios.of_person(bakery.db, ada.id)) == 2
    assert [r.scenario_id for r in scenarios.of_person(bakery.db, ada.id, "early-loaf")] == ["early-loaf"]
