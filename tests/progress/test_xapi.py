"""Statements: what was completed, passed and failed, under pseudonyms and ids that stay, and no answers."""

import json
import re
from datetime import date
from uuid import UUID

import pytest

from accounts import people
from progress.exports.problems import ExportProblem
from progress.exports.xapi import Sender, Statement, statements
from tests.progress.bakery import Bakery, Learner
from tests.progress.finals import add_final, cohort_of, complete, take_final

HOME = "https://training.example.ac.uk"


def told(bakery: Bakery, sender: Sender | None = None, **more: object) -> list[Statement]:
    return [*statements(bakery.db, bakery.course, sender or Sender(HOME), **more)]  # type: ignore[arg-type]


def verbs(found: list[Statement]) -> list[tuple[str, str]]:
    return [(one["verb"]["display"]["en"], one["object"]["id"].removeprefix(f"{HOME}/")) for one in found]


def test_completions_and_results_are_told(bakery: Bakery, ada: Learner) -> None:
    ada.take(0)
    bakery.wait(hours=1)
    complete(ada)
    assert verbs(told(bakery)) == [
        ("completed", "module?m=dough"),
        ("failed", "quiz?q=dough"),
        ("passed", "quiz?q=dough"),
    ]
    module, failed, passed = told(bakery)
    assert module["result"] == {"completion": True, "score": {"scaled": 1.0}}
    assert failed["result"] == {"completion": True, "success": False, "score": {"scaled": 0.0}}
    assert (passed["timestamp"], passed["version"]) == ("2026-11-23T13:00:00.000000Z", "1.0.3")
    assert passed["object"]["definition"]["name"] == {"en": "Dough quiz"}
    assert passed["context"]["contextActivities"]["parent"][0]["id"] == f"{HOME}/"
    assert passed["context"]["extensions"][f"{HOME}/xapi/attempt"] == 2
    for one in (module, failed, passed):
        assert UUID(one["id"]).version == 5
        assert re.fullmatch(r"http[s]?://\S+", one["verb"]["id"])


def test_nobody_is_named_and_no_answer_told(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    whole = json.dumps(told(bakery))
    for word in ("Ada", "learner1", ada.id, '"scale"', "levain", "weigh-first", "answered"):
        assert word not in whole
    account = told(bakery)[0]["actor"]["account"]
    assert account["homePage"] == HOME
    assert {one["actor"]["account"]["name"] for one in told(bakery)} == {account["name"]}


def test_people_are_named_when_that_is_asked_for(bakery: Bakery, ada: Learner) -> None:
    complete(ada)
    (one, _) = told(bakery, Sender(HOME, identified=True))
    assert one["actor"] == {"objectType": "Agent", "name": "Ada", "mbox": "mailto:learner1@example.ac.uk"}
    assert {one["id"] for one in told(bakery)} & {
        one["id"] for one in told(bakery, Sender(HOME, identified=True))
    } == set()


def test_the_same_record_is_the_same_statement_and_another_installations_is_not(
    bakery: Bakery, ada: Learner
) -> None:
    complete(ada)
    first = told(bakery)
    bakery.wait(days=30)
    assert told(bakery) == first
    other = told(bakery, Sender("https://other.example.ac.uk"))
    assert {one["id"] for one in first}.isdisjoint(one["id"] for one in other)
    assert first[0]["actor"]["account"]["name"] != other[0]["actor"]["account"]["name"]


def test_a_new_grading_is_a_new_statement(bakery: Bakery, ada: Learner) -> None:
    ada.take(4)
    (before,) = told(bakery)
    with bakery.db.write() as transaction:
        transaction.run("UPDATE attempts SET grading = 2, score = 50, passed = 0")
    (after,) = told(bakery)
    assert after["id"] != before["id"]
    assert after["verb"]["display"] == {"en": "failed"}


def test_a_diagnostic_is_completed_and_never_failed(bakery: Bakery, ada: Learner) -> None:
    add_final(bakery)
    bakery.edit("quizzes/last-loaf.yaml", "role: final", "role: diagnostic")
    take_final(bakery, ada, "cup")
    (one,) = told(bakery)
    assert one["verb"]["display"] == {"en": "completed"}
    assert "success" not in one["result"]


def test_previews_open_attempts_and_erased_people_are_not_told(bakery: Bakery, ada: Learner) -> None:
    bakery.learner("Rhian", "trainer").take(4, preview=True)
    bakery.learner("Ben").begin()
    complete(ada)
    people.set_active(bakery.db, ada.person, False, None, bakery.now)
    assert len(told(bakery)) == 2  # a closed account is no erased one
    with bakery.db.write() as transaction:
        transaction.run("UPDATE people SET email = NULL WHERE id = :id", id=ada.id)
    assert told(bakery) == []


def test_a_day_leaves_out_what_was_recorded_before_it_and_a_cohort_who_is_not_in_it(
    bakery: Bakery, ada: Learner
) -> None:
    ada.take(4)
    bakery.wait(days=1)
    ada.read("flour", "starter")
    assert verbs(told(bakery, since=date(2026, 11, 24))) == [("completed", "module?m=dough")]
    assert len(told(bakery, since=date(2026, 11, 23))) == 2
    assert told(bakery, cohort_ids=[cohort_of(bakery, bakery.learner("Ben")).id]) == []


def test_without_an_address_nothing_is_told(bakery: Bakery) -> None:
    with pytest.raises(ExportProblem, match="Set LITERACY_BASE_URL first"):
        told(bakery, Sender(""))
