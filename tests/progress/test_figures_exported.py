"""Questions and scenarios as files: the figures of the pages, and blank where fewer than five people stand behind."""

import json
from io import BytesIO
from uuid import uuid4

import pytest

from progress import scenarios as runs
from progress import statistics
from progress.exports.items import items
from progress.exports.scenarios import scenarios
from progress.exports.tables import Table, write
from tests.progress.bakery import Bakery

SOUND = [("the-order", "wait"), ("risen", "bake")]
NAIVE = [("the-order", "bake-now"), ("flat-loaf", "ask-ana")]


def rows(table: Table) -> list[dict[str, object]]:
    file = BytesIO()
    write(table, "json", file)
    found: list[dict[str, object]] = json.loads(file.getvalue())
    return found


def walk(
    bakery: Bakery, path: list[tuple[str, str]], *, preview: bool = False, person_id: str | None = None
) -> str:
    """A whole run by somebody new; returns who it was."""
    person_id = person_id or bakery.learner().id
    scenario = bakery.course.scenarios["late-loaf"]
    run = runs.start_or_resume(bakery.db, scenario, person_id, bakery.now, preview=preview)
    for node_id, option_id in path:
        seen = runs.find(bakery.db, run.id, person_id)
        assert seen
        event = uuid4().hex
        if option_id == "back":
            runs.go_back(bakery.db, run.id, person_id, node_id, seen.sequence, event, bakery.now)
        else:
            runs.choose(bakery.db, run.id, person_id, node_id, option_id, seen.sequence, event, bakery.now)
    runs.finish(bakery.db, run.id, person_id, len(path), bakery.now)
    bakery.wait(minutes=1)
    return person_id


def decision(bakery: Bakery, node_id: str) -> dict[str, object]:
    (row,) = (row for row in rows(scenarios(bakery.db, bakery.course)) if row["decision"] == node_id)
    return row


def test_items_are_the_figures_of_the_page(bakery: Bakery) -> None:
    bakery.ask_everything()
    for right in (5, 4, 3, 2, 1, 0):
        bakery.learner().take(right)
    figures = statistics.of_quiz(bakery.db, "dough")
    found = rows(items(bakery.db, bakery.course))
    assert [row["question"] for row in found] == [entry.question_id for entry in figures.questions]
    for row, entry in zip(found, figures.questions, strict=True):
        assert entry.item
        assert entry.answers
        assert (row["people"], row["answers"], row["omitted"]) == (5, entry.item.n, entry.answers.omitted)
        assert row["facility"] == pytest.approx(entry.item.facility, abs=0.01)
        assert (row["low"], row["high"]) == pytest.approx(entry.item.interval, abs=0.01)
        assert row["discrimination"] == pytest.approx(entry.item.discrimination_index, abs=0.01)
        assert (row["current"], row["stem"]) == ("yes", entry.question.stem)


def test_items_that_too_few_people_met_are_blank(bakery: Bakery) -> None:
    for _ in range(4):
        bakery.learner().take(5)
    assert rows(items(bakery.db, bakery.course)) == []
    bakery.learner().take(0)  # five people were asked four of five questions each
    found = rows(items(bakery.db, bakery.course))
    blank = [row for row in found if row["answers"] is None]
    assert blank
    for row in blank:
        assert [row[key] for key in ("omitted", "facility", "low", "high", "discrimination")] == [None] * 5


def test_decisions_are_counted_by_judgement(bakery: Bakery) -> None:
    for _ in range(6):
        walk(bakery, SOUND)
    for _ in range(4):
        walk(bakery, NAIVE)
    first = decision(bakery, "the-order")
    assert (first["runs"], first["people"], first["current"], first["benign"]) == (10, 10, "yes", "no")
    assert (first["sound"], first["naive"], first["over-cautious"], first["escalate"]) == (0.6, 0.4, 0, 0)
    assert (decision(bakery, "risen")["people"], decision(bakery, "risen")["sound"]) == (6, 1.0)
    blank = decision(bakery, "flat-loaf")  # four people met it
    assert [blank[key] for key in ("people", "sound", "naive", "escalate")] == [None] * 4


def test_people_come_five_at_a_time(bakery: Bakery) -> None:
    for _ in range(4):
        walk(bakery, SOUND)
    assert rows(scenarios(bakery.db, bakery.course)) == []
    walk(bakery, NAIVE)
    five = rows(scenarios(bakery.db, bakery.course))
    for _ in range(4):
        walk(bakery, NAIVE)
        assert rows(scenarios(bakery.db, bakery.course)) == five
    walk(bakery, NAIVE)
    assert decision(bakery, "the-order")["people"] == 10


def test_the_first_run_counts_by_its_final_path_and_previews_do_not(bakery: Bakery) -> None:
    taken_back = [("the-order", "bake-now"), ("the-order", "back"), *SOUND]
    people = [walk(bakery, taken_back) for _ in range(5)]
    for person_id in people:
        walk(bakery, NAIVE, person_id=person_id)
        walk(bakery, NAIVE, preview=True)
    first = decision(bakery, "the-order")
    assert (first["people"], first["sound"], first["naive"]) == (5, 1.0, 0)


def test_wordings_of_a_scenario_are_never_mixed(bakery: Bakery) -> None:
    for _ in range(5):
        walk(bakery, SOUND)
    bakery.edit("quizzes/scenarios/late-loaf.yaml", "title: The late loaf", "title: The later loaf")
    for _ in range(5):
        walk(bakery, NAIVE)
    found = {
        row["current"]: row["naive"]
        for row in rows(scenarios(bakery.db, bakery.course))
        if row["decision"] == "the-order"
    }
    assert found == {"no": 0, "yes": 1.0}
